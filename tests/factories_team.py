"""A team over journals in memory: its root key, and statements about the people of journals."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from factories_journal import make_journal, person_keys

from qa_desktop.journal.journal import Act, Journal
from qa_desktop.journal.keys import SigningKey
from qa_desktop.journal.roster import Accepted, Term
from qa_desktop.journal.statements import Statement, found, issue, member, revoke

ROOT = SigningKey(hashlib.sha256(b"root").digest())
TEAM = ROOT.public


def granted(seed: str, *roles: str | Term, keys: str | None = None) -> Statement:
    """The person of ``make_journal(seed)`` has these roles, for good where only named; ``keys``
    is the seed of other keys of theirs."""
    own, theirs = person_keys(seed), person_keys(keys or seed)
    terms = [role if isinstance(role, Term) else Term(role) for role in roles]
    return member(own.person, theirs.sign_key, theirs.receive_key, terms)


def revoked(seed: str, accepted: Accepted | None, keys: str | None = None) -> Statement:
    return revoke(person_keys(seed).person, person_keys(keys or seed).sign_key, accepted)


def state(journal: Journal, *statements: Statement, root: SigningKey = ROOT) -> Act:
    return issue(journal, root, TEAM, statements)


def make_team(
    founder: Journal, people: dict[str, Iterable[str | Term]], *, others: Iterable[Journal] = ()
) -> None:
    """Found the team at ``founder``; he and ``others`` trust it."""
    statements = [granted(seed, *roles) for seed, roles in people.items()]
    state(founder, found("华东客服"), *statements)
    for journal in (founder, *others):
        journal.trust(TEAM)


def trusting(seed: str) -> Journal:
    """Somebody who has written nothing, and trusts the team."""
    journal = make_journal(seed, hello=False)
    journal.trust(TEAM)
    return journal


def marks(journal: Journal) -> dict[str, str]:
    """Operations without effect, and why."""
    return dict(journal.db.conn.execute("SELECT op, why FROM without_effect"))
