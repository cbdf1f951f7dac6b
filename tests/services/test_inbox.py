"""The watched folder: what is offered, what is left alone, what is remembered."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest
from exchanging import evaluate, machine

from qa_desktop.errors import UserFacingError
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.inbox import (
    Arrived,
    Inbox,
    InboxWatch,
    choose_inbox,
    dismiss,
    offer_again,
)
from qa_desktop.services.receipts import write_receipt
from qa_desktop.store.workspace import Workspace


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


@pytest.fixture
def wang(tmp_path: Path) -> Iterator[Workspace]:
    with machine(tmp_path, "wang") as workspace:
        evaluate(workspace, tmp_path)
        yield workspace


@pytest.fixture
def li(tmp_path: Path, share: Path) -> Iterator[Workspace]:
    with machine(tmp_path, "li") as workspace:
        choose_inbox(workspace, share)
        yield workspace


def twice(inbox: Inbox) -> list[Arrived]:
    inbox.look()
    return inbox.look()


def test_a_bundle_is_offered_with_who_wrote_it(wang: Workspace, li: Workspace, share: Path) -> None:
    inbox = Inbox(li.folder)
    file = write_out(wang, share / "a.qab", audio="full").files[0]
    assert inbox.look() == [], "somebody may still be copying it"
    (arrived,) = inbox.look()
    assert (arrived.file, arrived.state, arrived.encrypted) == (file, "new", False)
    assert arrived.look is not None and arrived.look.for_me and arrived.look.blobs == 1
    assert arrived.look.replica == wang.journal.replica.public and arrived.look.who == ""
    merge(li, file)
    (arrived,) = Inbox(li.folder).look() or twice(inbox)
    assert arrived.state == "merged"
    (share / "b.qab").write_bytes(file.read_bytes())
    copied = {each.file.name: each for each in twice(inbox)}
    assert copied["b.qab"].state == "merged" and copied["b.qab"].look is not None


def test_a_file_that_grows_is_left_alone(wang: Workspace, li: Workspace, share: Path) -> None:
    whole = write_out(wang, share.parent / "a.qab").files[0].read_bytes()
    inbox = Inbox(li.folder)
    for upto in range(0, len(whole), len(whole) // 3):
        (share / "a.qab").write_bytes(whole[:upto])
        assert inbox.look() == []
    (share / "a.qab").write_bytes(whole)
    (arrived,) = twice(inbox)
    assert arrived.trouble is None and arrived.look is not None


def test_what_is_broken_says_why(li: Workspace, share: Path) -> None:
    (share / "a.qab").write_bytes(b"PK\3\4" + bytes(100))
    (share / "note.txt").write_text("no bundle")
    (share / ".hidden.qab").write_bytes(b"half")
    (arrived,) = twice(Inbox(li.folder))
    assert arrived.trouble is not None and arrived.trouble.id == "bundle.cut_short"
    dismiss(li, share / "a.qab")
    assert [each.state for each in twice(Inbox(li.folder))] == ["dismissed"]
    offer_again(li, share / "a.qab")
    assert [each.state for each in twice(Inbox(li.folder))] == ["new"]


def test_another_file_under_a_known_name_is_new(
    wang: Workspace, li: Workspace, share: Path
) -> None:
    file = write_out(wang, share / "a.qab", plain=True).files[0]
    dismiss(li, file)
    write_receipt(wang.folder, lambda act: act(wang), file)
    (arrived,) = twice(Inbox(li.folder))
    assert arrived.state == "new" and arrived.look and arrived.look.purpose == "receipt"


def test_ones_own_bundles_in_a_shared_folder_are_not_offered(
    wang: Workspace, li: Workspace, share: Path
) -> None:
    write_out(li, share / "mine.qab")
    (share / "copy.qab").write_bytes((share / "mine.qab").read_bytes())
    assert twice(Inbox(li.folder)) == []


def test_an_encrypted_one_is_remembered_once_merged(
    wang: Workspace, li: Workspace, share: Path, tmp_path: Path
) -> None:
    merge(wang, write_receipt(li.folder, lambda act: act(li), tmp_path / "r.qab").files[0])
    file = write_out(wang, share / "a.qab", to=[li.person]).files[0]
    (arrived,) = twice(Inbox(li.folder))
    assert arrived.encrypted and arrived.look is None and arrived.trouble is None
    merge(li, file)
    assert [each.state for each in twice(Inbox(li.folder))] == ["merged"]


def test_the_watch_tells_of_changes_only(wang: Workspace, li: Workspace, share: Path) -> None:
    said: queue.Queue[list[Arrived] | UserFacingError] = queue.Queue()
    watch = InboxWatch(li.folder, said.put, every_s=0.01)
    watch.start()
    try:
        assert said.get(timeout=60) == []
        write_out(wang, share / "a.qab")
        found = said.get(timeout=60)
        assert [each.file.name for each in found] == ["a.qab"]
        share.rename(share.with_name("away"))
        gone = said.get(timeout=60)
        assert isinstance(gone, UserFacingError) and gone.id == "inbox.not_there"
        share.with_name("away").rename(share)
        assert [each.file.name for each in said.get(timeout=60)] in ([], ["a.qab"])
    finally:
        watch.stop()
    assert not watch.is_alive()


def test_the_watch_goes_on_after_a_fault_that_nobody_foresaw(
    wang: Workspace, li: Workspace, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_out(wang, share / "a.qab")
    said: queue.Queue[list[Arrived] | UserFacingError] = queue.Queue()
    look, faults = Inbox.look, iter([ValueError("odd"), ValueError("odd"), KeyError("odder")])

    def sometimes(inbox: Inbox) -> list[Arrived]:
        if fault := next(faults, None):
            raise fault
        return look(inbox)

    monkeypatch.setattr(Inbox, "look", sometimes)
    watch = InboxWatch(li.folder, said.put, every_s=0.01)
    watch.start()
    try:
        trouble = said.get(timeout=60)
        assert isinstance(trouble, UserFacingError) and trouble.id == "inbox.not_looked_at"
        found = said.get(timeout=60)
        while not found:  # at its first look at a file it only remembers it
            found = said.get(timeout=60)
        assert [each.file.name for each in found] == ["a.qab"]
    finally:
        watch.stop()


def test_a_share_that_goes_away_while_it_is_read(
    wang: Workspace, li: Workspace, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_out(wang, share / "a.qab")
    inbox = Inbox(li.folder)
    inbox.look()

    def away(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr("qa_desktop.services.inbox.BundleReader", away)
        (arrived,) = inbox.look()
        assert arrived.trouble is not None and arrived.trouble.id == "bundle.not_readable"
    (arrived,) = inbox.look()
    assert arrived.trouble is None and arrived.look is not None, "looked at again"
