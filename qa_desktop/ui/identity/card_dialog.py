"""The person's own card: a QR code to photograph, text to paste, a file to send."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.identity_card import SUFFIX, as_plain_text, read_card
from qa_desktop.services.identity import fingerprint, save_card
from qa_desktop.ui import i18n
from qa_desktop.ui.file_names import name_for_file
from qa_desktop.ui.fitting_dialog import FittingDialog
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.identity.fingerprint_view import FingerprintView

_MODULE, _SMALL_MODULE = 3, 2
"""Pixels; a screen of little height is one of many pixels to the point, so the code stays sharp."""
_LITTLE_HEIGHT = 500
_BORDER = 4
"""Light modules around a code, as its standard asks."""


class QrCode(QWidget):
    """Always dark on white, also in the dark theme: not every camera reads it inverted."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card_code")
        self._image = _drawn(text)
        little = self.screen().availableSize().height() < _LITTLE_HEIGHT
        side = self._image.width() * (_SMALL_MODULE if little else _MODULE)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Whole pixels per module, or edges blur."""
        painter = QPainter(self)
        modules, ratio = self._image.width(), self.devicePixelRatioF()
        side = int(self.width() * ratio) // modules * modules / ratio
        painter.fillRect(self.rect(), QColor("white"))
        painter.translate((self.width() - side) / 2, (self.height() - side) / 2)
        painter.scale(side / modules, side / modules)
        painter.drawImage(0, 0, self._image)
        painter.end()


def _drawn(text: str) -> QImage:
    """One pixel per module."""
    import segno

    rows = segno.make_qr(text, error="l").matrix
    size = len(rows) + 2 * _BORDER
    image = QImage(size, size, QImage.Format.Format_Mono)
    image.setColorTable([0xFFFFFFFF, 0xFF000000])
    image.fill(0)
    for y, row in enumerate(rows, _BORDER):
        for x, dark in enumerate(row, _BORDER):
            if dark:
                image.setPixel(x, y, 1)
    return image


class CardDialog(FittingDialog):
    """Shows a signed card; saving and copying leave it open."""

    def __init__(self, card: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._card, self._who = card, read_card(card)
        self._code = QrCode(as_plain_text(card), self)
        self._name = QLabel(" ".join(part for part in (self._who.number, self._who.name) if part))
        self._name.setObjectName("card_name")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setProperty("role", "title")
        self._words = FingerprintView("card_fingerprint", self)
        self._words.set_fingerprint(fingerprint(self._who))
        self._hint = QLabel(self, wordWrap=True)
        self._hint.setProperty("role", "muted")
        self._done = QLabel(self, wordWrap=True)
        self._done.setObjectName("card_done")
        self._copy = self._button("card_copy", self._copy_text)
        self._save = self._button("card_save", self._choose_file)
        self._close = self._button("card_close", self.accept)
        self._lay_out()
        self.retranslate()
        self._save.setFocus()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self._copy, self._save):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        right = QVBoxLayout()
        right.setSpacing(12)
        for part in (self._name, self._words, self._hint):
            right.addWidget(part)
        right.addStretch(1)
        right.addWidget(self._done)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._code, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addLayout(row)
        column.addLayout(buttons)

    def _button(self, name: str, clicked) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.clicked.connect(clicked)
        return button

    def retranslate(self) -> None:
        self.setWindowTitle(translate("Identity", "My identity card"))
        self._code.setAccessibleName(translate("Identity", "QR code of the card"))
        self._copy.setText(translate("Identity", "Copy as text"))
        self._save.setText(translate("Identity", "Save as a file…"))
        self._close.setText(translate("Identity", "Close"))
        self._hint.setText(
            translate(
                "Identity",
                "Give this card to whoever keeps your team: as a file, as text in a chat, or from "
                "this code. Then read the words to each other, by telephone or face to face: when "
                "all fifteen are the same, the card is really yours.",
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _copy_text(self) -> None:
        QApplication.clipboard().setText(as_plain_text(self._card))
        self._say(translate("Identity", "Copied: paste it into a message."), is_error=False)

    def _choose_file(self) -> None:
        title = translate("Identity", "Save my identity card")
        kinds = translate("Identity", "Identity cards (*{suffix})").format(suffix=SUFFIX)
        name = name_for_file(f"{self._who.number} {self._who.name}")
        chosen, _ = QFileDialog.getSaveFileName(self, title, f"{name}{SUFFIX}", kinds)
        if chosen:
            self.save(Path(chosen))

    def save(self, out: Path) -> None:
        file = out if out.suffix == SUFFIX else out.with_name(f"{out.name}{SUFFIX}")
        try:
            save_card(self._card, file)
        except UserFacingError as error:
            self._say(error.say(i18n.catalogue_language()), is_error=True)
        else:
            saved = translate("Identity", "Saved: {file}").format(file=file)
            self._say(saved, is_error=False)

    def _say(self, words: str, *, is_error: bool) -> None:
        self._done.setProperty("role", "error" if is_error else "muted")
        self._done.style().polish(self._done)
        self._done.setText(words)
        self.fit()
