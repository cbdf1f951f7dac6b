"""Below the items: what was good, what to change, and the facts of this evaluation."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from qa_desktop.domain.evaluation import CIRCUMSTANCES, METHODS, METHODS_WITHOUT_RECORDING
from qa_desktop.services.evaluating import EvaluationForm
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.words import circumstance_name, method_name


class FeedbackPane(QWidget):
    """Edits the members of the form that are not answers."""

    edited = Signal(dict)
    """Members of ``EvaluationForm`` with their new values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("feedback")
        self._has_recording = True
        self._labels: dict[str, QLabel] = {}
        self.strengths = self._words_field("strengths")
        self.advice = self._words_field("advice")
        self._method = self._choice("method", lambda code: {"method": code})
        self._circumstance = self._choice("circumstance", lambda code: {"circumstance": code})
        self._wrong = self._mark("wrong_information")
        self._emergency = self._mark("emergency")
        self._practice = self._mark("practice")
        self._lay_out()
        self.retranslate()

    def set_form(self, form: EvaluationForm, *, writable: bool, has_recording: bool) -> None:
        self._has_recording = has_recording
        self.strengths.set_words(form.strengths)
        self.advice.set_words(form.advice)
        self._fill_choices()
        for combo, value in ((self._method, form.method), (self._circumstance, form.circumstance)):
            combo.blockSignals(True)
            combo.setCurrentIndex(combo.findData(value))
            combo.blockSignals(False)
            combo.setEnabled(writable)
        for box in (self._wrong, self._emergency, self._practice):
            box.setChecked(bool(getattr(form, box.objectName())))
            box.setEnabled(writable)
        for field in (self.strengths, self.advice):
            field.setReadOnly(not writable)

    def retranslate(self) -> None:
        self.setAccessibleName(translate("Feedback", "Feedback"))
        self._title.setText(translate("Feedback", "Feedback and facts"))
        words = {
            "strengths": translate("Feedback", "What was good"),
            "advice": translate("Feedback", "What to change"),
            "method": translate("Feedback", "Listening method"),
            "circumstance": translate("Feedback", "Mitigating"),
        }
        for name, label in self._labels.items():
            label.setText(words[name])
            label.buddy().setAccessibleName(words[name])
        self.strengths.setPlaceholderText(
            translate("Feedback", "Begin with what the agent did well")
        )
        self.advice.setPlaceholderText(
            translate("Feedback", "What, why, and how to say it next time")
        )
        self._wrong.setText(translate("Feedback", "Wrong information was given"))
        self._emergency.setText(translate("Feedback", "Emergency: report upwards"))
        self._practice.setText(translate("Feedback", "Practice: counts for nothing"))
        self._fill_choices()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        self._title = QLabel(self)
        self._title.setProperty("role", "section")
        form = QFormLayout()
        form.setContentsMargins(14, 8, 14, 12)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, field in (
            ("strengths", self.strengths),
            ("advice", self.advice),
            ("method", self._method),
            ("circumstance", self._circumstance),
        ):
            label = self._labels[name] = QLabel(self)
            label.setProperty("role", "muted")
            label.setBuddy(field)
            form.addRow(label, field)
        for box in (self._wrong, self._emergency, self._practice):
            form.addRow("", box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addLayout(form)

    def _words_field(self, name: str) -> GrowingText:
        field = GrowingText(self)
        field.setObjectName(name)
        field.textChanged.connect(lambda: self.edited.emit({name: field.toPlainText()}))
        return field

    def _choice(self, name: str, members: Callable[[object], dict[str, object]]) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName(name)
        combo.currentIndexChanged.connect(lambda _: self.edited.emit(members(combo.currentData())))
        return combo

    def _mark(self, name: str) -> QCheckBox:
        box = QCheckBox(self)
        box.setObjectName(name)
        box.clicked.connect(lambda checked: self.edited.emit({name: checked}))
        return box

    def _fill_choices(self) -> None:
        methods = METHODS if self._has_recording else METHODS_WITHOUT_RECORDING
        _fill(self._method, [(method_name(code), code) for code in methods])
        _fill(
            self._circumstance,
            [(circumstance_name(code), code) for code in (None, *CIRCUMSTANCES)],
        )


def _fill(combo: QComboBox, entries: list[tuple[str, object]]) -> None:
    """New words or choices; what was chosen stays chosen; emits nothing."""
    chosen = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    for words, code in entries:
        combo.addItem(words, code)
    combo.setCurrentIndex(max(combo.findData(chosen), 0))
    combo.blockSignals(False)
