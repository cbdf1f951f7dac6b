"""The coaching log 辅导记录: what was talked about, what was agreed, when to look again."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from qa_desktop.domain.coaching import MODES
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, delete, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.store.coaching import CoachingRow, get_coaching
from qa_desktop.store.drafts import delete_draft
from qa_desktop.store.workspace import Changes, Workspace


@dataclass(frozen=True)
class CoachingForm:
    """What a person fills in; also the body of the draft."""

    agent: str | None = None
    evaluation: str | None = None
    mode: str = "offline"
    about: str = ""
    action: str = ""
    follow_up: str | None = None
    """ISO date."""
    result: str = ""
    done: bool = False

    def as_draft(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_draft(cls, body: dict[str, Any]) -> CoachingForm:
        """Members that this version does not know are left out."""
        known = {entry.name for entry in fields(cls)}
        return cls(**{name: value for name, value in body.items() if name in known})


def form_of(row: CoachingRow) -> CoachingForm:
    """An entry as it stands, to be edited."""
    return CoachingForm(
        agent=row.agent,
        evaluation=row.evaluation,
        mode=row.mode,
        about=row.about or "",
        action=row.action or "",
        follow_up=row.follow_up,
        result=row.result or "",
        done=row.done,
    )


def add_coaching(
    workspace: Workspace, form: CoachingForm, *, held: datetime, draft: str = "new"
) -> Changes:
    """Write an entry; its id is ``ids[0]``. ``draft`` is the key of the draft that has served."""
    values = {
        **_values(form),
        "coach": workspace.person,
        "held": held.replace(tzinfo=None).isoformat(timespec="seconds"),
    }
    with workspace.transaction():
        delete_draft(workspace.db, "coaching", draft)
        return workspace.write([create("coaching", new_id(), values)])


def edit_coaching(workspace: Workspace, coaching: str, form: CoachingForm) -> Changes:
    """Only what is different is written; the draft of the entry is removed with it."""
    get_coaching(workspace.db, coaching)
    with workspace.transaction():
        delete_draft(workspace.db, "coaching", coaching)
        return workspace.write([set_fields("coaching", coaching, _values(form))])


def finish_follow_up(workspace: Workspace, coaching: str, result: str = "") -> Changes:
    """The follow-up was held; what came of it, where the person says so."""
    values: dict[str, Any] = {"done": 1}
    if result.strip():
        values["result"] = result.strip()
    return workspace.write([set_fields("coaching", coaching, values)])


def delete_coaching(workspace: Workspace, coaching: str) -> Changes:
    return workspace.write([delete("coaching", coaching)])


def _values(form: CoachingForm) -> dict[str, Any]:
    if not form.agent:
        raise UserFacingError("coaching.no_agent")
    if not form.about.strip():
        raise UserFacingError("coaching.no_subject")
    if form.mode not in MODES:
        raise UserFacingError("coaching.bad_mode")
    return {
        "agent": form.agent,
        "evaluation": form.evaluation,
        "mode": form.mode,
        "about": form.about.strip(),
        "action": form.action.strip() or None,
        "follow_up": _iso_date(form.follow_up),
        "result": form.result.strip() or None,
        "done": int(form.done) or None,
    }


def _iso_date(text: str | None) -> str | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UserFacingError("coaching.bad_date", value=text[:40]) from error
