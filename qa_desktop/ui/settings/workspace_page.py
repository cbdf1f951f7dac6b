"""Workspace and backups 工作区与备份: where it lies, another one, copies of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from qa_desktop.store.location import location_warnings
from qa_desktop.ui import i18n
from qa_desktop.ui.file_names import documents_folder
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.recent_workspaces import RecentWorkspaces
from qa_desktop.ui.settings.backups_pane import BackupsPane
from qa_desktop.ui.settings.page import SettingsPage, push_button, value_label
from qa_desktop.ui.trouble_dialog import choose_folder

if TYPE_CHECKING:
    from qa_desktop.ui.settings.view import SettingsView


class WorkspacePage(SettingsPage):
    def __init__(self, view: SettingsView) -> None:
        super().__init__(view)
        self._view = view
        self._place = view.desk.folder
        self._folder = value_label("settings_folder")
        self._warnings = value_label("settings_warnings")
        self._warnings.setProperty("role", "nudge")
        self._open = push_button("settings_open_folder", self._open_folder)
        self._other = push_button("settings_other", self._choose_other)
        pane = self.add_pane(QT_TRANSLATE_NOOP("Settings", "Workspace"))
        pane.add_row(QT_TRANSLATE_NOOP("Settings", "Folder"), self._folder)
        pane.add(self._warnings)
        pane.add_buttons(self._open, self._other)
        recent = RecentWorkspaces(self._place, self)
        recent.chosen.connect(view.workspace_wanted)
        pane.add(recent)
        backups = BackupsPane(view.keeper, view.preferences, self)
        backups.restore_wanted.connect(view.restore_wanted)
        self.add_pane(QT_TRANSLATE_NOOP("Settings", "Backups")).add(backups)
        self._dataset_words = value_label("settings_dataset_words")
        self._dataset_words.setProperty("role", "muted")
        self._dataset = push_button("settings_dataset", self._export_dataset)
        pane = self.add_pane(QT_TRANSLATE_NOOP("Settings", "Data for analysis"))
        pane.add(self._dataset_words)
        pane.add_buttons(self._dataset)
        self.finish()

    def retranslate(self) -> None:
        super().retranslate()
        self._open.setText(translate("Settings", "Show the folder"))
        self._other.setText(translate("Settings", "Open another workspace…"))
        self._folder.setText(str(self._place))
        self._dataset.setText(translate("Settings", "Export a dataset…"))
        self._dataset_words.setText(
            translate(
                "Settings",
                "All records as Parquet tables, for DuckDB, Spark or a data warehouse; without "
                "names unless you ask for them.",
            )
        )
        language = i18n.catalogue_language()
        found = [each.render(language) for each in location_warnings(self._place)]
        self._warnings.setText("\n".join(found))
        self._warnings.setVisible(bool(found))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._place)))

    def _export_dataset(self) -> None:
        from qa_desktop.ui.settings.dataset_dialog import DatasetDialog

        kept = self._view.preferences.remembered("dataset_folder")
        folder = Path(str(kept)) if kept else documents_folder() / "qa-dataset"
        dialog = DatasetDialog(self._view.desk, folder, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: self._view.preferences.remember("dataset_folder", str(dialog.folder))
        )
        dialog.open()

    def _choose_other(self) -> None:
        chosen: Path | None = choose_folder(self, self._place.parent)
        if chosen is not None and chosen != self._place:
            self._view.workspace_wanted.emit(chosen)
