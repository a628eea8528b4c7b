//! Applies a delta to its base, for a whole object or its beginning.
//!
//! The format is that of `gitformat-pack`, "Deltified representation". Knows nothing of where
//! either is stored.

/// An unpacked delta.
pub(super) struct Delta<'d> {
    /// The size of its base in bytes.
    pub(super) base: u64,
    /// The size of its result in bytes.
    pub(super) result: u64,
    steps: &'d [u8],
}

/// The source of the next part of the result.
enum DeltaPart<'d> {
    /// Bytes of the base.
    Copy { from: usize, len: usize },
    /// New bytes.
    Insert(&'d [u8]),
}

impl<'d> Delta<'d> {
    /// Parses both sizes at the start; `None` when they are missing.
    pub(super) fn parse(data: &'d [u8]) -> Option<Self> {
        let mut rest = data;
        let base = size(&mut rest)?;
        let result = size(&mut rest)?;
        Some(Self {
            base,
            result,
            steps: rest,
        })
    }

    /// Counts the bytes of the base that the first `wanted` bytes of the result need; `None` when a
    /// step is invalid.
    pub(super) fn needs(&self, wanted: u64) -> Option<u64> {
        let mut steps = self.steps;
        let (mut made, mut needed) = (0, 0);
        while made < wanted && !steps.is_empty() {
            match step(&mut steps)? {
                DeltaPart::Copy { from, len } => {
                    let len = (len as u64).min(wanted - made);
                    needed = needed.max(from as u64 + len);
                    made += len;
                }
                DeltaPart::Insert(bytes) => made += bytes.len() as u64,
            }
        }
        (needed <= self.base).then_some(needed)
    }

    /// Builds the first `wanted` bytes of the result; `None` when the steps do not give them.
    pub(super) fn apply(&self, base: &[u8], wanted: u64) -> Option<Vec<u8>> {
        let wanted = usize::try_from(wanted).ok()?;
        let is_whole = wanted as u64 == self.result;
        let mut result = Vec::with_capacity(wanted);
        let mut steps = self.steps;
        while !steps.is_empty() && (result.len() < wanted || is_whole) {
            let room = wanted - result.len();
            let (made, len) = match step(&mut steps)? {
                DeltaPart::Copy { from, len } => (base.get(from..from + len.min(room))?, len),
                DeltaPart::Insert(bytes) => (&bytes[..bytes.len().min(room)], bytes.len()),
            };
            // More than its header says.
            if is_whole && len > room {
                return None;
            }
            result.extend_from_slice(made);
        }
        (result.len() == wanted).then_some(result)
    }
}

/// Takes the next step off the start.
fn step<'d>(steps: &mut &'d [u8]) -> Option<DeltaPart<'d>> {
    let first = byte(steps)?;
    if first & 0x80 == 0 {
        let (bytes, rest) = steps
            .split_at_checked(usize::from(first))
            .filter(|_| first > 0)?;
        *steps = rest;
        return Some(DeltaPart::Insert(bytes));
    }
    let mut number = |bits: std::ops::Range<u32>| {
        let mut number = 0;
        for (place, bit) in bits.enumerate() {
            if first & 1 << bit != 0 {
                number |= usize::from(byte(steps)?) << (8 * place);
            }
        }
        Some(number)
    };
    let (from, len) = (number(0..4)?, number(4..7)?);
    Some(DeltaPart::Copy {
        from,
        len: if len == 0 { 0x1_0000 } else { len },
    })
}

fn byte(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}

/// Parses a size: seven bits in each byte, the lowest first.
fn size(bytes: &mut &[u8]) -> Option<u64> {
    let mut size = 0;
    for shift in (0..63).step_by(7) {
        let next = byte(bytes)?;
        size |= u64::from(next & 0x7f) << shift;
        if next & 0x80 == 0 {
            return Some(size);
        }
    }
    None
}
