"""Queries on the people of a team."""

from __future__ import annotations

from sqlite_utils import Database

from qa_desktop.journal.rights import CLAIMING
from qa_desktop.journal.roster import Accepted
from qa_desktop.journal.vector import held
from qa_desktop.store.reader import Owner


def names_of(db: Database, person: str) -> tuple[str, str]:
    """Work number and name by the person's own record; empty where it has not come yet."""
    row = db.conn.execute(
        "SELECT coalesce(k.value, ''), coalesce(n.value, '') FROM person p "
        "LEFT JOIN personal k ON k.hash = p.number LEFT JOIN personal n ON n.hash = p.name "
        "WHERE p.id = ?",
        [person],
    ).fetchone()
    return (str(row[0]), str(row[1])) if row else ("", "")


def value_of(db: Database, hash: str | None) -> str:
    """A personal value, empty where it is not here (any more)."""
    row = db.conn.execute("SELECT value FROM personal WHERE hash = ?", [hash]).fetchone()
    return str(row[0]) if row else ""


def last_of(db: Database, person: str, sign_key: str) -> Accepted:
    """The last operation of each device that a person certified with this key, as far as all
    before it are held."""
    rows = db.conn.execute(
        "SELECT id FROM replica WHERE person = ? AND sign_key = ? AND certified = 1 ORDER BY id",
        [person, sign_key],
    )
    here = held(db)
    return {str(id): here[id] for (id,) in rows if id in here}


def roles_written(db: Database, owner: Owner) -> list[str]:
    """Roles in which this workspace's person wrote, on what says so: on this computer, and on
    others that their own key certified. Anybody may say of a computer that it is theirs."""
    kinds = sorted(CLAIMING)
    rows = db.conn.execute(
        "SELECT DISTINCT json_extract(raw, '$.payload.role') FROM op "
        f"WHERE entity_type IN ({','.join('?' * len(kinds))}) AND kind = 'fact' "
        "AND (replica = ? OR replica IN (SELECT id FROM replica "
        "WHERE person = ? AND sign_key = ? AND certified = 1))",
        [*kinds, owner.replica, owner.person, owner.sign_key],
    )
    return sorted(str(role) for (role,) in rows if role)
