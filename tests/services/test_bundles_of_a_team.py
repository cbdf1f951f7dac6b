"""In a team: the roster goes along with every record, and says whose key is whose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from exchanging import evaluate, machine

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.reading import BundleReader
from qa_desktop.journal.changes import create
from qa_desktop.journal.keys import PersonKeys, SigningKey
from qa_desktop.journal.operation import Operation
from qa_desktop.journal.roster import Term
from qa_desktop.journal.statements import Statement, found, issue, member, revoke
from qa_desktop.services.addressees import can_encrypt, receive_keys
from qa_desktop.services.bundle_merging import merge, preview
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.receipts import write_receipt
from qa_desktop.services.team import read_team
from qa_desktop.store.people import find_agent_ids
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


def values_in(file: Path) -> set[str]:
    with BundleReader(file) as reader:
        return {each.value for each in reader.personal_values()}


def test_of_the_roster_only_the_names_that_one_record_needs(
    wang: Workspace, tmp_path: Path
) -> None:
    own = wang.keys.person_keys()
    keys = (own.sign_key, own.receive_key)
    other = PersonKeys("0192f5a0-0000-7000-8000-000000000002", bytes(32), bytes(range(9, 41)))
    named = {"name": "王芳", "work_number": "0617"}
    state(wang, member(own.person, *keys, [Term("inspector")], **named))
    theirs = (other.person, other.sign_key, other.receive_key, [Term("lead")])
    state(wang, member(*theirs, name="赵六", work_number="0999"))
    (evaluation,) = wang.db.conn.execute("SELECT id FROM evaluation").fetchone()
    with machine(tmp_path, "li") as li:
        hello = write_receipt(li.folder, lambda act: act(li), tmp_path / "hello.qab").files[0]
        merge(wang, hello)
        out = write_out(wang, tmp_path / "a.qab", subject=evaluation).files[0]
        card = write_receipt(wang.folder, lambda act: act(wang), tmp_path / "r.qab").files[0]
        for file in (out, card):
            assert {"王芳", "0617"} <= values_in(file)
            assert not {"赵六", "0999"} & values_in(file)
            said = "".join(op.raw for op in operations_in(file))
            assert other.person in said, "rights are worked out from it"
        merge(li, out, join=ROOT.public)
        assert name_here(li, other.person) == ""
        back = write_receipt(li.folder, lambda act: act(li), tmp_path / "b.qab").files[0]
        merge(wang, back)
        news = write_out(wang, tmp_path / "news.qab", to=[li.person], plain=True).files[0]
        assert {"赵六", "0999"} <= values_in(news)
        merge(li, news)
        assert name_here(li, other.person) == "赵六", "not lost to who has the rest"


def name_here(workspace: Workspace, person: str) -> str:
    team = read_team(workspace.db)
    assert team is not None
    return next(each.name for each in team.people if each.person == person)


def operations_in(file: Path) -> list[Operation]:
    with BundleReader(file) as reader:
        return list(reader.operations())


def test_the_roster_says_whose_key_it_is(wang: Workspace, tmp_path: Path) -> None:
    assert receive_keys(wang.db, LI.person) == {LI.receive_key}
    assert write_out(wang, tmp_path / "a.qab", to=[LI.person]).encrypted


def test_nothing_is_encrypted_to_a_revoked_key(wang: Workspace, tmp_path: Path) -> None:
    state(wang, revoke(LI.person, LI.sign_key, {}))
    assert not can_encrypt(wang.db, LI.person)
    with pytest.raises(UserFacingError, match="revoked_addressee"):
        write_out(wang, tmp_path / "a.qab", to=[LI.person])
    assert not (tmp_path / "a.qab").exists()


def test_a_bundle_of_somebody_outside_the_team_says_so(wang: Workspace, tmp_path: Path) -> None:
    """Its content is kept, and has no effect until they are in the team."""
    file = tmp_path / "strange.qab"
    with machine(tmp_path, "wu") as wu:
        wu.write([create("agent", "agent-x", {"number": "0999"})])
        write_out(wu, file)
        assert not merge(wu, write_out(wu, tmp_path / "own.qab").files[0]).is_stranger
    assert preview(wang, file).is_stranger
    assert merge(wang, file).is_stranger
    assert "agent-x" not in find_agent_ids(wang.db)
