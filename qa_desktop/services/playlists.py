"""Playlists of cases 案例集: making, ordering and copying them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from qa_desktop.domain.durations import format_position
from qa_desktop.domain.playlist import KINDS, LONGEST_SESSION, STOP_KINDS, Stop, stops_from
from qa_desktop.domain.playlist_order import new_places
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import Change, create, delete, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.calls import CallRow, get_call
from qa_desktop.store.clips import call_sound_ms
from qa_desktop.store.drafts import delete_draft, get_draft, save_draft
from qa_desktop.store.playlists import CaseRow, get_case, get_stop, read_playlist
from qa_desktop.store.sessions import find_sessions_with
from qa_desktop.store.workspace import Changes, Workspace

LEAST_MS: Final = 200
"""Less of a recording is no case."""
_TEXTS: Final = ("title", "question", "strengths", "weaknesses", "notes")


@dataclass(frozen=True)
class PlaylistForm:
    """What a person fills in; ``minutes`` is the length of the session."""

    title: str
    kind: str = "weekly"
    minutes: int = 60
    template: bool = False


@dataclass(frozen=True)
class CaseForm:
    """A call, or some seconds of it, that is to become a case. Without times the whole call."""

    call: str
    from_ms: int | None = None
    to_ms: int | None = None
    library_entry: str | None = None
    title: str = ""


def add_playlist(workspace: Workspace, form: PlaylistForm) -> Changes:
    """Its id is ``ids[0]``."""
    return workspace.write([create("playlist", new_id(), _values(form))])


def edit_playlist(workspace: Workspace, playlist: str, form: PlaylistForm) -> Changes:
    read_playlist(workspace.db, playlist)
    return workspace.write([set_fields("playlist", playlist, _values(form))])


def delete_playlist(workspace: Workspace, playlist: str) -> Changes:
    """With its cases and their stops. Raises ``UserFacingError``: "playlist.in_use" for one of a
    session, whose minutes tell of its cases."""
    cases = read_playlist(workspace.db, playlist).cases
    uses = find_sessions_with(workspace.db, playlist)
    if uses:
        named = " · ".join(part for part in (uses[0].title, uses[0].day) if part)
        raise UserFacingError("playlist.in_use", session=named, count=len(uses))
    return workspace.write([*_without(cases), delete("playlist", playlist)])


def duplicate_playlist(
    workspace: Workspace, playlist: str, title: str, *, template: bool = False
) -> Changes:
    """A playlist with the same cases and stops, which then go their own way; ``ids[0]``. Of a
    template it makes a playlist, or (``template``) of a playlist a template."""
    found = read_playlist(workspace.db, playlist)
    row = found.row
    id = new_id()
    changes = [
        create("playlist", id, _values(PlaylistForm(title, row.kind, row.minutes, template)))
    ]
    for case in found.cases:
        changes += _copied(case, id, case.place)
    return workspace.write(changes)


def add_cases(
    workspace: Workspace, playlist: str, forms: Sequence[CaseForm], before: str | None = None
) -> Changes:
    """In front of the case ``before``, else behind all. What was marked as a discussion stop in
    those seconds comes along. The new cases' ids are those in ``ids`` that are cases, in order."""
    cases = read_playlist(workspace.db, playlist).cases
    made = {new_id(): _case_values(workspace, form) for form in forms}
    order = [case.id for case in cases]
    at = order.index(before) if before in order else len(order)
    places = {case.id: case.place for case in cases}
    moved = new_places([*order[:at], *made, *order[at:]], places)
    changes: list[Change] = []
    for id, values in made.items():
        place = {"playlist": playlist, "place": moved.pop(id)}
        changes.append(create("playlist_case", id, {**values, **place}))
    changes += [set_fields("playlist_case", id, {"place": key}) for id, key in moved.items()]
    for id, values in made.items():
        changes += _marked_stops(workspace, id, values)
    return workspace.write(changes)


def copy_cases(
    workspace: Workspace, cases: Sequence[str], playlist: str, before: str | None = None
) -> Changes:
    """Into another playlist, or again into the same one."""
    there = read_playlist(workspace.db, playlist).cases
    copies = [(new_id(), get_case(workspace.db, case)) for case in cases]
    order = [case.id for case in there]
    at = order.index(before) if before in order else len(order)
    wanted = [*order[:at], *(id for id, _ in copies), *order[at:]]
    moved = new_places(wanted, {case.id: case.place for case in there})
    changes: list[Change] = []
    for id, case in copies:
        changes += _copied(case, playlist, moved.pop(id), id)
    changes += [set_fields("playlist_case", id, {"place": key}) for id, key in moved.items()]
    return workspace.write(changes)


def order_cases(workspace: Workspace, playlist: str, order: Sequence[str]) -> Changes:
    """``order`` are the ids of its cases; those that are not named stay behind. Only the cases
    that moved are written."""
    cases = read_playlist(workspace.db, playlist).cases
    known = [case.id for case in cases]
    wanted = [id for id in dict.fromkeys(order) if id in known]
    wanted += [id for id in known if id not in wanted]
    moved = new_places(wanted, {case.id: case.place for case in cases})
    return workspace.write(
        [set_fields("playlist_case", id, {"place": place}) for id, place in moved.items()]
    )


def edit_case(workspace: Workspace, case: str, **values: Any) -> Changes:
    """Change some of ``from_ms to_ms title question strengths weaknesses notes minutes
    hide_names``; its draft has served."""
    before = get_case(workspace.db, case)
    if "from_ms" in values or "to_ms" in values:
        from_ms = values.get("from_ms", before.from_ms)
        to_ms = values.get("to_ms", before.to_ms)
        _check_span(workspace, before.call, from_ms, to_ms)
    if values.get("minutes") is not None:
        _check_minutes(values["minutes"], least=0)
    if "hide_names" in values:
        values["hide_names"] = int(values["hide_names"]) or None
    for name in _TEXTS:
        if name in values:
            values[name] = values[name].strip() or None
    with workspace.transaction():
        delete_draft(workspace.db, "playlist_case", case)
        return workspace.write([set_fields("playlist_case", case, values)])


def hide_names(workspace: Workspace, playlist: str, hidden: bool) -> Changes:
    """Of all agents of the playlist."""
    cases = read_playlist(workspace.db, playlist).cases
    value = {"hide_names": int(hidden) or None}
    return workspace.write([set_fields("playlist_case", case.id, value) for case in cases])


def delete_cases(workspace: Workspace, cases: Sequence[str]) -> Changes:
    return workspace.write(_without([get_case(workspace.db, case) for case in cases]))


def add_stop(
    workspace: Workspace,
    case: str,
    at_ms: int,
    kind: str = "question",
    question: str = "",
    comment: str = "",
) -> Changes:
    """A discussion stop; its id is ``ids[0]``. ``at_ms`` from the recording's beginning."""
    row = get_case(workspace.db, case)
    values = _stop_values(row, at_ms, kind, question, comment)
    return workspace.write([create("case_stop", new_id(), {"playlist_case": case, **values})])


def edit_stop(workspace: Workspace, stop: str, **values: Any) -> Changes:
    """Change some of ``at_ms kind question comment``."""
    case, before = get_stop(workspace.db, stop)
    now = {
        "at_ms": before.at_ms,
        "kind": before.kind,
        "question": before.question,
        "comment": before.comment,
        **values,
    }
    row = get_case(workspace.db, case)
    return workspace.write([set_fields("case_stop", stop, _stop_values(row, **now))])


def delete_stop(workspace: Workspace, stop: str) -> Changes:
    get_stop(workspace.db, stop)
    return workspace.write([delete("case_stop", stop)])


# -- drafts: what is being typed into a case


def save_case_draft(workspace: Workspace, case: str, body: dict[str, Any]) -> None:
    """``body`` holds members of ``edit_case``."""
    save_draft(workspace.db, "playlist_case", case, body)


def get_case_draft(workspace: Workspace, case: str) -> dict[str, Any] | None:
    draft = get_draft(workspace.db, "playlist_case", case)
    return draft.body if draft is not None else None


# -- values


def _values(form: PlaylistForm) -> dict[str, Any]:
    if not form.title.strip():
        raise UserFacingError("playlist.no_title")
    if form.kind not in KINDS:
        raise UserFacingError("playlist.bad_kind")
    _check_minutes(form.minutes, least=1)
    return {
        "title": form.title.strip(),
        "kind": form.kind,
        "minutes": form.minutes,
        "template": int(form.template) or None,
    }


def _check_minutes(minutes: int, least: int) -> None:
    if not least <= minutes <= LONGEST_SESSION:
        raise UserFacingError("playlist.bad_minutes", most=LONGEST_SESSION)


def _case_values(workspace: Workspace, form: CaseForm) -> dict[str, Any]:
    call = get_call(workspace.db, workspace.person, form.call)
    if call.recording is None:
        raise UserFacingError("playlist.no_recording")
    from_ms = form.from_ms or 0
    to_ms = form.to_ms if form.to_ms is not None else _whole(workspace, call)
    _check_span(workspace, call.id, from_ms, to_ms)
    return {
        "call": call.id,
        "recording": call.recording,
        "library_entry": form.library_entry,
        "from_ms": from_ms,
        "to_ms": to_ms,
        "title": form.title.strip() or None,
    }


def _whole(workspace: Workspace, call: CallRow) -> int:
    return call_sound_ms(workspace.db, call.id) or call.duration_ms or 0


def _check_span(workspace: Workspace, call: str | None, from_ms: int, to_ms: int) -> None:
    if from_ms < 0 or to_ms - from_ms < LEAST_MS:
        raise UserFacingError("playlist.bad_span")
    end = call_sound_ms(workspace.db, call) if call else None
    if end and to_ms > end + 1_000:  # a file may last a little longer than it said
        raise UserFacingError("playlist.beyond_end", end=format_position(end))


def _stop_values(
    case: CaseRow, at_ms: int, kind: str, question: str, comment: str
) -> dict[str, Any]:
    if not case.from_ms <= at_ms <= case.to_ms:
        raise UserFacingError(
            "playlist.stop_outside",
            begin=format_position(case.from_ms),
            end=format_position(case.to_ms),
        )
    if kind not in STOP_KINDS:
        raise UserFacingError("playlist.bad_stop")
    return {
        "at_ms": at_ms,
        "kind": kind,
        "question": question.strip() or None,
        "comment": comment.strip() or None,
    }


def stops_of_comments(workspace: Workspace, case: str) -> Changes:
    """A stop for every comment in the seconds of a case that is none yet. Refused where there is
    no such comment ("playlist.no_comments")."""
    held = get_case(workspace.db, case)
    known = {stop.annotation for stop in held.stops}
    annotations = [
        replace(each, discussion_stop=True)
        for each in find_annotations(workspace.db, held.call or "")
        if each.id not in known and each.text.strip()
    ]
    changes = _stops(case, stops_from(annotations, held.from_ms, held.to_ms))
    if not changes:
        raise UserFacingError("playlist.no_comments")
    return workspace.write(changes)


def _marked_stops(workspace: Workspace, case: str, values: dict[str, Any]) -> list[Change]:
    annotations = find_annotations(workspace.db, values["call"])
    return _stops(case, stops_from(annotations, values["from_ms"], values["to_ms"]))


def _stops(case: str, found: Iterable[tuple[int, str, str, str]]) -> list[Change]:
    return [
        create(
            "case_stop",
            new_id(),
            {
                "playlist_case": case,
                "at_ms": at_ms,
                "kind": kind,
                "comment": comment.strip() or None,
                "annotation": annotation,
            },
        )
        for at_ms, kind, comment, annotation in found
    ]


def _copied(case: CaseRow, playlist: str, place: str | None, id: str | None = None) -> list[Change]:
    id = id or new_id()
    values: dict[str, Any] = {name: getattr(case, name) or None for name in _TEXTS}
    for name in ("call", "recording", "library_entry", "from_ms", "to_ms", "minutes"):
        values[name] = getattr(case, name)
    values |= {"playlist": playlist, "place": place, "hide_names": int(case.hide_names) or None}
    return [create("playlist_case", id, values), *(_copied_stop(stop, id) for stop in case.stops)]


def _copied_stop(stop: Stop, case: str) -> Change:
    values = {
        "playlist_case": case,
        "at_ms": stop.at_ms,
        "kind": stop.kind,
        "question": stop.question or None,
        "comment": stop.comment or None,
        "annotation": stop.annotation,
    }
    return create("case_stop", new_id(), values)


def _without(cases: Sequence[CaseRow]) -> list[Change]:
    changes = [delete("case_stop", stop.id) for case in cases for stop in case.stops]
    return changes + [delete("playlist_case", case.id) for case in cases]
