"""The presenter: a playlist in front of the room, played on the window's one player."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.audio.peaks import Peaks
from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.playlist import Stop
from qa_desktop.domain.presenting import Moment, Script
from qa_desktop.domain.shown_playlist import ShownPlaylist
from qa_desktop.errors import UserFacingError
from qa_desktop.services.playlist_showing import read_shown
from qa_desktop.services.playlists import add_stop
from qa_desktop.store.workspace import Changes
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.growing_peaks import GrowingPeaks
from qa_desktop.ui.presenter.placing import Placing
from qa_desktop.ui.presenter.shown import script_of, shown_at
from qa_desktop.ui.presenter.stage import Stage
from qa_desktop.ui.presenter.trainer_window import TrainerWindow
from qa_desktop.ui.sessions.lent_sound import LentSound
from qa_desktop.ui.tasks import Desk

_SECOND_MS: Final = 1_000
_SUBJECTS: Final = {"playlist", "playlist_case", "case_stop"}


class Presenter(QObject):
    """Made for one presentation; ``begin`` shows it, ``ended`` says that its windows are gone."""

    ended = Signal()
    began = Signal()
    """The playlist was read and its first case is named."""
    moment_changed = Signal(object)

    def __init__(self, desk: Desk, sound: LentSound, playlist: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._sound, self._id = desk, sound, playlist
        self.playlist: ShownPlaylist | None = None
        self.script = Script([])
        self.moment = Moment(phase="over")
        self._told: set[str] = set()
        """Stops of which the room has seen the comment."""
        self._first: str | None = None
        self._begun = 0.0
        self._is_over = False
        self.stage = Stage(parent.window())
        self.trainer = TrainerWindow(parent.window())
        self.placing = Placing(parent, self.stage, self.trainer)
        self._acts: dict[str, Callable[[], object]] = {
            "go_on": self.go_on,
            "forward": lambda: self._go(self.script.forward(self.moment)),
            "back": lambda: self._go(self.script.back(self.moment)),
            "replay": lambda: self._go(self.script.replay(self.moment)),
            "add_stop": self.ask_stop,
            "notes": self._toggle_notes,
            "full_screen": self.placing.toggle_full_screen,
            "end": self.end,
        }
        for window in (self.stage, self.trainer):
            window.act_wanted.connect(self._on_act)
            window.closed.connect(self.end)
        self.trainer.jump_wanted.connect(self._go)
        self.placing.room_lost.connect(self._on_room_lost)
        self.placing.room_found.connect(lambda: self.trainer.set_notice(""))
        sound.arrived.connect(self._on_arrived)
        sound.moved.connect(self._on_time)
        sound.playing_changed.connect(self._on_playing)
        sound.peaks_changed.connect(self._on_peaks)
        sound.failed.connect(self._on_failed)
        desk.changed.connect(self._on_changes)
        self._second = QTimer(self, interval=_SECOND_MS)
        self._second.timeout.connect(self._on_second)

    # -- beginning and ending

    def begin(self, case: str | None = None) -> None:
        """With the first case, or this one."""
        self._first = case
        self._begun = time.monotonic()
        self._read(self._on_first, self._on_no_beginning)

    def end(self) -> None:
        """Silent; both windows go. Idempotent."""
        if self._is_over:
            return
        self._is_over = True
        self._second.stop()
        self._sound.pause()
        sound = self._sound
        sound.arrived.disconnect(self._on_arrived)
        sound.moved.disconnect(self._on_time)
        sound.playing_changed.disconnect(self._on_playing)
        sound.peaks_changed.disconnect(self._on_peaks)
        sound.failed.disconnect(self._on_failed)
        self._desk.changed.disconnect(self._on_changes)
        for window in (self.stage, self.trainer):
            window.hide()
            window.deleteLater()
        self.ended.emit()
        self.deleteLater()

    def _read(
        self,
        then: Callable[[ShownPlaylist], None],
        failed: Callable[[UserFacingError], None] | None = None,
    ) -> None:
        language = i18n.catalogue_language()
        read = partial(read_shown, playlist=self._id, language=language)
        self._desk.read("presenter", read, then, failed or self._on_failed)

    def _on_first(self, playlist: ShownPlaylist) -> None:
        self._take(playlist)
        start = self.script.find(self._first) if self._first is not None else None
        self.placing.begin()
        self._second.start()
        self._on_second()
        self._go(start or self.script.begin())
        self.began.emit()

    def _on_room_lost(self) -> None:
        """Nobody sees what plays on: it waits for the trainer."""
        self._sound.pause()
        self.trainer.set_notice(
            translate(
                "Presenter",
                "The second screen is gone, so it has paused. Connect the screen again, or go on "
                "with Space on this one.",
            )
        )
        self._show()

    # -- going through it

    @property
    def paused(self) -> bool:
        return self.moment.phase == "playing" and not self._sound.playing

    def go_on(self) -> None:
        """Space: pause or go on while it plays, else the next step."""
        if self.moment.phase == "playing":
            self._sound.toggle()
            self._show()
        elif self.moment.phase == "over":
            self.end()
        else:
            self._go(self.script.go_on(self.moment))

    def _on_act(self, act: str) -> None:
        self.trainer.set_notice("")
        self._acts[act]()

    def _go(self, moment: Moment) -> None:
        """Show it, and play where it plays."""
        self.moment = moment
        playlist = self.playlist
        if moment.phase == "over" or playlist is None or not playlist.cases:
            self._sound.pause()
        else:
            self._go_to_sound(playlist, moment)
        self._show()
        self.moment_changed.emit(moment)

    def _go_to_sound(self, playlist: ShownPlaylist, moment: Moment) -> None:
        case = playlist.cases[moment.case]
        begin, end = self.script.segment(moment)
        at_ms = {"playing": begin, "title": case.told.from_ms}.get(moment.phase)
        stop = self.script.stop(moment)
        if at_ms is None:  # it stands where it has stopped, also after a jump
            at_ms = stop.at_ms if stop is not None else case.told.to_ms
        if moment.phase != "playing":
            self._sound.pause()
        if self._sound.recording != case.recording:
            self._sound.open(case.recording, at_ms)
            self.stage.wave.set_source(None)
            for later in playlist.cases[moment.case + 1 : moment.case + 2]:
                self._sound.prepare_ahead(later.recording)
        if self._sound.peaks is not None:
            self._on_peaks(self._sound.peaks)
        self._show_stops()
        if moment.phase == "playing":
            self._sound.play(begin, end)
        elif abs(self._sound.position_ms - at_ms) > _SECOND_MS // 4:
            self._sound.seek(at_ms)

    def _on_arrived(self) -> None:
        self._go(self.script.reached(self.moment))

    # -- a stop that comes to mind

    def ask_stop(self) -> None:
        """Here, where it plays or stands; it is part of the playlist from now on."""
        playlist = self.playlist
        if playlist is None or self.moment.phase == "over":
            return
        from qa_desktop.ui.sessions.case_pane import stop_dialog

        self._sound.pause()
        self._show()
        case = playlist.cases[self.moment.case]
        at_ms = min(max(self._sound.position_ms, case.told.from_ms), case.told.to_ms)
        window = self.trainer if self.trainer.isVisible() else self.stage
        dialog = stop_dialog(window, Stop("", at_ms, "question"))

        def added(changes: Changes) -> None:
            dialog.accept()
            self._read(partial(self._on_stop_added, case.id, changes.ids[0]))

        def submit(answers: dict[str, Any]) -> None:
            write = partial(add_stop, case=case.id, at_ms=at_ms, **answers)
            self._desk.write(write, added, dialog.refuse)

        dialog.submitted.connect(submit)
        dialog.open()

    def _on_stop_added(self, case: str, stop: str, playlist: ShownPlaylist) -> None:
        self._take(playlist)
        self._go(self.script.find(case, stop) or self.moment)

    # -- what is shown

    def _take(self, playlist: ShownPlaylist) -> None:
        before, self.playlist = self.script, playlist
        self.script = script_of(playlist)
        if len(before):
            self.moment = self.script.taken_over(self.moment, before)
        self.trainer.set_steps(playlist, self.script)
        self._show_stops()

    def _show_stops(self) -> None:
        if self.playlist is not None and self.moment.case < len(self.playlist.cases):
            case = self.playlist.cases[self.moment.case]
            self.stage.wave.set_case(case.span, self.script.stops(self.moment.case))

    def _show(self) -> None:
        if self.playlist is None:
            return
        shown = shown_at(self.playlist, self.script, self.moment, self.paused)
        self.stage.show_moment(shown)
        self.trainer.show_moment(self.playlist, self.script, self.moment, shown)
        stop = self.script.stop(self.moment)
        if stop is not None and self.moment.phase == "revealed":
            self._told.add(stop.id)
        elif self.moment.phase == "summary":
            self._told.update(each.id for each in self.script.stops(self.moment.case))
        self.stage.wave.set_current(stop.id if stop is not None else None, self._told)
        self._on_time(self._sound.position_ms)

    def _on_time(self, ms: int) -> None:
        self.stage.show_time(ms)
        has_goal = self.moment.phase == "playing"
        goal = self.script.segment(self.moment)[1] if has_goal else 0
        self.trainer.show_time(ms, format_duration(goal) if has_goal else "")

    def _on_playing(self, _playing: bool) -> None:
        self._show()

    def _on_peaks(self, peaks: Peaks) -> None:
        self.stage.wave.set_source(GrowingPeaks(peaks))

    def _on_failed(self, error: UserFacingError) -> None:
        self._desk.trouble.emit(error)

    def _on_no_beginning(self, error: UserFacingError) -> None:
        self._on_failed(error)
        self.end()

    def _on_second(self) -> None:
        taken = round((time.monotonic() - self._begun) * _SECOND_MS)
        minutes = self.playlist.minutes if self.playlist is not None else 0
        self.trainer.show_wall(f"{datetime.now():%H:%M}", taken, minutes)

    def _on_changes(self, changes: Changes) -> None:
        """Somebody edited the playlist meanwhile: another window of it, or Undo."""
        if changes.subjects & _SUBJECTS:
            self._read(self._on_edited)

    def _on_edited(self, playlist: ShownPlaylist) -> None:
        before = self.moment.phase
        self._take(playlist)
        if self.moment.phase != before:  # what it was about is gone
            self._go(self.moment)
        elif before == "playing":
            end = self.script.segment(self.moment)[1]
            if self._sound.position_ms >= end:
                self._on_arrived()
            else:
                self._sound.aim(end)
        self._show()

    def _toggle_notes(self) -> None:
        """Over the room's, where both are on one screen."""
        self.trainer.setVisible(not self.trainer.isVisible())
        window = self.trainer if self.trainer.isVisible() else self.stage
        window.activateWindow()
