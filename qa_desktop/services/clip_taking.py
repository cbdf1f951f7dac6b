"""Taking in the clips of a bundle: seconds of recordings that are not here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from qa_desktop.exchange.bundle.manifest import Manifest, bundle_id
from qa_desktop.exchange.bundle.reading import BundleReader
from qa_desktop.store.clips import Clip, find_clips
from qa_desktop.store.erasures import find_erased_recordings
from qa_desktop.store.reader import Reader
from qa_desktop.store.taken_recordings import taking
from qa_desktop.store.workspace import Workspace


def clips_wanted(workspace: Workspace | Reader, manifest: Manifest) -> list[Clip]:
    """Those that say something new: their recording is not here and was not erased, and no clip
    that is here covers them."""
    if not manifest.clips:
        return []
    erased = find_erased_recordings(workspace.db)
    return [
        Clip(each.recording, each.from_ms, each.to_ms, each.sha256)
        for each in manifest.clips
        if each.recording not in erased
        and not workspace.blobs.has(each.recording)
        and not any(
            clip.from_ms <= each.from_ms and each.to_ms <= clip.to_ms
            for clip in find_clips(workspace.db, each.recording)
        )
    ]


@contextmanager
def taking_clips(
    workspace: Workspace, reader: BundleReader, clips: list[Clip], cancelled: Callable[[], bool]
) -> Iterator[None]:
    """Stores their sound; takes it back when the block, which notes them, fails."""
    wanted = {clip.sha256 for clip in clips if not workspace.clips.has(clip.sha256)}
    with taking(workspace.clips, bundle_id(reader.manifest), sorted(wanted)):
        for member in reader.blobs():
            if member.sha256 in wanted:
                workspace.clips.take(member.sha256, reader.blob_blocks(member), cancelled)
        yield
