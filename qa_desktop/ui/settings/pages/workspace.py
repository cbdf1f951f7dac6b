"""Workspace & backups 工作区与备份: the folder, another one, backups and restoring."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QWidget

from qa_desktop.store.location import location_warnings
from qa_desktop.ui import i18n
from qa_desktop.ui.backup_keeper import BackupKeeper
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.settings.backups_pane import BackupsPane
from qa_desktop.ui.settings.page import Rows, SettingsPage, button, button_row, value_label
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.trouble_dialog import choose_folder


class WorkspacePage(SettingsPage):
    """Where everything lies."""

    workspace_wanted = Signal(object)
    """Another folder to open."""
    restore_wanted = Signal(object)
    """A backup to restore; the person has agreed."""

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        keeper: BackupKeeper,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._titles = (QLabel(), QLabel())
        self._folder = value_label("settings_folder")
        self._rows = Rows(self._folder)
        self._warnings = value_label("settings_warnings")
        self._warnings.setProperty("role", "nudge")
        self._open = button("settings_open_folder", self._open_folder)
        self._other = button("settings_other", self._choose_other)
        self.backups = BackupsPane(keeper, preferences)
        self.backups.restore_wanted.connect(self.restore_wanted)
        self.add_pane(
            self._rows,
            self._warnings,
            button_row(self._open, self._other),
            title=self._titles[0],
        )
        self.add_pane(self.backups, title=self._titles[1])
        self.end()
        self.retranslate()

    def retranslate(self) -> None:
        self._titles[0].setText(translate("Settings", "Workspace"))
        self._titles[1].setText(translate("Settings", "Backups"))
        self._rows.name(translate("Settings", "Folder"))
        self._open.setText(translate("Settings", "Show the folder"))
        self._other.setText(translate("Settings", "Open another workspace…"))
        self._folder.setText(str(self._desk.folder))
        language = i18n.catalogue_language()
        found = [each.render(language) for each in location_warnings(self._desk.folder)]
        self._warnings.setText("\n".join(found))
        self._warnings.setVisible(bool(found))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desk.folder)))

    def _choose_other(self) -> None:
        chosen: Path | None = choose_folder(self, self._desk.folder.parent)
        if chosen is not None and chosen != self._desk.folder:
            self.workspace_wanted.emit(chosen)
