"""Case-analysis sessions 案例分析会: planned and held, who was there, what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from qa_desktop.domain.playlist import KINDS
from qa_desktop.domain.quiz import PASS_PERCENT
from qa_desktop.domain.session import ATTENDANCE
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import Change, create, delete, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.store.sessions import SessionRow, find_ticks, get_session
from qa_desktop.store.workspace import Changes, Workspace


@dataclass(frozen=True)
class SessionForm:
    """What a person fills in. ``planned`` is local time; ``topics`` are codes of
    ``domain.training_effect.Topic``; ``trainer`` is a person, None: whoever writes."""

    title: str = ""
    kind: str = "weekly"
    planned: datetime | None = None
    place: str = ""
    trainer: str | None = None
    playlist: str | None = None
    agenda: str = ""
    minutes: int = 60
    pass_percent: int = PASS_PERCENT
    topics: tuple[str, ...] = ()


def form_of(row: SessionRow) -> SessionForm:
    """A session as it stands, to be edited."""
    return SessionForm(
        title=row.title,
        kind=row.kind,
        planned=datetime.fromisoformat(row.planned) if row.planned else None,
        place=row.place,
        trainer=row.trainer,
        playlist=row.playlist,
        agenda=row.agenda,
        minutes=row.minutes or 60,
        pass_percent=PASS_PERCENT if row.pass_percent is None else row.pass_percent,
        topics=row.topics,
    )


def add_session(workspace: Workspace, form: SessionForm) -> Changes:
    """Plan one; its id is ``ids[0]``. Raises ``UserFacingError``: ``session.no_title``,
    ``session.bad_kind``, ``session.bad_minutes``, ``session.bad_pass``."""
    return workspace.write([create("session", new_id(), _values(workspace, form))])


def edit_session(workspace: Workspace, session: str, form: SessionForm) -> Changes:
    """Only what is different is written."""
    get_session(workspace.db, session)
    return workspace.write([set_fields("session", session, _values(workspace, form))])


def hold_session(workspace: Workspace, session: str, held: datetime | None) -> Changes:
    """It took place at this local time; None: it did not after all."""
    get_session(workspace.db, session)
    return workspace.write([set_fields("session", session, {"held": _moment(held)})])


def delete_session(workspace: Workspace, session: str) -> Changes:
    """To the trash; what belongs to it comes back with it."""
    return workspace.write([delete("session", session)])


def _values(workspace: Workspace, form: SessionForm) -> dict[str, Any]:
    if not form.title.strip():
        raise UserFacingError("session.no_title")
    if form.kind not in KINDS:
        raise UserFacingError("session.bad_kind")
    if not 1 <= form.minutes <= 24 * 60:
        raise UserFacingError("session.bad_minutes")
    if not 0 <= form.pass_percent <= 100:
        raise UserFacingError("session.bad_pass")
    return {
        "title": form.title.strip(),
        "kind": form.kind,
        "planned": _moment(form.planned),
        "place": form.place.strip() or None,
        "trainer": form.trainer or workspace.person,
        "playlist": form.playlist,
        "agenda": form.agenda.strip() or None,
        "minutes": form.minutes,
        "pass_percent": form.pass_percent,
        "topics": list(form.topics) or None,
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.replace(tzinfo=None).isoformat(timespec="seconds")


def tick(
    workspace: Workspace, session: str, agents: Sequence[str], state: str | None, reason: str = ""
) -> Changes:
    """Mark agents as present or absent; None takes their ticks off again. One act."""
    if state is not None and state not in ATTENDANCE:
        raise UserFacingError("session.bad_attendance")
    ticks = find_ticks(workspace.db, session)
    changes: list[Change] = []
    for agent in agents:
        every = ticks.get(agent, [])
        known, older = (every[0] if every else None), every[1:]
        values = {"state": state, "reason": reason.strip() or None}
        if known and state is None:
            older.append(known)
        elif known:
            changes.append(set_fields("attendance", known, values))
        elif state is not None:
            values |= {"session": session, "agent": agent}
            changes.append(create("attendance", new_id(), values))
        # Made apart by somebody else: they must not come back when this one goes.
        changes += [delete("attendance", each) for each in older]
    return workspace.write(changes)


def add_point(
    workspace: Workspace, session: str, words: str, owner: str | None, due: str | None
) -> Changes:
    """What was agreed; ``owner`` is a person or an agent, ``due`` an ISO day: it then shows in
    that person's day, of an agent in the trainer's."""
    get_session(workspace.db, session)
    values = {"session": session, **_point(words, owner, due)}
    return workspace.write([create("agreed_point", new_id(), values)])


def edit_point(
    workspace: Workspace, point: str, words: str, owner: str | None, due: str | None
) -> Changes:
    return workspace.write([set_fields("agreed_point", point, _point(words, owner, due))])


def finish_point(
    workspace: Workspace, point: str, *, done: bool = True, result: str = ""
) -> Changes:
    values = {"done": int(done) or None, "result": result.strip() or None}
    return workspace.write([set_fields("agreed_point", point, values)])


def delete_point(workspace: Workspace, point: str) -> Changes:
    return workspace.write([delete("agreed_point", point)])


def _point(words: str, owner: str | None, due: str | None) -> dict[str, Any]:
    if not words.strip():
        raise UserFacingError("session.no_words")
    return {"words": words.strip(), "owner": owner, "due": iso_day(due)}


def iso_day(text: str | None) -> str | None:
    """Raises ``UserFacingError`` ("session.bad_day")."""
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UserFacingError("session.bad_day", value=text[:40]) from error


def add_suggestion(
    workspace: Workspace, session: str, words: str, agent: str | None = None
) -> Changes:
    """What an agent, or somebody who wants no name there, suggested."""
    get_session(workspace.db, session)
    if not words.strip():
        raise UserFacingError("session.no_words")
    values = {"session": session, "words": words.strip(), "agent": agent}
    return workspace.write([create("suggestion", new_id(), values)])


def answer_suggestion(workspace: Workspace, suggestion: str, answer: str) -> Changes:
    """Each suggestion gets an answer, with a name and a day."""
    if not answer.strip():
        raise UserFacingError("session.no_words")
    values = {
        "answer": answer.strip(),
        "answered_by": workspace.person,
        "answered": date.today().isoformat(),
    }
    return workspace.write([set_fields("suggestion", suggestion, values)])


def delete_suggestion(workspace: Workspace, suggestion: str) -> Changes:
    return workspace.write([delete("suggestion", suggestion)])
