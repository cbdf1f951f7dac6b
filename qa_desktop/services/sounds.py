"""What of a recording can be heard here: all of it, the clips that came along, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.store.blobs import BlobStore
from qa_desktop.store.clips import FOLDER as CLIPS
from qa_desktop.store.clips import find_clips, recording_duration
from qa_desktop.store.erasures import find_erased_recordings
from qa_desktop.store.reader import Reader

if TYPE_CHECKING:
    from qa_desktop.audio.cache import Prepared
    from qa_desktop.audio.clips import ClipFile
    from qa_desktop.audio.peaks import Peaks

SoundHere = Literal["whole", "clips", "missing", "erased"]


def sound_here(db: Database, folder: Path, recording: str) -> SoundHere:
    """``folder`` is that of the workspace, ``recording`` a content hash."""
    if BlobStore(folder / "audio").has(recording):
        return "whole"
    if recording in find_erased_recordings(db):
        return "erased"
    return "clips" if clips_here(db, folder, recording) else "missing"


def clips_here(db: Database, folder: Path, recording: str) -> list[ClipFile]:
    """Clips of a recording whose files are there."""
    from qa_desktop.audio.clips import ClipFile

    blobs = BlobStore(folder / CLIPS)
    return [
        ClipFile(clip.from_ms, clip.to_ms, blobs.path(clip.sha256))
        for clip in find_clips(db, recording)
        if blobs.has(clip.sha256)
    ]


def prepare_sound(
    folder: Path,
    recording: str,
    cache: Path,
    progress: Callable[[Peaks], None],
    cancelled: Callable[[], bool],
) -> Prepared:
    """Ready to be heard and drawn: the recording, else its clips (``Prepared.sounding``).

    Raises ``UserFacingError``: "audio.erased", "audio.not_here", and what ``cache.prepare`` says
    of a file that cannot be read.
    """
    from qa_desktop.audio.cache import prepare  # the decoders load beside the window
    from qa_desktop.audio.clips import prepare_clips

    path = BlobStore(folder / "audio").path(recording)
    if path.exists():
        return prepare(path, recording, cache, progress, cancelled)
    with Reader.open(folder) as reader:
        here = sound_here(reader.db, folder, recording)
        clips = clips_here(reader.db, folder, recording)
        duration_ms = recording_duration(reader.db, recording)
    if here == "erased":
        raise UserFacingError("audio.erased")
    if here == "missing":
        raise UserFacingError("audio.not_here")
    return prepare_clips(recording, clips, duration_ms, cache, progress, cancelled)
