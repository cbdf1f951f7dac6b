"""What the room sees: dark, large, one thing at a time."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qa_desktop.domain.durations import format_duration
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.presenter.keys import act_of
from qa_desktop.ui.presenter.look import CARD, GROUND, INK, MUTED, STOP
from qa_desktop.ui.presenter.shown import Card, Shown
from qa_desktop.ui.presenter.wave import StageWave

_FULL: Final = 810
"""Height in px at which sizes are those of the mock."""
_CARD_PX: Final = (30, 25, 21, 18, 15, 13)
_CARDS: Final = 2


class Stage(QWidget):
    """A window of its own; its keys are the presenter's."""

    act_wanted = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("stage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"QWidget#stage {{ background: {GROUND}; }}")
        self.setMinimumSize(480, 300)
        self._goal = ""
        self._shown: Shown | None = None
        self.wave = StageWave(self)
        self._place = _label("stage_place", INK, bold=True)
        self._agent = _label("stage_agent", MUTED)
        self._stop_place = _label("stage_stop", MUTED)
        self._clock = _label("stage_clock", INK, bold=True)
        self._heading = _label("stage_heading", INK, bold=True, wraps=True)
        self._under = _label("stage_under", MUTED, wraps=True)
        self.cards = [_CardBox(f"stage_card_{n}", self) for n in range(_CARDS)]
        self._hint = _label("stage_hint", MUTED)
        self._lay_out()
        self.retranslate()

    # -- what is shown

    def show_moment(self, shown: Shown) -> None:
        self._shown, self._goal = shown, shown.goal
        self._place.setText(shown.place)
        self._agent.setText(shown.agent)
        self._stop_place.setText(shown.stop_place)
        self._heading.setText(shown.heading)
        self._under.setText(shown.under)
        self._under.setVisible(bool(shown.under))
        for number, box in enumerate(self.cards):
            box.set_card(shown.cards[number] if number < len(shown.cards) else None)
        self.setAccessibleName(f"{shown.place}. {shown.heading}")
        self._fit()

    def show_time(self, at_ms: int) -> None:
        """Of the recording, and towards which moment it plays."""
        self.wave.set_position(at_ms)
        goal = f" → {self._goal}" if self._goal else ""
        is_over = self._shown is None or not self._shown.agent
        self._clock.setText("" if is_over else f"{format_duration(at_ms)}{goal}")

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = act_of(event.key())
        if act is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.act_wanted.emit(act)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    # -- parts

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Type as large as the window allows; what a card says is shown whole."""
        unit = max(min(self.height() / _FULL, self.width() / 1440), 0.4)
        sizes = (
            (self._place, 20),
            (self._agent, 17),
            (self._stop_place, 17),
            (self._clock, 28),
            (self._heading, 46),
            (self._under, 22),
            (self._hint, 15),
        )
        for label, px in sizes:
            _set_px(label, round(px * unit))
        self.wave.setFixedHeight(round(160 * unit))
        boxes = [box for box in self.cards if not box.isHidden()]
        width = (self.width() - round(160 * unit) - round(40 * unit)) // max(len(boxes), 1)
        room = self.height() - round(420 * unit)
        for box in boxes:
            box.fit(unit, width, room)
        column = self.layout()
        if column is not None:
            side = round(40 * unit)
            column.setContentsMargins(side, round(20 * unit), side, round(16 * unit))
            self._middle.setContentsMargins(side, 0, side, 0)

    def retranslate(self) -> None:
        self.setWindowTitle(translate("Presenter", "Presentation"))
        self._hint.setText(
            translate(
                "Presenter",
                "Space on · ← hear it again · PageDown next · + stop here · N notes · "
                "F11 full screen · Esc end",
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(1280, 720)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(24)
        for label in (self._place, self._agent, self._stop_place):
            top.addWidget(label)
        top.addStretch(1)
        top.addWidget(self._clock)
        cards = QHBoxLayout()
        cards.setSpacing(40)
        for box in self.cards:
            cards.addWidget(box, 1)
        self._middle = QVBoxLayout()
        self._middle.setSpacing(12)
        self._middle.addStretch(1)
        self._middle.addWidget(self._heading)
        self._middle.addWidget(self._under)
        self._middle.addSpacing(16)
        self._middle.addLayout(cards)
        self._middle.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addLayout(self._middle, 1)
        column.addWidget(self.wave)
        column.addLayout(foot)


class _CardBox(QFrame):
    """Green, amber or blue, with its name in words: never told by colour alone."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._name = _label(f"{name}_name", INK, bold=True)
        self._words = _label(f"{name}_words", INK, wraps=True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._name)
        self._column.addWidget(self._words)
        self._column.addStretch(1)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def set_card(self, card: Card | None) -> None:
        self.setVisible(card is not None)
        if card is None:
            self._words.setText("")
            return
        ground, ink = CARD[card.kind]
        self.setStyleSheet(
            f"QFrame#{self.objectName()} {{ background: {ground}; border: 0; border-radius: 14px; "
            f"border-left: 6px solid {STOP[card.kind]}; "
            "border-top-left-radius: 0; border-bottom-left-radius: 0; }"
        )
        self._name.setText(card.name)
        self._name.setStyleSheet(f"color: {ink};")
        self._words.setText(card.words)
        self.setAccessibleName(f"{card.name}: {card.words}")

    def fit(self, unit: float, width: int, room: int) -> None:
        """The largest type with which all of it can be read."""
        side = round(24 * unit)
        self._column.setContentsMargins(side, round(18 * unit), side, round(18 * unit))
        _set_px(self._name, round(18 * unit))
        for px in _CARD_PX:
            _set_px(self._words, max(round(px * unit), 9))
            if self._words.heightForWidth(width - 2 * side - 8) <= room - 4 * side:
                break


def _label(name: str, ink: str, *, bold: bool = False, wraps: bool = False) -> QLabel:
    made = named(name, QLabel(wordWrap=wraps))
    made.setStyleSheet(f"color: {ink}; background: transparent;")
    font = made.font()
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    made.setFont(font)
    return made


def _set_px(label: QLabel, px: int) -> None:
    font = label.font()
    if font.pixelSize() != px:
        font.setPixelSize(max(px, 9))
        font.setFeature(QFont.Tag("tnum"), 1)
        label.setFont(font)
