"""Hearing the seconds that a slip points at, on the one player of the window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSignalBlocker, Signal

from qa_desktop.domain.slip_rules import has_proof, places_of
from qa_desktop.errors import UserFacingError
from qa_desktop.store.slips import Slip
from qa_desktop.ui.inspect.call_sound import CallSound
from qa_desktop.ui.inspect.preparing import Preparing
from qa_desktop.ui.tasks import Desk

if TYPE_CHECKING:
    from qa_desktop.audio.cache import Prepared
    from qa_desktop.ui.inspect.listening import Listening

LEAD_IN_MS = 2_000
"""What was said just before: one hears where one is."""


class SlipSound(QObject):
    """Borrows the player while a slip with a recording is shown."""

    changed = Signal()
    """Playing or not, another position, more was heard, ready or not."""

    def __init__(self, desk: Desk, sound: CallSound, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._sound = desk, sound
        self._preparing = Preparing(desk, self)
        self._preparing_ahead = Preparing(desk, self)
        self._ahead: dict[str, Prepared | None] = {}
        """What will be wanted soon, by recording; None while it is being prepared."""
        self._listening: Listening | None = None
        self._slip: Slip | None = None
        self._draft: dict[str, Any] = {}
        self._prepared: Prepared | None = None
        self._wants_play: int | None = None
        """Where Play was pressed while the recording was being prepared."""
        self._together: list[list[int]] | None = None
        """Of a talk, what was heard in it before the player was last given back."""
        self.trouble: UserFacingError | None = None
        """Why it cannot be heard here."""

    # -- what is open

    def open(self, slip: Slip, draft: Mapping[str, Any]) -> None:
        """Paused just before the first fault; ``draft`` tells what was heard of the call before."""
        is_same = self._slip is not None and self._slip.row.id == slip.row.id
        if is_same and slip.row.recording is not None and self.trouble is None:
            self._slip = slip
            return
        if self._listening is not None and self._listening.call == slip.row.call:
            draft = {**draft, **self._listening.draft}  # it may not be written yet
        with QSignalBlocker(self):  # what lies between the two slips is nothing to show
            self._change_to(slip, draft)
        self.changed.emit()

    def _change_to(self, slip: Slip, draft: Mapping[str, Any]) -> None:
        self._stop()
        self._slip = slip
        first = next(iter(places_of(slip.drawn)), (0, 0))[0]
        self._draft = {**draft, "position_ms": max(0, first - LEAD_IN_MS)}
        recording = slip.row.recording
        if recording is None:
            self._return_player()
        elif (prepared := self._ahead.get(recording)) is not None:
            self._on_prepared(prepared)
        else:
            self._preparing.prepare(recording, self._on_prepared, self._on_failed)

    def prepare_ahead(self, recordings: Iterable[str]) -> None:
        """Those that will be wanted soon, and no others; an error can wait until one is."""
        before = self._ahead
        self._ahead = {each: before.get(each) for each in recordings}
        for each in self._ahead.keys() - before.keys():
            keep = partial(self._keep_ahead, each)
            self._preparing_ahead.prepare(each, keep, partial(self._forget, each))

    def _keep_ahead(self, recording: str, prepared: Prepared) -> None:
        if recording in self._ahead:
            self._ahead[recording] = prepared

    def _forget(self, recording: str, _error: UserFacingError) -> None:
        self._ahead.pop(recording, None)

    def close(self) -> None:
        """No slip is shown, or the screen is left: the player returns to the open call."""
        self._return_player()
        self._stop()
        self._preparing_ahead.cancel()
        self._ahead = {}

    def _stop(self) -> None:
        self._preparing.cancel()
        if self._together is not None:
            self._together = self.heard_together()
        if self._listening is not None:
            self._sound.note_heard()
            self._listening.close_call()
        self._slip = self._prepared = self._wants_play = self.trouble = None

    def _return_player(self) -> None:
        if self._together is not None:
            self._together = self.heard_together()
        listening, self._listening = self._listening, None
        if listening is not None:
            for signal in (listening.position_changed, listening.playing_changed):
                signal.disconnect(self._on_moved)
            self._sound.take_back()

    def _on_prepared(self, prepared: Prepared) -> None:
        self._prepared = prepared
        if self._listening is None:
            self._listening = self._sound.lend()
            if self._listening is None:
                return
            self._listening.position_changed.connect(self._on_moved)
            self._listening.playing_changed.connect(self._on_moved)
        assert self._slip is not None  # noqa: S101 - what is closed is not answered
        self._listening.open(self._slip.row.call, prepared, self._draft)
        if self._together is not None:
            self._listening.hear_afresh(self._together)
        if self._wants_play is not None:
            at, self._wants_play = self._wants_play, None
            self.play_from(at)
        self.changed.emit()

    def _on_failed(self, error: UserFacingError) -> None:
        self.trouble = error
        self.changed.emit()

    def _on_moved(self, _value: object) -> None:
        self.changed.emit()

    # -- acts

    @property
    def _has_recording(self) -> bool:
        return self._slip is not None and self._slip.row.recording is not None

    @property
    def is_ready(self) -> bool:
        return self._prepared is not None and self._listening is not None

    @property
    def playing(self) -> bool:
        return self.is_ready and self._listening is not None and self._listening.playing

    @property
    def position_ms(self) -> int:
        if not self.is_ready or self._listening is None:
            return int(self._draft.get("position_ms", 0))
        return self._listening.position_ms

    @property
    def duration_ms(self) -> int:
        return self._prepared.duration_ms if self._prepared is not None else 0

    def toggle(self) -> None:
        if self.is_ready and self._listening is not None:
            self._listening.toggle()
        elif self._has_recording:
            self._wants_play = self.position_ms if self._wants_play is None else None

    def play_from(self, ms: int) -> None:
        if self.is_ready and self._listening is not None:
            self._listening.seek_to(ms)
            self._listening.play()
        elif self._has_recording:
            self._wants_play = ms

    def pause(self) -> None:
        self._wants_play = None
        if self.is_ready and self._listening is not None:
            self._listening.pause()

    def skip(self, by_ms: int) -> None:
        if self.is_ready and self._listening is not None:
            self._listening.skip(by_ms)

    def play_next_place(self) -> None:
        """The next fault's seconds, after the last one the first."""
        if self._slip is None:
            return
        starts = sorted({max(0, start - LEAD_IN_MS) for start, _ in places_of(self._slip.drawn)})
        here = self.position_ms
        later = [start for start in starts if start > here]
        self.play_from((later or starts or [0])[0])

    # -- proof of listening

    def heard(self) -> list[list[int]]:
        """[[from ms, to ms, speed %], …]."""
        if self.is_ready and self._listening is not None:
            return self._listening.heard()
        return list(self._draft.get("heard", []))

    @property
    def has_proof(self) -> bool:
        """Every second that the slip points at was heard by this person."""
        return self._slip is not None and has_proof(self._slip.drawn, self.heard())

    def begin_talk(self) -> None:
        """From here on it is heard together with the agent, whatever was heard alone before."""
        self._together = []
        if self.is_ready and self._listening is not None:
            self._listening.hear_afresh()

    def end_talk(self) -> None:
        self._together = None

    def heard_together(self) -> list[list[int]]:
        """As ``heard``, in this talk."""
        if self.is_ready and self._listening is not None:
            return self._listening.heard_afresh()
        return self._together or []

    @property
    def has_proof_together(self) -> bool:
        """Every second that the slip points at sounded in this talk."""
        return self._slip is not None and has_proof(self._slip.drawn, self.heard_together())
