"""The sound of the open call: its recording being prepared and heard, or the stopwatch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from qa_desktop.audio.peaks import Peaks
from qa_desktop.audio.samples import Samples
from qa_desktop.errors import UserFacingError
from qa_desktop.services.sounds import SoundHere
from qa_desktop.store.calls import CallRow
from qa_desktop.ui.inspect.call_page import CallPage
from qa_desktop.ui.inspect.growing_peaks import GrowingPeaks
from qa_desktop.ui.inspect.preparing import Preparing
from qa_desktop.ui.inspect.stopwatch import Stopwatch
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.timeline.scene import Hearing

if TYPE_CHECKING:
    from qa_desktop.audio.cache import Prepared
    from qa_desktop.ui.inspect.listening import Listening
    from qa_desktop.ui.inspect.manner import Manner


_NOT_HERE: dict[str, SoundHere] = {"audio.not_here": "missing", "audio.erased": "erased"}


class CallSound(QObject):
    """Shows what it does on the player bar and the timeline."""

    ready = Signal()
    """The open call can be played now."""
    not_ready = Signal()
    """Nothing is open, or its recording is only being prepared, or it cannot be."""

    def __init__(self, desk: Desk, page: CallPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page = page
        self._call: CallRow | None = None
        self._draft: dict[str, Any] = {}
        """Where the clock stood and what was heard when the call was opened."""
        self._prepared: Prepared | None = None
        self._source: GrowingPeaks | None = None
        self._preparing = Preparing(desk, self)
        self.stopwatch = Stopwatch(desk, self)
        self.stopwatch.position_changed.connect(self._on_position)
        self.stopwatch.playing_changed.connect(page.bar.set_playing)
        self.listening: Listening | None = None
        self._is_lent = False

    def use_player(self, listening: Listening) -> None:
        """The engine is ready (it is loaded after the window is up)."""
        self.listening = listening
        listening.setParent(self)
        listening.position_changed.connect(self._on_position)
        listening.playing_changed.connect(self._page.bar.set_playing)
        listening.failed.connect(self._desk.trouble)
        listening.manner_changed.connect(self._on_manner)
        self._load()

    @property
    def is_ready(self) -> bool:
        """The open call can be played (or its stopwatch runs)."""
        if self._call is None or self._call.recording is None:
            return self._call is not None
        return not self._is_lent and self._prepared is not None and self.listening is not None

    @property
    def clock(self) -> Listening | Stopwatch | None:
        """What tells the time of the open call: the player, or the stopwatch; None while its
        recording is being prepared."""
        if self._call is None or not self.is_ready:
            return None
        return self.stopwatch if self._call.recording is None else self.listening

    @property
    def source(self) -> GrowingPeaks | None:
        """What is drawn of the open recording; None while nothing of it is known."""
        return self._source

    def heard(self) -> list[list[int]]:
        """[[from ms, to ms, speed %], …]; while the recording is being prepared, what was heard
        of it before."""
        clock = self.clock
        return clock.heard() if clock is not None else list(self._draft.get("heard", []))

    # -- opening and closing

    def open(self, call: CallRow, draft: dict[str, Any]) -> None:
        """``draft`` is where the person left it."""
        self._call, self._draft = call, draft
        self._page.header.set_sound("whole")
        self._page.card.rows.set_has_recording(call.recording is not None)
        self._page.bar.set_stopwatch(call.recording is None)
        self._page.sound_bar.setVisible(call.recording is not None)
        self._page.bar.set_duration(call.duration_ms or 0)
        self._page.timeline.set_source(None)
        if call.recording is None:
            self.stopwatch.open(call.id, draft, call.duration_ms)
        else:
            self._preparing.prepare(
                call.recording, self._on_prepared, self._on_failed, self._on_peaks
            )

    def go_to(self, ms: int) -> None:
        """The playhead to a moment of the open recording, at once or as soon as it is ready; a
        call without a recording has a stopwatch, which nobody turns back."""
        if self._call is None or self._call.recording is None:
            return
        if self.is_ready and self.listening is not None:
            self.listening.seek_to(ms)
        else:
            self._draft = {**self._draft, "position_ms": ms}
            self._page.bar.set_position(ms)
        self._page.timeline.follow()

    def change(self, call: CallRow) -> None:
        """The open call got its recording, or lost it again by Undo: what was heard counts on, and
        a recording begins at its beginning."""
        self.stopwatch.stop()
        heard = self.heard()
        self.close()
        at_ms = 0 if call.recording is not None else call.duration_ms or 0
        self.open(call, {"position_ms": at_ms, "heard": heard})

    def prepare_again(self) -> None:
        """The agent is on the other channel than was thought: the open call stays where it is."""
        call, draft = self._call, self._draft
        if call is None or call.recording is None:
            return
        if self.is_ready and self.listening is not None:
            draft = {**draft, **self.listening.draft}
        self.close()
        self.open(call, draft)

    def prefetch(self, after: CallRow) -> None:
        """The next calls of the list, while this one is heard."""
        self._preparing.prefetch(after)

    def is_wanted(self, recording: str) -> bool:
        """Whether it is open or prepared in advance; asked from any thread."""
        return self._preparing.is_wanted(recording)

    def keep(self) -> None:
        """What was heard up to now, as a draft."""
        if self.listening is not None:
            self.listening.keep()

    # -- the one player, for another screen

    def lend(self) -> Listening | None:
        """Until ``take_back``; a recording is silent meanwhile, a live call goes on.
        None while there is no engine."""
        if self.listening is not None and not self._is_lent:
            if self.is_ready and self._call is not None and self._call.recording is not None:
                self._draft = {**self._draft, **self.listening.draft}
            self.listening.close_call()
            self._is_lent = True
        return self.listening

    def take_back(self) -> None:
        """The open call is where it was."""
        if not self._is_lent:
            return
        self._is_lent = False
        if self.listening is not None:
            self.note_heard()
            self.listening.close_call()
        self._load()

    def note_heard(self) -> None:
        """What the lent player has played of the open call counts for it too."""
        listening = self.listening
        if listening is not None and self._call is not None and listening.call == self._call.id:
            self._draft = {**self._draft, "heard": listening.heard()}

    def close(self) -> None:
        """Silent; what was heard is kept."""
        self._preparing.cancel()
        if self.listening is not None and not self._is_lent:
            self.listening.close_call()
        self.stopwatch.close_call()
        self._call = self._prepared = self._source = None
        self.not_ready.emit()

    def shut_down(self) -> None:
        self.close()
        if self.listening is not None:
            self.listening.shut_down()
            self.listening = None

    # -- the recording

    def _on_peaks(self, peaks: Peaks) -> None:
        """Draw what has been read so far; the view stays where the person put it."""
        if self._source is not None and self._source.duration_ms == peaks.duration_ms:
            self._source.peaks = peaks
            self._page.timeline.refresh_source()
        else:
            self._source = GrowingPeaks(peaks)
            self._page.timeline.set_source(self._source)

    def _on_prepared(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._page.header.set_sound("clips" if prepared.sounding is not None else "whole")
        self._page.bar.set_duration(prepared.duration_ms)
        self._on_peaks(prepared.peaks)
        swapped = prepared.agents_channel == "right"
        self._page.timeline.set_samples(Samples(prepared.playable, swapped=swapped))
        self._load()

    def _on_failed(self, error: UserFacingError) -> None:
        if error.id in _NOT_HERE:
            self._page.header.set_sound(_NOT_HERE[error.id])
        self.not_ready.emit()
        self._desk.trouble.emit(error)

    def _load(self) -> None:
        if self._is_lent or self._call is None:
            return
        if self._prepared is not None and self.listening is not None:
            self.listening.open(self._call.id, self._prepared, self._draft)
            self._page.sound_bar.set_channels(self._prepared.peaks.channels)
            self._on_manner(self.listening.manner)
            self.ready.emit()

    def _on_manner(self, manner: Manner) -> None:
        if self._is_lent:
            return
        self._page.sound_bar.set_manner(manner)
        bands = self._prepared.sound.bands if self._prepared is not None else ()
        self._page.timeline.set_hearing(Hearing(bands, manner.side, manner.loop))

    def _on_position(self, ms: int) -> None:
        if self._is_lent:
            return
        self._page.timeline.set_position(ms)
        self._page.bar.set_position(ms)
