"""Under the timeline: play, the clock, and the keys that mark."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from qa_desktop.domain.durations import format_millisecond, format_position
from qa_desktop.ui import icons
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.key_hint import KeyButton

_MARKS = ("mark_strength", "mark_weakness", "mark_note", "mark_question", "region")
_ICON = 16


@dataclass(frozen=True)
class _Fit:
    """How much of the bar is shown; its keys and its clock always are."""

    tight: bool = False
    play_words: bool = True
    total: bool = True
    mark_words: bool = True


_FITS = (
    _Fit(),
    _Fit(tight=True),
    _Fit(tight=True, play_words=False),
    _Fit(tight=True, play_words=False, total=False),
    _Fit(tight=True, play_words=False, mark_words=False),
    _Fit(tight=True, play_words=False, total=False, mark_words=False),
)
"""What is left out first matters least: the picture says play, the header says how long."""
_SPACING = 10


class PlayerBar(QWidget):
    """Shows what the player does and asks for acts; it plays nothing itself."""

    act_triggered = Signal(str)
    """``play_pause``, ``region`` or one of ``mark_*``: the ids of ``ui.keys``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("player_bar")
        self._playing = False
        self._waiting = False
        self._stopwatch = False
        self._duration_ms = 0
        self._position_ms = 0
        self._is_fine = False
        self._play = KeyButton("play_pause", "primary", self)
        self._play.setObjectName("play_button")
        self._play.clicked.connect(lambda: self.act_triggered.emit("play_pause"))
        self._play.picture.show()
        self._clock = _label("clock", "clock")
        self._total = _label("duration", "muted")
        self._marks = {id: self._mark_button(id) for id in _MARKS}
        self._lay_out()
        self.retranslate()

    def set_playing(self, playing: bool) -> None:
        self._playing = playing
        self._show_button()

    def set_waiting(self, waiting: bool) -> None:
        """Play was asked for and starts as soon as the recording is ready."""
        self._waiting = waiting
        self._show_button()

    def set_stopwatch(self, stopwatch: bool) -> None:
        """Work without a recording: the clock runs on, and there is no total."""
        self._stopwatch = stopwatch
        self._show_button()
        self._show_clock()

    def set_duration(self, ms: int) -> None:
        self._duration_ms = ms
        self._show_clock()

    def set_fine(self, fine: bool) -> None:
        """Milliseconds, where the timeline shows single samples."""
        if fine != self._is_fine:
            self._is_fine = fine
            self._show_position()
            self._fit()

    def set_position(self, ms: int) -> None:
        """Cheap enough for every frame: the text changes ten times a second, but where
        milliseconds are shown."""
        before, self._position_ms = self._position_ms, ms
        if self._is_fine or ms // 100 != before // 100:
            self._show_position()

    def retranslate(self) -> None:
        self.setAccessibleName(translate("PlayerBar", "Player"))
        self._clock.setAccessibleName(translate("PlayerBar", "Position"))
        self._total.setAccessibleName(translate("PlayerBar", "Duration"))
        self._play.key.retranslate()
        for id, words in (
            ("mark_strength", translate("PlayerBar", "Strength")),
            ("mark_weakness", translate("PlayerBar", "Weakness")),
            ("mark_note", translate("PlayerBar", "Note")),
            ("mark_question", translate("PlayerBar", "Question")),
            ("region", translate("PlayerBar", "Region")),
        ):
            self._marks[id].set_words(words)
        self._show_button()
        self._show_clock()
        self._fit()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_SPACING)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.addWidget(self._play)
        row.addWidget(self._clock)
        row.addWidget(self._total)
        row.addStretch(1)
        marks = QHBoxLayout()
        marks.setSpacing(0)
        for button in self._marks.values():
            marks.addWidget(button)
        row.addLayout(marks)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _mark_button(self, id: str) -> KeyButton:
        button = KeyButton(id, "flat", self)
        button.setObjectName(f"{id}_button")
        button.clicked.connect(lambda: self.act_triggered.emit(id))
        return button

    def _show_button(self) -> None:
        if self._waiting:
            words = translate("PlayerBar", "Preparing…")
        elif self._stopwatch:
            words = (
                translate("PlayerBar", "Stop") if self._playing else translate("PlayerBar", "Start")
            )
        else:
            words = (
                translate("PlayerBar", "Pause") if self._playing else translate("PlayerBar", "Play")
            )
        self._play.set_words(words)
        runs = self._playing or self._waiting
        picture = icons.icon("pause" if runs else "play", "on_accent")
        self._play.picture.setPixmap(picture.pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF()))

    def _show_position(self) -> None:
        clock = format_millisecond if self._is_fine else format_position
        self._clock.setText(clock(self._position_ms))

    def _show_clock(self) -> None:
        self._show_position()
        self._total.setText("" if self._stopwatch else f"/ {format_position(self._duration_ms)}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for the words of the marks to be left out."""
        return QSize(self._needed(_FITS[-1]), self._play.sizeHint().height())

    def _fit(self) -> None:
        """Show what there is room for."""
        fit = next((each for each in _FITS if self._needed(each) <= self.width()), _FITS[-1])
        self._total.setVisible(fit.total)
        self._play.show_words(fit.play_words)
        for button in self._marks.values():
            button.set_tight(fit.tight)
            button.show_words(fit.mark_words)

    def _needed(self, fit: _Fit) -> int:
        """Pixels for all that ``fit`` shows."""
        play = self._play.width_with(words=fit.play_words, tight=False)
        total = self._total.sizeHint().width() if fit.total else 0
        marks = sum(
            button.width_with(words=fit.mark_words, tight=fit.tight)
            for button in self._marks.values()
        )
        return play + self._clock.sizeHint().width() + total + marks + 3 * _SPACING

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._show_button()
        elif event.type() == QEvent.Type.StyleChange:
            self._fit()
        super().changeEvent(event)


def _label(name: str, role: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", role)
    return label
