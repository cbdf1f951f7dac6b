"""One signed operation: how it is written, and how it is read from outside.

The format is final: ``raw`` is hashed for ever. ``docs/journal-format.md`` states it for people
who write another reader; ``tests/journal/golden.json`` fixes it to the byte.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from qa_desktop.journal import keys
from qa_desktop.journal.canonical import MalformedError, canonical, dumps, loads

SCHEMA = 1
MAX_RAW_BYTES = 1 << 20
"""A line of 1 MiB; larger values are blobs."""

KINDS = frozenset(
    ["hello", "roster", "create", "set", "delete", "restore", "fact", "withdraw", "erase", "unmask"]
)

_HEX64 = re.compile(r"[0-9a-f]{64}\Z")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_PERSON_SIG = re.compile(r',"person_sig":"([0-9a-f]{128})"\}\Z')
_MEMBERS = (
    "replica",
    "seq",
    "prev",
    "hlc",
    "at",
    "act",
    "kind",
    "entity_type",
    "entity_id",
    "payload",
    "supersedes",
    "schema",
)


@dataclass(frozen=True, slots=True)
class Operation:
    """A parsed operation beside the text and the signature that vouch for it."""

    id: str
    raw: str
    sig: bytes
    replica: str
    seq: int
    prev: str | None
    hlc: int
    at: int
    act: str
    kind: str
    entity_type: str
    entity_id: str
    payload: dict[str, Any]
    supersedes: tuple[str, ...]
    schema: int
    person_sig: str | None

    @property
    def rank(self) -> tuple[int, str, str]:
        """Total order of operations; the greatest head is the one that is shown."""
        return self.hlc, self.replica, self.id

    def personal_hashes(self) -> set[str]:
        """Hashes of the personal values that belong to this operation, of any kind."""
        return set(_personal(self.payload))


@dataclass(frozen=True, slots=True)
class Draft:
    """What an operation says, before a replica stamps and signs it."""

    act: str
    kind: str
    entity_type: str
    entity_id: str
    payload: dict[str, Any]
    supersedes: tuple[str, ...] = ()


def _personal(value: Any) -> list[str]:
    if isinstance(value, dict):
        if len(value) == 1 and isinstance(value.get("personal"), str):
            return [value["personal"]]
        return [found for entry in value.values() for found in _personal(entry)]
    if isinstance(value, list):
        return [found for entry in value for found in _personal(entry)]
    return []


def write(
    draft: Draft,
    *,
    replica: keys.SigningKey,
    seq: int,
    prev: str | None,
    hlc: int,
    at: int,
    person: keys.PersonKeys | None = None,
) -> Operation:
    """Stamp and sign: ``id = SHA-256(raw)``, ``sig`` over ``OP_PREFIX ‖ id`` (32 bytes).

    With ``person``, the last member ``person_sig`` signs ``PERSON_PREFIX ‖ SHA-256`` of the text
    before it, closed by ``}``.
    """
    payload = canonical(draft.payload)
    supersedes = tuple(sorted(draft.supersedes))
    members = {
        "replica": replica.public,
        "seq": seq,
        "prev": prev,
        "hlc": hlc,
        "at": at,
        "act": draft.act,
        "kind": draft.kind,
        "entity_type": draft.entity_type,
        "entity_id": draft.entity_id,
        "payload": payload,
        "supersedes": supersedes,
        "schema": SCHEMA,
    }
    raw = dumps(members)
    person_sig = None
    if person is not None:
        digest = hashlib.sha256(raw.encode()).digest()
        person_sig = person.sign(keys.PERSON_PREFIX, digest).hex()
        raw = f'{raw[:-1]},"person_sig":"{person_sig}"}}'
    if len(raw.encode()) > MAX_RAW_BYTES:
        raise ValueError("an operation is at most 1 MiB; larger values are blobs")
    digest = hashlib.sha256(raw.encode()).digest()
    return Operation(
        id=digest.hex(),
        raw=raw,
        sig=replica.sign(keys.OP_PREFIX, digest),
        replica=replica.public,
        seq=seq,
        prev=prev,
        hlc=hlc,
        at=at,
        act=draft.act,
        kind=draft.kind,
        entity_type=draft.entity_type,
        entity_id=draft.entity_id,
        payload=payload,
        supersedes=supersedes,
        schema=SCHEMA,
        person_sig=person_sig,
    )


def parse(raw: str, sig: bytes) -> Operation:
    """Read the text of an operation; the shape is checked, the signature is not (``verify``)."""
    if len(raw.encode("utf-8", "surrogatepass")) > MAX_RAW_BYTES:
        raise MalformedError("longer than 1 MiB")
    members = loads(raw)
    if not isinstance(members, dict):
        raise MalformedError("not an object")
    person_sig = members.pop("person_sig", None)
    if tuple(members) != _MEMBERS:
        raise MalformedError("members missing, added or in another order")
    if person_sig is not None and not _PERSON_SIG.search(raw):
        raise MalformedError("person_sig is not the last member")
    problem = _problem(members)
    if problem:
        raise MalformedError(problem)
    members["supersedes"] = tuple(members["supersedes"])
    digest = hashlib.sha256(raw.encode()).hexdigest()
    return Operation(id=digest, raw=raw, sig=sig, person_sig=person_sig, **members)


def _problem(members: dict[str, Any]) -> str | None:
    """The first member whose shape is wrong, or None."""
    shapes = {
        "replica": _is_hash(members["replica"]),
        "seq": _is_int(members["seq"]) and members["seq"] >= 1,
        "prev": _is_hash(members["prev"]) if members["seq"] != 1 else members["prev"] is None,
        "hlc": _is_int(members["hlc"]) and members["hlc"] >= 0,
        "at": _is_int(members["at"]),
        "act": _is_name(members["act"]),
        "kind": _is_word(members["kind"]),
        "entity_type": _is_word(members["entity_type"]),
        "entity_id": _is_name(members["entity_id"]),
        "payload": isinstance(members["payload"], dict),
        "supersedes": isinstance(members["supersedes"], list)
        and all(_is_hash(entry) for entry in members["supersedes"]),
        "schema": _is_int(members["schema"]) and members["schema"] >= 1,
    }
    return next((name for name, fine in shapes.items() if not fine), None)


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and bool(_HEX64.match(value))


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and bool(_WORD.match(value))


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 200


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def verify(operation: Operation) -> bool:
    """Whether the replica that the operation names signed exactly this text."""
    return keys.verify(
        operation.replica, keys.OP_PREFIX, bytes.fromhex(operation.id), operation.sig
    )


def verify_person(operation: Operation, sign_key: str) -> bool:
    """Whether the holder of ``sign_key`` signed the text before ``person_sig``."""
    if operation.person_sig is None:
        return False
    unsigned = _PERSON_SIG.sub("}", operation.raw)
    digest = hashlib.sha256(unsigned.encode()).digest()
    signature = bytes.fromhex(operation.person_sig)
    return keys.verify(sign_key, keys.PERSON_PREFIX, digest, signature)
