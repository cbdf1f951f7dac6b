"""Hearing a call of the library where it is listed, on the one player of the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from sqlite_utils import Database

from qa_desktop.audio.peaks import Peaks
from qa_desktop.domain.annotations import Annotation
from qa_desktop.errors import UserFacingError
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.drafts import get_draft
from qa_desktop.ui.inspect.call_sound import CallSound
from qa_desktop.ui.inspect.preparing import Preparing
from qa_desktop.ui.library.reading import LibraryRow
from qa_desktop.ui.tasks import Desk

if TYPE_CHECKING:
    from qa_desktop.audio.cache import Prepared
    from qa_desktop.ui.inspect.listening import Listening


class LibrarySound(QObject):
    """Borrows the player when something is played, and gives it back when the screen is left.

    A part of a call begins at its first millisecond and pauses at its last."""

    changed = Signal()
    """Playing or not, another position, more of the peaks."""

    def __init__(self, desk: Desk, sound: CallSound, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._sound = desk, sound
        self._preparing = Preparing(desk, self)
        self._listening: Listening | None = None
        self._row: LibraryRow | None = None
        self._draft: dict[str, Any] = {}
        self._prepared: Prepared | None = None
        self._wants_play: int | None = None
        """Where it was asked to play while it was being prepared."""
        self.peaks: Peaks | None = None
        self.marks: list[Annotation] = []
        self.trouble: UserFacingError | None = None
        """Why it cannot be heard here."""

    # -- what is open

    def open(self, row: LibraryRow | None) -> None:
        """Draw it; it is heard when somebody plays it."""
        if row is not None and self._row is not None and row.call.id == self._row.call.id:
            self._row = row
            self.changed.emit()
            return
        self.close()
        self._row = row
        if row is not None and row.call.recording is not None:
            read = partial(_read, call=row.call.id)
            self._desk.read("library_marks", read, partial(self._on_marks, row.call.recording))
        self.changed.emit()

    def _on_marks(self, recording: str, found: tuple[list[Annotation], dict[str, Any]]) -> None:
        self.marks, self._draft = found
        self._preparing.prepare(recording, self._on_prepared, self._on_failed, self._on_peaks)

    def _on_peaks(self, peaks: Peaks) -> None:
        self.peaks = peaks
        self.changed.emit()

    def _on_prepared(self, prepared: Prepared) -> None:
        self._prepared, self.peaks = prepared, prepared.peaks
        if self._wants_play is not None:
            at, self._wants_play = self._wants_play, None
            self.play_from(at)
        self.changed.emit()

    def _on_failed(self, error: UserFacingError) -> None:
        self.trouble = error
        self.changed.emit()

    def close(self) -> None:
        self._preparing.cancel()
        if self._listening is not None:
            self._listening.close_call()
        self._row = self._prepared = self._wants_play = self.trouble = self.peaks = None
        self.marks, self._draft = [], {}

    def give_back(self) -> None:
        """The screen is left: the player returns to the open call."""
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.position_changed.disconnect(self._on_moved)
            listening.playing_changed.disconnect(self._on_moved)
        self.close()
        if listening is not None:
            self._sound.take_back()

    def _borrow(self) -> bool:
        """Whether the player has this call."""
        if self._prepared is None or self._row is None:
            return False
        if self._listening is None:
            self._listening = self._sound.lend()
            if self._listening is None:
                return False
            self._listening.position_changed.connect(self._on_moved)
            self._listening.playing_changed.connect(self._on_moved)
        if self._listening.call != self._row.call.id:
            draft = {**self._draft, "position_ms": self.span[0]}
            self._listening.open(self._row.call.id, self._prepared, draft)
        return True

    def _on_moved(self, _value: object) -> None:
        end = self.span[1]
        listening = self._listening
        plays_part = self._end_counts and listening is not None and listening.playing
        if plays_part and listening is not None and listening.position_ms >= end:
            self._end_counts = False
            listening.pause()
        self.changed.emit()

    _end_counts = False
    """Whether it plays the part, and not on beyond its end."""

    # -- acts

    @property
    def row(self) -> LibraryRow | None:
        return self._row

    @property
    def span(self) -> tuple[int, int]:
        """What is played: the part, else the whole (ms)."""
        whole = (0, self.peaks.duration_ms if self.peaks is not None else 0)
        entry = self._row.entry if self._row is not None else None
        return entry.span if entry is not None and entry.span is not None else whole

    @property
    def playing(self) -> bool:
        return self._listening is not None and self._listening.playing

    @property
    def position_ms(self) -> int:
        held = self._listening
        if held is None or self._row is None or held.call != self._row.call.id:
            return self.span[0]
        return held.position_ms

    def toggle(self) -> None:
        if self.playing:
            self.pause()
            return
        start, end = self.span
        here = self.position_ms
        self.play_from(here if start <= here < end - 200 else start)

    def play_from(self, ms: int) -> None:
        if self._row is None or self._row.call.recording is None:
            return
        if not self._borrow():
            self._wants_play = ms
            return
        assert self._listening is not None  # noqa: S101 - it was borrowed
        self._end_counts = ms < self.span[1]
        self._listening.seek_to(ms)
        self._listening.play()

    def pause(self) -> None:
        self._wants_play = None
        if self._listening is not None:
            self._listening.pause()

    def skip(self, by_ms: int) -> None:
        if self._borrow() and self._listening is not None:
            self._listening.skip(by_ms)


def _read(db: Database, call: str) -> tuple[list[Annotation], dict[str, Any]]:
    """What is marked in it, and what this person has heard of it."""
    draft = get_draft(db, "listening", call)
    return find_annotations(db, call), draft.body if draft is not None else {}
