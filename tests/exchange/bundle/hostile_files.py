"""Bundles that somebody made to do harm, one function each; all but the damage is right."""

from __future__ import annotations

import hashlib
import json
import random
import struct
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from bundle_files import KEY, SOUND, manifest, operations

from qa_desktop.exchange.bundle.container import DEFLATED, STORED, Writer
from qa_desktop.exchange.bundle.lines import operation_line
from qa_desktop.exchange.bundle.manifest import Member, sign_manifest, write_manifest
from qa_desktop.journal.canonical import dumps
from qa_desktop.journal.keys import OP_PREFIX

LINE = operation_line(operations(1)[0].raw.encode(), operations(1)[0].sig)
Made = tuple[str, Iterable[bytes], int]
"""Name, content in blocks, method."""


def hand_made(path: Path, members: list[Made], text: bytes | None = None, **named: Any) -> Path:
    """Signed as it should be around whatever is wanted; ``text`` is the whole manifest."""
    with path.open("w+b") as file:
        writer, listed = Writer(file), []
        for name, blocks, method in members:
            digest = hashlib.sha256()
            entry = writer.add(name, blocks, method, packed=digest.update)
            listed.append(Member(name, entry.size, digest.hexdigest()))
        said = text or write_manifest(replace(manifest(tuple(listed)), **named))
        writer.add("manifest.json", [said], STORED)
        writer.add("manifest.sig", [sign_manifest(said, KEY)], STORED)
        writer.finish()
    return path


def signed_line(payload: str, **members: Any) -> bytes:
    """A line around a payload that this program would not write."""
    said = {
        **{"replica": KEY.public, "seq": 1, "prev": None, "hlc": 1, "at": 1, "act": "a"},
        **{"kind": "create", "entity_type": "remark", "entity_id": "r"},
        **{"payload": "@", "supersedes": [], "schema": 1},
        **members,
    }
    raw = dumps(said).replace('"@"', payload).encode("utf-8", "surrogatepass")
    sig = KEY.sign(OP_PREFIX, hashlib.sha256(raw).digest()).hex().encode()
    return b'{"sig":"%s","op":%s}\n' % (sig, raw)


def _ops(*blocks: bytes) -> list[Made]:
    return [("ops-0001.jsonl", blocks, DEFLATED)]


def _zeros(path: Path) -> None:
    """64 MiB of nothing, in 64 KiB: the plain bomb."""
    with path.open("w+b") as file:
        _write_with_zlib(file, bytes(1 << 20), 64)


def _write_with_zlib(file: Any, block: bytes, times: int) -> None:
    """As tightly as zlib can: our own writer is wary."""
    import zlib

    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(block) for _ in range(times)) + packer.flush()
    crc = 0
    for _ in range(times):
        crc = zlib.crc32(block, crc)
    writer = Writer(file)
    stored = writer.add("ops-0001.jsonl", [packed], STORED)
    writer.entries[-1] = replace(stored, method=DEFLATED, crc=crc, size=len(block) * times)
    file.seek(0)
    file.write(writer.entries[-1].header())
    listed = Member("ops-0001.jsonl", len(block) * times, hashlib.sha256(packed).hexdigest())
    said = write_manifest(manifest((listed,)))
    writer.add("manifest.json", [said], STORED)
    writer.add("manifest.sig", [sign_manifest(said, KEY)], STORED)
    writer.finish()


def _many_small_bombs(path: Path) -> None:
    """Each below every limit of its own."""
    blank = b" " * ((2 << 20) - 1)
    members = [(f"ops-{n:04}.jsonl", [blank], DEFLATED) for n in range(1, 12)]
    hand_made(path, members)
    data = path.read_bytes()
    path.write_bytes(data[:-1])


def _long_line(path: Path) -> None:
    chance = random.Random(1)
    hand_made(path, _ops(*(chance.randbytes(1 << 19).hex().encode() for _ in range(6)), b"\n"))


def _million(path: Path) -> None:
    """The directory of a zip with a million members, in the 64-bit form."""
    line = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, *[0] * 14) + b""
    count, size = 1_000_000, len(line) * 1_000_000
    with path.open("wb") as file:
        file.write(b"PK\3\4")
        for _ in range(100):
            file.write(line * 10_000)
        file.write(struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, 4))
        file.write(struct.pack("<4sIQI", b"PK\6\7", 0, size + 4, 1))
        file.write(struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, *[0xFFFF] * 2, *[0xFFFFFFFF] * 2, 0))


def _too_many(path: Path) -> None:
    members = [
        (f"blobs/{hashlib.sha256(b'%d' % n).hexdigest()}", [b"%d" % n], STORED)
        for n in range(20_000)
    ]
    hand_made(path, members)


def _overlapping(path: Path) -> None:
    """Two entries of the directory point at one header."""
    members: list[Made] = [(f"ops-{n:04}.jsonl", [LINE], DEFLATED) for n in (1, 2)]
    data = bytearray(hand_made(path, members).read_bytes())
    second = data.index(b"ops-0002.jsonl", data.index(b"PK\1\2"))
    data[second - 4 : second] = struct.pack("<I", 0)
    path.write_bytes(data)


def _link(path: Path) -> None:
    """Marked as a symbolic link, as Info-ZIP does."""
    data = bytearray(hand_made(path, _ops(LINE)).read_bytes())
    at = data.index(b"PK\1\2")
    data[at + 5] = 3
    data[at + 38 : at + 42] = struct.pack("<I", 0o120777 << 16)
    path.write_bytes(data)


def _other_name_inside(path: Path) -> None:
    """The directory says one name, the header another."""
    data = bytearray(hand_made(path, _ops(LINE)).read_bytes())
    at = data.index(b"ops-0001")
    data[at : at + 8] = b"../a/b/c"
    path.write_bytes(data)


def _sizes(change: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        data = bytearray(hand_made(path, _ops(LINE)).read_bytes())
        for at in (22, data.index(b"PK\1\2") + 24):
            (size,) = struct.unpack_from("<I", data, at)
            struct.pack_into("<I", data, at, (size + change) % (1 << 32))
        path.write_bytes(data)

    return make


def _manifest_says(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        packed = hand_made(path, _ops(LINE)).read_bytes()
        begin = packed.index(b"{", packed.index(b"manifest.json"))
        said, _ = json.JSONDecoder().raw_decode(packed[begin:].decode("utf-8", "replace"))
        change(said)
        hand_made(path, _ops(LINE), dumps(said).encode())

    return make


def _named(name: str) -> Callable[[Path], None]:
    return lambda path: hand_made(path, [(name, [LINE], DEFLATED)]) and None


def _ops_of(*lines: bytes) -> Callable[[Path], None]:
    return lambda path: hand_made(path, _ops(*lines)) and None


def _manifest_of(text: bytes) -> Callable[[Path], None]:
    return lambda path: hand_made(path, _ops(LINE), text) and None


def _two_of_one_name(path: Path) -> None:
    hand_made(path, _ops(LINE) * 2)


def _blob_under_another_name(path: Path) -> None:
    hand_made(path, [("blobs/" + "ab" * 32, [SOUND], STORED)])


def _wide(brackets: str, bytes_wanted: int) -> str:
    """Short, and large in memory: each pair of brackets is an object of Python's."""
    return "[" + ",".join([brackets] * (bytes_wanted // (len(brackets) + 1))) + "]"


DEEP = "[" * 200_000 + "]" * 200_000

REFUSED: dict[str, Callable[[Path], None]] = {
    "zeros": _zeros,
    "many small bombs": _many_small_bombs,
    "a line without end": _long_line,
    "a million members": _million,
    "too many members": _too_many,
    "two members of one name": _two_of_one_name,
    "overlapping": _overlapping,
    "a link": _link,
    "another name inside": _other_name_inside,
    "a size too small": _sizes(-1),
    "a size too large": _sizes(1),
    "a size of 4 GiB": _sizes(-len(LINE) - 1),
    "a recording under another name": _blob_under_another_name,
    "a deep operation": _ops_of(signed_line('{"a":' + DEEP + "}")),
    "an operation of 33 levels": _ops_of(signed_line('{"a":' + "[" * 31 + "]" * 31 + "}")),
    "a deep manifest": _manifest_of(b'{"format":' + DEEP.encode() + b"}"),
    "a wide manifest": _manifest_of(b'{"format":' + _wide("[]", 8_000_000).encode() + b"}"),
    "a manifest of objects": _manifest_of(b'{"format":' + _wide("{}", 8_000_000).encode() + b"}"),
    "a manifest that is a list": _manifest_of(b"[]"),
    "an operation signed by nobody": _ops_of(
        LINE.replace(b'"sig":"', b'"sig":"00')[:135] + LINE[133:]
    ),
    "two operations of one signature": _ops_of(LINE, LINE.replace(b'"c1"', b'"c2"')),
    "a payload that is a list": _ops_of(signed_line("[]")),
    "a lone surrogate": _ops_of(signed_line('{"a":"\ud800"}')),
    "a number beyond all bounds": _ops_of(signed_line('{"a":' + "9" * 900_000 + "}")),
    "an entity that is a path": _ops_of(signed_line("{}", entity_id="../../etc/passwd")),
    "an entity that is a device": _ops_of(signed_line("{}", entity_id="con:/x")),
    **{
        f"named {name[:20]!r}": _named(name)
        for name in (
            *("../ops-0001.jsonl", "/etc/passwd", "C:\\x", "\\\\server\\share", "con", "NUL"),
            *("aux.jsonl", "ops-0001.jsonl/", "./ops-0001.jsonl", "ops-0001.jsonl\0", "OPS-0001"),
            *("blobs/" + "A" * 64, "blobs/con", "blobs/../x", "", " ops-0001.jsonl", "x" * 60_000),
        )
    },
    **{
        f"manifest with {name}": _manifest_says(change)
        for name, change in {
            "a size that is negative": lambda said: said["members"][0].__setitem__(1, -1),
            "a size that is text": lambda said: said["members"][0].__setitem__(1, "9"),
            "a name that is a list": lambda said: said["members"][0].__setitem__(0, ["a"]),
            "another hash": lambda said: said["members"][0].__setitem__(2, "ab" * 32),
            "no members": lambda said: said.update(members=[]),
            "a member more": lambda said: said["members"].append(["ops-0002.jsonl", 1, "ab" * 32]),
            "a vector of text": lambda said: said.update(have={KEY.public: "ab"}),
            "a vector of objects": lambda said: said.update(have={KEY.public: {}}),
            "a seq below zero": lambda said: said.update(have={KEY.public: [-1, "ab" * 32]}),
            "a team that is a path": lambda said: said.update(team="../x"),
            "addressees that are one text": lambda said: said.update(addressees=["../x"]),
            "a subject of one": lambda said: said.update(subject=["call"]),
            "a purpose that is a list": lambda said: said.update(purpose=[], reader=2),
            "a clip of nothing": lambda said: said.update(clips=[[]], reader=2),
            "a gap that is a number": lambda said: said.update(wants=[5], reader=2),
            "an audio that is a list": lambda said: said.update(audio=["full"]),
            "a reader that is true": lambda said: said.update(reader=True),
            "a reader of the future": lambda said: said.update(reader=1 << 62),
        }.items()
    },
}
"""What to call it, and what makes it."""


def _wide_operations(path: Path) -> None:
    lines = (
        signed_line('{"code":' + _wide("[]", 900_000) + "}", entity_id=f"r{n}") for n in range(8)
    )
    hand_made(path, [("ops-0001.jsonl", lines, DEFLATED)])


def _long_operations(path: Path) -> None:
    lines = (signed_line('{"code":"' + "长" * 300_000 + '"}', entity_id=f"l{n}") for n in range(40))
    hand_made(path, [("ops-0001.jsonl", lines, DEFLATED)])


HEAVY: dict[str, Callable[[Path], None]] = {
    "operations that are large in memory": _wide_operations,
    "operations of a million bytes": _long_operations,
}
"""Within all limits, and still no reason to take gigabytes."""
