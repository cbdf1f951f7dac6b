"""Bundles that are wrong deep inside: taken apart, changed, and signed and hashed again.

Plain byte flipping never gets past the outer hash. ``mutated`` changes one bundle in a few of a
dozen ways and makes everything above the change right again, so that the change is met by the
code it was meant for. The same seed makes the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import random
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "exchange" / "bundle"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bundle_files import manifest
from factories_team import ROOT

from qa_desktop.exchange.bundle.container import (
    DEFLATED,
    STORED,
    DamagedBundleError,
    Writer,
    packed_blocks,
    read_directory,
)
from qa_desktop.exchange.bundle.limits import Limits
from qa_desktop.exchange.bundle.manifest import Member, sign_manifest, write_manifest
from qa_desktop.journal.canonical import MalformedError, dumps, loads
from qa_desktop.journal.keys import OP_PREFIX, ROSTER_PREFIX, SigningKey
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.roster import signed_digest

KEYS = [SigningKey(hashlib.sha256(f"fuzz {n}".encode()).digest()) for n in range(3)]
"""Whoever signed, after a mutation it was one of these."""
_BY_PUBLIC = {key.public: key for key in KEYS}
SMALL = Limits(bundle=1 << 22, expanded=1 << 22, member=1 << 21, blob=1 << 20, manifest=1 << 20)

Json = dict[str, Any]


@dataclass
class Parts:
    """A bundle in pieces that can be changed one by one."""

    operations: list[Json] = field(default_factory=list)
    personal: list[Json] = field(default_factory=list)
    blobs: list[bytes] = field(default_factory=list)
    manifest: Json = field(default_factory=dict)
    """Members that are to differ from what they would be."""
    lines: list[Callable[[bytes], bytes]] = field(default_factory=list)
    """Changes to the text of all operations, signatures included."""
    extra: list[tuple[str, bytes, int]] = field(default_factory=list)
    """Members more."""


def take_apart(data: bytes) -> Parts | None:
    """None for bytes that are no bundle."""
    file = io.BytesIO(data)
    parts = Parts()
    try:
        for entry in read_directory(file, SMALL):
            content = b"".join(packed_blocks(file, entry))
            if entry.method == DEFLATED:
                content = zlib.decompressobj(-15).decompress(content, SMALL.member)
            if entry.name.startswith("ops-"):
                parts.operations += [json.loads(line)["op"] for line in content.splitlines()]
            elif entry.name.startswith("personal-"):
                parts.personal += [json.loads(line) for line in content.splitlines()]
            elif entry.name.startswith("blobs/"):
                parts.blobs.append(content)
    except (DamagedBundleError, zlib.error, ValueError, KeyError, TypeError, RecursionError):
        return None
    fine = all(isinstance(each, dict) for each in (*parts.operations, *parts.personal))
    return parts if fine and parts.operations else None


def put_together(parts: Parts) -> bytes:
    """Signed, hashed and packed as it should be, whatever is in it."""
    operations = b"".join(_signed(parts.operations))
    for change in parts.lines:
        operations = change(operations)
    personal = b"".join(_line(value) for value in parts.personal)
    members = [("ops-0001.jsonl", operations, DEFLATED)]
    members += [("personal-0001.jsonl", personal, DEFLATED)] if personal else []
    members += [(f"blobs/{hashlib.sha256(b).hexdigest()}", b, STORED) for b in parts.blobs]
    file = io.BytesIO()
    writer, listed = Writer(file), []
    for name, content, method in [*members, *parts.extra]:
        digest = hashlib.sha256()
        entry = writer.add(name, [content], method, packed=digest.update)
        listed.append(Member(name, entry.size, digest.hexdigest()))
    whole = replace(manifest(tuple(listed)), replica=KEYS[0].public, have={})
    text = write_manifest(whole)
    if parts.manifest:
        text = _line({**json.loads(text), **parts.manifest})[:-1]
    writer.add("manifest.json", [text], STORED)
    writer.add("manifest.sig", [sign_manifest(text, KEYS[0])], STORED)
    writer.finish()
    return file.getvalue()


def _line(value: Any) -> bytes:
    return dumps(value).encode("utf-8", "surrogatepass") + b"\n"


def _signed(operations: list[Json]) -> list[bytes]:
    """Lines; ids of operations that change by the signing are changed wherever they are named."""
    renamed: dict[str, str] = {}
    lines = []
    for said in operations:
        old = hashlib.sha256(_line(said)[:-1]).hexdigest()
        key = _BY_PUBLIC.get(str(said.get("replica")), KEYS[zlib.crc32(old.encode()) % len(KEYS)])
        made = {**said, "replica": key.public} if "replica" in said else said
        if renamed:
            made = _with_names(made, renamed)
        _sign_statement(made.get("payload"))
        raw = _line(made)[:-1]
        digest = hashlib.sha256(raw).digest()
        if digest.hex() != old:
            renamed[old] = digest.hex()
        sig = _signature(key, digest)
        lines.append(b'{"sig":"%s","op":%s}\n' % (sig, raw))
    return lines


@lru_cache(10_000)
def _signature(key: SigningKey, digest: bytes) -> bytes:
    """Most operations of a mutated bundle are what they were."""
    return key.sign(OP_PREFIX, digest).hex().encode()


def _sign_statement(payload: Any) -> None:
    """A statement about a team, by its root: else nothing of what it says would be looked at."""
    if isinstance(payload, dict) and "root_sig" in payload:
        payload["root_sig"] = ROOT.sign(ROSTER_PREFIX, signed_digest(payload)).hex()


def _with_names(value: Any, renamed: dict[str, str], depth: int = 0) -> Any:
    if isinstance(value, str):
        return renamed.get(value, value)
    if depth > 40:
        return value
    if isinstance(value, list):
        return [_with_names(each, renamed, depth + 1) for each in value]
    if isinstance(value, dict):
        return {key: _with_names(each, renamed, depth + 1) for key, each in value.items()}
    return value


# --- Mutations ---------------------------------------------------------------------------------

_KINDS = (
    *("create", "set", "delete", "restore", "fact", "withdraw", "erase", "unmask", "hello"),
    *("roster", "later"),
)


def _odd_value(chance: random.Random, parts: Parts) -> Any:
    """What a careless or hostile writer may put where something else is expected."""
    hashes = [str(each.get("hash")) for each in parts.personal] or ["ab" * 32]
    ids = [str(each.get("entity_id")) for each in parts.operations]
    return chance.choice(
        [
            None,
            True,
            False,
            0,
            -1,
            1,
            (1 << 63) - 1,
            -(1 << 63),
            1 << 31,
            10**15,
            "",
            "x",
            "\0",
            "a\0b",
            "é",
            "é\u200f",
            "﷽" * 40,
            "A" * 5000,
            "\ud800",
            "1/0",
            "-1/3",
            "999999999999999999999/7",
            "2026-11-22",
            "2026-13-45",
            "9999-12-31",
            "0000-00-00",
            "2026-11-22T10:00:00",
            "10000-01-01T00:00:00+24:00",
            "1e9",
            "NaN",
            "'; DROP TABLE op; --",
            "%s%n{0}",
            "<b>&amp;</b>",
            "../../etc/passwd",
            "=1+1",
            [],
            {},
            [[]],
            [{}],
            [None, 1, "a", {}],
            {"personal": chance.choice(hashes)},
            {"personal": "cd" * 32},
            {"personal": 5},
            chance.choice(hashes),
            chance.choice(ids),
            {"a": {"b": {"c": [1, 2, {"d": None}]}}},
            list(range(50)),
        ]
    )


def _paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Places in a JSON value, deeper ones included."""
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    found = []
    for key, each in inner:
        found.append((*at, key))
        if len(at) < 8:
            found += _paths(each, (*at, key))
    return found


def _change_value(chance: random.Random, parts: Parts, said: Json) -> None:
    """One place in the payload (mostly), put in, taken out, replaced or doubled."""
    top = (
        said
        if chance.random() < 0.15 or not isinstance(said.get("payload"), dict)
        else said["payload"]
    )
    places = _paths(top)
    if not places:
        top["code"] = _odd_value(chance, parts)
        return
    *way, last = chance.choice(places)
    holder = top
    for step in way:
        holder = holder[step]
    how = chance.random()
    if how < 0.7:
        holder[last] = _odd_value(chance, parts)
    elif how < 0.85:
        del holder[last]
    elif isinstance(holder, dict):
        holder[chance.choice(["x", "", ":life", ":fact", "personal", "id", "n"])] = holder[last]
    else:
        holder.append(holder[last])


def _copy(said: Json) -> Json:
    return json.loads(json.dumps(said))


def _twin(chance: random.Random, parts: Parts, said: Json) -> None:
    """A second opinion on the same record, later, earlier or at the same moment."""
    twin = _copy(said)
    twin["replica"] = chance.choice(KEYS).public
    if isinstance(twin.get("hlc"), int):
        twin["hlc"] += chance.choice([0, 1, -1, 1 << 40])
    _change_value(chance, parts, twin)
    parts.operations.insert(chance.randrange(len(parts.operations) + 1), twin)


def _change_kind(chance: random.Random, _parts: Parts, said: Json) -> None:
    said["kind"] = chance.choice(_KINDS)


def _change_type(chance: random.Random, _parts: Parts, said: Json) -> None:
    said["entity_type"] = chance.choice([*RECORD_TYPES, "replica", "trust_group", "nothing"])


def _change_entity(chance: random.Random, parts: Parts, said: Json) -> None:
    other = chance.choice(parts.operations)
    said["entity_id"] = chance.choice([other.get("entity_id"), "a", "x" * 200, "0", "con"])


def _change_links(chance: random.Random, parts: Parts, said: Json) -> None:
    ids = [hashlib.sha256(_line(each)[:-1]).hexdigest() for each in parts.operations]
    links = said.get("supersedes")
    links = list(links) if isinstance(links, list) else []
    links = chance.choice(
        [[], links * 2, [*links, chance.choice(ids)], ids, ["ab" * 32], links[1:]]
    )
    said["supersedes"] = links


def _swap_payload(chance: random.Random, parts: Parts, said: Json) -> None:
    said["payload"] = _copy(chance.choice(parts.operations)).get("payload")


def _drop(_chance: random.Random, parts: Parts, said: Json) -> None:
    if len(parts.operations) > 1:
        parts.operations.remove(said)


def _shuffle(chance: random.Random, parts: Parts, _said: Json) -> None:
    chance.shuffle(parts.operations)


def _erase(chance: random.Random, parts: Parts, said: Json) -> None:
    hashes: list[Any] = [each.get("hash") for each in parts.personal]
    hashes.append(chance.choice([said.get("entity_id"), 5, None, "ab" * 32]))
    new = _copy(said)
    new.update(kind="erase", payload={"hashes": hashes}, supersedes=[])
    parts.operations.append(new)


def _change_personal(chance: random.Random, parts: Parts, _said: Json) -> None:
    """Another value; half the time with the hash that it should have, and operations follow."""
    if not parts.personal:
        return
    held = chance.choice(parts.personal)
    old = held.get("hash")
    held[chance.choice(["value", "salt", "hash"])] = _odd_value(chance, parts)
    salt, value = held.get("salt"), held.get("value")
    if chance.random() < 0.8 and isinstance(value, str) and isinstance(salt, str):
        try:
            held["hash"] = hashlib.sha256(bytes.fromhex(salt) + value.encode()).hexdigest()
        except ValueError:
            return
        renamed = {str(old): held["hash"]}
        parts.operations[:] = [_with_names(each, renamed) for each in parts.operations]


def _change_manifest(chance: random.Random, parts: Parts, _said: Json) -> None:
    name = chance.choice(
        [
            *("format", "reader", "schema", "team", "replica", "person", "written_at", "base"),
            *("have", "subject", "audio", "addressees", "members", "more"),
        ]
    )
    vector = {chance.choice(KEYS).public: [chance.choice([0, 1, 1 << 62, -1]), "ab" * 32]}
    subject = chance.choice([["call", "x"], ["evaluation"], ["nothing", "a"], "call"])
    odd = chance.choice([_odd_value(chance, parts), vector, subject, [["a", 1, "b"]], ["p"] * 3])
    parts.manifest[name] = odd


def _change_blob(chance: random.Random, parts: Parts, _said: Json) -> None:
    parts.blobs.append(chance.randbytes(chance.choice([0, 1, 40, 3000])))


def _change_lines(chance: random.Random, parts: Parts, _said: Json) -> None:
    """Bytes within the lines; nothing but the signatures of the operations can tell."""
    parts.lines.append(lambda text: change_bytes(text, chance))


def _add_member(chance: random.Random, parts: Parts, _said: Json) -> None:
    name = chance.choice(
        [
            "ops-0002.jsonl",
            "ops-0001.jsonl",
            "../a",
            "/a",
            "C:\\a",
            "con",
            "blobs/" + "ab" * 32,
            "x",
        ]
    )
    parts.extra.append((name, chance.randbytes(20), chance.choice([STORED, DEFLATED])))


_MUTATIONS: tuple[Callable[[random.Random, Parts, Json], None], ...] = (
    *(_change_value,) * 12,
    *(_twin,) * 4,
    *(_change_kind, _change_type, _change_entity, _change_links, _swap_payload) * 2,
    *(_drop, _shuffle, _erase, _change_manifest, _change_blob, _change_lines, _add_member),
    *(_change_personal,) * 3,
)


def change_bytes(data: bytes, chance: random.Random) -> bytes:
    """A few bytes put in, taken out or replaced."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 5])):
        at = chance.randrange(len(changed) + 1)
        how = chance.random()
        new = chance.choice([b"", b"\0", b"\xff", b'"', b"[", b"{", b"\n", b"9" * 30, b"\\u0000"])
        changed[at : at + chance.choice([0, 1, 1, 8])] = new if how < 0.5 else chance.randbytes(1)
    return bytes(changed)


def mutated(data: bytes, seed: int) -> bytes:
    """Another bundle, made from this one; from bytes that are none, other bytes."""
    chance = random.Random(seed)
    parts = take_apart(data)
    if parts is None or chance.random() < 0.03:
        return change_bytes(data, chance)
    for _ in range(chance.choice([1, 1, 2, 3, 6])):
        said = chance.choice(parts.operations)
        chance.choice(_MUTATIONS)(chance, parts, said)
    try:
        return put_together(parts)
    except (MalformedError, ValueError, TypeError, RecursionError):
        return change_bytes(data, chance)


__all__ = ["KEYS", "Parts", "change_bytes", "loads", "mutated", "put_together", "take_apart"]
