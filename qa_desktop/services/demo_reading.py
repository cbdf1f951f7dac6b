"""What a fresh process finds in the demo's workspace: the proof that a step was kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.calls import find_calls
from qa_desktop.store.coaching import find_feedback
from qa_desktop.store.drafts import find_drafts
from qa_desktop.store.evaluations import find_evaluations
from qa_desktop.store.people import person_here
from qa_desktop.store.settings import get_setting
from qa_desktop.store.workspace import open_reader

_FOR_EVER = 1 << 62


def read_workspace(folder: Path) -> dict[str, Any]:
    """Everything the demo's steps claim, read through an own connection."""
    db = open_reader(folder)
    try:
        person = person_here(db)
        calls = find_calls(db, person)
        return {
            "calls": {call.id: {"serial": call.serial, "status": call.status} for call in calls},
            "annotations": {
                call.id: [
                    {"at_ms": mark.at_ms, "kind": mark.kind, "text": mark.text}
                    for mark in find_annotations(db, call.id)
                ]
                for call in calls
            },
            "drafts": {f"{kind} {key}": body for kind, key, body in find_drafts(db)},
            "evaluations": {
                row.call: row.published_hundredths
                for row in find_evaluations(db, person, 0, _FOR_EVER)
            },
            "acknowledged": sorted(
                row.call for row in find_feedback(db, 0, _FOR_EVER) if row.state == "given"
            ),
            "open_call": get_setting(db, "last_call"),
        }
    finally:
        db.close()
