"""What the holder of the team's root key states, and how it is signed into the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qa_desktop.journal.canonical import canonical
from qa_desktop.journal.changes import Change
from qa_desktop.journal.journal import Act, Journal
from qa_desktop.journal.keys import ROSTER_PREFIX, SigningKey
from qa_desktop.journal.personal import Personal, Salted, setting_aside
from qa_desktop.journal.roster import Accepted, Term, problem_of, read_roster, signed_digest
from qa_desktop.journal.trust import TRUST_GROUP

Statement = Mapping[str, Any]
"""What the root says, before it is numbered and signed."""


def found(name: str) -> Statement:
    """The team's name."""
    return {"what": "found", "name": Personal(name)}


def member(
    person: str,
    sign_key: str,
    receive_key: str,
    terms: Iterable[Term],
    *,
    name: str | None = None,
    work_number: str | None = None,
) -> Statement:
    """A person's keys and roles, in the place of what was stated before. Without terms they
    belong to the team and may do nothing in it."""
    roles = [{"role": term.role, "from": term.begins, "until": term.ends} for term in terms]
    said = {"person": person, "sign_key": sign_key, "receive_key": receive_key, "roles": roles}
    known_by = {"name": name, "work_number": work_number}
    named = {member: Personal(value) for member, value in known_by.items() if value}
    return {"what": "member", **said, **named}


def revoke(person: str, sign_key: str, accepted: Accepted | None) -> Statement:
    """A key counts no longer, except for what its replicas wrote up to ``accepted``. None lifts
    the revocation."""
    upto = {replica: list(last) for replica, last in accepted.items()} if accepted else {}
    lifted = accepted is None
    said = {"person": person, "sign_key": sign_key, "accepted": None if lifted else upto}
    return {"what": "revoke", **said}


def successor(key: str) -> Statement:
    """Another key that may sign the roster, also further successors."""
    return {"what": "successor", "key": key}


def issue(journal: Journal, root: SigningKey, group: str, statements: Sequence[Statement]) -> Act:
    """Number, sign and write statements, as one act.

    ``root`` is the secret of the group's root key or of a successor that the roster names; raises
    ``ValueError`` for any other, which would state nothing.
    """
    with journal.transaction():
        roster = read_roster(journal.db, group)
        if root.public not in roster.keys:
            raise ValueError("not a key of this group")
        values: list[Salted] = []
        aside = setting_aside(journal.entropy, values)
        changes = []
        for number, statement in enumerate(statements, roster.last_number + 1):
            said = canonical({**statement, "group": group, "number": number}, aside)
            signed = {**said, "root_sig": root.sign(ROSTER_PREFIX, signed_digest(said)).hex()}
            if problem_of(group, signed):
                raise ValueError(f"not a statement: {problem_of(group, signed)}")
            changes.append(Change("roster", TRUST_GROUP, group, signed))
        act = journal.write(changes)
        journal.add_personal(values)
    return act
