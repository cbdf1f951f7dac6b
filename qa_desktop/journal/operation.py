"""One signed operation: how it is written, and how it is read from outside.

The format is final: ``raw`` is hashed for ever. ``docs/journal-format.md`` states it for people
who write another reader; ``tests/journal/golden.json`` fixes it to the byte.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeGuard

from qa_desktop.journal import keys
from qa_desktop.journal.canonical import (
    MalformedError,
    canonical,
    dumps,
    encoded,
    is_too_deep,
    loads_encoded,
)
from qa_desktop.journal.personal import hash_of

SCHEMA = 1
MAX_RAW_BYTES = 1 << 20
"""A line of 1 MiB; larger values are blobs."""

_HEX64 = re.compile(r"[0-9a-f]{64}\Z")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:-]{0,199}\Z")
"""Ids end up in paths, logs and other programs: nothing in them needs quoting or normalising."""
_PERSON_SIG = re.compile(r',"person_sig":"([0-9a-f]{128})"\}\Z')


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

    def erased_hashes(self) -> list[str]:
        """Hashes that an ``erase`` removes and refuses."""
        hashes = self.payload.get("hashes")
        return [hash for hash in hashes if is_hash(hash)] if isinstance(hashes, list) else []


class Judged(Protocol):
    """What of an operation decides whether it has an effect (``rights``)."""

    @property
    def id(self) -> str: ...
    @property
    def raw(self) -> str: ...
    @property
    def replica(self) -> str: ...
    @property
    def seq(self) -> int: ...
    @property
    def at(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def entity_type(self) -> str: ...
    @property
    def entity_id(self) -> str: ...
    @property
    def payload(self) -> dict[str, Any]: ...
    @property
    def person_sig(self) -> str | None: ...


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
    found = hash_of(value)
    if found:
        return [found]
    if isinstance(value, dict):
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
    default: Callable[[Any], Any] | None = None,
) -> Operation:
    """Stamp and sign: ``id = SHA-256(raw)``, ``sig`` over ``OP_PREFIX ‖ id`` (32 bytes).

    With ``person``, the last member ``person_sig`` signs ``PERSON_PREFIX ‖ SHA-256`` of the text
    before it, closed by ``}``. ``default`` is that of ``canonical``. Raises ``ValueError`` for
    what ``parse`` would refuse.
    """
    members: dict[str, Any] = {
        "replica": replica.public,
        "seq": seq,
        "prev": prev,
        "hlc": hlc,
        "at": at,
        "act": draft.act,
        "kind": draft.kind,
        "entity_type": draft.entity_type,
        "entity_id": draft.entity_id,
        "payload": canonical(draft.payload, default) if default else canonical(draft.payload),
        "supersedes": sorted(set(draft.supersedes)),
        "schema": SCHEMA,
    }
    raw, person_sig = _text(members), None
    if person is not None:
        person_sig = person.sign(keys.PERSON_PREFIX, hashlib.sha256(raw.encode()).digest()).hex()
        raw = f'{raw[:-1]},"person_sig":"{person_sig}"}}'
    signed = raw.encode()
    if len(signed) > MAX_RAW_BYTES:
        raise ValueError("an operation is at most 1 MiB; larger values are blobs")
    digest = hashlib.sha256(signed).digest()
    sig = replica.sign(keys.OP_PREFIX, digest)
    return _operation(digest.hex(), raw, sig, members, person_sig)


def _text(members: dict[str, Any]) -> str:
    problem = _problem(members)
    if problem:
        raise ValueError(f"{problem} has no valid form")
    raw = dumps(members)
    if is_too_deep(raw, members):
        raise ValueError("nested too deep")
    return raw


def _operation(
    id: str, raw: str, sig: bytes, members: dict[str, Any], person_sig: str | None
) -> Operation:
    members["supersedes"] = tuple(members["supersedes"])
    return Operation(id=id, raw=raw, sig=sig, person_sig=person_sig, **members)


def parse(raw: str, sig: bytes) -> Operation:
    """Read the text of an operation; the shape is checked, the signature is not (``verify``)."""
    return parse_encoded(raw, encoded(raw), sig)


def parse_encoded(raw: str, text: bytes, sig: bytes) -> Operation:
    """``parse``, where ``encoded(raw)`` is at hand."""
    if len(text) > MAX_RAW_BYTES:
        raise MalformedError("longer than 1 MiB")
    members = loads_encoded(raw, text)
    if not isinstance(members, dict):
        raise MalformedError("not an object")
    person_sig = None
    if "person_sig" in members:
        if not _PERSON_SIG.search(raw):
            raise MalformedError("person_sig is not the last member or not a signature")
        person_sig = members.pop("person_sig")
    if list(members) != list(_SHAPES):
        raise MalformedError("members missing, added or in another order")
    problem = _problem(members)
    if problem:
        raise MalformedError(problem)
    return _operation(hashlib.sha256(text).hexdigest(), raw, sig, members, person_sig)


def _problem(members: dict[str, Any]) -> str | None:
    """The first member whose shape is wrong, or None."""
    for name, fits in _SHAPES.items():
        if not fits(members[name]):
            return name
    return None if (members["prev"] is None) == (members["seq"] == 1) else "prev"


def is_hash(value: Any) -> TypeGuard[str]:
    """A SHA-256 or a public key: 64 lower-case hex digits."""
    return isinstance(value, str) and bool(_HEX64.match(value))


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and bool(_WORD.match(value))


def is_id(value: Any) -> TypeGuard[str]:
    """The id of an entity or act: UUID, SHA-256, key or the like, ASCII."""
    return isinstance(value, str) and bool(_NAME.match(value))


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_SHAPES: dict[str, Callable[[Any], bool]] = {  # in the order of the members
    "replica": is_hash,
    "seq": lambda value: _is_int(value) and value >= 1,
    "prev": lambda value: value is None or is_hash(value),
    "hlc": lambda value: _is_int(value) and value >= 0,
    "at": _is_int,
    "act": is_id,
    "kind": _is_word,
    "entity_type": _is_word,
    "entity_id": is_id,
    "payload": lambda value: isinstance(value, dict),
    "supersedes": lambda value: isinstance(value, list) and all(map(is_hash, value)),
    "schema": lambda value: _is_int(value) and value >= 1,
}


def verify(operation: Operation) -> bool:
    """Whether the replica that the operation names signed exactly this text."""
    return keys.verify(
        operation.replica, keys.OP_PREFIX, bytes.fromhex(operation.id), operation.sig
    )


def verify_person(operation: Judged, sign_key: str) -> bool:
    """Whether the holder of ``sign_key`` signed the text before ``person_sig``."""
    if operation.person_sig is None:
        return False
    unsigned = _PERSON_SIG.sub("}", operation.raw)
    digest = hashlib.sha256(unsigned.encode()).digest()
    signature = bytes.fromhex(operation.person_sig)
    return keys.verify(sign_key, keys.PERSON_PREFIX, digest, signature)
