//! Two tabs that meet.

use super::*;

#[test]
fn a_change_appears_in_another_tab() {
    let (_, mut a, mut b, id) = two_tabs();
    a.apply(Change::Rename { id, name: "renamed".to_owned() });
    let new = a.add_collection("new");
    a.save();
    assert_eq!(b.hear_of(id), []);
    assert_eq!(b.hear_of(new), []);
    assert_eq!(b.state(), a.state());
}

#[test]
fn an_older_state_never_overwrites_a_newer_entry() {
    let (memory, mut a, mut b, id) = two_tabs();
    a.add_socket(id, "from a");
    a.save();
    b.add_socket(id, "from b");
    let notices = b.save();
    assert!(matches!(&notices[..], [Notice::KeptBoth { theirs, name, .. }]
        if *theirs == id && name == "c (here)"));
    assert_eq!(b.names(), ["c", "s", "from a", "c (here)", "s", "from b"]);
    assert_eq!(memory.tab("c").state(), b.state());
    let guids: BTreeSet<_> = b.workspace.collections.iter().map(Collection::guid).collect();
    assert_eq!(guids.len(), 2);
}

#[test]
fn the_other_tab_of_a_conflict_is_told_too() {
    let (_, mut a, mut b, id) = two_tabs();
    a.add_socket(id, "from a");
    a.save();
    b.add_socket(id, "from b");
    let notices = b.save();
    let [Notice::KeptBoth { ours: copy, .. }] = &notices[..] else { panic!("{notices:?}") };
    let told = Notice::CopiedElsewhere { ours: id, name: "c (here)".to_owned() };
    assert_eq!(a.hear_of(*copy), [told]);
    assert_eq!(a.hear_of(*copy), []);
    assert_eq!(a.state(), b.state());
}

#[test]
fn the_same_change_in_both_tabs_is_no_conflict() {
    let (_, mut a, mut b, id) = two_tabs();
    for tab in [&mut a, &mut b] {
        tab.apply(Change::Rename { id, name: "same".to_owned() });
        assert_eq!(tab.save(), []);
    }
    a.add_socket(id, "next");
    assert_eq!(a.save(), [], "a knows nothing b did not know");
}

/// Two processes can read the same revision before either sees the other's write.
#[test]
fn a_write_that_was_overwritten_unseen_is_kept() {
    let (memory, mut a, mut b, id) = two_tabs();
    let before = memory.snapshot();
    a.add_socket(id, "from a");
    a.save();
    *memory.0.borrow_mut() = before;
    b.add_socket(id, "from b");
    b.save();
    b.add_socket(id, "from b again");
    b.save();
    let notices = a.hear_of(id);
    assert!(matches!(&notices[..], [Notice::KeptBoth { .. }]), "{notices:?}");
    assert!(
        ["from a", "from b", "from b again"].iter().all(|it| a.names().contains(&(*it).into()))
    );
}

#[test]
fn a_deletion_appears_in_another_tab() {
    let (_, mut a, mut b, id) = two_tabs();
    let undo = a.apply(Change::Remove { id });
    a.save();
    let notices = b.hear_of(id);
    assert!(matches!(&notices[..], [Notice::DeletedElsewhere { .. }]), "{notices:?}");
    assert_eq!(b.names(), Vec::<String>::new());
    a.apply(undo);
    assert_eq!(a.save(), []);
    assert_eq!(b.hear_of(id), []);
    assert_eq!(b.state(), a.state());
}

#[test]
fn what_was_changed_here_survives_a_deletion_elsewhere() {
    let (memory, mut a, mut b, id) = two_tabs();
    a.apply(Change::Remove { id });
    a.save();
    b.add_socket(id, "from b");
    let notices = b.save();
    assert!(matches!(&notices[..], [Notice::KeptDeletedElsewhere { .. }]), "{notices:?}");
    assert_eq!(memory.tab("c").names(), ["c", "s", "from b"]);
    let notices = a.hear_of(id);
    assert!(matches!(&notices[..], [Notice::KeptChangedElsewhere { .. }]), "{notices:?}");
    assert_eq!(a.state(), b.state());
}

#[test]
fn what_was_changed_elsewhere_survives_a_deletion_here() {
    let (_, mut a, mut b, id) = two_tabs();
    b.add_socket(id, "from b");
    b.save();
    a.apply(Change::Remove { id });
    let notices = a.save();
    assert!(matches!(&notices[..], [Notice::KeptChangedElsewhere { .. }]), "{notices:?}");
    assert_eq!(a.state(), b.state());
}
