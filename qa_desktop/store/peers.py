"""People and their devices, as the journal and the notes on bundles know them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from qa_desktop.journal.projection import read_operations


@dataclass(frozen=True)
class Device:
    """One installation of a person: a replica."""

    replica: str
    person: str
    sign_key: str
    receive_key: str
    certified: bool
    """Whether the person's own key has said that this is theirs."""
    operations: int
    """How many of its operations are held here."""
    last_seq: int
    last_at: int | None
    """When it last wrote something that is held, by its own clock, ms."""


def read_devices(db: Database) -> list[Device]:
    """Every replica that is known, those of a person together."""
    rows = db.conn.execute(
        "SELECT r.id, r.person, r.sign_key, r.receive_key, r.certified, count(o.n), "
        "coalesce(max(o.seq), 0), max(o.n) FROM replica r LEFT JOIN op o ON o.replica = r.id "
        "GROUP BY r.id ORDER BY r.person, r.id"
    ).fetchall()
    return [
        Device(id, person, sign, receive, bool(certified), count, seq, _written_at(db, last))
        for id, person, sign, receive, certified, count, seq, last in rows
    ]


def _written_at(db: Database, n: int | None) -> int | None:
    return next((each.at for each in read_operations(db, "n = ?", [n])), None)
