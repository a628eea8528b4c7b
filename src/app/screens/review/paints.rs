//! Holds the highlighting of the lines near the screen, as far as it came.
//!
//! Lines are highlighted in blocks of neighbours. The blocks on the screen are requested first,
//! then those one screen away; answers are taken in whenever they come. Knows nothing of languages
//! and colours.

use std::collections::{BTreeMap, HashSet};

use crate::app::msg::{Effect, Unpainted};
use crate::app::screens::ask::Ask;
use crate::app::screens::review::Review;
use crate::app::screens::review::rows::{RowKind, RowSides};
use crate::model::change::{FileDiff, Side};
use crate::model::index::FileIndex;
use crate::model::paint::Spans;

/// The number of lines in a block.
pub(super) const BLOCK: u32 = 64;

/// The number of blocks kept, some 10 KB each; above it, blocks that are not near the screen are
/// dropped.
const MAX_BLOCKS: usize = 512;

/// A block of lines highlighted together: the file, the side, and the block's index on that side.
pub type PaintBlock = (FileIndex, Side, u32);

/// The highlighted lines of one side of a file.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Paints(BTreeMap<u32, Vec<Spans>>);

impl Paints {
    /// Returns the spans of a line (0-based), once they came.
    pub fn line(&self, line: u32) -> Option<&Spans> {
        self.0.get(&(line / BLOCK))?.get((line % BLOCK) as usize)
    }
}

impl Review {
    /// Takes in the spans of some lines; an answer to an older request is dropped.
    pub(in crate::app) fn take_painted(
        &mut self,
        request: u64,
        file: FileIndex,
        side: Side,
        first: u32,
        lines: Vec<Spans>,
    ) {
        if request != self.request {
            return;
        }
        let Some(found) = self.files.get_mut(file) else {
            return;
        };
        let block = first / BLOCK;
        found.paints.get_mut(side).0.insert(block, lines);
        self.to_paint
            .1
            .retain(|asked| *asked != (file, side, block));
        let kept = |review: &Review| -> usize {
            review
                .files
                .iter()
                .flat_map(|file| [&file.paints.old, &file.paints.new])
                .map(|paints| paints.0.len())
                .sum()
        };
        if kept(self) > MAX_BLOCKS {
            let near: HashSet<PaintBlock> = self.blocks_near().into_iter().collect();
            for (index, file) in self.files.entries_mut() {
                for side in [Side::Old, Side::New] {
                    file.paints
                        .get_mut(side)
                        .0
                        .retain(|block, _| near.contains(&(index, side, *block)));
                }
            }
        }
    }

    /// Requests the blocks on and next to the screen that are missing, unless they are requested
    /// already.
    pub(in crate::app) fn ask_for_paint(&mut self, asks: &mut Vec<Ask>) {
        if !self.painting {
            return;
        }
        let mut missing = self.blocks_near();
        missing.retain(|(file, side, block)| {
            let found = self.files.get(*file);
            found.is_some_and(|found| !found.paints.get(*side).0.contains_key(block))
        });
        let request = self.request;
        let (asked_for, asked) = &self.to_paint;
        if *asked_for == request && missing.iter().all(|block| asked.contains(block)) {
            return;
        }
        let wanted = missing
            .iter()
            .filter_map(|block| self.unpainted(*block))
            .collect();
        asks.push(Ask::Do(Effect::Paint { request, wanted }));
        self.to_paint = (request, missing);
    }

    fn unpainted(&self, (file, side, block): PaintBlock) -> Option<Unpainted> {
        let found = self.files.get(file)?;
        let entry = found.change.entry(side)?;
        let text = found.diff().and_then(FileDiff::as_text)?.text(side).clone();
        let lines = block * BLOCK..((block + 1) * BLOCK).min(text.len());
        Some(Unpainted {
            file,
            side,
            path: entry.path.clone(),
            id: entry.id,
            text,
            lines,
        })
    }

    /// Returns the blocks on the screen, then those of the next screen, then those of the one
    /// before.
    fn blocks_near(&self) -> Vec<PaintBlock> {
        let view = self.view;
        let (top, height) = (view.top, view.height);
        let rows = [
            top..top + height,
            top + height..top + 2 * height,
            top.saturating_sub(height)..top,
        ];
        let mut blocks = Vec::new();
        let mut known = HashSet::new();
        for block in rows
            .into_iter()
            .flatten()
            .flat_map(|row| self.blocks_of(row))
        {
            if known.insert(block) {
                blocks.push(block);
            }
        }
        blocks
    }

    /// Returns the blocks of the lines that a row shows.
    fn blocks_of(&self, row: usize) -> impl Iterator<Item = PaintBlock> {
        let found = self.rows.get(row);
        let split = self.split;
        [Side::New, Side::Old].into_iter().filter_map(move |side| {
            let (section, row) = found?;
            let RowKind::Line { kind, .. } = row.kind else {
                return None;
            };
            // In the unified layout, unchanged lines are shown with their new text.
            if kind == RowSides::Context && side == Side::Old && !split {
                return None;
            }
            Some((section.file()?, side, row.line(side)? / BLOCK))
        })
    }
}
