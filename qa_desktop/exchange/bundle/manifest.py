"""What a bundle says of itself, and the signature over it (docs/bundle-format.md)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from qa_desktop.domain.clips import LONGEST_MS
from qa_desktop.exchange.bundle.container import DamagedBundleError
from qa_desktop.journal import keys
from qa_desktop.journal.canonical import MalformedError, canonical, dumps, loads
from qa_desktop.journal.operation import is_hash, is_id
from qa_desktop.journal.vector import Gap, Vector

FORMAT: Final = "qa-desktop/bundle"
VERSION: Final = 2
"""Of the newest reader. 2 knows purposes, wants and clips; a bundle without them needs 1."""
MANIFEST_PREFIX: Final = b"qa-desktop/manifest/1\n"
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"

Audio = Literal["none", "clips", "full"]
AUDIO: Final[tuple[Audio, ...]] = ("none", "clips", "full")
Purpose = Literal["operations", "receipt", "request", "answer"]
PURPOSES: Final[tuple[Purpose, ...]] = ("operations", "receipt", "request", "answer")
_MOST_PARTS: Final = 200_000
"""Lists and objects: a few per member and replica. Anybody can write eight million brackets, and
each pair is an object of Python's."""
_MEMBER = re.compile(r"(?:(?:ops|personal)-[0-9]{4}\.jsonl|blobs/[0-9a-f]{64})\Z")
_SIGNED = re.compile(rb"[0-9a-f]{128}\Z")


@dataclass(frozen=True)
class Member:
    """``sha256`` is that of the bytes as they lie in the file, ``size`` that of the content."""

    name: str
    size: int
    sha256: str

    @property
    def blob(self) -> str | None:
        """The hash of the recording that it is, None for lines."""
        return self.name.partition("/")[2] or None


@dataclass(frozen=True)
class Subject:
    """The one record that the bundle is about, with what it depends on."""

    entity_type: str
    entity_id: str


@dataclass(frozen=True)
class ClipMember:
    """A blob that is not a recording but some seconds of one."""

    sha256: str
    """Of the blob."""
    recording: str
    """Content hash of the whole recording."""
    from_ms: int
    to_ms: int
    """Where the clip begins and ends in it."""


@dataclass(frozen=True)
class Manifest:
    reader: int
    """The least version of a reader that understands all of it."""
    schema: int
    """Of the operations within."""
    team: str | None
    replica: str
    """The public key that signed."""
    person: str
    written_at: int
    """Wall clock of the writer, ms."""
    base: Vector
    """What the addressee was known to hold; operations up to there are left out."""
    have: Vector
    """What the writer holds: an acknowledgement of everything that came from the reader."""
    subject: Subject | None
    audio: Audio
    addressees: tuple[str, ...]
    """Persons."""
    members: tuple[Member, ...]
    """In the order of the file."""
    purpose: Purpose = "operations"
    """``receipt``: says what its writer holds, and who that is. ``request``: asks for ``wants``.
    ``answer``: brings what a request asked for."""
    wants: tuple[Gap, ...] = ()
    """Operations that the writer is missing."""
    clips: tuple[ClipMember, ...] = ()

    @property
    def recordings(self) -> tuple[Member, ...]:
        """Blobs that are whole recordings."""
        parts = {clip.sha256 for clip in self.clips}
        return tuple(each for each in self.members if each.blob and each.blob not in parts)


def least_reader(manifest: Manifest) -> int:
    """The least version of a reader that understands all of it."""
    return 2 if manifest.purpose != "operations" or manifest.wants or manifest.clips else 1


def write_manifest(manifest: Manifest) -> bytes:
    """The one form of it: what version 1 does not know stands in it only where it says
    something."""
    later: dict[str, Any] = {}
    if manifest.purpose != "operations":
        later["purpose"] = manifest.purpose
    if manifest.wants:
        later["wants"] = [[gap.replica, gap.first, gap.last] for gap in manifest.wants]
    if manifest.clips:
        later["clips"] = [
            [clip.sha256, clip.recording, clip.from_ms, clip.to_ms] for clip in manifest.clips
        ]
    return dumps(
        canonical(
            {
                **later,
                "format": FORMAT,
                "reader": manifest.reader,
                "schema": manifest.schema,
                "team": manifest.team,
                "replica": manifest.replica,
                "person": manifest.person,
                "written_at": manifest.written_at,
                "base": {replica: list(upto) for replica, upto in manifest.base.items()},
                "have": {replica: list(upto) for replica, upto in manifest.have.items()},
                "subject": [manifest.subject.entity_type, manifest.subject.entity_id]
                if manifest.subject
                else None,
                "audio": manifest.audio,
                "addressees": list(manifest.addressees),
                "members": [[each.name, each.size, each.sha256] for each in manifest.members],
            }
        )
    ).encode()


def bundle_id(manifest: Manifest) -> str:
    """What a bundle is called: the SHA-256 of its manifest."""
    return hashlib.sha256(write_manifest(manifest)).hexdigest()


def sign_manifest(text: bytes, replica: keys.SigningKey) -> bytes:
    """128 hex digits: Ed25519 over the prefix and the SHA-256 of the manifest."""
    return replica.sign(MANIFEST_PREFIX, hashlib.sha256(text).digest()).hex().encode()


def read_manifest(text: bytes, signature: bytes) -> Manifest:
    """Raises ``DamagedBundleError`` unless it is whole and signed by the replica that it names."""
    if text.count(b"[") + text.count(b"{") > _MOST_PARTS:
        raise DamagedBundleError("altered")
    try:
        said = loads(text.decode("utf-8"))
    except (MalformedError, UnicodeDecodeError) as error:
        raise DamagedBundleError("altered") from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise DamagedBundleError("not_a_bundle")
    reader = said.get("reader")
    if isinstance(reader, int) and reader > VERSION:
        raise DamagedBundleError("newer", version=reader)
    manifest = _manifest(said)
    if manifest is None or write_manifest(manifest) != text:
        raise DamagedBundleError("altered")
    digest = hashlib.sha256(text).digest()
    signed = _SIGNED.match(signature) and keys.verify(
        manifest.replica, MANIFEST_PREFIX, digest, bytes.fromhex(signature.decode())
    )
    if not signed:
        raise DamagedBundleError("not_signed")
    return manifest


def _manifest(said: dict[str, Any]) -> Manifest | None:
    try:
        subject = said["subject"]
        manifest = Manifest(
            reader=said["reader"],
            schema=said["schema"],
            team=said["team"],
            replica=said["replica"],
            person=said["person"],
            written_at=said["written_at"],
            base={replica: (upto[0], upto[1]) for replica, upto in said["base"].items()},
            have={replica: (upto[0], upto[1]) for replica, upto in said["have"].items()},
            subject=Subject(subject[0], subject[1]) if subject is not None else None,
            audio=said["audio"],
            addressees=tuple(said["addressees"]),
            members=tuple(Member(name, size, sha256) for name, size, sha256 in said["members"]),
            purpose=said.get("purpose", "operations"),
            wants=tuple(Gap(*gap) for gap in said.get("wants", ())),
            clips=tuple(ClipMember(*clip) for clip in said.get("clips", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return None
    return manifest if _has_right_shapes(manifest) else None


def _has_right_shapes(manifest: Manifest) -> bool:
    vectors = [*manifest.base.items(), *manifest.have.items()]
    names = [member.name for member in manifest.members]
    subject = manifest.subject
    return (
        all(map(_is_count, (manifest.reader, manifest.schema, manifest.written_at)))
        and (manifest.team is None or is_id(manifest.team))
        and is_hash(manifest.replica)
        and is_id(manifest.person)
        and all(
            is_hash(replica) and _is_count(upto[0]) and is_hash(upto[1])
            for replica, upto in vectors
        )
        and (subject is None or (is_id(subject.entity_type) and is_id(subject.entity_id)))
        and manifest.audio in AUDIO
        and all(map(is_id, manifest.addressees))
        and all(map(_is_member, manifest.members))
        and len(set(names)) == len(names)
        and manifest.purpose in PURPOSES
        and all(map(_is_gap, manifest.wants))
        and _are_clips(manifest.clips, frozenset(names))
        and manifest.reader >= least_reader(manifest)
    )


def _is_gap(gap: Gap) -> bool:
    return (
        is_hash(gap.replica)
        and _is_count(gap.first)
        and _is_count(gap.last)
        and 1 <= gap.first <= gap.last
    )


def _are_clips(clips: Sequence[ClipMember], names: Container[str]) -> bool:
    return all(
        is_hash(clip.sha256)
        and is_hash(clip.recording)
        and _is_count(clip.from_ms)
        and _is_count(clip.to_ms)
        and clip.from_ms < clip.to_ms <= LONGEST_MS
        and f"blobs/{clip.sha256}" in names
        for clip in clips
    )


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_member(member: Member) -> bool:
    return (
        isinstance(member.name, str)
        and bool(_MEMBER.match(member.name))
        and _is_count(member.size)
        and is_hash(member.sha256)
        and member.blob in (None, member.sha256)
    )
