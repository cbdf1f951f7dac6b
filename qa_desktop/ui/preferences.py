"""Settings on the main thread: read once, written behind, told to whoever shows them."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QObject, Signal
from sqlite_utils import Database

from qa_desktop.store.settings import DEFAULTS, get_setting, set_setting
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.tasks import Desk


class Preferences(QObject):
    """The settings of the open workspace (``store.settings``)."""

    changed = Signal(str)
    """The key of a setting that has another value."""

    def __init__(self, desk: Desk, values: dict[str, Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._values = values

    def get(self, key: str) -> Any:
        return self._values[key]

    def set(self, key: str, value: Any) -> None:
        """Known at once; written when the writer comes to it."""
        if self._values[key] != value:
            self._values[key] = value
            self._desk.save(("setting", key), partial(_store, key, value))
            self.changed.emit(key)

    def set_member(self, key: str, member: str, value: Any) -> None:
        """One entry of a setting that is a table, None to take it out. What an erasure took out of
        the others meanwhile stays out."""
        self._values[key] = _with_member(self._values[key], member, value)
        self._desk.save(("setting", key, member), partial(_store_member, key, member, value))
        self.changed.emit(key)

    def remember(self, place: str, state: Any) -> None:
        """Keep sizes of the window: one member of the setting ``layout``; tells nobody."""
        layout = {**self._values["layout"], place: state}
        if layout != self._values["layout"]:
            self._values["layout"] = layout
            self._desk.save(("setting", "layout"), partial(_store, "layout", layout))

    def remember_bytes(self, place: str, state: QByteArray) -> None:
        """``saveState()`` or ``saveGeometry()`` of a widget."""
        self.remember(place, state.toHex().data().decode())

    def remembered_bytes(self, place: str) -> QByteArray:
        """Empty where nothing was kept."""
        return QByteArray.fromHex(str(self.remembered(place) or "").encode())

    def remembered(self, place: str) -> Any:
        return self._values["layout"].get(place)


def read_preferences(db: Database) -> dict[str, Any]:
    """Every setting with its stored or default value."""
    return {key: get_setting(db, key) for key in DEFAULTS}


def _with_member(table: dict[str, Any], member: str, value: Any) -> dict[str, Any]:
    others = {name: kept for name, kept in table.items() if name != member}
    return others if value is None else {**others, member: value}


def _store_member(key: str, member: str, value: Any, workspace: Workspace) -> None:
    table = get_setting(workspace.db, key)
    set_setting(workspace.db, key, _with_member(table, member, value))


def _store(key: str, value: Any, workspace: Workspace) -> None:
    set_setting(workspace.db, key, value)
