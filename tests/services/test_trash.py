"""What was deleted is listed and comes back, one or many, and that can be undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, delete
from qa_desktop.journal.journal import new_id
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.services.annotating import add_annotation, delete_annotation
from qa_desktop.services.call_acts import masked_name
from qa_desktop.services.erasing import erase, plan_recording
from qa_desktop.services.health import check
from qa_desktop.services.trash import restore_deleted
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.calls import find_calls, get_call
from qa_desktop.store.trash import _SAYS, SHOWN, count_deleted, find_deleted
from qa_desktop.store.workspace import Workspace
from tests.factories import import_calls


def test_it_is_listed_with_when_who_and_what(workspace: Workspace, tmp_path: Path) -> None:
    (call,) = import_calls(workspace, tmp_path / "in")
    mark = add_annotation(workspace, call.id, at_ms=1, kind="note", text="要删的评语").ids[0]
    delete_annotation(workspace, mark)
    remark = workspace.write([create("remark", new_id(), {"code": "kc", "text": "开场好"})]).ids[0]
    workspace.write([delete("remark", remark)])
    second, first = find_deleted(workspace.db)
    assert (first.kind, first.id, first.words) == ("annotation", mark, "要删的评语")
    assert (second.kind, second.words, second.who) == ("remark", "kc · 开场好", "李敏")
    assert first.at <= second.at and count_deleted(workspace.db) == 2


def test_many_come_back_in_one_act_that_can_be_undone(workspace: Workspace, tmp_path: Path) -> None:
    (call,) = import_calls(workspace, tmp_path / "in")
    marks = [
        add_annotation(workspace, call.id, at_ms=n, kind="note", text=f"评语{n}").ids[0]
        for n in range(3)
    ]
    for mark in marks:
        delete_annotation(workspace, mark)
    changes = restore_deleted(workspace, find_deleted(workspace.db)[:2])
    assert [each.text for each in find_annotations(workspace.db, call.id)] == ["评语1", "评语2"]
    assert [each.id for each in find_deleted(workspace.db)] == [marks[0]]
    workspace.undo(str(changes.act))
    assert find_annotations(workspace.db, call.id) == []
    assert count_deleted(workspace.db) == 3


def test_an_undone_import_comes_back_with_recording_and_name(
    workspace: Workspace, tmp_path: Path
) -> None:
    calls = import_calls(workspace, tmp_path / "in", 2)
    (act,) = workspace.db.execute("SELECT act FROM op ORDER BY n DESC LIMIT 1").fetchone()
    workspace.undo(act)
    assert find_calls(workspace.db, workspace.person) == []
    deleted = [each for each in find_deleted(workspace.db) if each.kind == "call"]
    assert {each.words.split(" · ")[0] for each in deleted} == {masked_name(call) for call in calls}
    restore_deleted(workspace, [each for each in deleted if each.id == calls[0].id])
    agents = [each for each in find_deleted(workspace.db) if each.kind == "agent"]
    restore_deleted(workspace, agents)
    again = get_call(workspace.db, workspace.person, calls[0].id)
    assert again == replace(calls[0], n=again.n), "a local number is given once"
    assert [each.id for each in find_deleted(workspace.db)] == [calls[1].id]
    assert check(workspace, full=True).problems == []


def test_what_is_back_is_not_brought_back_again(workspace: Workspace) -> None:
    team = workspace.write([create("team", new_id(), {"name": "二班"})]).ids[0]
    workspace.write([delete("team", team)])
    deleted = find_deleted(workspace.db)
    restore_deleted(workspace, deleted)
    with pytest.raises(UserFacingError) as error:
        restore_deleted(workspace, deleted)
    assert error.value.id == "trash.nothing"
    workspace.write([delete("team", team)])
    assert [each.id for each in find_deleted(workspace.db)] == [team], "once, however often"


def test_what_was_erased_is_listed_without_words(workspace: Workspace, tmp_path: Path) -> None:
    (call,) = import_calls(workspace, tmp_path / "in")
    mark = add_annotation(workspace, call.id, at_ms=1, kind="note", text="秘密").ids[0]
    delete_annotation(workspace, mark)
    erase(workspace, plan_recording(workspace, call.id))
    (found,) = find_deleted(workspace.db)
    assert (found.id, found.words) == (mark, "")


def test_every_listed_type_is_declared_and_says_what_it_is() -> None:
    for kind in SHOWN:
        declared = {field.name for field in RECORD_TYPES[kind].fields} | {"file_name"}
        assert set(_SAYS[kind]) <= declared
    assert set(_SAYS) == set(SHOWN)
