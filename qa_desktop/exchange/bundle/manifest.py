"""What a bundle says of itself, and the signature over it (docs/bundle-format.md)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any, Final, Literal

from qa_desktop.exchange.bundle.container import DamagedBundleError
from qa_desktop.journal import keys
from qa_desktop.journal.canonical import MalformedError, canonical, dumps, loads
from qa_desktop.journal.operation import is_hash, is_id
from qa_desktop.journal.vector import Vector

FORMAT: Final = "qa-desktop/bundle"
VERSION: Final = 1
"""Raised when a reader of today could not understand the whole."""
MANIFEST_PREFIX: Final = b"qa-desktop/manifest/1\n"
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"

Audio = Literal["none", "clips", "full"]
AUDIO: Final[tuple[Audio, ...]] = ("none", "clips", "full")
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


def write_manifest(manifest: Manifest) -> bytes:
    """The one form of it."""
    return dumps(
        canonical(
            {
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
