"""Clips that go along with a bundle: the seconds that annotations refer to, with a margin."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from qa_desktop.domain.clips import referred_spans
from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.manifest import ClipMember
from qa_desktop.journal.projection import Entity
from qa_desktop.journal.vector import Vector, ids_beyond
from qa_desktop.store.blobs import content_hash
from qa_desktop.store.clips import find_clips, find_marks
from qa_desktop.store.half_made import PREFIX
from qa_desktop.store.reader import Reader


@dataclass
class CutClips:
    """What is to go along."""

    clips: list[ClipMember]
    files: dict[str, Path]
    """Content hash → file."""
    missing: list[str]
    """Recordings of which nothing is here."""


def marked_annotations(
    db: Database, entities: list[Entity] | None, base: Vector
) -> list[str] | None:
    """Annotations whose seconds go along: those of the subject, else those beyond ``base``; None
    for all."""
    if entities is not None:
        return [id for kind, id in entities if kind == "annotation"]
    if not base:
        return None
    return ids_beyond(db, base, "annotation")


@contextmanager
def cut_clips(
    reader: Reader,
    annotations: list[str] | None,
    spool: Path,
    cancelled: Callable[[], bool],
) -> Iterator[CutClips]:
    """The clips lie in ``spool`` while the block lasts. Of a recording that is not here, clips
    that came from others are passed on."""
    made = CutClips([], {}, [])
    temporary: list[Path] = []
    try:
        for recording, (duration_ms, marks) in find_marks(reader.db, annotations).items():
            if reader.blobs.has(recording):
                spans = referred_spans(marks, duration_ms)
                _cut_one(reader, recording, spans, spool, temporary, made, cancelled)
            elif not _pass_on(reader, recording, made):
                made.missing.append(recording)
        yield made
    finally:
        for file in temporary:
            with suppress(OSError):
                file.unlink()


def _cut_one(
    reader: Reader,
    recording: str,
    spans: list[tuple[int, int]],
    spool: Path,
    temporary: list[Path],
    made: CutClips,
    cancelled: Callable[[], bool],
) -> None:
    from qa_desktop.audio.clips import cut

    def place(_number: int) -> Path:
        file = spool / f"{PREFIX}{secrets.token_hex(8)}"
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        temporary.append(file)
        return file

    try:
        clips = cut(reader.blobs.path(recording), spans, place, cancelled)
    except UserFacingError:  # damaged: no reason not to send the rest
        made.missing.append(recording)
        return
    for clip in clips:
        sha256 = content_hash(clip.path)
        made.files[sha256] = clip.path
        made.clips.append(ClipMember(sha256, recording, clip.from_ms, clip.to_ms))


def _pass_on(reader: Reader, recording: str, made: CutClips) -> bool:
    held = [clip for clip in find_clips(reader.db, recording) if reader.clips.has(clip.sha256)]
    for clip in held:
        made.files[clip.sha256] = reader.clips.path(clip.sha256)
        made.clips.append(ClipMember(clip.sha256, recording, clip.from_ms, clip.to_ms))
    return bool(held)
