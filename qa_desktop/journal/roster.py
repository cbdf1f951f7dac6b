"""The roster of a team: who belongs to it, with which keys, in which roles from when to when.

It consists of statements signed by the team's root key, which travel as operations of kind
``roster``. Any replica may carry one; only the root's signature makes it count. What counts, and
in which order, is decided by what was signed and nothing else, so a statement that somebody signs
into the journal again, later and in another place, says what it said before.
``docs/journal-format.md`` states the form, decision 0008 says why.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from qa_desktop.journal import keys
from qa_desktop.journal.canonical import comparable
from qa_desktop.journal.operation import Operation, is_hash, is_id
from qa_desktop.journal.personal import hash_of
from qa_desktop.journal.stored import read_operations
from qa_desktop.journal.trust import TRUST_GROUP, trusted_group

_SIGNATURE = re.compile(r"[0-9a-f]{128}\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_GREATEST_NUMBER = 1 << 53
"""Beyond it there would soon be no next one."""

Accepted = Mapping[str, tuple[int, str]]
"""Replica → ``(seq, id)`` of its last operation that counts; of one not named, none does."""


@dataclass(frozen=True)
class Term:
    """A role from one ISO day to another, both included; None: ever before, ever after."""

    role: str
    begins: str | None = None
    ends: str | None = None


@dataclass(frozen=True)
class Member:
    """A person by the last statement about them."""

    person: str
    name: str | None
    """Hash of the name by which the root knows them (a personal value)."""
    work_number: str | None
    """Likewise of their work number."""
    sign_key: str
    receive_key: str
    terms: tuple[Term, ...]
    keys: Mapping[str, Accepted | None]
    """Every signing key that was ever stated to be theirs; of a revoked one, what still counts."""

    @property
    def is_revoked(self) -> bool:
        """Whether the key that they are known by is revoked."""
        return self.keys[self.sign_key] is not None


@dataclass(frozen=True)
class Roster:
    """What the statements of one group add up to."""

    group: str
    name: str | None = None
    """Hash of the team's name (a personal value); None before it was founded."""
    keys: tuple[str, ...] = ()
    """Keys whose statements count: the root, then its successors."""
    members: Mapping[str, Member] = field(default_factory=dict)
    """By person."""
    last_number: int = 0
    refused: Mapping[str, str] = field(default_factory=dict)
    """Operations that state nothing, with the reason (``rights.REASONS``)."""


def signed_digest(said: Mapping[str, Any]) -> bytes:
    """What the root signs after its prefix: all but the signature, keys sorted in whatever order
    they stood, since a second writer need not know ours."""
    unsigned = {name: value for name, value in said.items() if name != "root_sig"}
    return hashlib.sha256(comparable(unsigned).encode()).digest()


@lru_cache(maxsize=4096)
def _is_signed(key: str, digest: bytes, signature: str) -> bool:
    return keys.verify(key, keys.ROSTER_PREFIX, digest, bytes.fromhex(signature))


def read_roster(db: Database, group: str | None = None) -> Roster:
    """The roster of ``group``, or of the one that this workspace trusts (empty when none)."""
    wanted = group or trusted_group(db)
    if wanted is None:
        return Roster("")
    where = "entity_id = ? AND entity_type = ? AND kind = 'roster'"
    return fold_roster(wanted, read_operations(db, where, [wanted, TRUST_GROUP]))


def fold_roster(group: str, operations: Iterable[Operation]) -> Roster:
    """What statements add up to, in whatever order they come."""
    refused: dict[str, str] = {}
    formed: list[tuple[Operation, dict[str, Any]]] = []
    for operation in operations:
        if operation.kind != "roster" or operation.entity_id != group:
            continue
        if problem_of(group, operation.payload):
            refused[operation.id] = "malformed"
        else:
            formed.append((operation, operation.payload))
    trusted = _root_keys(group, [said for _, said in formed])
    genuine = []
    for operation, said in formed:
        if _signer(said, trusted):
            genuine.append(said)
        else:
            refused[operation.id] = "not_root"
    genuine = _in_order(genuine)
    names = [hash_of(said["name"]) for said in genuine if said["what"] == "found"]
    return Roster(
        group,
        names[-1] if names else None,
        tuple(trusted),
        _members(genuine),
        genuine[-1]["number"] if genuine else 0,
        refused,
    )


def _in_order(statements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By what was signed; of two with one number, made apart, the greater signature is later."""
    return sorted(statements, key=lambda said: (said["number"], said["root_sig"]))


def _root_keys(group: str, statements: list[dict[str, Any]]) -> list[str]:
    """The root and every successor that one of them named."""
    trusted = [group]
    naming = [said for said in statements if said["what"] == "successor"]
    for key in trusted:  # grows while we go through it
        named = {said["key"] for said in naming if _signer(said, [key])}
        trusted += sorted(named.difference(trusted))
    return trusted


def _signer(said: Mapping[str, Any], trusted: Iterable[str]) -> str | None:
    digest = signed_digest(said)
    return next((key for key in trusted if _is_signed(key, digest, said["root_sig"])), None)


def _members(statements: list[dict[str, Any]]) -> dict[str, Member]:
    """``statements`` are in their order: the last of a kind about somebody holds."""
    last: dict[str, dict[str, Any]] = {}
    theirs: dict[str, dict[str, Accepted | None]] = {}
    for said in statements:
        if said["what"] == "member":
            last[said["person"]] = said
            theirs.setdefault(said["person"], {})[said["sign_key"]] = None
    for said in statements:
        if said["what"] == "revoke" and said["sign_key"] in theirs.get(said["person"], {}):
            accepted = said["accepted"]
            upto = {replica: (seq, id) for replica, (seq, id) in (accepted or {}).items()}
            theirs[said["person"]][said["sign_key"]] = None if accepted is None else upto
    return {person: _member(said, theirs[person]) for person, said in sorted(last.items())}


def _member(said: Mapping[str, Any], theirs: Mapping[str, Accepted | None]) -> Member:
    terms = tuple(Term(term["role"], term["from"], term["until"]) for term in said["roles"])
    known_by = (hash_of(said.get("name")), hash_of(said.get("work_number")))
    keys = (said["sign_key"], said["receive_key"])
    return Member(said["person"], *known_by, *keys, terms, theirs)


# -- the form of a statement


def problem_of(group: str, said: Mapping[str, Any]) -> str | None:
    """What is not as ``docs/journal-format.md`` says; None when all is. Unknown members are
    signed like the others and mean nothing yet."""
    number, signature, what = said.get("number"), said.get("root_sig"), said.get("what")
    if said.get("group") != group:
        return "group"
    if not (_is_whole(number) and 1 <= number < _GREATEST_NUMBER):  # type: ignore[operator]
        return "number"
    if not (isinstance(signature, str) and _SIGNATURE.match(signature)):
        return "root_sig"
    form = _FORMS.get(what) if isinstance(what, str) else None
    if form is None:
        return "what"
    return next((name for name, fits in form.items() if not fits(said.get(name))), None)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_day(value: Any) -> bool:
    if value is None:
        return True
    if not (isinstance(value, str) and _DAY.match(value)):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _are_terms(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_term, value))


def _is_term(value: Any) -> bool:
    if not (isinstance(value, dict) and {"role", "from", "until"} <= value.keys()):
        return False
    role = value["role"]
    named = isinstance(role, str) and bool(_WORD.match(role))
    return named and _is_day(value["from"]) and _is_day(value["until"])


def is_accepted(value: Any) -> bool:
    """Whether a member has the form of ``Accepted``, or lifts it."""
    if value is None:
        return True
    return isinstance(value, dict) and all(
        is_hash(replica) and _is_last(last) for replica, last in value.items()
    )


def _is_last(value: Any) -> bool:
    pair = isinstance(value, list) and len(value) == 2
    return pair and _is_whole(value[0]) and value[0] >= 1 and is_hash(value[1])


_FORMS: dict[str, dict[str, Any]] = {
    "found": {"name": hash_of},
    "member": {
        "person": is_id,
        "sign_key": is_hash,
        "receive_key": is_hash,
        "roles": _are_terms,
        "name": lambda value: value is None or hash_of(value),
        "work_number": lambda value: value is None or hash_of(value),
    },
    "revoke": {"person": is_id, "sign_key": is_hash, "accepted": is_accepted},
    "successor": {"key": is_hash},
}
