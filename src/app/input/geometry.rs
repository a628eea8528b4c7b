//! Where things stand on the screen, in cells. Both drawing and the mouse go by it.

/// The terminal's size in cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TerminalSize {
    /// Columns.
    pub cols: u16,
    /// Lines.
    pub rows: u16,
}

/// A rectangle of cells; the upper left corner is 0, 0.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Area {
    /// The leftmost column.
    pub x: u16,
    /// The topmost line.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Lines.
    pub height: u16,
}

impl Area {
    /// Whether a cell lies in it.
    pub fn contains(&self, x: u16, y: u16) -> bool {
        (self.x..self.x.saturating_add(self.width)).contains(&x)
            && (self.y..self.y.saturating_add(self.height)).contains(&y)
    }

    /// Without a column at its left and one at its right.
    pub fn padded(&self) -> Self {
        Self {
            x: self.x + 1,
            width: self.width.saturating_sub(2),
            ..*self
        }
    }

    /// Without a border of one cell.
    pub fn inner(&self) -> Self {
        Self {
            x: self.x + 1,
            y: self.y + 1,
            width: self.width.saturating_sub(2),
            height: self.height.saturating_sub(2),
        }
    }
}

/// The narrowest terminal that shows criteria and diff beside each other.
pub const BOTH_PANES: u16 = 100;

/// The narrowest terminal that shows the files beside criteria and diff.
pub const ALL_PANES: u16 = 160;

/// A pane of the review screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Focus {
    /// The criteria.
    Criteria,
    /// The files.
    Tree,
    /// The diff.
    Diff,
}

/// The narrowest diff whose old and new lines are beside each other when the layout is left to the
/// width: two halves with room for the 66 or so characters of most lines.
pub const WIDE_DIFF: u16 = 150;

/// The narrowest that a pane is made by dragging what divides it from the next one, in columns.
const NARROWEST: u16 = 24;

/// What stands between two panes and can be dragged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Divider {
    /// Right of the criteria.
    Criteria,
    /// Right of the files, where these stand beside the criteria.
    Tree,
}

/// The columns that the reviewer gave to panes; none for those that follow the terminal's width.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Widths {
    /// The criteria, and the files where these stand in their place.
    pub criteria: Option<u16>,
    /// The files beside the criteria.
    pub tree: Option<u16>,
    /// Whether the diff has all of them while it has the focus.
    pub diff_alone: bool,
}

/// The parts of the review screen. A pane that is not shown has no width.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct ReviewAreas {
    /// The list of criteria, with its border.
    pub criteria: Area,
    /// The chosen criterion in full, with its border.
    pub detail: Area,
    /// The files, with their border.
    pub tree: Area,
    /// The diff, with its border.
    pub diff: Area,
}

impl TerminalSize {
    /// Everything between the title line and the footer.
    pub fn body(self) -> Area {
        Area {
            x: 0,
            y: 1,
            width: self.cols,
            height: self.rows.saturating_sub(2),
        }
    }

    /// The review screen's panes without files. `diff_focus` matters only where there is room for
    /// one of the two.
    pub fn review(self, diff_focus: bool, widths: Widths) -> ReviewAreas {
        let body = self.body();
        let both = self.cols >= BOTH_PANES;
        let left = match (both, diff_focus) {
            (true, _) => self.granted(
                widths.criteria,
                (self.cols * 2 / 5).clamp(36, 60),
                NARROWEST,
            ),
            (false, true) => 0,
            (false, false) => self.cols,
        };
        // The detail takes what a criterion of a few lines needs, the list the rest.
        let detail = (body.height * 9 / 20).clamp(4, 20).min(body.height);
        let list = body.height - detail;
        ReviewAreas {
            criteria: Area {
                width: left,
                height: list,
                ..body
            },
            detail: Area {
                width: left,
                y: body.y + list,
                height: detail,
                ..body
            },
            tree: Area::default(),
            diff: Area {
                x: if both { left } else { 0 },
                width: if both {
                    self.cols - left
                } else {
                    self.cols - left.min(self.cols)
                },
                ..body
            },
        }
    }

    /// The review screen's panes, with the files where they are shown: beside the criteria where
    /// there is room for all, else in their place unless they have the focus.
    pub fn review_with(self, focus: Focus, tree: bool, widths: Widths) -> ReviewAreas {
        if widths.diff_alone && focus == Focus::Diff {
            return ReviewAreas {
                diff: self.body(),
                ..ReviewAreas::default()
            };
        }
        let areas = self.review(focus == Focus::Diff, widths);
        if !tree {
            return areas;
        }
        if self.cols >= ALL_PANES {
            let left = self.granted(
                widths.criteria,
                (self.cols / 4).clamp(36, 50),
                2 * NARROWEST,
            );
            let width = self.granted(widths.tree, (self.cols / 5).clamp(32, 46), left + NARROWEST);
            let (criteria, detail) = (
                Area {
                    width: left,
                    ..areas.criteria
                },
                Area {
                    width: left,
                    ..areas.detail
                },
            );
            let body = self.body();
            let tree = Area {
                x: left,
                width,
                ..body
            };
            let diff = Area {
                x: left + width,
                width: self.cols - left - width,
                ..body
            };
            return ReviewAreas {
                criteria,
                detail,
                tree,
                diff,
            };
        }
        match focus {
            Focus::Criteria => areas,
            Focus::Tree if self.cols < BOTH_PANES => ReviewAreas {
                tree: self.body(),
                ..ReviewAreas::default()
            },
            Focus::Tree | Focus::Diff => ReviewAreas {
                tree: areas.criteria,
                criteria: Area::default(),
                ..areas
            },
        }
    }

    /// A pane's columns: those wanted, so far as `rest` others are left.
    fn granted(self, wanted: Option<u16>, usual: u16, rest: u16) -> u16 {
        wanted.map_or(usual, |wanted| {
            wanted.clamp(NARROWEST, self.cols.saturating_sub(rest).max(NARROWEST))
        })
    }

    /// What stands between panes at a column, of the two borders that meet there.
    pub fn divider_at(areas: &ReviewAreas, x: u16, y: u16) -> Option<Divider> {
        let right_of = |pane: Area, x: u16| {
            pane.width > 0 && (x + 1 == pane.x + pane.width || x == pane.x + pane.width)
        };
        if areas.diff.width == 0 || !(areas.diff.y..areas.diff.y + areas.diff.height).contains(&y) {
            return None;
        }
        let beside = areas.criteria.width > 0 && areas.tree.width > 0;
        if beside && right_of(areas.tree, x) {
            return Some(Divider::Tree);
        }
        let left = if areas.criteria.width > 0 {
            areas.criteria
        } else {
            areas.tree
        };
        right_of(left, x).then_some(Divider::Criteria)
    }

    /// The rows of the snags screen, two lines each: within its border, below the filter.
    pub fn snags_list(self) -> Area {
        let inner = self.body().inner();
        Area {
            y: inner.y + 2,
            height: inner.height.saturating_sub(2),
            ..inner
        }
    }

    /// The rows of the gaps screen: within its border, below how much is covered.
    pub fn gaps_list(self) -> Area {
        self.snags_list()
    }

    /// A box in the middle, at most as large as asked for and as there is room. One that would
    /// leave only a sliver beside it takes the whole width.
    pub fn centred(self, width: u16, height: u16) -> Area {
        let width = if width + 4 >= self.cols {
            self.cols
        } else {
            width
        }
        .max(1);
        let height = height.min(self.rows.saturating_sub(2)).max(1);
        Area {
            x: (self.cols - width.min(self.cols)) / 2,
            y: (self.rows - height.min(self.rows)) / 2,
            width,
            height,
        }
    }
}

/// Cells before a line's text in the unified view: the link mark, two line numbers of `digits`
/// digits with a space after each, the sign and a space.
pub fn gutter(digits: u16) -> u16 {
    2 * digits + 5
}

/// Cells before a line's text in one half of the side-by-side view: the link mark or the line
/// between the halves, a line number of `digits` digits with a space after it, the sign and a
/// space.
pub fn half_gutter(digits: u16) -> u16 {
    digits + 4
}

/// Cells of text that a row of a pane `width` cells wide holds, on each side where there are two.
pub fn text_cells(width: u16, digits: u16, split: bool) -> u16 {
    if split {
        (width / 2).saturating_sub(half_gutter(digits))
    } else {
        width.saturating_sub(gutter(digits))
    }
}
