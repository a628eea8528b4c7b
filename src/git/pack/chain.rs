//! Builds an object from its entry and its delta bases, within bounds that do not depend on the
//! pack's own claims.
//!
//! Headers are read first: how long the chain is, whether it ends, how much has to be unpacked for
//! it. Only then is anything unpacked, and never more than was counted. Knows nothing of ids except
//! those by which a delta names its base.

use std::sync::Arc;

use anyhow::{Context as _, Result, bail, ensure};

use super::cache::{self, CachedObject, PackOffset};
use super::delta::Delta;
use super::entry::{self, EntryHeader, Stored};
use super::{PackedObject, Packs};
use crate::git::store::ObjectKind;

/// Maximum length of a chain: git's limit for `--depth` of `git help pack-objects`; its default is
/// 50.
const MAX_CHAIN: usize = 4_095;
/// Maximum size of one part of a chain in bytes, unless the caller wants more of the object than
/// this anyway.
const MAX_PART: u64 = 32 << 20;
/// Budget in bytes for unpacking and copying for one object, all parts together; so many times the
/// object where that is more.
const MAX_WORK: u64 = 512 << 20;
const WORK_TIMES: u64 = 64;
/// Budget in bytes for all objects together: a fixed amount, plus so many times the size of the
/// objects built. Clones packed by git take 2 to 4 times.
const LENT: u64 = 1 << 30;
const LENT_TIMES: u64 = 32;
/// Budget for one object once that limit is reached, in bytes.
const SMALL_WORK: u64 = 32 << 10;
/// Weight of a delta byte, in bytes copied: two bytes may be a whole step, and all deltas of a
/// chain are in memory at once.
const STEP_TIMES: u64 = 8;
/// Number of bytes that contain both sizes of a delta, and maximum size of a delta that is unpacked
/// at once.
const SIZES: u64 = 20;
const SMALL_DELTA: u64 = 4 << 10;

const NO_SENSE: &str = "the difference it is stored as makes no sense";
const TOO_SHORT: &str = "it is a difference to an object that is too short";

/// How much of an object is wanted.
#[derive(Clone, Copy)]
pub(super) enum WantedPart {
    /// All of it, unless it has more bytes than this; then nothing.
    UpTo(u64),
    /// This many bytes of its beginning.
    Start(u64),
}

/// The cost of all objects of a store so far, in bytes.
#[derive(Default)]
pub(super) struct BytesSpent {
    work: u64,
    made: u64,
}

/// A delta on the way to the base.
struct DeltaLink {
    at: u64,
    data: Vec<u8>,
    /// How many bytes of its result are wanted.
    wanted: u64,
}

/// The end of a chain.
enum Base {
    Kept(CachedObject),
    Entry {
        kind: ObjectKind,
        header: EntryHeader,
        at: u64,
    },
}

impl Packs {
    /// Builds the object with an entry at a place; returns only its size when it has more bytes
    /// than are wanted.
    pub(super) fn make(
        &mut self,
        (pack, at): PackOffset,
        wanted: WantedPart,
    ) -> Result<Result<PackedObject, u64>> {
        let bytes = self.packs[pack].bytes(self.id_len);
        let header = entry::header(&mut self.files, bytes, at)?;
        let (size, read) = match header.stored {
            Stored::Whole(_) => (header.size, None),
            Stored::ToOffset(_) | Stored::ToId(_) => self.result_size(pack, &header)?,
        };
        let start = match wanted {
            WantedPart::UpTo(limit) if size > limit => return Ok(Err(size)),
            WantedPart::UpTo(_) => size,
            WantedPart::Start(start) => start.min(size),
        };
        let (links, base, needed) = self.chain(pack, (header, read), at, start)?;
        let of_link = |link: &DeltaLink| link.data.len() as u64 * STEP_TIMES + link.wanted;
        let work = links.iter().map(of_link).sum::<u64>() + needed;
        self.lend(work, start)?;
        let (kind, mut data) = self.unpack(pack, links, base, needed)?;
        data.truncate(usize::try_from(start)?);
        Ok(Ok(PackedObject { kind, data, size }))
    }

    /// Returns the size of a delta's result; and the whole delta, if it is so small that it was
    /// unpacked.
    fn result_size(&mut self, pack: usize, header: &EntryHeader) -> Result<(u64, Option<Vec<u8>>)> {
        let is_small = header.size <= SMALL_DELTA;
        let start = self.content(pack, header, if is_small { header.size } else { SIZES })?;
        let delta = Delta::parse(&start).context(NO_SENSE)?;
        Ok((delta.result, is_small.then_some(start)))
    }

    /// Follows the deltas down to their base, counting what each needs of the next.
    fn chain(
        &mut self,
        pack: usize,
        (mut header, mut read): (EntryHeader, Option<Vec<u8>>),
        mut at: u64,
        wanted: u64,
    ) -> Result<(Vec<DeltaLink>, Base, u64)> {
        let part = MAX_PART.max(wanted);
        let fits = |size: u64| -> Result<()> {
            let words = "it is stored as a difference that takes";
            ensure!(
                size <= part,
                "{words} {size} bytes to unpack, more than the {part} that may be"
            );
            Ok(())
        };
        let most = MAX_WORK.max(wanted.saturating_mul(WORK_TIMES));
        let (mut links, mut work, mut needed) = (Vec::<DeltaLink>::new(), 0, wanted);
        // Detects a cycle: compares a mark with every later place, and moves the mark at growing
        // intervals.
        let (mut mark, mut until) = (at, 1);
        loop {
            if let Some(kept) = self.cache.get((pack, at)) {
                ensure!(needed <= kept.data.len() as u64, TOO_SHORT);
                return Ok((links, Base::Kept(kept), needed));
            }
            if let Stored::Whole(kind) = header.stored {
                ensure!(needed <= header.size, TOO_SHORT);
                return Ok((links, Base::Entry { kind, header, at }, needed));
            }
            fits(header.size)?;
            work += header.size * STEP_TIMES + needed;
            ensure!(
                work <= most,
                "more than {most} bytes would have to be unpacked for it"
            );
            let data = match read.take() {
                Some(data) => data,
                None => self.content(pack, &header, header.size)?,
            };
            let next = self.base_of(pack, &header)?;
            let delta = Delta::parse(&data).context(NO_SENSE)?;
            let above = needed;
            // The whole base may be of use to others as well.
            needed = match above == delta.result && delta.base <= part {
                true => delta.base,
                false => delta.needs(above).context(NO_SENSE)?,
            };
            fits(needed)?;
            links.push(DeltaLink {
                at,
                data,
                wanted: above,
            });
            ensure!(
                links.len() <= MAX_CHAIN,
                "it is stored as a chain of more than {MAX_CHAIN} differences"
            );
            if links.len() == until {
                (mark, until) = (at, until * 2);
            }
            ensure!(
                next != mark,
                "it is stored as a difference that leads back to itself"
            );
            at = next;
            header = entry::header(&mut self.files, self.packs[pack].bytes(self.id_len), at)?;
        }
    }

    fn base_of(&mut self, pack: usize, header: &EntryHeader) -> Result<u64> {
        match &header.stored {
            Stored::ToOffset(at) => Ok(*at),
            Stored::ToId(id) => {
                let found = self.packs[pack].index.find(&mut self.files, id)?;
                found.context("it is a difference to an object that is not in its pack")
            }
            Stored::Whole(_) => bail!("it is no difference"),
        }
    }

    /// Charges an object's cost, and refuses one that costs far more than its size when others did
    /// so before.
    fn lend(&mut self, work: u64, made: u64) -> Result<()> {
        let spent = self.spent.work.saturating_add(work);
        let allowed = LENT.saturating_add((self.spent.made + made).saturating_mul(LENT_TIMES));
        ensure!(
            spent <= allowed || work <= SMALL_WORK,
            "{work} bytes would have to be unpacked for it, and others like it took {} already",
            self.spent.work
        );
        self.spent.work = spent;
        self.spent.made += made;
        Ok(())
    }

    fn unpack(
        &mut self,
        pack: usize,
        links: Vec<DeltaLink>,
        base: Base,
        needed: u64,
    ) -> Result<(ObjectKind, Vec<u8>)> {
        let (kind, mut data) = match base {
            Base::Kept(kept) => (kept.kind, kept.data),
            Base::Entry { kind, header, at } => {
                let data = Arc::new(self.content(pack, &header, needed)?);
                if !links.is_empty() && needed == header.size {
                    self.cache.put(
                        (pack, at),
                        CachedObject {
                            kind,
                            data: data.clone(),
                        },
                    );
                }
                (kind, data)
            }
        };
        // A long chain of large parts has room for a few only: at even distances, because the next
        // caller wants one of them, as a walk through history does, or one near them.
        let bytes: u64 = links.iter().map(|link| link.wanted).sum();
        let apart = usize::try_from(bytes.div_ceil(cache::MOST as u64 / 2).max(1))?;
        for (above, link) in links.iter().enumerate().rev() {
            let delta = Delta::parse(&link.data).context(NO_SENSE)?;
            data = Arc::new(delta.apply(&data, link.wanted).context(NO_SENSE)?);
            if above > 0
                && (above == 1 || above.is_multiple_of(apart))
                && link.wanted == delta.result
            {
                self.cache.put(
                    (pack, link.at),
                    CachedObject {
                        kind,
                        data: data.clone(),
                    },
                );
            }
        }
        Ok((
            kind,
            Arc::try_unwrap(data).unwrap_or_else(|shared| shared.to_vec()),
        ))
    }

    fn content(&mut self, pack: usize, header: &EntryHeader, wanted: u64) -> Result<Vec<u8>> {
        let bytes = self.packs[pack].bytes(self.id_len);
        entry::content(&mut self.files, bytes, header, wanted, &mut self.inflater)
    }
}
