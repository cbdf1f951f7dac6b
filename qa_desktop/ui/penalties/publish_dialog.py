"""From which day a version of the penalty standard holds, and why; what it changes in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QWidget

from qa_desktop.domain.penalty_differences import standard_differences
from qa_desktop.domain.penalty_standard import PenaltyStandard
from qa_desktop.store.penalty_standards import StandardRow, row_on
from qa_desktop.ui import i18n
from qa_desktop.ui.day_edit import DayEdit
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.scorecards.dialogs import Question

_LINES_HIGH = 184


class PublishDialog(Question):
    """Stays until it was written."""

    agreed = Signal(str, str)
    """The ISO day from which it holds, and the reason."""

    def __init__(
        self,
        standard: PenaltyStandard,
        rows: Sequence[StandardRow],
        reason: str,
        parent: QWidget,
    ) -> None:
        super().__init__("publish_standard", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Penalties", "Publish the penalty standard"))
        self._standard, self._rows = standard, rows
        self._begins = named("publish_begins", DayEdit(parent=self))
        self._reason = named("publish_reason", GrowingText(self, least=2, most=5))
        self._reason.set_words(reason)
        self._lines = named("publish_lines", QListWidget(self))
        self._lines.setWordWrap(True)
        self._lines.setMinimumHeight(_LINES_HIGH)
        self._note = named("publish_note", QLabel(self, wordWrap=True))
        self._note.setProperty("role", "muted")
        self._note.setText(
            translate(
                "Penalties",
                "Slips that were drawn before keep the standard that they were drawn by.",
            )
        )
        self.ask(translate("Penalties", "Holds for slips drawn from this day on"), self._begins)
        self.ask(translate("Penalties", "Why, for everybody who reads it"), self._reason)
        self.ask(translate("Penalties", "What changes against the version before"), self._lines)
        self.body.addWidget(self._note)
        self.agree.setText(translate("Penalties", "Publish"))
        self.agree.clicked.connect(self._on_agreed)
        self._begins.dateChanged.connect(self._show)
        self._reason.textChanged.connect(self._show_agree)
        self.stand(self.error, self.buttons)
        self._show()
        self._reason.setFocus()

    def _show(self) -> None:
        """Against what would hold on that day without it."""
        before = row_on(self._rows, self._day).standard
        language = i18n.catalogue_language()
        lines = [each.render(language) for each in standard_differences(before, self._standard)]
        self._lines.clear()
        self._lines.addItems(lines or [translate("Penalties", "Nothing differs.")])
        self._show_agree()

    def _show_agree(self) -> None:
        missing = ""
        if not self._reason.toPlainText().strip():
            missing = translate("Penalties", "A reason is needed")
        self.agree.setEnabled(not missing)
        self.agree.setToolTip(missing)

    @property
    def _day(self) -> str:
        return self._begins.date().toString(Qt.DateFormat.ISODate)

    def _on_agreed(self) -> None:
        self.agree.setEnabled(False)
        self.agreed.emit(self._day, self._reason.toPlainText())
