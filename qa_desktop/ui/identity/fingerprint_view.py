"""A fingerprint to be read aloud: rows of five words, the hex digits small below them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QWidget

from qa_desktop.services.fingerprints import PER_ROW, WORDS, Fingerprint
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate

_ROWS = WORDS // PER_ROW


class FingerprintView(QFrame):
    """Words of the interface's language; a screen reader gets them row by row."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "fingerprint")
        self._fingerprint: Fingerprint | None = None
        self._rows = [QLabel(str(row + 1), self) for row in range(_ROWS)]
        self._words = [QLabel(self) for _ in range(WORDS)]
        self._hex = QLabel(self)
        self._hex.setObjectName(f"{name}_hex")
        self._hex.setProperty("role", "fact")
        self._hex.setWordWrap(True)
        self._hex.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for row, number in enumerate(self._rows):
            number.setProperty("role", "fact")
            grid.addWidget(number, row, 0)
        for place, label in enumerate(self._words):
            label.setProperty("role", "word")
            grid.addWidget(label, place // PER_ROW, 1 + place % PER_ROW)
        grid.addWidget(self._hex, _ROWS, 1, 1, PER_ROW)
        grid.setColumnStretch(1 + PER_ROW, 1)

    @property
    def fingerprint(self) -> Fingerprint | None:
        return self._fingerprint

    def set_fingerprint(self, fingerprint: Fingerprint) -> None:
        self._fingerprint = fingerprint
        self.retranslate()

    def copy(self) -> None:
        """Words and digits, for a message."""
        if self._fingerprint is not None:
            rows = self._fingerprint.rows(i18n.catalogue_language())
            QApplication.clipboard().setText("\n".join([*rows, self._fingerprint.hex]))

    def retranslate(self) -> None:
        if self._fingerprint is None:
            return
        language = i18n.catalogue_language()
        for label, word in zip(self._words, self._fingerprint.words(language), strict=True):
            label.setText(word)
        self._hex.setText(self._fingerprint.hex)
        rows = "; ".join(self._fingerprint.rows(language))
        self.setAccessibleName(f"{translate('Identity', 'Fingerprint')}: {rows}")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
