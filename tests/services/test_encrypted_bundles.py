"""Bundles for somebody: encrypted by default, opened by whoever they are for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from exchanging import agree, evaluate, machine

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.encryption import is_encrypted
from qa_desktop.journal.keys import PersonKeys, SigningKey, certify
from qa_desktop.journal.operation import Draft, write
from qa_desktop.services.bundle_merging import merge, preview
from qa_desktop.services.bundle_writing import spool_of, write_out
from qa_desktop.services.inbox import look_into
from qa_desktop.services.merge_child import merge_in_child
from qa_desktop.services.receipts import write_receipt
from qa_desktop.store.bundles import find_bundles
from qa_desktop.store.workspace import Workspace


@pytest.fixture
def wang(tmp_path: Path) -> Iterator[Workspace]:
    with machine(tmp_path, "wang") as workspace:
        evaluate(workspace, tmp_path)
        yield workspace


@pytest.fixture
def li(tmp_path: Path, wang: Workspace) -> Iterator[Workspace]:
    """Wang knows Li's key."""
    with machine(tmp_path, "li") as workspace:
        merge(
            wang,
            write_receipt(workspace.folder, lambda act: act(workspace), tmp_path / "r.qab").files[
                0
            ],
        )
        yield workspace


def left_in_the_clear(workspace: Workspace) -> list[Path]:
    spool = spool_of(workspace.folder)
    return list(spool.iterdir()) if spool.exists() else []


def test_there_and_back_encrypted(wang: Workspace, li: Workspace, tmp_path: Path) -> None:
    sent = write_out(wang, tmp_path / "a.qab", to=[li.person], audio="full")
    assert sent.encrypted and is_encrypted(sent.files[0])
    assert "王".encode() not in sent.files[0].read_bytes()
    told = preview(li, sent.files[0])
    assert told.who == "wang" and look_into(li.db, sent.files[0]) is None
    merge(li, sent.files[0])
    back = write_out(li, tmp_path / "b.qab", to=[wang.person])
    merge(wang, back.files[0])
    assert back.encrypted and agree(wang, li)
    assert left_in_the_clear(wang) == left_in_the_clear(li) == []


def test_its_writer_can_read_it_too(wang: Workspace, li: Workspace, tmp_path: Path) -> None:
    """A lost workspace is made again from what its person sent."""
    sent = write_out(wang, tmp_path / "a.qab", to=[li.person])
    assert preview(wang, sent.files[0]).known == sent.operations


def test_plain_when_it_is_wished_or_the_key_is_unknown(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    assert not write_out(wang, tmp_path / "a.qab", to=[li.person], plain=True).encrypted
    assert not write_out(wang, tmp_path / "b.qab").encrypted
    assert not write_out(wang, tmp_path / "c.qab", to=[li.person, "a-stranger"]).encrypted


def test_somebody_else_reads_nothing(wang: Workspace, li: Workspace, tmp_path: Path) -> None:
    sent = write_out(wang, tmp_path / "a.qab", to=[li.person])
    with machine(tmp_path, "zhao") as third:
        for read in (preview, merge):
            with pytest.raises(UserFacingError) as caught:
                read(third, sent.files[0])
            assert caught.value.id == "bundle.not_for_you" and caught.value.remedy.render("zh")
        assert left_in_the_clear(third) == []


def test_sealed_keys_ask_for_the_passphrase(wang: Workspace, li: Workspace, tmp_path: Path) -> None:
    sent = write_out(wang, tmp_path / "a.qab", to=[li.person])
    li.keys.set_passphrase("three little words")
    with pytest.raises(UserFacingError, match=r"identity\.locked"):
        merge(li, sent.files[0])
    li.keys.unlock("three little words", 15)
    assert merge(li, sent.files[0]).operations > 5


def test_damage_changes_nothing_and_leaves_nothing(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    sent = write_out(wang, tmp_path / "a.qab", to=[li.person], audio="full").files[0]
    content = sent.read_bytes()
    before = li.journal.digest
    for at in (len(content) // 2, len(content) - 1):
        damaged = bytearray(content)
        damaged[at] ^= 1
        sent.write_bytes(damaged)
        with pytest.raises(UserFacingError, match="altered"):
            merge(li, sent)
    assert li.journal.digest == before and left_in_the_clear(li) == []


def test_two_keys_for_one_person_stop_an_export(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    """Anybody can make a key and say that it is Li's."""
    keys, replica = PersonKeys.generate(li.person), SigningKey.generate()
    payload = {
        "person": li.person,
        "sign_key": keys.sign_key,
        "receive_key": keys.receive_key,
        "certificate": certify(keys, replica.public),
    }
    draft = Draft("act", "hello", "replica", replica.public, payload)
    forged = write(draft, replica=replica, seq=1, prev=None, hlc=1 << 16, at=1)
    wang.journal.add([forged])
    with pytest.raises(UserFacingError, match="two_keys"):
        write_out(wang, tmp_path / "a.qab", to=[li.person])
    assert not (tmp_path / "a.qab").exists()
    assert not write_out(wang, tmp_path / "a.qab", to=[li.person], plain=True).encrypted


def test_a_crash_leaves_nothing_in_the_clear(wang: Workspace, tmp_path: Path) -> None:
    left = spool_of(wang.folder) / ".making-0123456789abcdef"
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_bytes(b"in the clear")
    wang.close()
    machine(tmp_path, "wang").close()
    assert not left.exists()


def test_the_merge_in_a_process_of_its_own_reads_it(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    """The window's merges run there, and unlocked keys do not leave the window."""
    sent = write_out(wang, tmp_path / "a.qab", to=[li.person], audio="full").files[0]
    li.keys.set_passphrase("three little words")
    with pytest.raises(UserFacingError, match=r"identity\.locked"):
        merge_in_child(li.folder, lambda act: act(li), sent)
    li.keys.unlock("three little words", 15)
    done = merge_in_child(li.folder, lambda act: act(li), sent)
    assert done.operations > 5 and done.blobs == 1 and left_in_the_clear(li) == []
    (note,) = [each for each in find_bundles(li.db) if each.direction == "in"]
    assert note.file == "a.qab"
