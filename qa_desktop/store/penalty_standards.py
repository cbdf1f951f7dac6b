"""The penalty standard 评扣标准: the shipped one, and the versions that were published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sqlite_utils import Database

from qa_desktop import paths
from qa_desktop.domain.penalty_ladder import rung_text
from qa_desktop.domain.penalty_standard import PenaltyStandard, read_canonical, read_toml
from qa_desktop.domain.scorecard_use import Publication, in_force
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.stored import read_operations
from qa_desktop.texts import Text, text

_FILE = "call-centre.toml"
_EVER = "0001-01-01"


@dataclass(frozen=True)
class StandardRow:
    """A publication. ``at`` is the writer's wall clock (ms), 0 for the shipped one."""

    id: str | None
    """Of the publication; None for the shipped standard."""
    begins: str
    reason: str
    by: str
    at: int
    standard: PenaltyStandard


@cache
def shipped_standard() -> PenaltyStandard:
    """In force from ever, until one is published."""
    return read_toml((paths.forms("penalties") / _FILE).read_text(encoding="utf-8"))


def shipped_row() -> StandardRow:
    """The shipped one among the publications."""
    return StandardRow(None, _EVER, "", "", 0, shipped_standard())


def find_standards(db: Database) -> list[StandardRow]:
    """The shipped one and every publication that counts and can be read, the one that begins last
    first."""
    rows = db.conn.execute(
        "SELECT v.id, v.version, v.begins, coalesce(r.value, ''), coalesce(n.value, ''), "
        "v.created_at, v.revision FROM penalty_standard v "
        "LEFT JOIN personal r ON r.hash = v.reason LEFT JOIN replica w ON w.id = v.created_by "
        "LEFT JOIN person p ON p.id = w.person LEFT JOIN personal n ON n.hash = p.name "
        "WHERE v.withdrawn = 0 AND v.begins IS NOT NULL AND v.version IS NOT NULL"
    ).fetchall()
    found = [shipped_row()]
    for id, version, begins, reason, by, at, revision in rows:
        standard = _written_in(db, revision, version)
        if standard is not None:
            found.append(StandardRow(id, begins, reason, by, at, standard))
    return sorted(found, key=lambda row: (row.begins, row.id or ""), reverse=True)


def row_in_force(db: Database, day: str) -> StandardRow:
    """What holds on an ISO day."""
    return row_on(find_standards(db), day)


def row_on(rows: Iterable[StandardRow], day: str) -> StandardRow:
    """What holds on an ISO day, of all rows that ``find_standards`` finds."""
    by_id = {row.id or "": row for row in rows}
    publications = [Publication(id, "", "", row.begins) for id, row in by_id.items()]
    held = in_force(publications, "", day)
    return by_id[held.id if held is not None else ""]


_read: dict[str, PenaltyStandard] = {}


def read_standard(db: Database, version: str) -> PenaltyStandard:
    """By its id, whoever published it: what is signed stays readable.

    Raises ``UserFacingError`` ("penalty.unknown_version") where no operation here brings it.
    """
    if version == shipped_standard().id:
        return shipped_standard()
    if version not in _read:
        where = "entity_type = 'penalty_standard' AND instr(raw, ?) > 0"
        ids = [each.id for each in read_operations(db, where, [version])]
        for id in ids:
            _written_in(db, id, version)
    if version not in _read:
        raise UserFacingError("penalty.unknown_version")
    return _read[version]


def counts_here(db: Database, version: str) -> bool:
    """Whether slips by it count: the shipped one, and any that was published by somebody who may,
    also where it was withdrawn since."""
    (held,) = db.conn.execute(f"SELECT {counting('?1')}", [version]).fetchone()
    return bool(held)


def counting(version: str) -> str:
    """SQL: whether slips by the standard of this column or parameter count here. One that is not
    here (yet), or that nobody published who may, makes no earlier case and no fine."""
    published = f"EXISTS (SELECT 1 FROM penalty_standard v WHERE v.version = {version})"
    return f"({version} = '{shipped_standard().id}' OR {published})"


def rung_words(db: Database, version: str, rung: str) -> Text:
    """What a rung is called by a standard; as usual where that cannot be read here."""
    try:
        return rung_text(read_standard(db, version), rung)
    except UserFacingError:
        return text(f"rung.{rung}")


def _written_in(db: Database, operation: str, version: str) -> PenaltyStandard | None:
    """The standard in a publication; None where its text is not what its name says."""
    if version in _read:
        return _read[version]
    for each in read_operations(db, "id = ?", [operation]):
        written = each.payload.get("content")
        try:
            standard = read_canonical(written) if isinstance(written, str) else None
        except UserFacingError:
            standard = None
        if standard is not None and standard.id == version:
            return _read.setdefault(version, standard)
    return None
