"""Best calls: nominated without a name, voted on in secret, accepted onto shelf and board."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, fact, set_fields
from qa_desktop.services import nominations
from qa_desktop.store.library import find_entries
from qa_desktop.store.nominations import find_honours, find_letters, find_nominations
from qa_desktop.store.workspace import Workspace
from tests.factories import import_calls

DAY = date(2026, 11, 22)


@pytest.fixture
def call(workspace: Workspace, tmp_path: Path) -> str:
    id = import_calls(workspace, tmp_path / "in")[0].id
    workspace.write([create("agent", "xm", {"number": "6001", "name": "王小明"})])
    workspace.write([set_fields("call", id, {"serial": "S20261122", "agent": "xm"})])
    return id


def nominate(workspace: Workspace, highlight: str = "先道歉再解释") -> str:
    return nominations.nominate(
        workspace, month="2026-11", serial=" S20261122 ", highlight=highlight
    ).ids[0]


def test_the_same_twice_is_one(workspace: Workspace, call: str) -> None:
    nominate(workspace)
    nominations.nominate(workspace, month="2026-11", serial="S20261122", highlight="先道歉 再解释")
    nominations.nominate(workspace, month="2026-11", serial="Ｓ20261122", highlight="先道歉再解释")
    (held,) = find_nominations(workspace.db, workspace.person, "2026-11")
    assert held.serial == "S20261122", "as it was written first"
    assert (held.call, held.highlight, held.decision) == (call, "先道歉再解释", None)
    assert not hasattr(held, "agent"), "who voted must not see whose it is"


def test_votes_show_when_one_has_voted(workspace: Workspace, call: str) -> None:
    id = nominate(workspace)
    other = {"nomination": id, "voter": "somebody", "vote": "no"}
    workspace.write([fact("nomination_vote", "vote-of-somebody", other)])
    (held,) = find_nominations(workspace.db, workspace.person)
    assert (held.yes, held.no, held.own_vote) == (None, None, None)
    nominations.vote(workspace, id, "no")
    nominations.vote(workspace, id, "yes")
    (held,) = find_nominations(workspace.db, workspace.person)
    assert (held.yes, held.no, held.own_vote) == (1, 1, "yes")


def test_accepted_is_shelved_and_named(workspace: Workspace, call: str) -> None:
    id = nominate(workspace)
    done = nominations.accept(workspace, id, honour="本月最佳", day=DAY)
    (entry,) = find_entries(workspace.db, [call])
    assert (entry.shelf, entry.why) == ("good", "本月最佳")
    (honour,) = find_honours(workspace.db, "2026-11")
    assert (honour.agent, honour.words, honour.entry) == ("xm", "本月最佳", entry.id)
    with pytest.raises(UserFacingError, match="decided"):
        nominations.vote(workspace, id, "yes")
    assert done.act is not None
    workspace.undo(done.act)
    assert find_entries(workspace.db, [call]) == [] and find_honours(workspace.db) == []


def test_a_rejected_one_is_on_no_board(workspace: Workspace, call: str) -> None:
    nominations.reject(workspace, nominate(workspace), reason=" 语速太快 ", day=DAY)
    (held,) = find_nominations(workspace.db, workspace.person)
    assert (held.decision, held.reason) == ("rejected", "语速太快")
    assert find_honours(workspace.db) == [] and find_entries(workspace.db, [call]) == []


@pytest.mark.parametrize(
    ("values", "id"),
    [({"month": "11月"}, "bad_month"), ({"serial": " "}, "incomplete"),
     ({"highlight": ""}, "incomplete")],
)  # fmt: skip
def test_what_is_missing_is_said(workspace: Workspace, values: dict[str, str], id: str) -> None:
    whole = {"month": "2026-11", "serial": "S1", "highlight": "好"}
    with pytest.raises(UserFacingError, match=id):
        nominations.nominate(workspace, **{**whole, **values})


def test_without_its_recording_it_waits(workspace: Workspace) -> None:
    id = nominate(workspace)
    with pytest.raises(UserFacingError, match="no_call"):
        nominations.accept(workspace, id, day=DAY)


def test_letters_of_a_month(workspace: Workspace, call: str) -> None:
    nominations.add_letter(workspace, agent="xm", day=DAY, words="很耐心，谢谢", sender="张女士")
    (letter,) = find_letters(workspace.db, "2026-11")
    assert (letter.agent, letter.words, letter.sender) == ("xm", "很耐心，谢谢", "张女士")
    assert find_letters(workspace.db, "2026-10") == []
