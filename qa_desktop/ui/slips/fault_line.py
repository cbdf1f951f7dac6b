"""A line of the draw dialog: one fault, how grave it is, where it is heard."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from qa_desktop.domain.durations import format_position, parse_duration
from qa_desktop.domain.slip_fact import IMPACTS, SEVERITIES
from qa_desktop.errors import UserFacingError
from qa_desktop.services.slips import FaultForm
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.slips import words

_SECONDS_WIDTH = 176
_Place = tuple[int | None, int | None]


class FaultLine(QFrame):
    """One fault: ticked when it goes on the slip, how severe, whom it hit, what happened."""

    changed = Signal()

    def __init__(self, place: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"slip_fault_{place}")
        self._form: FaultForm
        self.takes = named(f"slip_fault_{place}_on", QCheckBox(name, self))
        self.severity = self._combo(f"slip_fault_{place}_severity", "severity", SEVERITIES)
        self.severity.setAccessibleName(translate("Slips", "Severity of {name}").format(name=name))
        self.impact = self._combo(f"slip_fault_{place}_impact", "impact", IMPACTS)
        self.impact.setAccessibleName(translate("Slips", "Impact of {name}").format(name=name))
        self.words = named(f"slip_fault_{place}_words", QLineEdit(self))
        self.words.setPlaceholderText(translate("Slips", "What happened"))
        self.words.setAccessibleName(translate("Slips", "What happened: {name}").format(name=name))
        self._seconds = named(f"slip_fault_{place}_seconds", QLineEdit(self))
        self._seconds.setFixedWidth(_SECONDS_WIDTH)
        self._seconds.setPlaceholderText(translate("Slips", "no seconds marked"))
        self._seconds.setToolTip(translate("Slips", "For example 1:12 or 1:12–1:15"))
        seconds = translate("Slips", "Seconds of {name}").format(name=name)
        self._seconds.setAccessibleName(seconds)
        self._says = named(f"slip_fault_{place}_says", QLabel(self, wordWrap=True))
        self._says.setProperty("role", "muted")
        self._says.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.takes, 0, 0, 1, 2)
        grid.addWidget(self._seconds, 0, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.severity, 1, 0)
        grid.addWidget(self.impact, 1, 1)
        grid.addWidget(self.words, 2, 0, 1, 3)
        grid.addWidget(self._says, 3, 0, 1, 3)
        grid.setColumnStretch(2, 1)
        self.takes.toggled.connect(self._on_changed)
        self.words.textChanged.connect(self._on_changed)
        self._seconds.textChanged.connect(self._on_changed)
        for combo in (self.severity, self.impact):
            combo.currentIndexChanged.connect(self._on_changed)

    def _combo(self, name: str, kind: str, codes: tuple[str, ...]) -> QComboBox:
        combo = named(name, FittingCombo(self))
        for code in codes:
            combo.addItem(words.said(f"penalty.{kind}_{code}"), code)
        return combo

    def show_form(self, form: FaultForm, takes: bool) -> None:
        self.blockSignals(True)
        self._form = form
        self.takes.setChecked(takes)
        self.severity.setCurrentIndex(self.severity.findData(form.severity))
        self.impact.setCurrentIndex(self.impact.findData(form.impact))
        self.words.setText(form.words)
        self._seconds.setText(_place_words(form.from_ms, form.to_ms))
        self.blockSignals(False)
        self._enable()

    def say(self, told: str) -> None:
        """What the standard says to this fault."""
        self._says.setText(told)
        self._says.setVisible(bool(told))

    @property
    def form(self) -> FaultForm:
        start, end = self._place or (self._form.from_ms, self._form.to_ms)
        return replace(
            self._form,
            from_ms=start,
            to_ms=end,
            severity=self.severity.currentData(),
            impact=self.impact.currentData(),
            words=self.words.text(),
        )

    @property
    def _place(self) -> _Place | None:
        """What is typed, to the millisecond where nobody has changed it; None where it is none."""
        typed = self._seconds.text().strip()
        if typed == _place_words(self._form.from_ms, self._form.to_ms):
            return self._form.from_ms, self._form.to_ms
        return read_place(typed)

    @property
    def is_bad(self) -> bool:
        """It goes on the slip, and its seconds cannot be read."""
        return self.takes.isChecked() and self._place is None

    def _on_changed(self, _value: object) -> None:
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        for part in (self.severity, self.impact, self.words, self._seconds):
            part.setEnabled(self.takes.isChecked())


def _place_words(start: int | None, end: int | None) -> str:
    """``01:12.0–01:15.5``."""
    return "–".join(format_position(ms) for ms in (start, end) if ms is not None)


def read_place(typed: str) -> _Place | None:
    """(from, to) in ms of ``1:12`` or ``1:12–1:15``, two None of nothing; None where it is no
    place."""
    parts = [part for part in re.split(r"[-–—~～至]", typed) if part.strip()]
    if not parts:
        return None, None
    try:
        start, *end = map(parse_duration, parts)
    except UserFacingError:
        return None
    if len(end) > 1 or (end and end[0] < start):
        return None
    return start, end[0] if end else None
