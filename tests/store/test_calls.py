"""Finding calls: by the words of a person, by status, by any of their names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, fact
from qa_desktop.journal.journal import new_id
from qa_desktop.services.calls import set_aside, set_serial
from qa_desktop.store import call_search
from qa_desktop.store.call_columns import Columns
from qa_desktop.store.call_counts import count_by_status
from qa_desktop.store.call_filter import CallFilter
from qa_desktop.store.call_order import CallOrder
from qa_desktop.store.call_search import Search, find_numbers
from qa_desktop.store.calls import (
    CallRow,
    find_call_named,
    find_calls,
    find_next_calls,
    get_call,
)
from qa_desktop.store.drafts import save_draft
from qa_desktop.store.reader import Reader
from qa_desktop.store.workspace import Workspace
from tests.factories import import_calls


@pytest.fixture
def calls(workspace: Workspace, tmp_path: Path) -> list[CallRow]:
    """Serials 10%_A, 10%_B and 10xxA of agent 0617."""
    found = import_calls(workspace, tmp_path / "in", 3)
    for call, serial in zip(found, ("10%_A", "10%_B", "10xxA"), strict=True):
        set_serial(workspace, call.id, serial)
    return find_calls(workspace.db, workspace.person)


@pytest.mark.parametrize(
    ("words", "serials"),
    [
        ("0617", ["10%_A", "10%_B", "10xxA"]),
        ("%_", ["10%_A", "10%_B"]),
        ("10%_A", ["10%_A"]),
        ("\\", []),
        ("'; DROP TABLE call; --", []),
        ("093502", ["10xxA"]),
    ],
)
def test_words_are_taken_as_they_are(
    workspace: Workspace, calls: list[CallRow], words: str, serials: list[str]
) -> None:
    found = find_calls(workspace.db, workspace.person, text=words)
    assert [call.serial for call in found] == serials


def test_status_follows_what_became_of_a_call(workspace: Workspace, calls: list[CallRow]) -> None:
    save_draft(workspace.db, "evaluation", calls[0].id, {})
    set_aside(workspace, calls[1].id, "no_speech")
    person = workspace.person
    assert [call.status for call in find_calls(workspace.db, person)] == ["draft", "invalid", "new"]
    (drafted,) = find_calls(workspace.db, person, status="draft")
    assert drafted.id == calls[0].id
    assert count_by_status(workspace.db) == {"draft": 1, "invalid": 1, "new": 1}
    assert len(find_calls(workspace.db, person, limit=2)) == 2


def score(workspace: Workspace, id: str, call: str, scorer: str, points: int, **more: Any) -> None:
    result = {"published": str(points), "passed": points >= 60, "no_score": False}
    payload = {"call": call, "scorer": scorer, "scorecard": "", "result": result, **more}
    workspace.write([fact("evaluation", id, payload)])


def test_a_call_that_somebody_else_scored_is_not_to_inspect_and_says_whose_score_it_is(
    workspace: Workspace, calls: list[CallRow]
) -> None:
    db, me = workspace.db, workspace.person
    workspace.write([create("person", "min", {"name": "王敏", "number": "0102"})])
    score(workspace, "theirs", calls[0].id, "min", 88)
    seen = get_call(db, me, calls[0].id)
    assert (seen.status, seen.scorer, seen.published_hundredths) == ("scored", "王敏", 8800)
    assert (seen.evaluation, seen.shown_evaluation) == (None, "theirs"), "it is not mine to correct"
    assert count_by_status(db) == {"scored": 1, "new": 2}
    (found,) = find_calls(db, me, status="scored")
    assert found.id == calls[0].id
    assert len(find_numbers(db, CallFilter(score_from=8000, results=frozenset({"passed"})))) == 1
    assert calls[0].id not in {call.id for call in find_next_calls(db, me, None, 9)}


def test_ones_own_evaluation_and_draft_come_before_what_others_did(
    workspace: Workspace, calls: list[CallRow]
) -> None:
    db, me, call = workspace.db, workspace.person, calls[0].id
    score(workspace, "theirs", call, "min", 88)
    save_draft(db, "evaluation", call, {})
    assert get_call(db, me, call).status == "draft"
    score(workspace, "mine", call, me, 40)
    score(workspace, "later", call, "min", 90)
    seen = get_call(db, me, call)
    assert (seen.status, seen.evaluation) == ("evaluated", "mine")
    assert (seen.shown_evaluation, seen.published_hundredths) == ("mine", 4000)
    assert count_by_status(db) == {"evaluated": 1, "new": 2}


def test_practice_of_others_does_not_score_a_call(
    workspace: Workspace, calls: list[CallRow]
) -> None:
    db, me, call = workspace.db, workspace.person, calls[0].id
    score(workspace, "theirs", call, "min", 88, practice=True)
    assert get_call(db, me, call).status == "new"
    assert count_by_status(db) == {"new": 3}
    score(workspace, "mine", call, me, 40, practice=True)
    assert get_call(db, me, call).status == "evaluated"


def test_a_call_is_found_by_any_of_its_names(workspace: Workspace, calls: list[CallRow]) -> None:
    call = calls[0]
    assert call.recording and call.file_name and call.serial
    names = [call.id, call.id[:8], call.recording, call.recording[:8], call.serial, call.file_name]
    for name in names:
        assert find_call_named(workspace.db, workspace.person, name).id == call.id
    assert get_call(workspace.db, workspace.person, call.id) == call


def test_what_is_not_clear_is_refused(workspace: Workspace, calls: list[CallRow]) -> None:
    set_serial(workspace, calls[1].id, "10%_A")
    with pytest.raises(UserFacingError) as ambiguous:
        find_call_named(workspace.db, workspace.person, "10%_A")
    assert ambiguous.value.id == "call.ambiguous" and "2" in ambiguous.value.say("zh")
    for name in ("", "10", calls[0].id[:3]):
        with pytest.raises(UserFacingError) as unknown:
            find_call_named(workspace.db, workspace.person, name)
        assert unknown.value.id == "call.unknown"


def test_calls_that_come_in_while_one_searches_are_no_crash(
    workspace: Workspace, calls: list[CallRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer commits between the reader's look at the facts and its look at the serials."""
    seen = call_search.columns_of

    def see_and_write(db: Database) -> Columns:
        columns = seen(db)
        workspace.write([create("call", new_id(), {"serial": f"S{n:04}"}) for n in range(300)])
        return columns

    monkeypatch.setattr(call_search, "columns_of", see_and_write)
    with Reader.open(workspace.folder) as reader:
        found = Search(CallFilter(), CallOrder("serial")).step(reader.db)
    assert len(found.numbers) == 303
