"""What the dialogs about a team have in common: words, fields, an answer that may be refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_dialog import FittingDialog
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.tasks import Desk

_WIDTH = 480
_SIDE, _MARGIN, _SPACING = 20, 16, 12
_TITLE_BAR = 32


class TeamDialog(FittingDialog):
    """Its parts go into ``body``, then ``finish``; accepted when what it asked for is done."""

    def __init__(self, name: str, title: str, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self._desk = desk
        inside = QWidget(objectName="team_dialog_body")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        self._scroll = QScrollArea(self, objectName="team_dialog_scroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keyboard
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        self.message = named(f"{name}_message", QLabel(self, wordWrap=True))
        self.message.setProperty("role", "error")
        self.message.hide()
        self.ok = named(f"{name}_ok", QPushButton(self))
        self.ok.setProperty("role", "primary")
        self.ok.setDefault(True)
        self.no = named(f"{name}_cancel", QPushButton(translate("Team", "Cancel"), self))

    def finish(self, act: str, submit: Callable[[], None]) -> None:
        """``act`` are the words on the button that calls ``submit``."""
        self.ok.setText(act)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.ok, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.no, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(submit)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, _MARGIN, _SIDE, _MARGIN)
        column.setSpacing(_SPACING)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.message)
        column.addWidget(buttons)
        self._below = buttons

    def fit(self) -> None:
        """As high as the words need, or as the screen allows: then the middle scrolls."""
        margins = 2 * _MARGIN + _SPACING * (3 if self.message.isVisibleTo(self) else 2)
        width = max(self.width(), _WIDTH) - 2 * _SIDE
        self.body.activate()
        high = _height(self.body, width) + self._below.sizeHint().height() + margins
        if self.message.isVisibleTo(self):
            high += self.message.heightForWidth(width)
        room = self.screen().availableSize().height() - _TITLE_BAR
        self.resize(max(self.width(), _WIDTH), min(high, room))

    def words(self, text: str, role: str = "") -> QLabel:
        label = QLabel(text, self, wordWrap=True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            label.setProperty("role", role)
        return label

    def write(self, work: Callable[[Workspace], Any]) -> None:
        """Once: the answer comes from another thread."""
        self.message.hide()
        self.ok.setEnabled(False)
        self._desk.write(work, self._on_written, self.refuse, is_step=False)

    def _on_written(self, _done: object) -> None:
        """Not a lambda: the dialog may have been closed meanwhile, and is not told then."""
        self.accept()

    def refuse(self, error: UserFacingError) -> None:
        self.message.setText(error.say(i18n.catalogue_language()))
        self.message.show()
        self.ok.setEnabled(True)
        self.fit()


def _height(layout: QLayout, width: int) -> int:
    least = layout.totalMinimumSize().height()
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else least


class PathField(QWidget):
    """A file's path, typed or chosen."""

    changed = Signal()

    def __init__(self, name: str, label: str, suffix: str, *, saves: bool, start: str = "") -> None:
        super().__init__()
        self._label, self._suffix, self._saves = label, suffix, saves
        self.field = named(name, QLineEdit(start, self))
        self.field.setAccessibleName(label)
        self.field.textChanged.connect(self.changed)
        choose = named(f"{name}_choose", QPushButton(translate("Team", "Choose…"), self))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(choose)
        self.setFocusProxy(self.field)

    @property
    def path(self) -> Path | None:
        """With the suffix that such a file has, None while nothing is named."""
        words = self.field.text().strip()
        if not words:
            return None
        chosen = Path(words).expanduser()
        if self._saves and chosen.suffix != self._suffix:
            return chosen.with_name(chosen.name + self._suffix)
        return chosen

    def _choose(self) -> None:
        kinds = f"{self._label} (*{self._suffix})"
        ask = QFileDialog.getSaveFileName if self._saves else QFileDialog.getOpenFileName
        chosen, _ = ask(self, self._label, self.field.text(), kinds)
        if chosen:
            self.field.setText(chosen)
