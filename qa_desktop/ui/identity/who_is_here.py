"""Who works here and in which roles: at the bottom of the window, and what one scores as."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject
from sqlite_utils import Database

from qa_desktop.journal.trust import TRUST_GROUP
from qa_desktop.services.team import own_roles, scoring_roles
from qa_desktop.store.reader import get_owner
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.identity.roles_editor import role_name
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.status_line import StatusLine
from qa_desktop.ui.tasks import Desk


@dataclass(frozen=True)
class _Me:
    name: str
    roles: tuple[str, ...]


def _read(db: Database) -> _Me:
    return _Me(get_owner(db).name, own_roles(db))


class WhoIsHere(QObject):
    """Follows the roster. Whoever is in a team scores in a role that they have in it."""

    def __init__(self, desk: Desk, preferences: Preferences, status: StatusLine) -> None:
        super().__init__(status)
        self._desk, self._preferences, self._status = desk, preferences, status
        self._me = _Me("", ())
        desk.changed.connect(self._on_changed)
        status.installEventFilter(self)
        self._ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self._show(self._me)
        return super().eventFilter(watched, event)

    def _on_changed(self, changes: Changes) -> None:
        if changes.subjects & {TRUST_GROUP, "person", "replica"}:
            self._ask()

    def _ask(self) -> None:
        self._desk.read("person", _read, self._show)

    def _show(self, me: _Me) -> None:
        self._me = me
        roles = translate("StatusLine", ", ").join(map(role_name, me.roles))
        self._status.set_person(f"{me.name} · {roles}" if roles else me.name)
        mine = scoring_roles(me.roles)
        if mine and self._preferences.get("role") not in mine:
            self._preferences.set("role", mine[0])
