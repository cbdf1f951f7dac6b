"""The first start: who works here, and whether to begin with the demo."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.ui.i18n import translate
from qa_desktop.ui.path_label import PathLabel
from qa_desktop.ui.recent_workspaces import RecentWorkspaces
from qa_desktop.ui.trouble_dialog import choose_folder

_WIDTH = 404


@dataclass(frozen=True)
class Welcome:
    name: str
    number: str
    demo: bool
    """Open the demo's own workspace instead."""
    folder: Path
    """Where the workspace is made."""
    is_there: bool = False
    """``folder`` is a workspace that was open before: nothing is made."""
    recover: bool = False
    """Make a lost workspace again, in ``folder``."""


class WelcomeDialog(QDialog):
    """``ask`` shows it and waits; None: the person closed it."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome_dialog")
        self.setWindowTitle(translate("Welcome", "QA Desktop"))
        self._demo = self._is_there = self._recover = False
        self._folder = folder
        head = self._head()
        self._name = QLineEdit(self)
        self._name.setObjectName("welcome_name")
        self._number = QLineEdit(self)
        self._number.setObjectName("welcome_number")
        self._place = PathLabel(folder, self)
        self._place.setObjectName("welcome_folder")
        elsewhere = self._button("welcome_elsewhere", translate("Welcome", "Change…"))
        elsewhere.setAutoDefault(False)
        elsewhere.setAccessibleName(translate("Welcome", "Another folder for the workspace"))
        elsewhere.clicked.connect(self._choose_folder)
        place = QHBoxLayout()
        place.addWidget(self._place, 1)
        place.addWidget(elsewhere)
        recent = RecentWorkspaces(folder, self)
        recent.chosen.connect(self._open_recent)
        self._start = self._button("welcome_start", translate("Welcome", "Start my workspace"))
        self._start.setProperty("role", "primary")
        self._start.setDefault(True)
        self._start.clicked.connect(self.accept)
        demo = self._button("welcome_demo", translate("Welcome", "Try the demo first"))
        demo.clicked.connect(self._on_demo)
        recover = self._button("welcome_recover", translate("Welcome", "Recover from bundles…"))
        recover.clicked.connect(self._on_recover)
        self._name.textChanged.connect(self._show_ready)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow(translate("Welcome", "Name"), self._name)
        form.addRow(translate("Welcome", "Work number"), self._number)
        form.addRow(translate("Welcome", "Folder"), place)
        buttons = QHBoxLayout()
        buttons.addWidget(demo)
        buttons.addWidget(recover)
        buttons.addStretch(1)
        buttons.addWidget(self._start)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(12)
        for part in head:
            column.addWidget(part)
        column.addLayout(form)
        column.addWidget(recent)
        column.addSpacing(6)
        column.addLayout(buttons)
        column.addStrut(_WIDTH)  # a least width of the dialog itself would let its words be cut
        self._show_ready()

    def _head(self) -> tuple[QLabel, QLabel]:
        title = QLabel(translate("Welcome", "Welcome to QA Desktop"), self)
        title.setProperty("role", "title")
        words = QLabel(
            translate(
                "Welcome",
                "Your name and work number stand under every evaluation you submit. "
                "Everything stays on this computer.",
            ),
            self,
            wordWrap=True,
        )
        words.setProperty("role", "muted")
        return title, words

    @classmethod
    def ask(cls, folder: Path, parent: QWidget | None = None) -> Welcome | None:
        dialog = cls(folder, parent)
        return dialog.answer() if dialog.exec() == QDialog.DialogCode.Accepted else None

    def answer(self) -> Welcome:
        name, number = self._name.text().strip(), self._number.text().strip()
        return Welcome(name, number, self._demo, self._folder, self._is_there, self._recover)

    def _button(self, name: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        return button

    def _choose_folder(self) -> None:
        chosen = choose_folder(self, self._folder.parent)
        if chosen is not None:
            self._folder = chosen
            self._place.set_path(chosen)

    def _open_recent(self, folder: Path) -> None:
        self._folder, self._is_there = folder, True
        self.accept()

    def _on_demo(self) -> None:
        self._demo = True
        self.accept()

    def _on_recover(self) -> None:
        self._recover = True
        self.accept()

    def _show_ready(self) -> None:
        self._start.setEnabled(bool(self._name.text().strip()))
