//! Collects remarks on the record itself.

use crate::app::facts::Facts;

impl Facts {
    /// Returns remarks on the record itself: how many entries a newer version wrote.
    pub(in crate::app) fn remarks_on_record(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        match self.record.newer.len() {
            0 => {}
            1 => remarks.push(
                "one entry of the record was written by a newer version; update to read it"
                    .to_owned(),
            ),
            count => remarks.push(format!(
                "{count} entries of the record were written by a newer version; update to read them"
            )),
        }
        remarks
    }
}
