"""What a bundle would hold, before it is written: entries, recordings, bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_desktop.journal.subject import entities_about, operations_about
from qa_desktop.journal.vector import held
from qa_desktop.store.bundles import acknowledged
from qa_desktop.store.reader import Reader
from qa_desktop.store.subjects import find_entity, recordings_of


@dataclass(frozen=True)
class BundlePlan:
    """``missing`` are recordings that belong in and are not on this computer."""

    operations: int
    recordings: int
    audio_bytes: int
    missing: int


def plan_bundle(reader: Reader, to: Sequence[str], subject: str | None) -> BundlePlan:
    """For persons (ids) or anybody; everything they may lack, or what belongs to one record."""
    db = reader.db
    entities = entities_about(db, find_entity(db, subject)) if subject else None
    if entities is not None:
        operations = len(operations_about(db, entities))
    else:
        known = acknowledged(db, to)
        operations = sum(
            max(seq - known.get(replica, (0, ""))[0], 0) for replica, (seq, _) in held(db).items()
        )
    recordings = recordings_of(db, entities)
    there = [sha256 for sha256 in recordings if reader.blobs.has(sha256)]
    size = sum(reader.blobs.path(sha256).stat().st_size for sha256 in there)
    return BundlePlan(operations, len(there), size, len(recordings) - len(there))
