"""Clips that go along with a bundle: the seconds that annotations, cases of playlists and faults of
slips refer to, with a margin."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from qa_desktop.domain.clips import Hidden, Span, pieces, referred_spans, without_cut
from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.manifest import ClipMember
from qa_desktop.journal.projection import Entity
from qa_desktop.journal.vector import Vector, ids_beyond
from qa_desktop.store.blobs import content_hash
from qa_desktop.store.clips import find_clips, find_marks
from qa_desktop.store.half_made import PREFIX
from qa_desktop.store.hidden_parts import find_hidden_parts
from qa_desktop.store.reader import Reader


@dataclass
class CutClips:
    """What is to go along."""

    clips: list[ClipMember]
    files: dict[str, Path]
    """Content hash → file."""
    missing: list[str]
    """Recordings of which nothing is here."""


_REFERRING = ("annotation", "playlist_case", "slip")


@dataclass(frozen=True)
class Referring:
    """Records whose seconds go along; None for all of their kind."""

    annotations: list[str] | None
    cases: list[str] | None
    slips: list[str] | None


def referring(db: Database, entities: list[Entity] | None, base: Vector) -> Referring:
    """Those of the subject, else those beyond ``base``. What a playlist is about are its cases:
    other marks in their calls are no reason to send more of these."""
    if entities is None:
        if not base:
            return Referring(None, None, None)
        return Referring(*(ids_beyond(db, base, kind) for kind in _REFERRING))
    annotations, cases, slips = (
        [id for kind, id in entities if kind == wanted] for wanted in _REFERRING
    )
    return Referring([] if cases else annotations, cases, slips)


@contextmanager
def cut_clips(
    reader: Reader,
    chosen: Referring,
    spool: Path,
    cancelled: Callable[[], bool],
) -> Iterator[CutClips]:
    """The clips lie in ``spool`` while the block lasts. Of a recording that is not here, clips
    that came from others are passed on. What this person hid in clips of a recording is hidden:
    a tone is in its place, or there is no clip of these seconds."""
    cutting = _Cutting(reader, spool, cancelled)
    try:
        found = find_marks(reader.db, chosen.annotations, chosen.cases, chosen.slips)
        for recording, (duration_ms, marks) in found.items():
            if reader.blobs.has(recording):
                cutting.take_from(recording, referred_spans(marks, duration_ms))
            else:
                cutting.pass_on(recording)
        yield cutting.made
    finally:
        cutting.clean_up()


class _Cutting:
    def __init__(self, reader: Reader, spool: Path, cancelled: Callable[[], bool]) -> None:
        self._reader, self._spool, self._cancelled = reader, spool, cancelled
        self._temporary: list[Path] = []
        self.made = CutClips([], {}, [])

    def take_from(self, recording: str, spans: list[Span]) -> None:
        hidden = find_hidden_parts(self._reader.db, recording)
        self._cut(recording, self._reader.blobs.path(recording), spans, hidden)

    def pass_on(self, recording: str) -> None:
        clips = self._reader.clips
        held = [clip for clip in find_clips(self._reader.db, recording) if clips.has(clip.sha256)]
        if not held:
            self.made.missing.append(recording)
        hidden = find_hidden_parts(self._reader.db, recording)
        for clip in held:
            span = (clip.from_ms, clip.to_ms)
            if any(part.how is not None for part in pieces(span, hidden)):
                self._cut(recording, clips.path(clip.sha256), [span], hidden, clip.from_ms)
            else:
                self._add(recording, clips.path(clip.sha256), clip.sha256, span)

    def clean_up(self) -> None:
        for file in self._temporary:
            with suppress(OSError):
                file.unlink()

    def _cut(
        self,
        recording: str,
        sound: Path,
        spans: list[Span],
        hidden: Sequence[Hidden],
        begins_ms: int = 0,
    ) -> None:
        """``sound`` begins there in the recording."""
        from qa_desktop.audio.clips import cut

        def moved(each: Span) -> Span:
            return max(each[0] - begins_ms, 0), each[1] - begins_ms

        kept = [moved(span) for span in without_cut(spans, hidden)]
        tones = [moved((part.from_ms, part.to_ms)) for part in hidden if part.how == "bleep"]
        try:
            clips = cut(sound, kept, self._place, self._cancelled, tones)
        except UserFacingError:  # damaged: no reason not to send the rest
            self.made.missing.append(recording)
            return
        for clip in clips:
            span = (clip.from_ms + begins_ms, clip.to_ms + begins_ms)
            self._add(recording, clip.path, content_hash(clip.path), span)

    def _add(self, recording: str, file: Path, sha256: str, span: Span) -> None:
        self.made.files[sha256] = file
        self.made.clips.append(ClipMember(sha256, recording, *span))

    def _place(self, _number: int) -> Path:
        file = self._spool / f"{PREFIX}{secrets.token_hex(8)}"
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        self._temporary.append(file)
        return file
