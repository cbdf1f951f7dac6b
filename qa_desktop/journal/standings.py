"""Works out, from certificates and roster, what every replica's standing is (``rights`` table)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlite_utils import Database

from qa_desktop.journal.rights import Standing
from qa_desktop.journal.roster import Accepted, Member, Roster, Term, read_roster
from qa_desktop.journal.stored import Entity, read_operations
from qa_desktop.journal.trust import TRUST_GROUP, trusted_group
from qa_desktop.journal.vouching import read_vouched

_HOUR_MS = 3_600_000
_EARLIEST_MS = 14 * _HOUR_MS
_LATEST_MS = 12 * _HOUR_MS
"""A day begins at UTC+14 and ends at UTC−12: everywhere on Earth it is covered whole, and peers
need not agree on a time zone."""


@dataclass(frozen=True)
class Move:
    """A replica whose standing is another than before; None: the roster did not, or does not,
    know whose it is."""

    replica: str
    before: Standing | None
    after: Standing | None


def derive(db: Database) -> list[Move]:
    """Write the table ``rights`` and the marks of the roster's own operations anew; what moved."""
    before = _read(db)
    group = trusted_group(db)
    roster = read_roster(db, group) if group else Roster("")
    after = {
        replica: (standing.person, standing.as_text())
        for replica, standing in _standings(db, roster)
    }
    db.conn.execute("DELETE FROM rights")
    rows = [(replica, *said) for replica, said in after.items()]
    db.conn.executemany("INSERT INTO rights VALUES (?, ?, ?)", rows)
    db.conn.execute("DELETE FROM without_effect WHERE entity_type = ?", [TRUST_GROUP])
    db.conn.executemany(
        "INSERT INTO without_effect VALUES (?, ?, ?, ?)",
        [(TRUST_GROUP, group, id, why) for id, why in roster.refused.items()],
    )
    return [
        Move(replica, _standing_of(before.get(replica)), _standing_of(after.get(replica)))
        for replica in sorted(before | after)
        if before.get(replica) != after.get(replica)
    ]


def _read(db: Database) -> dict[str, tuple[str, str]]:
    rows = db.conn.execute("SELECT replica, person, standing FROM rights")
    return {replica: (person, text) for replica, person, text in rows}


def _standing_of(said: tuple[str, str] | None) -> Standing | None:
    return Standing.from_text(*said) if said else None


def bounded(db: Database, lowest: Mapping[str, int]) -> bool:
    """Whether what came may be a fork of what counts: of a replica whose key was revoked, or,
    from ``lowest`` (its first ``seq`` that came), of what its person vouched for."""
    sql = (
        "SELECT 1 FROM rights WHERE replica = ?1 AND (json_extract(standing, '$[2]') IS NOT NULL "
        "OR json_extract(standing, '$[4][0]') >= ?2)"
    )
    return any(db.conn.execute(sql, each).fetchone() for each in lowest.items())


def marked(db: Database) -> set[Entity]:
    """Records on which there are operations without effect; the roster is none."""
    sql = "SELECT DISTINCT entity_type, entity_id FROM without_effect WHERE entity_type <> ?"
    return {(kind, entity) for kind, entity in db.conn.execute(sql, [TRUST_GROUP])}


def entities_of(db: Database, moves: Iterable[Move]) -> Iterator[Entity]:
    """The records that the moves may have changed, each once."""
    seen: set[Entity] = set()
    for move in moves:
        for kind, entity in db.conn.execute(*_touched_by(move)):
            if (kind, entity) not in seen:
                seen.add((kind, entity))
                yield kind, entity


def _touched_by(move: Move) -> tuple[str, list[str | int]]:
    """A query for the records that a replica wrote on, as few as are enough.

    Where it may do all that it could before and more, only what has marks can change: a new role
    does not fold again what was written under the old ones. Where a key was revoked, only what
    comes after the last accepted.
    """
    before, after = move.before, move.after
    if after is not None and (before is None or after.covers(before)):
        return (
            "SELECT DISTINCT w.entity_type, w.entity_id FROM without_effect w JOIN op o "
            "ON o.entity_id = w.entity_id AND o.entity_type = w.entity_type "
            "WHERE o.replica = ? AND w.entity_type <> ?",
            [move.replica, TRUST_GROUP],
        )
    sql = "SELECT DISTINCT entity_type, entity_id FROM op WHERE replica = ?"
    if before is None or after is None or after.refused or before.terms != after.terms:
        return sql, [move.replica]
    if (before.vouched, before.unvouched) != (after.vouched, after.unvouched):
        return sql, [move.replica]
    if before.covers(after):
        lasts = [last for _, last in after.keys if last is not None]
        lasts += [after.upto[0]] if after.upto else []
        return f"{sql} AND seq > ?", [move.replica, min(lasts, default=0)]
    return sql, [move.replica]


def _standings(db: Database, roster: Roster) -> Iterator[tuple[str, Standing]]:
    """Of each replica whose certificate is by a key that the roster states to be its person's."""
    found: dict[str, Standing] = {}
    rows = db.conn.execute("SELECT id, person, sign_key FROM replica WHERE certified = 1")
    for replica, person, sign_key in rows.fetchall():
        member = roster.members.get(person)
        if member is not None and sign_key in member.keys:
            found[replica] = _standing(db, replica, member, member.keys[sign_key])
    for replica, last in read_vouched(db, found).items():
        others = _other_branches(db, replica, *last)
        found[replica] = replace(found[replica], vouched=last, unvouched=others)
    yield from found.items()


def _standing(db: Database, replica: str, member: Member, accepted: Accepted | None) -> Standing:
    terms = tuple(sorted(map(_limits, member.terms), key=repr))
    theirs = [
        (key, None if revoked is None else revoked.get(replica, (0, ""))[0])
        for key, revoked in member.keys.items()
    ]
    upto = None if accepted is None else accepted.get(replica, (0, ""))
    refused = _other_branches(db, replica, *upto) if upto else frozenset()
    return Standing(member.person, terms, tuple(sorted(theirs, key=repr)), upto, refused)


def _limits(term: Term) -> tuple[str, int | None, int | None]:
    """Role, and the first and last ms in which it is held."""
    begins = _midnight(term.begins) - _EARLIEST_MS if term.begins else None
    ends = _midnight(term.ends) + 24 * _HOUR_MS + _LATEST_MS - 1 if term.ends else None
    return term.role, begins, ends


def _midnight(day: str) -> int:
    """In UTC, ms since 1970. Whole numbers: a role until 9999-12-31 ends where no calendar goes."""
    return (date.fromisoformat(day).toordinal() - date(1970, 1, 1).toordinal()) * 24 * _HOUR_MS


def _other_branches(db: Database, replica: str, last: int, id: str) -> frozenset[str]:
    """Operations up to ``last`` that are not of the chain that leads to ``id``.

    Whoever has a stolen key can sign a second operation of an old number. As far as the chain is
    held from its end backwards, only it counts; below a gap everything does.
    """
    sql = "SELECT seq, id FROM op WHERE replica = ? AND seq <= ?"
    forked = db.conn.execute(
        f"SELECT 1 FROM ({sql}) GROUP BY seq HAVING count(*) > 1 OR (seq = ? AND max(id) <> ?)",
        [replica, last, last, id],
    ).fetchone()
    if not forked:
        return frozenset()
    by_seq: dict[int, set[str]] = {}
    links: dict[str, str | None] = {}
    for operation in read_operations(db, "replica = ? AND seq <= ?", [replica, last]):
        by_seq.setdefault(operation.seq, set()).add(operation.id)
        links[operation.id] = operation.prev
    others: set[str] = set()
    good: str | None = id
    for seq in range(last, 0, -1):
        if good is None:
            break
        others |= by_seq.get(seq, set()) - {good}
        good = links.get(good)
    return frozenset(others)
