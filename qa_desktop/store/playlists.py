"""Queries on playlists 案例集, their cases and discussion stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from qa_desktop.domain.folding import fold
from qa_desktop.domain.playlist import Stop, Told, expected_ms
from qa_desktop.domain.playlist_order import is_place
from qa_desktop.errors import UserFacingError

_LEAST_SIGNS: Final = 4
"""Of the beginning of an id, by which a playlist is named."""


@dataclass(frozen=True)
class CaseRow:
    """A case with what is known of its call. Personal values are joined in; None when unknown or
    erased. ``customer_number`` is unmasked."""

    id: str
    playlist: str
    place: str | None
    call: str | None
    recording: str | None
    library_entry: str | None
    from_ms: int
    to_ms: int
    title: str
    question: str
    strengths: str
    weaknesses: str
    notes: str
    minutes: int | None
    hide_names: bool
    agent: str | None
    agent_number: str | None
    agent_name: str | None
    serial: str | None
    customer_number: str | None
    started: str | None
    business: str | None
    duration_ms: int | None
    """Of the recording, as its file says."""
    stops: tuple[Stop, ...] = ()
    """By time."""

    @property
    def told(self) -> Told:
        return Told(
            self.from_ms, self.to_ms, self.stops, self.strengths, self.weaknesses, self.minutes
        )


@dataclass(frozen=True)
class PlaylistRow:
    id: str
    title: str
    kind: str
    minutes: int
    template: bool
    cases: int
    expected_ms: int
    """All cases together."""
    created_at: int
    """Wall clock of the writer, ms."""
    author_name: str | None


@dataclass(frozen=True)
class Playlist:
    row: PlaylistRow
    cases: tuple[CaseRow, ...]
    """In the order in which they are heard."""

    def case(self, id: str) -> CaseRow:
        for case in self.cases:
            if case.id == id:
                return case
        raise UserFacingError("playlist.case_unknown")


_PLAYLISTS = """
SELECT p.id, coalesce(t.value, ''), coalesce(p.kind, 'weekly'), coalesce(p.minutes, 60),
    coalesce(p.template, 0), p.created_at, n.value
FROM playlist p
LEFT JOIN personal t ON t.hash = p.title
LEFT JOIN replica r ON r.id = p.created_by
LEFT JOIN person w ON w.id = r.person
LEFT JOIN personal n ON n.hash = w.name
"""

_CASES = """
SELECT c.id, c.playlist, c.place, c.call, c.recording, c.library_entry, coalesce(c.from_ms, 0),
    coalesce(c.to_ms, 0), coalesce(t.value, ''), coalesce(q.value, ''), coalesce(s.value, ''),
    coalesce(w.value, ''), coalesce(o.value, ''), c.minutes, coalesce(c.hide_names, 0),
    l.agent, an.value, am.value, ls.value, lc.value, l.started, l.business, r.duration_ms
FROM playlist_case c
LEFT JOIN personal t ON t.hash = c.title
LEFT JOIN personal q ON q.hash = c.question
LEFT JOIN personal s ON s.hash = c.strengths
LEFT JOIN personal w ON w.hash = c.weaknesses
LEFT JOIN personal o ON o.hash = c.notes
LEFT JOIN call l ON l.id = c.call
LEFT JOIN recording r ON r.id = c.recording
LEFT JOIN agent a ON a.id = l.agent
LEFT JOIN personal an ON an.hash = a.number
LEFT JOIN personal am ON am.hash = a.name
LEFT JOIN personal ls ON ls.hash = l.serial
LEFT JOIN personal lc ON lc.hash = l.customer_number
"""

_STOPS = """
SELECT s.playlist_case, s.id, coalesce(s.at_ms, 0), coalesce(s.kind, 'question'),
    coalesce(q.value, ''), coalesce(m.value, ''), s.annotation
FROM case_stop s
LEFT JOIN personal q ON q.hash = s.question
LEFT JOIN personal m ON m.hash = s.comment
WHERE s.playlist_case IN (SELECT id FROM playlist_case {where}) ORDER BY s.at_ms, s.id
"""


def find_playlists(db: Database) -> list[PlaylistRow]:
    """The newest first, templates after all others."""
    rows = db.conn.execute(_PLAYLISTS).fetchall()
    cases: dict[str, list[CaseRow]] = {}
    for case in _cases(db, "", []):
        cases.setdefault(case.playlist, []).append(case)
    found = [_playlist(row, cases.get(row[0], [])) for row in rows]
    return sorted(found, key=lambda row: (row.template, -row.created_at, row.id))


def read_playlist(db: Database, playlist: str) -> Playlist:
    """Raises ``UserFacingError`` ("playlist.unknown") where it is not here."""
    row = db.conn.execute(f"{_PLAYLISTS} WHERE p.id = ?", [playlist]).fetchone()
    if row is None:
        raise UserFacingError("playlist.unknown")
    cases = _cases(db, "WHERE playlist = ?", [playlist])
    return Playlist(_playlist(row, cases), tuple(cases))


def find_playlist_named(db: Database, name: str) -> str:
    """The id of a playlist, by it, by four or more signs of its beginning, or by its title. Raises
    ``UserFacingError`` ("playlist.unknown", "playlist.ambiguous")."""
    rows = db.conn.execute(
        "SELECT p.id, coalesce(t.value, '') FROM playlist p "
        "LEFT JOIN personal t ON t.hash = p.title ORDER BY p.id"
    ).fetchall()
    found = [id for id, title in rows if name == id or fold(title) == fold(name)]
    if not found and len(name) >= _LEAST_SIGNS:
        found = [id for id, _ in rows if id.startswith(name)]
    if len(found) > 1:
        raise UserFacingError("playlist.ambiguous", name=name, count=len(found))
    if not found:
        raise UserFacingError("playlist.unknown")
    return str(found[0])


def get_case(db: Database, case: str) -> CaseRow:
    found = _cases(db, "WHERE id = ?", [case])
    if not found:
        raise UserFacingError("playlist.case_unknown")
    return found[0]


def get_stop(db: Database, stop: str) -> tuple[str, Stop]:
    """The id of its case, and itself."""
    where = "WHERE id = (SELECT playlist_case FROM case_stop WHERE id = ?)"
    for case, found in _stops(db, where, [stop]).items():
        for each in found:
            if each.id == stop:
                return case, each
    raise UserFacingError("playlist.stop_unknown")


def calls_used(db: Database, playlists: Sequence[str]) -> set[str]:
    """Calls that are heard in these playlists."""
    marks = ",".join("?" * len(playlists))
    rows = db.conn.execute(
        f"SELECT call FROM playlist_case WHERE playlist IN ({marks})", list(playlists)
    )
    return {call for (call,) in rows if call}


def _cases(db: Database, where: str, parameters: list[str]) -> list[CaseRow]:
    rows = db.conn.execute(
        f"{_CASES} WHERE c.id IN (SELECT id FROM playlist_case {where})", parameters
    )
    stops = _stops(db, where, parameters)
    found = []
    for row in rows:
        own = tuple(stops.get(row[0], ()))
        found.append(CaseRow(*(*row[:14], bool(row[14]), *row[15:], own)))
    return sorted(found, key=_rank)


def _rank(case: CaseRow) -> tuple[bool, str, str]:
    """A place that is none (another program's) comes last."""
    return not is_place(case.place), case.place or "", case.id


def _stops(db: Database, where: str, parameters: list[str]) -> dict[str, list[Stop]]:
    found: dict[str, list[Stop]] = {}
    for case, *stop in db.conn.execute(_STOPS.format(where=where), parameters):
        found.setdefault(case, []).append(Stop(*stop))
    return found


def _playlist(row: Sequence[object], cases: Sequence[CaseRow]) -> PlaylistRow:
    id, title, kind, minutes, template, created_at, author = row
    return PlaylistRow(
        str(id),
        str(title),
        str(kind),
        int(str(minutes)),
        bool(template),
        len(cases),
        sum(expected_ms(case.told) for case in cases),
        int(str(created_at)),
        str(author) if author is not None else None,
    )
