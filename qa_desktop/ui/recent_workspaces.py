"""The workspaces that were open before: to open one again, or to take it from the list."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.store.last_workspace import forget_workspace, recent_workspaces
from qa_desktop.store.workspace import DATABASE
from qa_desktop.ui.i18n import translate

_ROW = 30
_SHOWN = 4


class RecentWorkspaces(QWidget):
    """Hidden while there is none but ``current``, the one that is open or was tried."""

    chosen = Signal(object)
    """A folder that is there."""
    _looked = Signal(object, bool)

    def __init__(self, current: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = current.absolute()
        self._there: dict[Path, bool] = {}
        """Of those that were looked for: a share that is gone answers late, or never."""
        self._wanted: Path | None = None
        """To be opened if it is still there."""
        self._title = QLabel(self)
        self._title.setProperty("role", "muted")
        self._list = QListWidget(self)
        self._list.setObjectName("recent_list")
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._open = QPushButton(self)
        self._open.setObjectName("recent_open")
        self._open.setAutoDefault(False)
        self._remove = QPushButton(self)
        self._remove.setObjectName("recent_remove")
        self._remove.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self._open)
        row.addWidget(self._remove)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._list)
        column.addLayout(row)
        self._open.clicked.connect(self._on_open)
        self._remove.clicked.connect(self._on_remove)
        self._list.itemActivated.connect(lambda _item: self._on_open())
        self._list.currentItemChanged.connect(lambda *_: self._show_buttons())
        self._looked.connect(self._on_looked, Qt.ConnectionType.QueuedConnection)
        self.retranslate()

    def retranslate(self) -> None:
        words = translate("Recent", "Recent workspaces")
        self._title.setText(words)
        self._list.setAccessibleName(words)
        self._open.setText(translate("Recent", "Open"))
        self._remove.setText(translate("Recent", "Remove from the list"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _fill(self) -> None:
        self._list.clear()
        others = [folder for folder in recent_workspaces() if folder != self._current]
        for folder in others:
            item = QListWidgetItem(self._words(folder), self._list)
            item.setData(Qt.ItemDataRole.UserRole, folder)
            if folder not in self._there:
                self._look_for(folder)
            item.setToolTip(str(folder))
            item.setSizeHint(QSize(0, _ROW))
        rows = max(min(len(others), _SHOWN), 1)
        self._list.setFixedHeight(rows * _ROW + 4)
        self.setVisible(bool(others))
        self._show_buttons()

    def _show_buttons(self) -> None:
        folder = self._chosen()
        self._open.setEnabled(folder is not None and self._there.get(folder, False))
        self._remove.setEnabled(folder is not None)

    def _chosen(self) -> Path | None:
        item = self._list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else None

    def _on_open(self) -> None:
        self._wanted = self._chosen()
        if self._wanted is not None:
            self._look_for(self._wanted)

    def _look_for(self, folder: Path) -> None:
        """On a thread for each: one that is not answered keeps nobody waiting."""

        def look() -> None:
            there = is_there(folder)
            with suppress(RuntimeError):  # the list is gone by now
                self._looked.emit(folder, there)

        threading.Thread(target=look, name="recent", daemon=True).start()

    def _on_looked(self, folder: Path, there: bool) -> None:
        self._there[folder] = there
        for row in range(self._list.count()):
            item = self._list.item(row)
            if item.data(Qt.ItemDataRole.UserRole) == folder:
                item.setText(self._words(folder))
        self._show_buttons()
        if folder == self._wanted:
            self._wanted = None
            if there:
                self.chosen.emit(folder)

    def _words(self, folder: Path) -> str:
        if self._there.get(folder, True):
            return str(folder)
        return translate("Recent", "{folder} (not there now)").format(folder=folder)

    def _on_remove(self) -> None:
        folder = self._chosen()
        if folder is not None:
            forget_workspace(folder)
            self._fill()


def is_there(folder: Path) -> bool:
    """A stick may have been pulled out, a folder moved."""
    try:
        return (folder / DATABASE).exists()
    except OSError:
        return False
