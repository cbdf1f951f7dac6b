"""The numbers of the tier rule, the words of this centre; each change holds at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.evaluation import ROLES
from qa_desktop.domain.tiers import LEVELS, TIERS, TierRule
from qa_desktop.errors import UserFacingError
from qa_desktop.services.tiers import get_tier_rule, save_tier_rule
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.number_box import NumberBox
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import level_name, role_name

_WIDTH = 760
_FIELD = 200
_MOST = {"window_days": 366, "window_count": 1000, "least": 1000, "first_days": 60}
_LEAST = {"window_days": 1, "window_count": 0, "least": 1, "first_days": 0}


class TierPage(QWidget):
    """Shows what is stored; a rule that contradicts itself is refused and said so."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self._hint = QLabel(self, wordWrap=True)
        self._hint.setProperty("role", "muted")
        self._message = QLabel(self, wordWrap=True)
        self._message.setObjectName("tier_message")
        self._message.setProperty("role", "error")
        self._message.hide()
        self._labels: dict[str, QLabel] = {}
        self._stored: dict[str, Any] = {}
        """What was entered last, be it stored or refused."""
        self._points = {name: self._point_box(name) for name in ("good", "fair")}
        self._counts = {name: self._count_box(name) for name in _MOST}
        self._role = self._combo("role")
        self._levels = {tier: self._combo(f"level_{tier}") for tier in TIERS}
        self._note = QLabel(self, wordWrap=True)
        self._note.setObjectName("tier_exempt_note")
        self._note.setProperty("role", "muted")
        self._lay_out()
        self.retranslate()
        self.refresh()
        self.keyboard: QWidget = self._points["good"]

    def refresh(self) -> None:
        self._desk.read("tier_rule", get_tier_rule, self._on_rule)

    def retranslate(self) -> None:
        self._title.setText(translate("Tiers", "How the service tier is found"))
        self._hint.setText(
            translate(
                "Tiers",
                "The mean of recent scores decides. Practice and withdrawn evaluations do not "
                "count, and scores by different roles are never mixed.",
            )
        )
        self._note.setText(
            translate(
                "Tiers",
                "Exempt still means a rare random check: nobody should feel unheard.",
            )
        )
        words = {
            "good": translate("Tiers", "Good from a mean of"),
            "fair": translate("Tiers", "Fair from a mean of"),
            "window_days": translate("Tiers", "Scores of the last"),
            "window_count": translate("Tiers", "Of these only the newest"),
            "least": translate("Tiers", "At least so many scores"),
            "first_days": translate("Tiers", "First tier after a project's start within"),
            "role": translate("Tiers", "Scores given as"),
            "level_good": translate("Tiers", "Good: listen to"),
            "level_fair": translate("Tiers", "Fair: listen to"),
            "level_poor": translate("Tiers", "Poor: listen to"),
        }
        for name, label in words.items():
            self._labels[name].setText(label)
            self._labels[name].buddy().setAccessibleName(label)
        for name in ("window_days", "first_days"):
            self._counts[name].setSuffix(translate("Tiers", " days"))
        self._counts["window_count"].setSpecialValueText(translate("Tiers", "all of them"))
        for place, code in enumerate(ROLES):
            self._role.setItemText(place, role_name(code))
        for combo in self._levels.values():
            for place, code in enumerate(LEVELS):
                combo.setItemText(place, level_name(code))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _on_rule(self, rule: TierRule) -> None:
        widgets = [*self._points.values(), *self._counts.values(), self._role]
        widgets += self._levels.values()
        for widget in widgets:
            widget.blockSignals(True)
        self._points["good"].setValue(float(rule.good))
        self._points["fair"].setValue(float(rule.fair))
        for name, box in self._counts.items():
            box.setValue(getattr(rule, name))
        self._role.setCurrentIndex(ROLES.index(rule.role))
        for tier, combo in self._levels.items():
            combo.setCurrentIndex(LEVELS.index(rule.levels[tier]))
        for widget in widgets:
            widget.blockSignals(False)
        self._stored = self._entered()

    def _on_edited(self) -> None:
        """All of the rule: only the whole of it can contradict itself."""
        stored = self._entered()
        if stored == self._stored:  # a field was only left
            return
        self._stored = stored

        def work(workspace: Workspace) -> Changes:
            save_tier_rule(workspace, stored)
            return Changes(frozenset({"tier_rule"}))

        self._message.hide()
        self._desk.write(work, failed=self._refuse, is_step=False)

    def _entered(self) -> dict[str, Any]:
        return {
            **{name: box.text() for name, box in self._points.items()},
            **{name: box.value() for name, box in self._counts.items()},
            "role": ROLES[self._role.currentIndex()],
            "levels": {tier: LEVELS[combo.currentIndex()] for tier, combo in self._levels.items()},
        }

    def _refuse(self, error: UserFacingError) -> None:
        self._message.setText(error.say(i18n.catalogue_language()))
        self._message.show()

    def _point_box(self, name: str) -> QDoubleSpinBox:
        box = _PointBox(self)
        box.setObjectName(f"tier_{name}")
        box.setFixedWidth(_FIELD)
        box.editingFinished.connect(self._on_edited)
        return box

    def _count_box(self, name: str) -> QSpinBox:
        box = NumberBox(self)
        box.setObjectName(f"tier_{name}")
        box.setFixedWidth(_FIELD)
        box.setRange(_LEAST[name], _MOST[name])
        box.editingFinished.connect(self._on_edited)
        return box

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName(f"tier_{name}")
        combo.setFixedWidth(_FIELD)
        combo.addItems([""] * len(ROLES if name == "role" else LEVELS))
        combo.activated.connect(lambda _index: self._on_edited())
        return combo

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        rows: dict[str, QWidget] = {**self._points, **self._counts, "role": self._role}
        rows |= {f"level_{tier}": combo for tier, combo in self._levels.items()}
        for name, widget in rows.items():
            label = self._labels[name] = QLabel(self)
            label.setBuddy(widget)
            form.addRow(label, widget)
        pane = QFrame(self)
        pane.setProperty("role", "pane")
        pane.setMaximumWidth(_WIDTH)
        inside = QVBoxLayout(pane)
        inside.setContentsMargins(20, 16, 20, 16)
        inside.setSpacing(12)
        for part in (self._title, self._hint):
            inside.addWidget(part)
        inside.addLayout(form)
        inside.addWidget(self._note)
        inside.addWidget(self._message)
        body = QWidget(self)
        body.setObjectName("settings_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(pane)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setObjectName("settings_scroll")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keyboard
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)


class _PointBox(QDoubleSpinBox):
    """Points of a score, whole or with up to two decimals, as few as are needed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setRange(0, 200)
        self.setDecimals(2)
        self.lineEdit().setTextMargins(8, 0, 0, 0)

    def textFromValue(self, value: float) -> str:
        return f"{value:.2f}".rstrip("0").rstrip(".")
