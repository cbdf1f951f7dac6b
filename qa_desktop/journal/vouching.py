"""What a person wrote alone, and vouched for since.

Who works alone has, as a rule, no passphrase, and signs nothing with their own key: only the
replica does. Whoever founds or joins a team says ``hello`` once more, with their own signature, and
names the last of these operations of each of their replicas. Each names the one before it, so that
this signs them all. Decision 0017 says why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from qa_desktop.journal.operation import verify_person
from qa_desktop.journal.roster import Accepted, is_accepted
from qa_desktop.journal.stored import read_operations

if TYPE_CHECKING:
    from sqlite_utils import Database

    from qa_desktop.journal.operation import Operation
    from qa_desktop.journal.rights import Standing

VOUCHES: Final = "vouches"
"""Member of the payload: ``{replica: [seq, id]}``."""
_BEYOND: Final = 1 << 53
"""No replica gets so far, and no database holds much larger numbers."""


def read_vouched(db: Database, standings: Mapping[str, Standing]) -> dict[str, tuple[int, str]]:
    """By replica, the last operation for which its person has vouched. ``standings`` are those of
    all replicas, of which nobody has been vouched for yet."""
    found: dict[str, tuple[int, str]] = {}
    for hello in _vouching(db):
        own = standings.get(hello.replica)
        if own is None or not own.counts(hello) or not own.is_signed(hello):
            continue
        for replica, last in _named(hello).items():
            theirs = standings.get(replica)
            if theirs is not None and theirs.person == own.person:
                found[replica] = max(found.get(replica, last), last)
    return found


def _vouching(db: Database) -> Iterator[Operation]:
    where = f"kind = 'hello' AND entity_type = 'replica' AND instr(raw, '\"{VOUCHES}\":') > 0"
    of_replicas = f"entity_id IN (SELECT id FROM replica) AND {where}"
    return (each for each in read_operations(db, of_replicas) if each.person_sig is not None)


def _named(hello: Operation) -> Accepted:
    said = hello.payload.get(VOUCHES)
    if said is None or not is_accepted(said):
        return {}
    return {replica: (seq, id) for replica, (seq, id) in said.items() if seq < _BEYOND}


def unsigned_of(
    db: Database, person: str, sign_key: str, kinds: Collection[str]
) -> dict[str, tuple[int, str]]:
    """By replica of this person, the last operation on records of these kinds that only the
    replica signed and that nobody vouched for yet with ``sign_key``, the person's own.

    Without a team anybody can certify a replica by a key of theirs in this person's name: only
    what the person's key signed vouches for anything.
    """
    vouched: dict[str, int] = {}
    sql = "SELECT id FROM replica WHERE person = ? AND sign_key = ? AND certified = 1"
    own = {str(id) for (id,) in db.conn.execute(sql, [person, sign_key])}
    for hello in _vouching(db):
        if hello.replica in own and verify_person(hello, sign_key):
            for replica, (seq, _) in _named(hello).items():
                vouched[replica] = max(seq, vouched.get(replica, 0))
    marks = ",".join("?" * len(kinds))
    where = (
        f"entity_type IN ({marks}) "
        "AND replica IN (SELECT id FROM replica WHERE person = ? AND certified = 1)"
    )
    found: dict[str, tuple[int, str]] = {}
    for operation in read_operations(db, where, [*sorted(kinds), person]):
        if operation.person_sig is None and operation.seq > vouched.get(operation.replica, 0):
            last = (operation.seq, operation.id)
            found[operation.replica] = max(last, found.get(operation.replica, last))
    return found


def vouchers_of(db: Database, replicas: Collection[str]) -> list[str]:
    """Replicas whose ``hello`` vouches for what these wrote, and names the person of one of them:
    who is shown what these wrote needs to hear it too."""
    marks = ",".join("?" * len(replicas))
    rows = db.conn.execute(f"SELECT person FROM replica WHERE id IN ({marks})", list(replicas))
    people = {person for (person,) in rows}
    return [
        hello.replica
        for hello in _vouching(db)
        if hello.payload.get("person") in people and not _named(hello).keys().isdisjoint(replicas)
    ]
