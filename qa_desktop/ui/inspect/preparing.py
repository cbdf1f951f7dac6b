"""Making recordings ready to be heard and drawn, on the pool: the open one and the next ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from qa_desktop.audio.peaks import Peaks
from qa_desktop.errors import UserFacingError
from qa_desktop.store.blobs import BlobStore
from qa_desktop.store.calls import CallRow, find_next_calls
from qa_desktop.ui.tasks import Desk, Job

if TYPE_CHECKING:
    from qa_desktop.audio.cache import Prepared

PREFETCHED = 2
CACHE = "cache"
"""Folder of the workspace that holds decoded sound and peaks."""


class Preparing(QObject):
    """What is cancelled reports nothing any more."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs: list[Job] = []

    def prepare(
        self,
        call: CallRow,
        then: Callable[[Prepared], None],
        failed: Callable[[UserFacingError], None],
        progress: Callable[[Peaks], None],
    ) -> None:
        """``progress`` gets the peaks as they grow, ``then`` the whole."""
        self._start(call, then, failed, progress)

    def prefetch(self, after: CallRow) -> None:
        """The next calls of the list, while ``after`` is heard; their errors can wait."""
        read = partial(find_next_calls, person=self._desk.person, after=after.id, count=PREFETCHED)
        self._desk.read("prefetch", read, self._on_next)

    def cancel(self) -> None:
        for job in self._jobs:
            job.cancel()
        self._jobs.clear()

    def _on_next(self, calls: list[CallRow]) -> None:
        for call in calls:
            if call.recording is not None:
                self._start(call, None, _ignore, None)

    def _start(
        self,
        call: CallRow,
        then: Callable[[Prepared], None] | None,
        failed: Callable[[UserFacingError], None],
        progress: Callable[[Peaks], None] | None,
    ) -> None:
        path = BlobStore(self._desk.folder / "audio").path(str(call.recording))
        work = partial(_prepare, path, str(call.recording), self._desk.folder / CACHE)
        self._jobs.append(self._desk.work(work, then, failed, progress))


def _prepare(
    path: Path,
    sha256: str,
    folder: Path,
    progress: Callable[[Peaks], None],
    cancelled: Callable[[], bool],
) -> Prepared:
    from qa_desktop.audio.cache import prepare  # the decoders load beside the window

    return prepare(path, sha256, folder, progress, cancelled)


def _ignore(_error: UserFacingError) -> None:
    """It is said when the call is opened."""
