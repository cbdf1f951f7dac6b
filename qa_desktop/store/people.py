"""Queries on agents, teams and persons."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from qa_desktop.domain.natural_order import natural_key
from qa_desktop.journal.roster import read_roster
from qa_desktop.store.memberships import TEAM_ON

_TEAM = TEAM_ON.format(agent="a", day=":day")


@dataclass(frozen=True)
class AgentRow:
    """An agent in the team of a day. None where unknown or erased."""

    id: str
    number: str | None
    name: str | None
    nickname: str | None
    team: str | None
    team_name: str | None
    skill_group: str | None
    project: str | None
    """Undated names, joined by 、."""
    area: str | None
    hire_date: str | None
    status: str | None
    leave_date: str | None
    person: str | None
    person_name: str | None


def find_agents(db: Database, day: str | None = None) -> list[AgentRow]:
    """All agents by work number, in their teams of an ISO day (None: where they are for good)."""
    rows = db.conn.execute(
        "SELECT a.id, n.value, m.value, k.value, g.id, t.value, a.skill_group, a.project, a.area, "
        "a.hire_date, a.status, a.leave_date, a.person, pn.value FROM agent a "
        "LEFT JOIN personal n ON n.hash = a.number LEFT JOIN personal m ON m.hash = a.name "
        f"LEFT JOIN personal k ON k.hash = a.nickname LEFT JOIN team g ON g.id = {_TEAM} "
        "LEFT JOIN personal t ON t.hash = g.name LEFT JOIN person p ON p.id = a.person "
        "LEFT JOIN personal pn ON pn.hash = p.name ORDER BY n.value IS NULL, n.value, a.id",
        {"day": day},
    )
    return [AgentRow(*row) for row in rows]


def find_agent_numbers(db: Database) -> dict[str, str]:
    """Work numbers by agent id; without those that were erased."""
    rows = db.conn.execute("SELECT a.id, p.value FROM agent a JOIN personal p ON p.hash = a.number")
    return dict(rows)


def agents_of_person(db: Database, person: str) -> frozenset[str]:
    """The agents that a person is linked to: nobody inspects himself."""
    rows = db.conn.execute("SELECT id FROM agent WHERE person = ?", [person])
    return frozenset(str(id) for (id,) in rows)


def person_of_agent(db: Database, agent: str) -> str | None:
    """The person that an agent is linked to."""
    row = db.conn.execute("SELECT person FROM agent WHERE id = ?", [agent]).fetchone()
    return str(row[0]) if row and row[0] else None


def agent_shown(db: Database, agent: str) -> str:
    """Work number and name, as far as they are known and not erased."""
    row = db.conn.execute(
        "SELECT n.value, m.value FROM agent a LEFT JOIN personal n ON n.hash = a.number "
        "LEFT JOIN personal m ON m.hash = a.name WHERE a.id = ?",
        [agent],
    ).fetchone()
    return " ".join(part for part in row or () if part)


def find_agent_ids(db: Database) -> list[str]:
    return [str(id) for (id,) in db.conn.execute("SELECT id FROM agent")]


def agents_of_skill_group(db: Database, name: str) -> list[str]:
    rows = db.conn.execute("SELECT id FROM agent WHERE skill_group = ?", [name])
    return [str(id) for (id,) in rows]


def find_persons(db: Database) -> list[tuple[str, str, str]]:
    """Id, number and name of everybody who is known here, by number."""
    sql = (
        "SELECT p.id, coalesce(n.value, ''), coalesce(m.value, '') FROM person p "
        "LEFT JOIN personal n ON n.hash = p.number LEFT JOIN personal m ON m.hash = p.name "
        "ORDER BY 2, 3, 1"
    )
    return [(str(id), str(number), str(name)) for id, number, name in db.conn.execute(sql)]


def team_names(db: Database) -> dict[str, str]:
    """Team names by id, in the order in which people count them; two may have one name."""
    rows = db.conn.execute("SELECT t.id, p.value FROM team t JOIN personal p ON p.hash = t.name")
    return dict(sorted(rows, key=lambda row: (natural_key(row[1]), row[0])))


def find_teams(db: Database) -> dict[str, str]:
    """Team ids by name, in the same order; of one name the team that was there first."""
    found: dict[str, str] = {}
    for id, name in team_names(db).items():
        found.setdefault(name, id)
    return found


def person_here(db: Database) -> str:
    """Id of the person in whose name this workspace writes."""
    row = db.conn.execute(
        "SELECT person FROM replica WHERE id = (SELECT value FROM setting WHERE key = 'replica')"
    )
    return str(row.fetchone()[0])


def replica_here(db: Database) -> str:
    """The replica that this workspace writes with; empty before its first start is over."""
    row = db.conn.execute("SELECT value FROM setting WHERE key = 'replica'").fetchone()
    return str(row[0]) if row else ""


def person_name(db: Database, person: str) -> str:
    """The name of a person, or an empty text."""
    row = db.conn.execute(
        "SELECT p.value FROM person JOIN personal p ON p.hash = person.name WHERE person.id = ?",
        [person],
    ).fetchone()
    return str(row[0]) if row else ""


def person_of_replica(db: Database, replica: str) -> str:
    """The person who certified this key; empty where nobody is known to have."""
    sql = "SELECT person FROM replica WHERE id = ? AND certified = 1"
    row = db.conn.execute(sql, [replica]).fetchone()
    return str(row[0]) if row else ""


def writer_of(db: Database, replica: str) -> str:
    """The person who certainly writes with this key; empty where that is not certain.

    Anybody can certify a key of their own in another's name. Of somebody whom the roster knows
    only the keys count that it states, of others only the one that nobody contests.
    """
    sql = "SELECT person, sign_key FROM replica WHERE id = ? AND certified = 1"
    person, key = db.conn.execute(sql, [replica]).fetchone() or ("", "")
    member = read_roster(db).members.get(person)
    if member is not None:
        return person if member.keys.get(key, {}) is None else ""
    sql = "SELECT 1 FROM replica WHERE person = ? AND certified = 1 AND sign_key <> ?"
    return "" if db.conn.execute(sql, [person, key]).fetchone() else str(person)


def person_is_known(db: Database, person: str) -> bool:
    """Whether anything was ever said of this person."""
    sql = "SELECT 1 FROM op WHERE entity_type = 'person' AND entity_id = ? LIMIT 1"
    return db.conn.execute(sql, [person]).fetchone() is not None


def find_written(db: Database, person: str) -> dict[str, tuple[int, int]]:
    """By each replica of a person, how many of its operations are here, and the last one's seq."""
    sql = (
        "SELECT o.replica, count(*), max(o.seq) FROM op o JOIN replica r ON r.id = o.replica "
        "WHERE r.person = ? GROUP BY o.replica"
    )
    rows = db.conn.execute(sql, [person])
    return {replica: (count, last) for replica, count, last in rows}


def people_of_replicas(db: Database) -> dict[str, str]:
    """Name of the person behind each replica."""
    sql = (
        "SELECT r.id, coalesce(v.value, '') FROM replica r LEFT JOIN person p ON p.id = r.person "
        "LEFT JOIN personal v ON v.hash = p.name"
    )
    return dict(db.conn.execute(sql))


def find_devices(db: Database) -> list[tuple[str, str]]:
    """Every replica with the person whose it certainly is."""
    sql = "SELECT id, person FROM replica WHERE certified = 1 ORDER BY id"
    return [(str(id), str(person)) for id, person in db.conn.execute(sql)]


def find_receive_keys(db: Database, person: str) -> list[str]:
    """X25519 keys (hex) that were said to be this person's, each by the key that goes with it."""
    sql = "SELECT DISTINCT receive_key FROM replica WHERE person = ? AND certified = 1 ORDER BY 1"
    return [str(key) for (key,) in db.conn.execute(sql, [person])]
