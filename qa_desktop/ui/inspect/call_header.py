"""The top of the screen: whose call it is, its facts, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.evaluation import INVALID_REASONS, METHODS_WITHOUT_RECORDING
from qa_desktop.domain.masking import mask_in_text, mask_number
from qa_desktop.services.sounds import SoundHere
from qa_desktop.store.calls import CallRow
from qa_desktop.ui import icons, keys, menus
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.words import invalid_reason_name, method_name, moment_text, status_name

_MARGINS = (16, 8, 10, 8)
_SPACING = 20
_LEAST_WIDTH = 300
_BESIDE = 4
_STATUS_TAGS = {
    "new": "question",
    "draft": "weakness",
    "scored": "strength",
    "evaluated": "strength",
    "invalid": "note",
}


class CallHeader(QFrame):
    """Shows a call; its menu sets it aside."""

    set_aside_requested = Signal(object)
    """A reason, or None to take the mark back."""
    live_requested = Signal()
    serial_requested = Signal()
    history_requested = Signal()
    playlist_requested = Signal()
    send_requested = Signal()
    slip_requested = Signal()
    recording_requested = Signal()
    """A call without one gets its file."""
    next_requested = Signal()
    number_requested = Signal()
    """The customer's whole number is to be shown, or masked again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("call_header")
        self.setProperty("role", "pane")
        self._call: CallRow | None = None
        self._number: str | None = None
        """The customer's number in clear, while the person looks at it."""
        self._today = (0, 0)
        self._who = QLabel(self)
        self._who.setTextFormat(Qt.TextFormat.PlainText)
        self._who.setObjectName("call_agent")
        self._who.setProperty("role", "title")
        self._team = QLabel(self)
        self._team.setTextFormat(Qt.TextFormat.PlainText)
        self._team.setProperty("role", "muted")
        self._eye = QToolButton(self)
        self._eye.setObjectName("show_number")
        self._eye.setProperty("role", "eye")
        self._eye.setIconSize(QSize(14, 14))
        self._eye.clicked.connect(lambda: self.number_requested.emit())
        eyes = {"customer": self._eye}
        self._facts = [_Fact(name, self, eyes.get(name)) for name in _FACTS]
        self._status = _tag("call_status", self)
        self._count = _tag("today_count", self)
        self._sound = _tag("call_sound", self)
        self._sound_here: SoundHere = "whole"
        self._menu = QMenu(self)
        self._more = QToolButton(self)
        self._more.setObjectName("call_menu")
        self._more.setProperty("role", "flat")
        self._more.setText("⋯")
        self._more.setMenu(self._menu)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._lay_out()
        self.retranslate()

    @property
    def call(self) -> CallRow | None:
        return self._call

    @property
    def shows_number(self) -> bool:
        return self._number is not None

    def set_number(self, call: str, number: str | None) -> None:
        """Show the customer's number in clear while this call stays open, or with None mask it."""
        if self._call is not None and self._call.id == call:
            self._number = number
            self._show()

    def set_call(self, call: CallRow) -> None:
        if self._call is None or self._call.id != call.id:
            self._number = None
        self._call = call
        self._show()
        self._show_count()

    def open_menu(self) -> None:
        """The menu by key: its first entry chosen, arrows and Enter do the rest."""
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
        self._menu.setActiveAction(self._menu.actions()[0])

    def show_draft(self) -> None:
        """Something has been filled in: a call to inspect is a draft from now on."""
        if self._call is not None and self._call.status in ("new", "scored"):
            self.set_call(replace(self._call, status="draft"))

    def set_today(self, done: int, target: int) -> None:
        """How many were submitted today, of how many."""
        self._today = (done, target)
        self._show_count()

    def set_sound(self, here: SoundHere) -> None:
        """What of the recording can be heard on this computer."""
        self._sound_here = here
        self._show_sound()

    def retranslate(self) -> None:
        self.setAccessibleName(translate("CallHeader", "Call"))
        self._more.setToolTip(translate("CallHeader", "More about this call"))
        self._more.setAccessibleName(self._more.toolTip())
        self._show()
        self._show_count()
        self._show_sound()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # other words, or a larger font
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Narrow: what has no room is left out."""
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Leave out what matters least, until the rest has room for all its words."""
        facts = dict(zip(_FACTS, self._facts, strict=True))
        shown: list[QWidget] = [fact for fact in self._facts if fact.has_value]
        shown += [part for part in (self._team, self._count) if part.property("wanted")]
        for part in (*(facts[name] for name in _LEAST_FIRST), self._team, self._count):
            if part in shown and self._needed(shown) > self.width():
                shown.remove(part)
        for part in (*self._facts, self._team, self._count):
            if part.isHidden() == (part in shown):
                part.setVisible(part in shown)

    def _needed(self, shown: Sequence[QWidget]) -> int:
        """Pixels for ``shown`` and what is always there."""
        tags = [self._sound] if self._sound.text() else []
        parts = [self._who, *shown, *tags, self._status, self._more]
        widths = sum(part.sizeHint().width() for part in parts)
        return widths + _SPACING * len(parts) + _MARGINS[0] + _MARGINS[2]

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(*_MARGINS)
        row.setSpacing(_SPACING)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        names = QHBoxLayout()
        names.setSpacing(10)
        names.addWidget(self._who)
        names.addWidget(self._team)
        row.addLayout(names)
        for fact in self._facts:
            row.addWidget(fact)
        row.addStretch(1)
        tags = QHBoxLayout()
        tags.setSpacing(8)
        for part in (self._sound, self._status, self._count, self._more):
            part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            tags.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(tags)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _show(self) -> None:
        call = self._call
        if call is None:
            return
        who = agent_words(call.agent_number, call.agent_name)
        self._who.setText(who or translate("CallHeader", "Agent unknown"))
        self._who.setToolTip(self._who.text())
        self._team.setText(" · ".join(part for part in (call.team, call.skill_group) if part))
        self._team.setProperty("wanted", bool(self._team.text()))
        facts = _facts_of(call, self._number)
        for fact, (heading, value) in zip(self._facts, facts.items(), strict=True):
            fact.show_fact(heading, value)
        self._show_eye()
        _set_tag(self._status, _STATUS_TAGS[call.status])
        self._status.setText(_status_words(call))
        self._fill_menu()
        self._fit()

    def _show_eye(self) -> None:
        words = (
            translate("CallHeader", "Mask the number again")
            if self.shows_number
            else translate("CallHeader", "Show the whole number; who looks is written down")
        )
        key = keys.key_of("show_number")
        self._eye.setToolTip(f"{words} ({key})")
        self._eye.setAccessibleName(words)
        self._eye.setIcon(icons.icon("eye-off" if self.shows_number else "eye", "muted"))

    def _show_count(self) -> None:
        done, target = self._today
        words = translate("CallHeader", "No. {number} of {target} today")
        number = done if self._call and self._call.status == "evaluated" else done + 1
        self._count.setText(words.format(number=number, target=target))
        _set_tag(self._count, "question")
        self._count.setProperty("wanted", target > 0)
        self._fit()

    def _show_sound(self) -> None:
        words, hint = _sound_words(self._sound_here)
        self._sound.setText(words)
        self._sound.setToolTip(hint)
        _set_tag(self._sound, "note" if self._sound_here == "clips" else "weakness")
        self._sound.setHidden(not words)
        self._fit()

    def _fill_menu(self) -> None:
        menus.empty(self._menu)
        assert self._call is not None  # noqa: S101
        if self._call.invalid_reason is None:
            reasons = self._menu.addMenu(translate("CallHeader", "Set aside as invalid"))
            for code in INVALID_REASONS:
                self._act(reasons, invalid_reason_name(code), f"invalid_{code}").triggered.connect(
                    lambda _=False, code=code: self.set_aside_requested.emit(code)
                )
        else:
            back = self._act(self._menu, translate("CallHeader", "Valid after all"), "invalid_back")
            back.triggered.connect(lambda: self.set_aside_requested.emit(None))
        skip_words = translate("CallHeader", "Next call, without submitting")
        skip = self._act(self._menu, f"{skip_words}\t{keys.key_of('next_call')}", "skip")
        skip.triggered.connect(lambda: self.next_requested.emit())
        self._add_attaching()
        self._menu.addSeparator()
        slip_words = translate("CallHeader", "Draw a warning slip…")
        slip = self._act(self._menu, f"{slip_words}\t{keys.key_of('draw_slip')}", "draw_slip")
        slip.triggered.connect(lambda: self.slip_requested.emit())
        slip.setEnabled(self._call.status == "evaluated")
        for words, name, wanted in (
            (translate("CallHeader", "History…"), "call_history", self.history_requested),
            (
                translate("CallHeader", "Add to a playlist…"),
                "add_to_playlist",
                self.playlist_requested,
            ),
            (translate("CallHeader", "Send…"), "send_call", self.send_requested),
        ):
            self._act(self._menu, words, name).triggered.connect(
                lambda _=False, wanted=wanted: wanted.emit()
            )
        self._menu.addSeparator()
        live = self._act(self._menu, translate("CallHeader", "New live call…"), "new_live_call")
        live.triggered.connect(lambda: self.live_requested.emit())

    def _add_attaching(self) -> None:
        """A call heard live has neither serial number nor file at first."""
        assert self._call is not None  # noqa: S101
        without = self._call.recording is None
        if without or self._call.method in METHODS_WITHOUT_RECORDING:
            self._menu.addSeparator()
            serial = self._act(self._menu, translate("CallHeader", "Serial number…"), "set_serial")
            serial.triggered.connect(lambda: self.serial_requested.emit())
        if without:
            words = translate("CallHeader", "Attach recording…")
            attach = self._act(self._menu, words, "attach_recording")
            attach.triggered.connect(lambda: self.recording_requested.emit())

    def _act(self, menu: QMenu, words: str, name: str) -> QAction:
        action = menu.addAction(words)
        action.setObjectName(name)
        return action


_FACTS = ("serial", "customer", "started", "duration", "disposition", "method")

_LEAST_FIRST = ("duration", "method", "started", "customer", "disposition", "serial")
"""In which order the facts go where there is no room for all."""


def _facts_of(call: CallRow, number: str | None) -> dict[str, str]:
    serial = mask_in_text(call.serial or call.file_name or "", call.customer_number)
    started = ""
    if call.started:
        started = moment_text(datetime.fromisoformat(call.started))
    default = "spot_check" if call.recording else "live"
    return {
        translate("CallHeader", "Serial no."): serial,
        translate("CallHeader", "Customer"): (
            number if number is not None else mask_number(call.customer_number or "")
        ),
        translate("CallHeader", "Started"): started,
        translate("CallHeader", "Duration"): (
            format_duration(call.duration_ms) if call.duration_ms is not None else ""
        ),
        translate("CallHeader", "Saved disposition"): " · ".join(
            part for part in (call.business, call.disposition) if part
        ),
        translate("CallHeader", "Method"): method_name(call.method or default),
    }


def _status_words(call: CallRow) -> str:
    if call.invalid_reason:
        reason = invalid_reason_name(call.invalid_reason)
        return translate("CallHeader", "Set aside: {reason}").format(reason=reason)
    if call.status == "scored" and call.scorer:
        words = translate("CallHeader", "Scored by {scorer}")
        return words.format(scorer=call.scorer)
    return status_name(call.status)


def _sound_words(here: SoundHere) -> tuple[str, str]:
    """The tag and its explanation; nothing where all of it is here."""
    return {
        "whole": ("", ""),
        "clips": (
            translate("CallHeader", "Only clips here"),
            translate("CallHeader", "The recording did not come along, only the seconds marked"),
        ),
        "missing": (
            translate("CallHeader", "Audio missing"),
            translate("CallHeader", "Ask for a bundle with recordings, or import the file here"),
        ),
        "erased": (translate("CallHeader", "Audio erased"), ""),
    }[here]


class _Fact(QWidget):
    """A small heading above its value; gone when there is no value."""

    def __init__(self, name: str, parent: QWidget, button: QToolButton | None = None) -> None:
        super().__init__(parent)
        self._button = button
        self._heading = QLabel(self)
        self._heading.setProperty("role", "fact")
        self._value = QLabel(self)
        self._value.setTextFormat(Qt.TextFormat.PlainText)
        self._value.setObjectName(f"call_{name}")
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self._heading)
        column.addWidget(self._value)
        if button is not None:
            # beside both lines: a button that is large enough must not push the value down
            row = QHBoxLayout(self)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(_BESIDE)
            row.addLayout(column)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            self.setLayout(column)
        self.has_value = False

    def sizeHint(self) -> QSize:
        """Counted by hand: a layout that is hidden does not follow its words."""
        heading, value = self._heading.sizeHint(), self._value.sizeHint()
        beside = self._button.sizeHint().width() + _BESIDE if self._button else 0
        width = max(heading.width(), value.width()) + beside
        return QSize(width, heading.height() + value.height() + 1)

    def show_fact(self, heading: str, value: str) -> None:
        self._heading.setText(heading)
        self._value.setText(value)
        self._value.setAccessibleName(f"{heading}: {value}")
        self.has_value = bool(value)
        self.updateGeometry()


def _tag(name: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setProperty("tag", "question")  # its padding must be known when it is first shown
    return label


def _set_tag(label: QLabel, tag: str) -> None:
    if label.property("tag") != tag:
        label.setProperty("tag", tag)
        label.style().unpolish(label)
        label.style().polish(label)
