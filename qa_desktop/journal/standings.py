"""Works out, from certificates and roster, what every replica's standing is (``rights`` table)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from sqlite_utils import Database

from qa_desktop.journal.rights import Standing
from qa_desktop.journal.roster import Accepted, Member, Roster, Term, read_roster
from qa_desktop.journal.stored import Entity, read_operations
from qa_desktop.journal.trust import TRUST_GROUP, trusted_group

_EARLIEST = timedelta(hours=14)
_LATEST = timedelta(hours=12)
"""A day begins at UTC+14 and ends at UTC−12: everywhere on Earth it is covered whole, and peers
need not agree on a time zone."""


def derive(db: Database) -> list[str]:
    """Write the tables ``rights`` and ``without_effect`` of the roster itself anew; the replicas
    whose standing is another than before."""
    before = dict(db.conn.execute("SELECT replica, person || standing FROM rights"))
    group = trusted_group(db)
    roster = read_roster(db, group) if group else Roster("")
    rows = [(replica, each.person, each.as_text()) for replica, each in _standings(db, roster)]
    db.conn.execute("DELETE FROM rights")
    db.conn.executemany("INSERT INTO rights VALUES (?, ?, ?)", rows)
    db.conn.execute("DELETE FROM without_effect WHERE entity_type = ?", [TRUST_GROUP])
    db.conn.executemany(
        "INSERT INTO without_effect VALUES (?, ?, ?, ?)",
        [(TRUST_GROUP, group, id, why) for id, why in roster.refused.items()],
    )
    after = {replica: person + text for replica, person, text in rows}
    return sorted(
        replica for replica in before | after if before.get(replica) != after.get(replica)
    )


def bounded(db: Database, replicas: Iterable[str]) -> bool:
    """Whether one of them had its key revoked: then what it brings may be a fork of what counts."""
    sql = "SELECT 1 FROM rights WHERE replica = ? AND json_extract(standing, '$[2]') IS NOT NULL"
    return any(db.conn.execute(sql, [replica]).fetchone() for replica in replicas)


def entities_of(db: Database, replicas: Iterable[str]) -> Iterator[Entity]:
    """Every record that one of these replicas wrote on, each once."""
    seen: set[Entity] = set()
    for replica in replicas:
        rows = db.conn.execute(
            "SELECT DISTINCT entity_type, entity_id FROM op WHERE replica = ?", [replica]
        )
        for kind, entity in rows:
            if (kind, entity) not in seen:
                seen.add((kind, entity))
                yield kind, entity


def _standings(db: Database, roster: Roster) -> Iterator[tuple[str, Standing]]:
    """Of each replica whose certificate is by a key that the roster states to be its person's."""
    rows = db.conn.execute("SELECT id, person, sign_key FROM replica WHERE certified = 1")
    for replica, person, sign_key in rows.fetchall():
        member = roster.members.get(person)
        if member is not None and sign_key in member.keys:
            yield replica, _standing(db, replica, member, member.keys[sign_key])


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
    begins = _midnight(term.begins) - _EARLIEST if term.begins else None
    ends = _midnight(term.ends) + timedelta(days=1) + _LATEST if term.ends else None
    return term.role, _ms(begins), None if ends is None else (_ms(ends) or 0) - 1


def _midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)


def _ms(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp() * 1000)


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
