"""Making recordings ready to be heard and drawn, on the pool: the open one and the next ones."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from qa_desktop.audio.cache_limit import enforce, limit_of, mark_used
from qa_desktop.audio.peaks import Peaks
from qa_desktop.domain.talk import Channel
from qa_desktop.errors import UserFacingError
from qa_desktop.services.sounds import prepare_sound
from qa_desktop.store.calls import CallRow, find_next_calls
from qa_desktop.store.reader import Reader
from qa_desktop.store.settings import get_setting
from qa_desktop.ui.tasks import Desk, Job

if TYPE_CHECKING:
    from qa_desktop.audio.cache import Prepared

PREFETCHED = 2
_KEPT = PREFETCHED + 2
_LIMIT_EVERY_S = 60.0
CACHE = "cache"
"""Folder of the workspace that holds decoded sound and peaks."""


class Preparing(QObject):
    """What is cancelled reports nothing any more."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs: list[Job] = []
        self._wanted: dict[str, None] = {}
        """Recordings that were opened or prepared in advance, the last one last: they stay in the
        cache whatever its limit."""
        self._limited_at = -_LIMIT_EVERY_S

    def prepare(
        self,
        recording: str,
        then: Callable[[Prepared], None],
        failed: Callable[[UserFacingError], None],
        progress: Callable[[Peaks], None] | None = None,
    ) -> None:
        """``progress`` gets the peaks as they grow, ``then`` the whole."""
        self._start(recording, then, failed, progress)

    def prefetch(self, after: CallRow) -> None:
        """The next calls of the list, while ``after`` is heard; their errors can wait."""
        read = partial(find_next_calls, person=self._desk.person, after=after.id, count=PREFETCHED)
        self._desk.read("prefetch", read, self._on_next)

    def prepare_ahead(self, recording: str) -> None:
        """It will be wanted soon; an error can wait until it is."""
        self._start(recording, None, _ignore, None)

    def cancel(self) -> None:
        for job in self._jobs:
            job.cancel()
        self._jobs.clear()

    def _on_next(self, calls: list[CallRow]) -> None:
        for call in calls:
            if call.recording is not None:
                self.prepare_ahead(call.recording)

    def _start(
        self,
        recording: str,
        then: Callable[[Prepared], None] | None,
        failed: Callable[[UserFacingError], None],
        progress: Callable[[Peaks], None] | None,
    ) -> None:
        self._note_wanted(recording)
        work = partial(_prepare, self._desk.folder, recording)
        self._jobs.append(self._desk.work(work, then, failed, progress))
        if time.monotonic() - self._limited_at >= _LIMIT_EVERY_S:
            self._limited_at = time.monotonic()
            self._desk.work(partial(_keep_limit, self._desk.folder, self.is_wanted))

    def _note_wanted(self, recording: str) -> None:
        self._wanted.pop(recording, None)
        self._wanted[recording] = None
        for old in list(self._wanted)[:-_KEPT]:
            del self._wanted[old]

    def is_wanted(self, recording: str) -> bool:
        """Asked on the pool: it may have been opened since."""
        return recording in self._wanted


def _prepare(
    workspace: Path,
    recording: str,
    progress: Callable[[Peaks], None],
    cancelled: Callable[[], bool],
) -> Prepared:
    cache, agents = workspace / CACHE, _agents_channel(workspace)
    grown = progress if agents == "left" else lambda peaks: progress(peaks.swapped())
    prepared = prepare_sound(workspace, recording, cache, grown, cancelled)
    mark_used(cache, recording)
    return prepared.with_agent_on(agents)


def _agents_channel(folder: Path) -> Channel:
    """What the person has set; the left one of anything else."""
    with Reader.open(folder) as reader:
        return "right" if get_setting(reader.db, "agents_channel") == "right" else "left"


def _keep_limit(folder: Path, wanted: Callable[[str], bool], _progress: Any, _cancel: Any) -> None:
    with Reader.open(folder) as reader:
        gigabytes = get_setting(reader.db, "cache_limit_gb")
    enforce(folder / CACHE, limit_of(folder, gigabytes), wanted)


def _ignore(_error: UserFacingError) -> None:
    """It is said when the call is opened."""
