"""Scorecards that people have published: what is in the file, and every version once read.

A version is named by the hash of its content, so what a process has read of one it may keep for
good: evaluations can be shown by threads that have no database at hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.scorecard_use import Publication
from qa_desktop.domain.scoring import ScorecardVersion, from_canonical
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.stored import read_operations

_read: dict[str, ScorecardVersion] = {}


def find_publications(db: Database) -> list[Publication]:
    """Those that count, in no order; one that says no day never holds."""
    rows = db.conn.execute(
        "SELECT id, code, version, begins, businesses, teams FROM scorecard_version "
        "WHERE withdrawn = 0 AND code IS NOT NULL AND begins IS NOT NULL"
    )
    return [
        Publication(id, code, version, begins, _words(businesses), _words(teams))
        for id, code, version, begins, businesses, teams in rows
    ]


def known_version(version: str) -> ScorecardVersion | None:
    """A published version that this process has read already."""
    return _read.get(version)


def read_version(db: Database, version: str) -> ScorecardVersion | None:
    """By its id; None where no operation here brings it, or only one that lies about it.

    Whether the publication counts is another question: a score names a content, and can be read
    by everybody who was given that content.
    """
    if version not in _read:
        for card in _cards(db, version):
            _read.setdefault(card.id, card)
    return _read.get(version)


def _cards(db: Database, version: str) -> Iterator[ScorecardVersion]:
    where = "entity_type = 'scorecard_version' AND instr(raw, ?) > 0"
    for operation in read_operations(db, where, [version]):
        payload = operation.payload
        written = payload.get("card")
        if payload.get("version") != version or not isinstance(written, str):
            continue
        try:
            card = from_canonical(written)
        except UserFacingError:
            continue
        if card.id == version:
            yield card
            return


def _words(written: Any) -> tuple[str, ...]:
    """A list of texts; a member of another kind fits no place."""
    try:
        found = json.loads(written or "[]")
    except ValueError:
        return ("",)
    if not isinstance(found, list):
        return ("",)
    return tuple(each if isinstance(each, str) else "" for each in found)


@dataclass(frozen=True)
class Said:
    """About a publication: why, by whom (a name, empty when not known) and when (ms)."""

    reason: str
    by: str
    at: int


def find_published(db: Database) -> dict[str, Said]:
    """By the id of the publication."""
    rows = db.conn.execute(
        "SELECT v.id, coalesce(r.value, ''), coalesce(n.value, ''), v.created_at "
        "FROM scorecard_version v LEFT JOIN personal r ON r.hash = v.reason "
        "LEFT JOIN replica w ON w.id = v.created_by LEFT JOIN person p ON p.id = w.person "
        "LEFT JOIN personal n ON n.hash = p.name WHERE v.withdrawn = 0"
    )
    return {id: Said(reason, by, at) for id, reason, by, at in rows}


def count_uses(db: Database) -> dict[str, int]:
    """Standing evaluations by the id of the version that they were scored with."""
    rows = db.conn.execute(
        "SELECT scorecard, count(*) FROM evaluation WHERE withdrawn = 0 AND scorecard IS NOT NULL "
        "GROUP BY scorecard"
    )
    return dict(rows)
