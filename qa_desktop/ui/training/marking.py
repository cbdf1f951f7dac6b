"""Listening to a question and marking a second of it: the strip, Play and Mark."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qa_desktop.domain.durations import format_position
from qa_desktop.errors import UserFacingError
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.sessions.lent_sound import LentSound
from qa_desktop.ui.training.mark_strip import MarkStrip


class Marking(QWidget):
    """``marked`` tells the second, in ms of the recording."""

    marked = Signal(int)

    def __init__(self, sound: LentSound, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("marking")
        self._sound = sound
        self._from_ms, self._to_ms = 0, 0
        self.strip = MarkStrip(self)
        self._play = named("marking_play", QPushButton(self))
        self._mark = named("marking_mark", QPushButton(self))
        self._mark.setProperty("role", "primary")
        for button in (self._play, self._mark):
            button.setAutoDefault(False)
        self._told = named("marking_told", QLabel(self, wordWrap=True))
        self._told.setProperty("role", "muted")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._play)
        row.addWidget(self._mark)
        row.addWidget(self._told, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.strip)
        column.addLayout(row)
        self.strip.moved.connect(sound.seek)
        self.strip.play_wanted.connect(self._toggle)
        self.strip.marked.connect(self._on_marked)
        self._play.clicked.connect(self._toggle)
        self._mark.clicked.connect(self.strip.mark_here)
        sound.moved.connect(self.strip.set_position)
        sound.peaks_changed.connect(self.strip.set_source)
        sound.playing_changed.connect(lambda _playing: self.retranslate())
        sound.failed.connect(self._on_failed)
        self.retranslate()

    def open(self, recording: str, from_ms: int, to_ms: int, mark_ms: int | None) -> None:
        self._from_ms, self._to_ms = from_ms, to_ms
        self.strip.set_source(None)
        self.strip.set_span(from_ms, to_ms, mark_ms)
        self._sound.open(recording, from_ms)
        if self._sound.peaks is not None:
            self.strip.set_source(self._sound.peaks)
        self._show_mark()

    def _toggle(self) -> None:
        if self._sound.playing:
            self._sound.pause()
        else:
            at = self._sound.position_ms
            is_outside = not self._from_ms <= at < self._to_ms
            self._sound.play(self._from_ms if is_outside else at, self._to_ms)

    def _on_marked(self, ms: int) -> None:
        self._show_mark()
        self.marked.emit(ms)

    def _on_failed(self, error: UserFacingError) -> None:
        self._told.setText(error.say(i18n.catalogue_language()))

    def _show_mark(self) -> None:
        at = self.strip.mark_ms
        told = translate("Training", "Marked at {at}")
        place = "" if at is None else format_position(at - self._from_ms)
        self._told.setText(
            told.format(at=place) if place else translate("Training", "Nothing marked yet")
        )

    def retranslate(self) -> None:
        playing = self._sound.playing
        self._play.setText(
            translate("Training", "Pause") if playing else translate("Training", "Listen")
        )
        self._play.setToolTip(translate("Training", "Space"))
        self._mark.setText(translate("Training", "Mark here"))
        self._mark.setToolTip("M")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._show_mark()
        super().changeEvent(event)
