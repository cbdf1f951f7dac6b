"""A workspace that cannot be opened: why, what to do, and another folder to choose."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_dialog import FittingDialog
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.recent_workspaces import RecentWorkspaces
from qa_desktop.ui.recover_dialog import RecoverDialog
from qa_desktop.ui.restore_dialog import DAMAGE, RestoreDialog, RestoreQuestion, has_backups

Choice = Literal["again", "other", "recent", "restore", "recover", "quit"]


class TroubleDialog(FittingDialog):
    """``ask`` gives the folder to try next, or None to leave the program."""

    def __init__(
        self,
        error: UserFacingError,
        parent: QWidget | None = None,
        *,
        folder: Path | None = None,
        can_restore: bool = False,
    ) -> None:
        """``folder`` is the one that cannot be opened; the others that were open are offered.
        What is damaged or gone can be made again from bundles, with or without a backup."""
        super().__init__(parent)
        self.setObjectName("trouble_dialog")
        self.setWindowTitle(translate("Trouble", "The workspace cannot be opened"))
        self.choice: Choice = "quit"
        self.recent: Path | None = None
        language = i18n.catalogue_language()
        message = QLabel(error.message.render(language), self, wordWrap=True)
        message.setObjectName("trouble_message")
        message.setProperty("role", "title")
        remedy = QLabel(error.remedy.render(language), self, wordWrap=True)
        remedy.setObjectName("trouble_remedy")
        row = QHBoxLayout()
        row.addWidget(self._button("trouble_quit", translate("Trouble", "Quit"), "quit"))
        row.addStretch(1)
        other = translate("Trouble", "Choose another folder…")
        row.addWidget(self._button("trouble_other", other, "other"))
        again = self._button("trouble_again", translate("Trouble", "Try again"), "again")
        again.setProperty("role", "primary")
        again.setDefault(True)
        row.addWidget(again)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(message)
        column.addWidget(remedy)
        if folder is not None:
            others = RecentWorkspaces(folder, self)
            others.chosen.connect(self._open_recent)
            column.addWidget(others)
        column.addSpacing(6)
        column.addLayout(self._ways_back(error, can_restore))
        column.addLayout(row)
        self.setMinimumWidth(520)

    def _ways_back(self, error: UserFacingError, can_restore: bool) -> QHBoxLayout:
        """On a line of their own: five buttons are wider than a small screen."""
        row = QHBoxLayout()
        if can_restore:
            restore = translate("Trouble", "Restore the newest backup…")
            row.addWidget(self._button("trouble_restore", restore, "restore"))
        if error.id in DAMAGE:
            recover = translate("Trouble", "Recover from bundles…")
            row.addWidget(self._button("trouble_recover", recover, "recover"))
        row.addStretch(1)
        return row

    @classmethod
    def ask(cls, error: UserFacingError, folder: Path) -> Path | None:
        """Restoring needs another question, and then the folder is tried again."""
        dialog = cls(error, folder=folder, can_restore=error.id in DAMAGE and has_backups(folder))
        dialog.exec()
        if dialog.choice == "restore":
            if RestoreQuestion.ask(None, None, error):
                RestoreDialog.run(folder, None)
            return folder
        if dialog.choice == "recover":
            RecoverDialog.run(folder)
            return folder
        if dialog.choice == "again":
            return folder
        if dialog.choice == "recent":
            return dialog.recent
        if dialog.choice == "other":
            return choose_folder(None, folder.parent)
        return None

    def _button(self, name: str, words: str, choice: Choice) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.clicked.connect(lambda: self._choose(choice))
        return button

    def _open_recent(self, folder: Path) -> None:
        self.recent = folder
        self._choose("recent")

    def _choose(self, choice: Choice) -> None:
        self.choice = choice
        self.accept() if choice != "quit" else self.reject()


def choose_folder(parent: QWidget | None, start: Path) -> Path | None:
    """Ask for the folder of a workspace, existing or to be made."""
    title = translate("Trouble", "Folder of the workspace")
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start))
    return Path(chosen) if chosen else None
