"""A fault of the catalogue: what it is called, how serious it is, what it leads to."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from qa_desktop.domain.penalty_rungs import RUNGS
from qa_desktop.domain.scoring import Name
from qa_desktop.domain.scoring.fault_catalogue import Fault
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.scorecards.dialogs import Question
from qa_desktop.ui.scorecards.words import problem_classes, rung_text


class FaultDialog(Question):
    """Stays until what was typed is saved."""

    agreed = Signal(object)
    """``Fault``."""

    def __init__(self, fault: Fault | None, parent: QWidget, *, is_new: bool) -> None:
        """``fault``: what stands in the fields at first; the code of one that is there stays."""
        super().__init__("fault", parent)
        self._fault = fault or Fault("", Name("", ""))
        self.setWindowTitle(
            translate("Scorecards", "New fault")
            if is_new
            else translate("Scorecards", "Change the fault")
        )
        self._name = named("fault_name", QLineEdit(self._fault.name.zh, self))
        same = self._fault.name.en == self._fault.name.zh
        self._name_en = named("fault_name_en", QLineEdit("" if same else self._fault.name.en, self))
        self._code = named("fault_code", QLineEdit(self._fault.code, self))
        self._code.setReadOnly(bool(self._fault.code))
        self._class = named("fault_class", FittingCombo(self))
        for code, words in problem_classes():
            self._class.addItem(words, code)
        self._class.setCurrentIndex(max(self._class.findData(self._fault.problem_class), 0))
        self._rung = named("fault_rung", FittingCombo(self))
        self._rung.addItem(translate("Scorecards", "As the penalty standard says"), None)
        for rung in RUNGS:
            self._rung.addItem(rung_text(rung), rung)
        self._rung.setCurrentIndex(max(self._rung.findData(self._fault.rung), 0))
        self.ask(translate("Scorecards", "Name of the fault"), self._name)
        self.ask(translate("Scorecards", "In English, if different"), self._name_en)
        self.ask(translate("Scorecards", "Code, by which scorecards name it"), self._code)
        self.ask(translate("Scorecards", "Class"), self._class)
        self.ask(translate("Scorecards", "The first time, if nothing else holds"), self._rung)
        self.agree.setText(
            translate("Scorecards", "Add") if is_new else translate("Scorecards", "Save")
        )
        for edit in (self._name, self._code):
            edit.textChanged.connect(self._show_agree)
        self.agree.clicked.connect(self._on_agreed)
        self.stand(self.error, self.buttons)
        self._show_agree()
        self._name.setFocus()

    def _show_agree(self) -> None:
        self.agree.setEnabled(bool(self._name.text().strip() and self._code.text().strip()))

    def _on_agreed(self) -> None:
        self.agree.setEnabled(False)
        zh, en = self._name.text().strip(), self._name_en.text().strip()
        chosen = self._class.currentData()
        self.agreed.emit(
            Fault(
                self._code.text().strip(),
                Name(zh, en or zh),
                None if chosen == "none" else chosen,
                self._rung.currentData(),
                self._fault.retired,
            )
        )
