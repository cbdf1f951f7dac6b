"""Annotations: committed, edited, deleted, undone; the draft goes with the commit."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.services import annotating, calls
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.drafts import get_draft, save_draft
from qa_desktop.store.remarks import find_remarks
from qa_desktop.store.workspace import Workspace
from tests.factories import import_calls


@pytest.fixture
def call(workspace: Workspace, tmp_path: Path) -> str:
    return import_calls(workspace, tmp_path / "in")[0].id


def test_committing_a_comment_takes_its_draft_along(workspace: Workspace, call: str) -> None:
    save_draft(workspace.db, "annotation", call, {"text": "嗯那"})
    changes = annotating.add_annotation(
        workspace,
        call,
        at_ms=1234,
        to_ms=2000,
        kind="weakness",
        text="嗯那个",
        item="a1",
        competency="listening",
        discussion_stop=True,
    )
    (found,) = find_annotations(workspace.db, call)
    assert (found.id, found.at_ms, found.to_ms) == (changes.ids[0], 1234, 2000)
    assert (found.kind, found.text, found.item) == ("weakness", "嗯那个", "a1")
    assert (found.competency, found.discussion_stop) == ("listening", True)
    assert get_draft(workspace.db, "annotation", call) is None


def test_a_comment_from_elsewhere_leaves_what_is_being_typed(
    workspace: Workspace, call: str
) -> None:
    """``qa-desktop annotate`` while a comment stands half typed in the window."""
    save_draft(workspace.db, "annotation", call, {"text": "写到一半"})
    annotating.add_annotation(
        workspace, call, at_ms=1, kind="note", text="来自脚本", uses_draft=False
    )
    draft = get_draft(workspace.db, "annotation", call)
    assert draft is not None and draft.body == {"text": "写到一半"}


def test_editing_and_deleting_can_be_undone(workspace: Workspace, call: str) -> None:
    id = annotating.add_annotation(workspace, call, at_ms=5, kind="note", text="一").ids[0]
    edit = annotating.edit_annotation(workspace, id, text="二", to_ms=90)
    assert find_annotations(workspace.db, call)[0].text == "二"
    assert edit.act
    workspace.undo(edit.act)
    assert (find_annotations(workspace.db, call)[0].text) == "一"
    assert find_annotations(workspace.db, call)[0].to_ms is None
    gone = annotating.delete_annotation(workspace, id)
    assert find_annotations(workspace.db, call) == []
    assert gone.act
    workspace.undo(gone.act)
    assert find_annotations(workspace.db, call)[0].text == "一"


def test_an_unchanged_edit_writes_nothing(workspace: Workspace, call: str) -> None:
    id = annotating.add_annotation(workspace, call, at_ms=5, kind="note", text="一").ids[0]
    before = workspace.journal.digest
    assert annotating.edit_annotation(workspace, id, text="一", at_ms=5).act is None
    assert workspace.journal.digest == before


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"at_ms": -1}, "annotation.bad_times"),
        ({"to_ms": 3}, "annotation.bad_times"),
        ({"to_ms": 10**12}, "annotation.bad_times"),
        ({"at_ms": 3_001}, "annotation.beyond_end"),
        ({"to_ms": 3_001}, "annotation.beyond_end"),
        ({"kind": "shout"}, "annotation.bad_kind"),
        ({"competency": "singing"}, "annotation.bad_competency"),
    ],
)
def test_what_makes_no_sense_is_refused_on_both_ways(
    workspace: Workspace, call: str, values: dict[str, object], error: str
) -> None:
    good = {"at_ms": 5, "kind": "note", "text": "一"}
    with pytest.raises(UserFacingError, match=error):
        annotating.add_annotation(workspace, call, **(good | values))  # type: ignore[arg-type]
    id = annotating.add_annotation(workspace, call, **good).ids[0]  # type: ignore[arg-type]
    with pytest.raises(UserFacingError, match=error):
        annotating.edit_annotation(workspace, id, **values)
    assert len(find_annotations(workspace.db, call)) == 1


def test_the_end_of_the_recording_is_the_end_of_marks(workspace: Workspace, call: str) -> None:
    """Two seconds, and one that a file may have said too little; a live call has no end."""
    id = annotating.add_annotation(workspace, call, at_ms=3_000, kind="note", text="一").ids[0]
    with workspace.db.conn:
        workspace.db.execute("UPDATE recording SET duration_ms = 1000")
    annotating.edit_annotation(workspace, id, text="在它之后也能改字")
    with pytest.raises(UserFacingError, match=r"annotation\.beyond_end"):
        annotating.edit_annotation(workspace, id, at_ms=2_999)
    annotating.edit_annotation(workspace, id, at_ms=999)
    live = calls.start_live_call(
        workspace, agent=None, method="live", started=datetime(2026, 11, 20)
    ).ids[0]
    annotating.add_annotation(workspace, live, at_ms=7_200_000, kind="note", text="现场")


def test_remarks_are_kept_changed_and_deleted(workspace: Workspace) -> None:
    id = calls.save_remark(workspace, code="kc", text="开场白完整", kind="strength").ids[0]
    calls.save_remark(workspace, code="kc", text="开场白完整、语气亲切", id=id)
    (remark,) = find_remarks(workspace.db)
    assert (remark.code, remark.text, remark.kind) == ("kc", "开场白完整、语气亲切", None)
    with pytest.raises(UserFacingError, match=r"remark\.incomplete"):
        calls.save_remark(workspace, code="k c", text="x")
    calls.delete_remark(workspace, id)
    assert find_remarks(workspace.db) == []
