"""The trainer's own window: notes, what comes next, the clock, and all steps to jump to."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.presenting import Moment, Script
from qa_desktop.domain.shown_playlist import ShownPlaylist
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.presenter.keys import act_of
from qa_desktop.ui.presenter.shown import Shown, case_words
from qa_desktop.ui.sessions.words import stop_words

_PLACE: Final = Qt.ItemDataRole.UserRole
_BUTTONS: Final = ("back", "replay", "go_on", "forward", "add_stop", "end")


class TrainerWindow(QWidget):
    act_wanted = Signal(str)
    jump_wanted = Signal(object)
    """A ``Moment``."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("trainer_window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "page")
        self._now = named("trainer_now", QLabel(self, wordWrap=True))
        self._now.setProperty("role", "title")
        self._answer = named("trainer_answer", QLabel(self, wordWrap=True))
        self._next = named("trainer_next", QLabel(self, wordWrap=True))
        self._next.setProperty("role", "muted")
        self._notes_label = named("trainer_notes_label", QLabel(self))
        self._notes_label.setProperty("role", "fact")
        self._notes = named("trainer_notes", QLabel(self, wordWrap=True))
        self._notice = named("trainer_notice", QLabel(self, wordWrap=True))
        self._notice.setProperty("role", "nudge")
        self._notice.hide()
        self._clock = named("trainer_clock", QLabel(self))
        self._clock.setProperty("role", "clock")
        self._taken = named("trainer_taken", QLabel(self))
        self._wall = named("trainer_wall", QLabel(self))
        for label in (self._taken, self._wall):
            label.setProperty("role", "muted")
        self.steps = QListWidget(self)
        self.steps.setObjectName("trainer_steps")
        self._buttons = {act: named(f"trainer_{act}", QPushButton(self)) for act in _BUTTONS}
        self._buttons["go_on"].setProperty("role", "primary")
        self.steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.steps.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._lay_out()
        self._wire()
        self.retranslate()
        self.resize(self.sizeHint())

    # -- what is shown

    def show_moment(
        self, playlist: ShownPlaylist, script: Script, now: Moment, shown: Shown
    ) -> None:
        self._now.setText(" · ".join(part for part in (shown.place, shown.heading) if part))
        stop = script.stop(now)
        over = now.phase == "over" or not playlist.cases
        case = None if over else playlist.cases[now.case]
        self._answer.setText("")
        self._next.setText("")
        if stop is not None and case is not None:
            self._answer.setText(f"{stop_words(stop.kind)}: {stop.comment or '—'}")
            following = script.stops(now.case)[now.stop + 1 :]
            if following:
                words = translate("Presenter", "Next stop at {at}: {comment}")
                self._next.setText(
                    words.format(
                        at=format_duration(following[0].at_ms),
                        comment=following[0].comment or following[0].question or "—",
                    )
                )
        if not self._next.text() and case is not None and now.case + 1 < len(playlist.cases):
            words = translate("Presenter", "Next case: {title}")
            following_case = playlist.cases[now.case + 1]
            self._next.setText(words.format(title=case_words(following_case, now.case + 2)))
        self._notes.setText(case.notes if case is not None and case.notes else "—")
        self._buttons["go_on"].setText(shown.act)
        self._show_step(now)

    def set_steps(self, playlist: ShownPlaylist, script: Script) -> None:
        """Every case and every stop of it."""
        self.steps.blockSignals(True)
        self.steps.clear()
        for number, case in enumerate(playlist.cases):
            item = QListWidgetItem(f"{number + 1}. {case_words(case, number + 1)}", self.steps)
            font = item.font()
            font.setBold(True)
            item.setFont(font)
            item.setData(_PLACE, (number, None))
            for place, stop in enumerate(script.stops(number)):
                words = stop.comment or stop.question or stop_words(stop.kind)
                entry = QListWidgetItem(f"    {format_duration(stop.at_ms)}  {words}", self.steps)
                entry.setToolTip(words)
                entry.setData(_PLACE, (number, place))
        self.steps.blockSignals(False)

    def set_notice(self, words: str) -> None:
        """What the trainer has to know before going on; "" for nothing."""
        self._notice.setText(words)
        self._notice.setVisible(bool(words))

    def _show_step(self, now: Moment) -> None:
        at_stop = now.phase in ("asking", "revealed")
        wanted = (now.case, now.stop if at_stop else None)
        for row in range(self.steps.count()):
            place = tuple(self.steps.item(row).data(_PLACE))
            if place == wanted:
                self.steps.blockSignals(True)
                self.steps.setCurrentRow(row)
                self.steps.blockSignals(False)

    def show_time(self, at_ms: int, goal: str) -> None:
        self._clock.setText(
            f"{format_duration(at_ms)} → {goal}" if goal else format_duration(at_ms)
        )

    def show_wall(self, wall: str, taken_ms: int, minutes: int) -> None:
        """The time of day, and how long the session has taken of its length."""
        self._wall.setText(wall)
        words = translate("Presenter", "{taken} of {minutes} min")
        self._taken.setText(words.format(taken=format_duration(taken_ms), minutes=minutes))
        role = "nudge" if taken_ms > minutes * 60_000 else "muted"
        if self._taken.property("role") != role:
            self._taken.setProperty("role", role)
            self._taken.style().polish(self._taken)

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

    def retranslate(self) -> None:
        self.setWindowTitle(translate("Presenter", "Trainer's window"))
        words: dict[str, str] = {
            "back": translate("Presenter", "Back"),
            "replay": translate("Presenter", "Hear it again"),
            "forward": translate("Presenter", "Next"),
            "add_stop": translate("Presenter", "Stop here"),
            "end": translate("Presenter", "End"),
        }
        keys = {"back": "PageUp", "replay": "←", "forward": "PageDown", "add_stop": "+"}
        for act, said in words.items():
            self._buttons[act].setText(said)
        for act, button in self._buttons.items():
            button.setToolTip(keys.get(act, "Esc" if act == "end" else translate("Keys", "Space")))
        self._notes_label.setText(translate("Presenter", "My notes"))
        self.steps.setAccessibleName(translate("Presenter", "Cases and stops"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(880, 560)

    def _wire(self) -> None:
        for act, button in self._buttons.items():
            button.setMinimumHeight(44)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Space is the presenter's
            button.clicked.connect(lambda _on=False, act=act: self.act_wanted.emit(act))
        self.steps.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.steps.itemActivated.connect(self._on_step)
        self.steps.itemClicked.connect(self._on_step)

    def _on_step(self, item: QListWidgetItem) -> None:
        case, stop = item.data(_PLACE)
        if stop is None:
            self.jump_wanted.emit(Moment(case))
        else:
            self.jump_wanted.emit(Moment(case, stop, "playing"))
        self.setFocus()

    def _lay_out(self) -> None:
        def pane(*parts: QWidget) -> QFrame:
            made = QFrame(self)
            made.setProperty("role", "pane")
            inside = QVBoxLayout(made)
            inside.setContentsMargins(16, 12, 16, 12)
            inside.setSpacing(8)
            for part in parts:
                inside.addWidget(part)
            inside.addStretch(1)
            return made

        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._notice)
        right.addWidget(pane(self._now, self._answer, self._next), 2)
        right.addWidget(pane(self._notes_label, self._notes), 2)
        clocks = QHBoxLayout()
        for label in (self._clock, self._taken, self._wall):
            clocks.addWidget(label)
            clocks.addStretch(1)
        right.addLayout(clocks)
        body = QHBoxLayout()
        body.setSpacing(8)
        body.addWidget(self.steps, 2)
        body.addLayout(right, 3)
        row = QHBoxLayout()
        row.setSpacing(8)
        for act in _BUTTONS:
            row.addWidget(self._buttons[act], 2 if act == "go_on" else 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(body, 1)
        column.addLayout(row)
