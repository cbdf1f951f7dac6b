"""What differs between two versions of a scorecard, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.scoring import Name, ScorecardVersion
from qa_desktop.domain.scoring.called import differences_told
from qa_desktop.texts import Text
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.fitting_dialog import resize_on_screen
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named

Named = tuple[str, ScorecardVersion]
"""What a version is called here, and the version."""


class DiffDialog(QDialog):
    """Any two of the versions that it is given."""

    def __init__(
        self,
        versions: Sequence[Named],
        old: int,
        new: int,
        parent: QWidget,
        faults: Mapping[str, Name],
    ) -> None:
        """``faults``: what codes are called."""
        super().__init__(parent)
        self.setObjectName("card_diff")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._versions = list(versions)
        self._faults = faults
        self._old = named("diff_old", FittingCombo(self))
        self._new = named("diff_new", FittingCombo(self))
        for combo, place in ((self._old, old), (self._new, new)):
            combo.addItems([name for name, _ in self._versions])
            combo.setCurrentIndex(place)
            combo.currentIndexChanged.connect(self._show)
        self._arrow = QLabel("→", self)
        self._lines = named("diff_lines", QListWidget(self))
        self._lines.setWordWrap(True)
        self._lines.setProperty("role", "lines")
        self._close = named("diff_close", QPushButton(self))
        self._close.setProperty("role", "primary")
        self._close.setDefault(True)
        self._close.clicked.connect(self.accept)
        self._lay_out()
        self.retranslate()
        resize_on_screen(self, QSize(640, 480))
        self._new.setFocus()

    def _show(self) -> None:
        _, old = self._versions[self._old.currentIndex()]
        _, new = self._versions[self._new.currentIndex()]
        language = i18n.catalogue_language()
        lines = [text.render(language) for text in self._differences(old, new)]
        self._lines.clear()
        self._lines.addItems(lines or [translate("Scorecards", "Nothing differs.")])

    def _differences(self, old: ScorecardVersion, new: ScorecardVersion) -> Sequence[Text]:
        return differences_told(old, new, self._faults)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for part in (self._old, self._arrow, self._new):
            top.addWidget(part)
        top.addStretch(1)
        end = QHBoxLayout()
        end.addStretch(1)
        end.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._lines, 1)
        column.addLayout(end)

    def retranslate(self) -> None:
        self.setWindowTitle(translate("Scorecards", "What differs"))
        self._old.setAccessibleName(translate("Scorecards", "The older version"))
        self._new.setAccessibleName(translate("Scorecards", "The newer version"))
        self._lines.setAccessibleName(translate("Scorecards", "What differs"))
        self._close.setText(translate("Scorecards", "Close"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
