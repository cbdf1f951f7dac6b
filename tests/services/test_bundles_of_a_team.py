"""In a team: the roster goes along with every record, and says whose key is whose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from exchanging import evaluate, machine

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.reading import BundleReader
from qa_desktop.journal.keys import PersonKeys, SigningKey
from qa_desktop.journal.roster import Term
from qa_desktop.journal.statements import Statement, found, issue, member, revoke
from qa_desktop.services.addressees import can_encrypt, receive_keys
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.receipts import write_receipt
from qa_desktop.store.workspace import Workspace

ROOT = SigningKey(bytes(range(7, 39)))
LI = PersonKeys("0192f5a0-0000-7000-8000-000000000001", bytes(range(32)), bytes(range(5, 37)))


def state(workspace: Workspace, *statements: Statement) -> None:
    with workspace.transaction():
        issue(workspace.journal, ROOT, ROOT.public, statements)


@pytest.fixture
def wang(tmp_path: Path) -> Iterator[Workspace]:
    """The founder, who has scored a call."""
    with machine(tmp_path, "wang") as workspace:
        own = workspace.keys.person_keys()
        everything = [Term("manager"), Term("inspector"), Term("quality_lead")]
        state(
            workspace,
            found("华东客服"),
            member(own.person, own.sign_key, own.receive_key, everything),
            member(LI.person, LI.sign_key, LI.receive_key, [Term("lead")]),
        )
        workspace.trust(ROOT.public)
        evaluate(workspace, tmp_path)
        yield workspace


def kinds_in(file: Path) -> list[str]:
    with BundleReader(file) as reader:
        assert reader.manifest.team == ROOT.public
        return [operation.kind for operation in reader.operations()]


def test_the_roster_goes_along_with_one_record(wang: Workspace, tmp_path: Path) -> None:
    (evaluation,) = wang.db.conn.execute("SELECT id FROM evaluation").fetchone()
    out = write_out(wang, tmp_path / "a.qab", subject=evaluation).files[0]
    kinds = kinds_in(out)
    assert kinds.count("roster") == 3 and kinds.count("fact") == 1
    with machine(tmp_path, "zhao") as newcomer:
        merge(newcomer, out, join=ROOT.public)
        shown = newcomer.db.conn.execute("SELECT id FROM evaluation").fetchall()
        assert shown == [(evaluation,)], "its writer may, by the roster that came along"


def test_the_roster_goes_along_with_a_receipt(wang: Workspace, tmp_path: Path) -> None:
    out = write_receipt(wang.folder, lambda act: act(wang), tmp_path / "r.qab").files[0]
    assert kinds_in(out).count("roster") == 3, "a revocation travels with whatever is handed over"


def test_the_roster_says_whose_key_it_is(wang: Workspace, tmp_path: Path) -> None:
    assert receive_keys(wang.db, LI.person) == {LI.receive_key}
    assert write_out(wang, tmp_path / "a.qab", to=[LI.person]).encrypted


def test_nothing_is_encrypted_to_a_revoked_key(wang: Workspace, tmp_path: Path) -> None:
    state(wang, revoke(LI.person, LI.sign_key, {}))
    assert not can_encrypt(wang.db, LI.person)
    with pytest.raises(UserFacingError, match="revoked_addressee"):
        write_out(wang, tmp_path / "a.qab", to=[LI.person])
    assert not (tmp_path / "a.qab").exists()
