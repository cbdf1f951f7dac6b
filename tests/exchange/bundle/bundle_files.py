"""Small bundles for tests."""

from __future__ import annotations

import hashlib
from pathlib import Path

from qa_desktop.exchange.bundle.lines import operation_line, personal_line
from qa_desktop.exchange.bundle.manifest import Manifest, Member
from qa_desktop.exchange.bundle.writing import Contents, write_bundle
from qa_desktop.journal.keys import SigningKey
from qa_desktop.journal.operation import Draft, Operation, write
from qa_desktop.journal.personal import Salted, salted

KEY = SigningKey(bytes(range(32)))
SOUND = b"RIFF" + bytes(range(200))


def operations(count: int = 2) -> list[Operation]:
    made: list[Operation] = []
    for seq in range(1, count + 1):
        payload = {"code": f"c{seq}", "kind": "note"}
        draft = Draft("act-1", "create", "remark", f"remark-{seq}", payload)
        prev = made[-1].id if made else None
        made.append(write(draft, replica=KEY, seq=seq, prev=prev, hlc=seq << 16, at=seq))
    return made


def values(count: int = 1) -> list[Salted]:
    return [salted(f"请稍等{number}", lambda size: bytes([7] * size)) for number in range(count)]


def manifest(members: tuple[Member, ...]) -> Manifest:
    return Manifest(
        reader=1,
        schema=1,
        team=None,
        replica=KEY.public,
        person="person-1",
        written_at=1_700_000_000_000,
        base={},
        have={KEY.public: (2, "ab" * 32)},
        subject=None,
        audio="full",
        addressees=(),
        members=members,
    )


def write_small(folder: Path, count: int = 2) -> Path:
    """Two operations, a personal value and a recording."""
    sha256 = hashlib.sha256(SOUND).hexdigest()
    sound = folder / "sound"
    sound.write_bytes(SOUND)
    lines = [operation_line(each.raw.encode(), each.sig) for each in operations(count)]
    contents = Contents(lines, [personal_line(each) for each in values()], ((sha256, sound),))
    out = folder / "small.qab"
    write_bundle(out, contents, manifest, KEY)
    return out
