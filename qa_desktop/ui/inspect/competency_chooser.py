"""Which competency a comment speaks about: chosen from a menu, or with its key while typing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from qa_desktop.domain.annotations import COMPETENCIES
from qa_desktop.ui import keys
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.words import competency_name

CHOICES: tuple[str | None, ...] = (None, *COMPETENCIES)
"""By the digit of their keys: Alt+0 is none."""


class CompetencyChooser(QToolButton):
    """Shows the competency; nothing is guessed, so it begins with none."""

    chosen = Signal(object)
    """A code of ``COMPETENCIES``, or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("competency_button")
        self.setProperty("role", "flat")
        self._code: str | None = None
        self.setMenu(QMenu(self))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.retranslate()

    def set_competency(self, code: str | None) -> None:
        self._code = code
        self._show()

    def choose(self, digit: int) -> None:
        """What the key with this digit means."""
        self._take(CHOICES[digit])

    def retranslate(self) -> None:
        menu = self.menu()
        menu.clear()
        for digit, code in enumerate(CHOICES):
            key = keys.key_of(f"competency_{digit}")
            name = competency_name(code) if code else translate("CompetencyChooser", "None")
            action = menu.addAction(f"{name}\t{key}")
            action.setObjectName(f"competency_{code or 'none'}")
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, code=code: self._take(code))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _take(self, code: str | None) -> None:
        self.set_competency(code)
        self.chosen.emit(code)

    def _show(self) -> None:
        what = translate("CompetencyChooser", "Competency")
        self.setText(competency_name(self._code) if self._code else what)
        name = f"{what}: {self.text()}" if self._code else what
        self.setAccessibleName(name)
        self.setToolTip(name)
        for action, code in zip(self.menu().actions(), CHOICES, strict=True):
            action.setChecked(code == self._code)
