"""A key shown where it acts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from qa_desktop.ui import icons, keys

_ROOMY = (10, 8)
_TIGHT = (5, 3)
"""Left and right margin of a button in pixels."""


_ICON = 16
_LEAST = 28
"""Pixels of what is clicked."""


class KeyLabel(QLabel):
    """A small key cap with the key of an act, as long as it has one."""

    def __init__(self, act: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act = act
        self.setProperty("role", "key")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()
        keys.in_force.changed.connect(self.retranslate)

    def set_act(self, act: str) -> None:
        self._act = act
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(keys.key_of(self._act))
        self.setProperty("role", "key" if self.text() else "")


class KeyButton(QPushButton):
    """A button that shows its key beside its words: ``[icon] words [key]``."""

    _stand_in = ""

    def __init__(self, act: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        # the keyboard has its own way to each act; a click must not take the focus away
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.picture = QLabel(self)
        self.words = QLabel(self)
        self.key = KeyLabel(act, self)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(_ROOMY[0], 0, _ROOMY[1], 0)
        row.setSpacing(5)
        for part in (self.picture, self.words, self.key):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)
        self.picture.hide()

    def set_stand_in(self, icon: str) -> None:
        """The icon that is shown where there is no room for the words."""
        self._stand_in = icon
        self._show_stand_in()

    def _show_stand_in(self) -> None:
        if self._stand_in:
            size, ratio = QSize(_ICON, _ICON), self.devicePixelRatioF()
            self.picture.setPixmap(icons.icon(self._stand_in, "muted").pixmap(size, ratio))
            self.picture.setVisible(self.words.isHidden())

    def set_words(self, words: str) -> None:
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({self.key.text()})" if self.key.text() else words)
        self.updateGeometry()

    def set_spoken(self, words: str) -> None:
        """What a sign means that is shown instead of words."""
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({self.key.text()})" if self.key.text() else words)

    def show_words(self, shown: bool) -> None:
        """Without its words the key and a picture are left; the tool tip keeps them."""
        self.words.setVisible(shown)
        self._show_stand_in()
        self.updateGeometry()

    def set_tight(self, tight: bool) -> None:
        """With half the margins, where room is scarce."""
        left, right = _TIGHT if tight else _ROOMY
        self._row.setContentsMargins(left, 0, right, 0)
        self.updateGeometry()

    def width_with(self, *, words: bool, tight: bool) -> int:
        """Counted by hand: a hidden part leaves its layout only with the next event."""
        has_picture = not words if self._stand_in else not self.picture.isHidden()
        parts: list[QLabel] = [] if self.key.isHidden() else [self.key]
        parts += [self.picture] if has_picture else []
        parts += [self.words] if words else []
        inside = sum(part.sizeHint().width() for part in parts)
        margins = sum(_TIGHT if tight else _ROOMY)
        return max(inside + self._row.spacing() * (len(parts) - 1) + margins, _LEAST)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._show_stand_in()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        tight = self._row.contentsMargins().left() == _TIGHT[0]
        width = self.width_with(words=not self.words.isHidden(), tight=tight)
        height = max(part.sizeHint().height() for part in (self.words, self.key)) + 6
        return QSize(width, max(height, _LEAST))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
