"""What of every replica is held, told in a few words (EXCHANGE.md, Bundle and Forks)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

Vector = Mapping[str, tuple[int, str]]
"""Replica → ``(seq, id)``: every operation of it up to there is held."""


@dataclass(frozen=True)
class Gap:
    """Operations of a replica that are missing: ``first`` to ``last``, both included."""

    replica: str
    first: int
    last: int


@dataclass(frozen=True)
class Fork:
    """A replica that signed two operations of one ``seq``: a copied key or a restored copy."""

    replica: str
    seq: int
    ids: tuple[str, ...]


def held(db: Database) -> dict[str, tuple[int, str]]:
    """The vector. A replica that forked counts up to the operation before its fork only, so that
    the whole of it is exchanged from there on."""
    found: dict[str, tuple[int, str]] = {}
    rows = db.conn.execute(
        "SELECT replica, count(*), count(DISTINCT seq), max(seq) FROM op GROUP BY replica"
    ).fetchall()
    for replica, operations, distinct, last in rows:
        seq = last if operations == distinct == last else _unbroken(db, replica)
        if seq:
            (id,) = db.conn.execute(
                "SELECT id FROM op WHERE replica = ? AND seq = ?", [replica, seq]
            ).fetchone()
            found[replica] = (seq, id)
    return found


def _unbroken(db: Database, replica: str) -> int:
    """The ``seq`` before the first gap or fork."""
    upto = 0
    rows = db.conn.execute(
        "SELECT seq, count(*) FROM op WHERE replica = ? GROUP BY seq ORDER BY seq", [replica]
    )
    for seq, count in rows:
        if seq != upto + 1 or count > 1:
            break
        upto = seq
    return upto


def find_gaps(db: Database) -> list[Gap]:
    """What is missing in the middle or at the beginning. Of an end nobody can know, but for a
    replica whose key was revoked: the revocation says what its last accepted operation is, so
    nobody can pass off a shortened history as the whole."""
    rows = db.conn.execute(
        "SELECT replica, before + 1, seq - 1 FROM (SELECT replica, seq, "
        "lag(seq, 1, 0) OVER (PARTITION BY replica ORDER BY seq) AS before FROM op) "
        "WHERE seq > before + 1 UNION ALL "
        "SELECT replica, held + 1, upto FROM (SELECT r.replica, "
        "json_extract(r.standing, '$[2][0]') AS upto, "
        "(SELECT max(seq) FROM op o WHERE o.replica = r.replica) AS held FROM rights r) "
        "WHERE upto > held ORDER BY 1, 2"
    )
    return [Gap(*row) for row in rows]


def find_forks(db: Database) -> list[Fork]:
    """Replicas that said two things at once, each at its first ``seq`` with more than one."""
    rows = db.conn.execute(
        "SELECT replica, min(seq) FROM (SELECT replica, seq FROM op GROUP BY replica, seq "
        "HAVING count(*) > 1) GROUP BY replica ORDER BY replica"
    ).fetchall()
    forks = []
    for replica, seq in rows:
        ids = db.conn.execute(
            "SELECT id FROM op WHERE replica = ? AND seq = ? ORDER BY id", [replica, seq]
        )
        forks.append(Fork(replica, seq, tuple(id for (id,) in ids)))
    return forks


def beyond(db: Database, base: Vector) -> Iterator[tuple[bytes, bytes]]:
    """Text (UTF-8) and signature of every operation that is not covered by ``base``, in order of
    arrival, those that say who people are first.

    Where ``base`` names another operation of the same ``seq`` than is held, the replica forked:
    all of it is given.
    """
    covered = coverage(db, base)
    for first in (True, False):
        sign = "" if first else "NOT "
        rows = db.conn.execute(
            "SELECT replica, seq, CAST(raw AS BLOB), sig FROM op "
            f"WHERE kind {sign}IN ('hello', 'roster') ORDER BY n"
        )
        for replica, seq, raw, sig in rows:
            if seq > covered.get(replica, 0):
                yield raw, sig


def coverage(db: Database, base: Vector) -> dict[str, int]:
    """Up to which ``seq`` of each replica who holds ``base`` holds what is held here.

    Somebody who is further than we are has all of ours, unless the replica forked: then what they
    hold beyond will show it, and from a fork on nobody is taken to have both branches.
    """
    covered: dict[str, int] = {}
    for replica, (seq, id) in base.items():
        last = db.conn.execute("SELECT max(seq) FROM op WHERE replica = ?", [replica]).fetchone()[0]
        if last is not None and (seq > last or _has(db, replica, seq, id)):
            covered[replica] = seq
    for fork in _forks_of(db, covered):
        covered[fork[0]] = min(covered[fork[0]], fork[1] - 1)
    return covered


def _forks_of(db: Database, replicas: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Those that forked, with the first ``seq`` of which there are two."""
    for replica in replicas:
        operations, distinct = db.conn.execute(
            "SELECT count(*), count(DISTINCT seq) FROM op WHERE replica = ?", [replica]
        ).fetchone()
        if operations != distinct:
            (seq,) = db.conn.execute(
                "SELECT min(seq) FROM (SELECT seq FROM op WHERE replica = ? GROUP BY seq "
                "HAVING count(*) > 1)",
                [replica],
            ).fetchone()
            yield replica, seq


def count_covered(db: Database, base: Vector) -> int:
    """How many of the operations held ``base`` covers: those that ``beyond`` leaves out."""
    sql = "SELECT count(*) FROM op WHERE replica = ? AND seq <= ?"
    return sum(
        int(db.conn.execute(sql, [replica, upto]).fetchone()[0])
        for replica, upto in coverage(db, base).items()
    )


def last_numbers(db: Database) -> dict[str, int]:
    """The greatest ``seq`` held of each replica, whatever is missing before it."""
    return dict(db.conn.execute("SELECT replica, max(seq) FROM op GROUP BY replica"))


def ids_beyond(db: Database, base: Vector, entity_type: str) -> list[str]:
    """Entities of a type with operations that ``base`` does not cover, each once."""
    covered = coverage(db, base)
    sql = "SELECT entity_id, replica, seq FROM op WHERE entity_type = ?"
    rows = db.conn.execute(sql, [entity_type])
    return list(dict.fromkeys(id for id, replica, seq in rows if seq > covered.get(replica, 0)))


def count_operations(db: Database) -> int:
    return int(db.conn.execute("SELECT count(*) FROM op").fetchone()[0])


def count_within(db: Database, gaps: Iterable[Gap]) -> int:
    """How many of the operations asked for are held."""
    sql = "SELECT count(*) FROM op WHERE replica = ? AND seq BETWEEN ? AND ?"
    return sum(
        int(db.conn.execute(sql, [gap.replica, gap.first, gap.last]).fetchone()[0]) for gap in gaps
    )


def covers(said: Vector, have: Vector) -> bool:
    """Whether who said to hold ``said`` holds all of ``have``."""
    return all(said.get(replica, (0, ""))[0] >= seq for replica, (seq, _) in have.items())


def within(db: Database, gaps: Iterable[Gap]) -> Iterator[tuple[bytes, bytes]]:
    """Text (UTF-8) and signature of the operations asked for that are held, those that say who
    wrote them first."""
    wanted = list(gaps)
    sql = "SELECT CAST(raw AS BLOB), sig FROM op WHERE replica = ? AND {} ORDER BY seq, n"
    for replica in dict.fromkeys(gap.replica for gap in wanted):
        yield from db.conn.execute(sql.format("kind = 'hello'"), [replica])
    for gap in wanted:
        yield from db.conn.execute(
            sql.format("seq BETWEEN ? AND ? AND kind <> 'hello'"),
            [gap.replica, gap.first, gap.last],
        )


def _has(db: Database, replica: str, seq: int, id: str) -> bool:
    row = db.conn.execute(
        "SELECT 1 FROM op WHERE id = ? AND replica = ? AND seq = ?", [id, replica, seq]
    )
    return row.fetchone() is not None
