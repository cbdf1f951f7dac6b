"""Marking moments and regions of a call."""

from __future__ import annotations

from typing import Any

from qa_desktop.domain.annotations import COMPETENCIES, KINDS
from qa_desktop.domain.durations import format_position
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, delete, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.store.annotations import get_annotation
from qa_desktop.store.clips import call_sound_ms
from qa_desktop.store.drafts import delete_draft
from qa_desktop.store.workspace import Changes, Workspace

LAST_MS = 7 * 24 * 3600 * 1000
"""No call is longer than a week; what says so is a mistake."""
END_SLACK_MS = 1000
"""A recording may last a little longer than its file said when it was imported: codecs pad."""


def add_annotation(
    workspace: Workspace,
    call: str,
    *,
    at_ms: int,
    to_ms: int | None = None,
    kind: str,
    text: str,
    item: str | None = None,
    competency: str | None = None,
    discussion_stop: bool = False,
    uses_draft: bool = True,
) -> Changes:
    """Commit a comment; the call's annotation draft has served and is removed with it, unless the
    comment did not come out of it (``uses_draft``).

    The new annotation's id is ``ids[0]`` of what is returned.
    """
    _check(at_ms, to_ms, kind, competency)
    _check_end(workspace, call, to_ms or at_ms)
    values = {
        "call": call,
        "at_ms": at_ms,
        "to_ms": to_ms,
        "kind": kind,
        "text": text,
        "item": item,
        "competency": competency,
        "discussion_stop": int(discussion_stop) or None,
    }
    with workspace.transaction():
        if uses_draft:
            delete_draft(workspace.db, "annotation", call)
        return workspace.write([create("annotation", new_id(), values)])


def edit_annotation(
    workspace: Workspace, annotation: str, *, uses_draft: bool = True, **values: Any
) -> Changes:
    """Change some of ``at_ms to_ms kind text item competency discussion_stop``; ``uses_draft`` as
    in ``add_annotation``."""
    if "discussion_stop" in values:
        values["discussion_stop"] = int(values["discussion_stop"]) or None
    call, before = get_annotation(workspace.db, annotation)
    now = vars(before) | values
    _check(now["at_ms"], now["to_ms"], now["kind"], now["competency"])
    if (now["at_ms"], now["to_ms"]) != (before.at_ms, before.to_ms):
        _check_end(workspace, call, now["to_ms"] or now["at_ms"])
    with workspace.transaction():
        if uses_draft:
            delete_draft(workspace.db, "annotation", call)
        return workspace.write([set_fields("annotation", annotation, values)])


def delete_annotation(workspace: Workspace, annotation: str) -> Changes:
    return workspace.write([delete("annotation", annotation)])


def _check_end(workspace: Workspace, call: str, end_ms: int) -> None:
    """A call without a recording has no end: its stopwatch runs."""
    duration_ms = call_sound_ms(workspace.db, call)
    if duration_ms and end_ms > duration_ms + END_SLACK_MS:
        raise UserFacingError(
            "annotation.beyond_end",
            at=format_position(end_ms),
            end=format_position(duration_ms),
        )


def _check(at_ms: int, to_ms: int | None, kind: str, competency: str | None) -> None:
    if not 0 <= at_ms <= LAST_MS or (to_ms is not None and not at_ms < to_ms <= LAST_MS):
        raise UserFacingError("annotation.bad_times")
    if kind not in KINDS:
        raise UserFacingError("annotation.bad_kind", kind=kind, kinds=" ".join(KINDS))
    if competency is not None and competency not in COMPETENCIES:
        raise UserFacingError(
            "annotation.bad_competency", competency=competency, competencies=" ".join(COMPETENCIES)
        )
