"""Suggested cases from real evaluations, comments, shelves and sessions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa_desktop.journal.changes import create, fact, set_fields
from qa_desktop.services import annotating, library
from qa_desktop.services.suggesting import suggest_cases
from qa_desktop.store.fault_catalogue import shipped_faults
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.suggestions import _moment
from qa_desktop.store.workspace import Workspace
from tests.factories import import_calls

CARD = built_in_templates()[0]
ITEM = next(iter(CARD.items))
FAULT = next(iter(shipped_faults()))
FAULT_NAME = shipped_faults()[FAULT].name.zh


@pytest.fixture
def calls(workspace: Workspace, tmp_path: Path) -> list[str]:
    """Four calls of two agents: the first two lost points with the fault, the others did not."""
    ids = [call.id for call in import_calls(workspace, tmp_path / "in", 4)]
    for n, agent in enumerate(("a", "a", "b", "b")):
        workspace.write([set_fields("call", ids[n], {"agent": agent, "business": "宽带"})])
        lost = "5/1" if n < 2 else "0/1"
        payload = {
            "call": ids[n], "agent": agent, "scorer": workspace.person, "scorecard": CARD.id,
            "items": [{"item": ITEM, "answer": "x", "lost": lost, "evidence": []}],
            "problems": [{"item": ITEM, "fault": FAULT}] if n < 2 else [],
        }  # fmt: skip
        workspace.write([fact("evaluation", f"{n}" * 32, payload)])
    return ids


@pytest.mark.parametrize(("kind", "code"), [("item", ITEM), ("fault", FAULT)])
def test_bad_beside_good(workspace: Workspace, calls: list[str], kind: str, code: str) -> None:
    found = suggest_cases(workspace.db, kind, code, count=4)  # type: ignore[arg-type]
    assert [each.side for each in found] == ["bad", "good", "bad", "good"]
    assert {each.call for each in found if each.side == "bad"} == set(calls[:2])


def test_what_a_late_session_used_is_left_out(workspace: Workspace, calls: list[str]) -> None:
    case = {"playlist": "list", "call": calls[0], "place": "m"}
    workspace.write(
        [
            create("playlist", "list", {"title": "周会"}),
            create("playlist_case", "case", case),
            create("session", "held", {"playlist": "list", "held": "2026-11-20T14:00:00"}),
        ]
    )
    used = suggest_cases(workspace.db, "item", ITEM, count=4, sessions=1)
    assert calls[0] not in {each.call for each in used}
    assert len(suggest_cases(workspace.db, "item", ITEM, count=4, sessions=0)) == 4


def test_comments_of_a_competency_at_their_seconds(workspace: Workspace, calls: list[str]) -> None:
    for call, kind in ((calls[0], "weakness"), (calls[2], "strength")):
        annotating.add_annotation(
            workspace, call, at_ms=700, kind=kind, text="语气", competency="warmth"
        )
    bad, good = suggest_cases(workspace.db, "competency", "warmth")
    assert (bad.call, bad.at_ms, good.call) == (calls[0], 700, calls[2])


def test_the_better_shelved_comes_first(workspace: Workspace, calls: list[str]) -> None:
    library.file_call(workspace, calls[3], "good", stars=5)
    found = suggest_cases(workspace.db, "item", ITEM, count=2)
    assert found[1].call == calls[3] and found[1].entry is not None


def test_words_of_comments_notes_and_tags(workspace: Workspace, calls: list[str]) -> None:
    """Praise is good, blame is bad; what is neither is on the side of its shelf, and comes last
    where it has none."""
    for call, at_ms, kind, text in (
        (calls[0], 700, "weakness", "语气太急"),
        (calls[1], 300, "note", "这里的語氣"),
        (calls[2], 500, "question", "语气如何？"),
    ):
        annotating.add_annotation(workspace, call, at_ms=at_ms, kind=kind, text=text)
    library.file_call(workspace, calls[2], "good", note="听语气")
    library.file_call(workspace, calls[3], "good", note="开场")
    found = suggest_cases(workspace.db, "words", "语气", count=4, person=workspace.person)
    told = [(each.call, each.side, each.at_ms, each.said) for each in found]
    assert told == [
        (calls[0], "bad", 700, "语气太急"),
        (calls[2], "good", 500, "语气如何？"),
        (calls[1], "open", 300, "这里的語氣"),
    ]
    assert suggest_cases(workspace.db, "words", " ", person=workspace.person) == []
    assert not suggest_cases(workspace.db, "words", "语气 没说过", person=workspace.person)
    faulty = suggest_cases(workspace.db, "words", FAULT_NAME, person=workspace.person)
    assert {(each.call, each.side) for each in faulty} == {(calls[0], "bad"), (calls[1], "bad")}


def test_what_a_comment_says_comes_along(workspace: Workspace, calls: list[str]) -> None:
    annotating.add_annotation(
        workspace, calls[0], at_ms=700, kind="weakness", text="打断客户", competency="warmth"
    )
    (found,) = suggest_cases(workspace.db, "competency", "warmth")
    assert found.said == "打断客户"


def test_a_comment_without_a_moment_is_no_evidence_of_one(
    workspace: Workspace, calls: list[str]
) -> None:
    """Another program's operation may lack it."""
    marks = {"early": 700, "timeless": None}
    workspace.write(
        [
            create("annotation", id, {"call": calls[0], "kind": "weakness", "at_ms": at_ms})
            for id, at_ms in marks.items()
        ]
    )
    assert _moment(workspace.db, json.dumps(["timeless", "early"]))[0] == 700
    assert _moment(workspace.db, json.dumps(["timeless"])) == (None, "")
