"""Backups 备份: where they lie, when the last one was, one now, a second place, restore."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QStandardPaths, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.ui import i18n
from qa_desktop.ui.backup_keeper import BackupKeeper
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.restore_dialog import RestoreQuestion


class BackupsPane(QWidget):
    """Follows a ``BackupKeeper``."""

    restore_wanted = Signal(object)
    """The file to restore; the person has agreed."""

    def __init__(
        self, keeper: BackupKeeper, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._preferences = preferences
        self._names = [QLabel(self) for _ in range(3)]
        self._last = _value("backups_last")
        self._place = _value("backups_place")
        self._second = _value("backups_second")
        self._trouble = _value("backups_trouble")
        self._trouble.setProperty("role", "nudge")
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(8)
        values = (self._last, self._place, self._second)
        for name, value in zip(self._names, values, strict=True):
            name.setProperty("role", "muted")
            name.setMinimumWidth(130)
            form.addRow(name, value)
        self._now = _button("backups_now", keeper.back_up_now)
        self._choose = _button("backups_choose", self._choose_second)
        self._forget = _button("backups_forget", lambda: self._set_second(""))
        self._restore = _button("backups_restore", self._choose_file)
        row = QHBoxLayout()
        for button in (self._now, self._choose, self._forget, self._restore):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(self._trouble)
        column.addLayout(row)
        keeper.changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        for name, words in zip(
            self._names,
            (
                translate("Backups", "Last backup"),
                translate("Backups", "Folder"),
                translate("Backups", "Second place"),
            ),
            strict=True,
        ):
            name.setText(words)
        self._now.setText(translate("Backups", "Back up now"))
        self._choose.setText(translate("Backups", "Choose a second place…"))
        self._forget.setText(translate("Backups", "No second place"))
        self._restore.setText(translate("Backups", "Restore…"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show(self) -> None:
        keeper, second = self._keeper, self._preferences.get("backup_place")
        self._last.setText(
            long_moment(keeper.last) if keeper.last else translate("Backups", "None yet")
        )
        self._place.setText(str(keeper.place))
        self._second.setText(second or translate("Backups", "None: a disk can fail as a whole"))
        self._forget.setVisible(bool(second))
        self._now.setEnabled(not keeper.is_busy and not keeper.is_stopped)
        language = i18n.catalogue_language()
        troubles = [error for error in (keeper.trouble, keeper.second_trouble) if error]
        self._trouble.setText("\n".join(error.say(language) for error in troubles))
        self._trouble.setVisible(bool(troubles))

    def _choose_second(self) -> None:
        start = self._preferences.get("backup_place") or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.HomeLocation
        )
        title = translate("Backups", "A folder on another disk")
        chosen = QFileDialog.getExistingDirectory(self, title, start)
        if chosen:
            self._set_second(chosen)

    def _set_second(self, place: str) -> None:
        self._preferences.set("backup_place", place)
        self._keeper.second_place_changed()
        self._show()

    def _choose_file(self) -> None:
        title = translate("Backups", "Choose a backup")
        kinds = translate("Backups", "Backups (*.db)")
        chosen, _ = QFileDialog.getOpenFileName(self, title, str(self._keeper.place), kinds)
        if chosen and RestoreQuestion.ask(Path(chosen), self):
            self.restore_wanted.emit(Path(chosen))


def long_moment(moment: datetime) -> str:
    """On the person's clock."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _value(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    return label


def _button(name: str, clicked) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.clicked.connect(clicked)
    return button
