//! `snaglist export` into a file: what is replaced, what is not, and how it is written.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::Place;

#[test]
fn only_an_earlier_summary_is_replaced_unless_the_user_says_so() {
    let (place, _) = Place::delivered();
    for ending in ["md", "txt", "json"] {
        let file = place.root.path().join(format!("review.{ending}"));
        let path = file.to_str().unwrap();
        place.ok(&["export", "-o", path]);
        place.ok(&["export", "-o", path]);
        let ours = fs::read_to_string(&file).unwrap();
        for mine in [
            "Review of my own\n\nmine\n".to_owned(),
            "# Review of the pay module\n\nmine\n".to_owned(),
            "Review of it\n============\n\n- Made by snaglist 1\n".to_owned(),
            format!("{ours}\nmine\n"),
            ours[..ours.len() / 2].to_owned(),
        ] {
            fs::write(&file, &mine).unwrap();
            let said = place.fails(1, &["export", "-o", path]);
            assert!(
                said.contains("exists and is not a review summary") && said.contains("--replace"),
                "{said}"
            );
            assert_eq!(fs::read_to_string(&file).unwrap(), mine);
        }
        place.ok(&["export", "-o", path, "--replace"]);
        assert!(fs::read_to_string(&file).unwrap().contains("AC-2"));
    }
    let folder = place.root.path().join("folder.md");
    fs::create_dir(&folder).unwrap();
    let said = place.fails(1, &["export", "-o", folder.to_str().unwrap(), "--replace"]);
    assert!(
        said.contains("is not a file that can be replaced"),
        "{said}"
    );
    place.fails(2, &["export", "--replace"]);
}

#[test]
fn a_link_is_written_through_only_when_the_user_says_so_and_stays() {
    let (place, _) = Place::delivered();
    let (file, link) = (
        place.root.path().join("kept.md"),
        place.root.path().join("link.md"),
    );
    fs::write(&file, "mine").unwrap();
    symlink(&file, &link).unwrap();
    let said = place.fails(1, &["export", "-o", link.to_str().unwrap()]);
    assert!(
        said.contains("is a symbolic link") && said.contains("--replace"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    place.ok(&["export", "-o", link.to_str().unwrap(), "--replace"]);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(
        fs::read_to_string(&file)
            .unwrap()
            .starts_with("# Review of ")
    );
}

#[test]
fn a_new_summary_can_be_read_by_all_and_a_later_one_keeps_the_rights_of_the_file() {
    let (place, _) = Place::delivered();
    let file = place.root.path().join("review.md");
    let path = file.to_str().unwrap();
    let mode = || fs::metadata(&file).unwrap().permissions().mode() & 0o777;
    place.ok(&["export", "-o", path]);
    // As far as the mask of whoever runs the tests leaves it.
    let beside = place.root.path().join("beside");
    fs::write(&beside, "").unwrap();
    assert_eq!(
        mode(),
        fs::metadata(&beside).unwrap().permissions().mode() & 0o644
    );
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    place.ok(&["export", "-o", path]);
    assert_eq!(mode(), 0o640);
    let names = fs::read_dir(place.root.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    assert!(
        names
            .into_iter()
            .all(|name| !name.to_string_lossy().starts_with(".snaglist-"))
    );
}
