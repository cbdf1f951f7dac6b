"""What the dialogs about a team have in common: words, fields, an answer that may be refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_dialog import ScrollingDialog
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.tasks import Desk

_WIDTH = 480
_SIDE, _MARGIN = 20, 16


class TeamDialog(ScrollingDialog):
    """Its parts go into ``body``, then ``finish``; accepted when what it asked for is done."""

    def __init__(self, name: str, title: str, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self._desk = desk
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
        self.stand(self.message, buttons, side=_SIDE, top=_MARGIN)

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
