"""A report on the screen: what it is about, a tab per table, what its figures mean."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QTabBar, QVBoxLayout, QWidget

from qa_desktop.reports.model import Report, Section
from qa_desktop.texts import Language
from qa_desktop.ui.naming import named
from qa_desktop.ui.reports.report_rows import NOTHING, said
from qa_desktop.ui.reports.report_table import ReportTable

_BETWEEN = "      "


class ReportPane(QWidget):
    """The tab that was looked at stays when the report is read again."""

    place_chosen = Signal(object)
    """A ``Place`` of a call."""
    tab_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections: list[Section] = []
        self._language: Language = "zh"
        self._facts = named(f"{name}_facts", QLabel(self, wordWrap=True))
        self.tabs = named(f"{name}_tabs", QTabBar(self))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.table = ReportTable(name, self)
        self._notes = named(f"{name}_notes", QLabel(self, wordWrap=True))
        self._notes.setProperty("role", "muted")
        for words in (self._facts, self._notes):
            words.setContentsMargins(14, 6, 14, 6)
        top = QVBoxLayout()
        top.setContentsMargins(12, 6, 12, 6)
        top.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._facts)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self._notes)
        self.table.place_chosen.connect(self.place_chosen)
        self.tabs.currentChanged.connect(self._show_section)

    @property
    def leads_anywhere(self) -> bool:
        """Whether Enter opens something."""
        return bool(self.table.rows.table.leads)

    def show_report(self, report: Report, language: Language) -> None:
        self._language = language
        chosen = max(self.tabs.currentIndex(), 0)
        self._sections = [each for each in report.sections if each.table and each.table.rows]
        self._facts.setText(_BETWEEN.join(_facts(report, language)))
        self._notes.setText("\n".join(said(note, language) for note in report.notes))
        self._notes.setVisible(bool(report.notes))
        self.tabs.blockSignals(True)
        while self.tabs.count() > len(self._sections):
            self.tabs.removeTab(self.tabs.count() - 1)
        while self.tabs.count() < len(self._sections):
            self.tabs.addTab("")
        for place, section in enumerate(self._sections):
            self.tabs.setTabText(place, said(section.heading, language))
        self.tabs.setCurrentIndex(min(chosen, len(self._sections) - 1))
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(self._sections) > 1)
        self._show_section(self.tabs.currentIndex())

    def _show_section(self, place: int) -> None:
        found = self._sections[place].table if 0 <= place < len(self._sections) else None
        self.table.show_table(found or NOTHING, self._language)
        self.tab_changed.emit()


def _facts(report: Report, language: Language) -> list[str]:
    return [f"{said(fact.name, language)} {fact.value.render(language)}" for fact in report.facts]
