"""What a bundle would hold, before it is written: entries, recordings, bytes, who can read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_desktop.domain.clips import referred_spans
from qa_desktop.journal.projection import Entity
from qa_desktop.journal.subject import entities_about, operations_about
from qa_desktop.journal.vector import count_covered, count_operations
from qa_desktop.services.addressees import can_encrypt
from qa_desktop.services.clip_cutting import referring
from qa_desktop.store.bundles import acknowledged
from qa_desktop.store.clips import find_marks
from qa_desktop.store.reader import Reader
from qa_desktop.store.subjects import find_entity, recordings_of


@dataclass(frozen=True)
class BundlePlan:
    """``missing`` are recordings that belong in and are not on this computer; ``without_key``
    addressees (ids) that nothing can be encrypted to; ``clip_ms`` how many seconds of a subject
    its comments and cases point at."""

    operations: int
    recordings: int
    audio_bytes: int
    missing: int
    without_key: tuple[str, ...] = ()
    clip_ms: int = 0


def plan_bundle(reader: Reader, to: Sequence[str], subject: str | None) -> BundlePlan:
    """For persons (ids) or anybody; everything they may lack, or what belongs to one record."""
    db = reader.db
    entities = entities_about(db, find_entity(db, subject)) if subject else None
    if entities is not None:
        operations = len(operations_about(db, entities).operations)
    else:
        operations = count_operations(db) - count_covered(db, acknowledged(db, to))
    recordings = recordings_of(db, entities)
    there = [sha256 for sha256 in recordings if reader.blobs.has(sha256)]
    size = sum(reader.blobs.path(sha256).stat().st_size for sha256 in there)
    without_key = tuple(person for person in to if not can_encrypt(db, person))
    missing = len(recordings) - len(there)
    clip_ms = _clip_ms(reader, entities) if entities is not None else 0
    return BundlePlan(operations, len(there), size, missing, without_key, clip_ms)


def _clip_ms(reader: Reader, entities: list[Entity]) -> int:
    """Of recordings that are on this computer."""
    wanted = referring(reader.db, entities, {})
    found = find_marks(reader.db, wanted.annotations, wanted.cases, wanted.slips)
    return sum(
        end - begin
        for recording, (duration_ms, marks) in found.items()
        if reader.blobs.has(recording)
        for begin, end in referred_spans(marks, duration_ms)
    )
