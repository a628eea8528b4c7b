//! What was opened, as the app has it.

use snaglist::app::facts::engagement::Engagement as Shown;
use snaglist::engagement::{self, Engagement};
use snaglist::model::person::Person;
use snaglist::record::Identity;

pub(super) fn shown(opened: &Engagement) -> Shown {
    let mut shown = Shown::new(
        opened.name.clone(),
        opened.specs.clone(),
        opened.groups.clone(),
        opened.found.increments.clone(),
        opened.found.because.clone(),
        opened.remarks.clone(),
        opened.identity.writer.clone(),
    );
    let Identity {
        name, email, role, ..
    } = opened.identity.clone();
    shown.who = Person {
        name,
        email,
        role,
        ..Person::default()
    };
    shown.agreed = opened.agreed.clone();
    shown.head = Some(opened.found.head);
    shown.remote_branch = opened.remote_branch.clone();
    shown.delivered = engagement::delivered(&opened.repository, &opened.found);
    shown
}
