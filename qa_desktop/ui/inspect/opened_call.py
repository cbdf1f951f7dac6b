"""All that the Inspect screen needs to show a call, read in one go on the reader thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.annotations import Annotation
from qa_desktop.domain.scorecard_use import Standing
from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.services.evaluating import EvaluationForm
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.call_counts import count_by_status
from qa_desktop.store.calls import CallRow, get_call
from qa_desktop.store.drafts import DraftKind, get_draft
from qa_desktop.store.evaluations import Revision, find_evaluations, get_evaluation, get_revisions
from qa_desktop.store.remarks import find_remarks
from qa_desktop.store.scorecards import (
    note_versions,
    offered_cards,
    place_of,
    standings_of,
    version_for,
)


@dataclass(frozen=True)
class OpenedCall:
    """A call with what was marked, scored and typed on it."""

    call: CallRow
    annotations: list[Annotation]
    annotation_draft: dict[str, Any] | None
    evaluation_draft: dict[str, Any] | None
    correction_draft: dict[str, Any] | None
    listening_draft: dict[str, Any]
    standing: Revision | None
    """The revision of this person's evaluation that stands, if it was submitted."""
    revisions: list[Revision]
    card: ScorecardVersion
    """The scorecard that a new evaluation of this call begins with."""
    cards: list[ScorecardVersion]
    """Those that it may be scored with."""
    standings: dict[str, Standing]
    """From when to when each of them is in force, by its id."""


def read_call(db: Database, person: str, id: str) -> OpenedCall:
    """Raises ``UserFacingError`` when there is no such call."""
    call = get_call(db, person, id)
    evaluation = call.evaluation
    when, where = place_of(db, call)
    cards = offered_cards(db, when, where)
    opened = OpenedCall(
        call=call,
        annotations=find_annotations(db, id),
        annotation_draft=_body(db, "annotation", id),
        evaluation_draft=_body(db, "evaluation", id),
        correction_draft=_body(db, "correction", evaluation) if evaluation else None,
        listening_draft=_body(db, "listening", id) or {},
        standing=get_evaluation(db, evaluation) if evaluation else None,
        revisions=get_revisions(db, evaluation) if evaluation else [],
        card=version_for(db, call),
        cards=cards,
        standings=standings_of(db, cards, when, where),
    )
    filled = [opened.evaluation_draft or {}, opened.correction_draft or {}]
    filled += [revision.payload for revision in opened.revisions]
    note_versions(db, [each.get("scorecard") for each in filled])
    return opened


def _body(db: Database, kind: DraftKind, key: str) -> dict[str, Any] | None:
    draft = get_draft(db, kind, key)
    return draft.body if draft else None


def new_form(call: CallRow, card: ScorecardVersion, role: str) -> EvaluationForm:
    """Nothing answered yet; method and circumstance as the call says."""
    return EvaluationForm(
        call=call.id,
        scorecard=card.id,
        answers={},
        method=call.method or ("spot_check" if call.recording else "live"),
        role=role,
        circumstance=call.circumstance,
    )


def has_calls(db: Database) -> bool:
    """Whether there is any call in the workspace."""
    return bool(count_by_status(db))


def count_today(db: Database, person: str, now: datetime) -> int:
    """Evaluations that this person submitted today, by the local calendar."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    since, until = int(midnight.timestamp() * 1000), int(now.timestamp() * 1000) + 86_400_000
    return len(find_evaluations(db, person, since, until))


def read_remarks(db: Database) -> dict[str, str]:
    """Reusable remarks: short code → words."""
    return {remark.code: remark.text for remark in find_remarks(db)}
