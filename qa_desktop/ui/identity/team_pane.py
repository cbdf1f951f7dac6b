"""The team 团队: whose roster counts here, who belongs to it, and what its keeper can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from sqlite_utils import Database

from qa_desktop.journal.trust import TRUST_GROUP
from qa_desktop.services.team import Team, TeamPerson, holds_root, read_team, scoring_roles
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.identity.fingerprint_view import FingerprintView
from qa_desktop.ui.identity.join_dialog import JoinDialog
from qa_desktop.ui.identity.person_dialogs import (
    AddDialog,
    RevokeDialog,
    RolesDialog,
    shown_name,
)
from qa_desktop.ui.identity.recovery_dialogs import FoundDialog, RecoverDialog, SuccessorDialog
from qa_desktop.ui.identity.roles_editor import role_name
from qa_desktop.ui.identity.team_dialog import TeamDialog
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.tasks import Desk

_ROWS = 6
_ROW = 34
_HEAD = 44


@dataclass(frozen=True)
class _Shown:
    team: Team | None
    keeps: bool
    """Whether the roster can be changed from this computer."""


class TeamPane(QWidget):
    """Reads again when the roster changed; a person alone sees two buttons and a sentence."""

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._preferences = desk, preferences
        self._shown = _Shown(None, keeps=False)
        self._alone = self._words("team_alone")
        self._name = named("team_name", QLabel(self))
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._not_yet = self._words("team_not_yet", "nudge")
        self._fingerprint = FingerprintView("team_fingerprint", self)
        self._aloud = self._words("team_aloud")
        self._as_label = named("team_score_as_label", QLabel(self))
        self._as_label.setProperty("role", "muted")
        self._as = named("team_score_as", QComboBox(self))
        self._as.activated.connect(lambda _: preferences.set("role", self._as.currentData()))
        self._table = PlainTable("team_people", PlainModel(_columns(), lambda row: row.person))
        self._keeper = self._words("team_keeper")
        self._found = self._button("team_found", lambda: FoundDialog(desk, self))
        self._join = self._button("team_join", lambda: JoinDialog(desk, self))
        self._add = self._button("team_add", lambda: AddDialog(desk, self))
        self._roles = self._button("team_roles", lambda: RolesDialog(desk, self._row, self))
        self._revoke = self._button("team_revoke", lambda: RevokeDialog(desk, self._row, self))
        self._successor = self._button("team_successor", lambda: SuccessorDialog(desk, self))
        self._recover = self._button("team_recover", lambda: RecoverDialog(desk, self))
        self._table.chosen_changed.connect(self._show_ready)
        self._table.row_opened.connect(self._on_opened)
        self._lay_out()
        self.retranslate()
        self.read()

    # -- for others

    def read(self) -> None:
        def ask(db: Database) -> _Shown:
            team = read_team(db)
            return _Shown(team, team is not None and holds_root(self._desk.keys, team))

        self._desk.read("team", ask, self._show)

    def refresh(self, changes: Changes) -> None:
        if changes.subjects & {TRUST_GROUP, "person", "replica"}:
            self.read()

    def join(self, file: Path) -> None:
        """With a bundle that somebody tried to merge."""
        self._open(JoinDialog(self._desk, self, file))

    # -- the widgets

    def _words(self, name: str, role: str = "muted") -> QLabel:
        label = named(name, QLabel(self, wordWrap=True))
        label.setProperty("role", role)
        return label

    def _button(self, name: str, make) -> QPushButton:
        button = named(name, QPushButton(self))
        button.clicked.connect(lambda: self._open(make()))
        return button

    def _on_opened(self, _row: TeamPerson) -> None:
        """Only whoever keeps the roster can change roles; others have no such button."""
        if not self._roles.isHidden():
            self._roles.click()

    def _open(self, dialog: TeamDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.read)
        dialog.open()

    @property
    def _row(self) -> TeamPerson:
        row: TeamPerson = self._table.row
        return row

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._alone, self._name, self._not_yet, self._fingerprint, self._aloud):
            column.addWidget(part)
        column.addWidget(self._table)
        for buttons in (
            (self._found, self._join),
            (self._add, self._roles, self._revoke),
        ):
            column.addLayout(_row_of(buttons))
        score_as = QHBoxLayout()
        score_as.setSpacing(12)
        for widget in (self._as_label, self._as):
            score_as.addWidget(widget)
        score_as.addStretch(1)
        column.addLayout(score_as)
        column.addWidget(self._keeper)
        column.addLayout(_row_of((self._successor, self._recover)))

    def retranslate(self) -> None:
        self._alone.setText(
            translate(
                "Team",
                "Whoever works alone needs no team. With colleagues, a team says whose work "
                "counts for what: one person founds it, the others join with a bundle.",
            )
        )
        self._aloud.setText(
            translate(
                "Team",
                "These are the words of the team. Whoever joins compares them with you.",
            )
        )
        self._not_yet.setText(
            translate(
                "Team",
                "The roster does not know you yet: give your card to whoever keeps the team. Until "
                "then what you save does not count for the others.",
            )
        )
        self._as_label.setText(translate("Team", "I score as"))
        self._as.setAccessibleName(self._as_label.text())
        self._table.setAccessibleName(translate("Team", "People of the team"))
        for button, words in (
            (self._found, translate("Team", "Found a team…")),
            (self._join, translate("Team", "Join a team…")),
            (self._add, translate("Team", "Add a person…")),
            (self._roles, translate("Team", "Roles…")),
            (self._revoke, translate("Team", "Revoke…")),
            (self._successor, translate("Team", "Name a successor…")),
            (self._recover, translate("Team", "Use a recovery file…")),
        ):
            button.setText(words)
        self._show(self._shown)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show(self, shown: _Shown) -> None:
        self._shown = shown
        team = shown.team
        _set_visible(team is None, self._alone, self._found, self._join)
        members = (self._name, self._fingerprint, self._aloud, self._table, self._keeper)
        _set_visible(team is not None, *members)
        _set_visible(False, self._as_label, self._as)
        _set_visible(shown.keeps, self._add, self._roles, self._revoke, self._successor)
        self._recover.setVisible(team is not None and not shown.keeps)
        self._not_yet.setVisible(team is not None and team.me is None)
        if team is None:
            return
        self._name.setText(translate("Team", "Team: {name}").format(name=team.name))
        self._fingerprint.set_fingerprint(team.fingerprint)
        self._table.set_rows(team.people)
        rows = min(max(len(team.people), 2), _ROWS)
        self._table.setFixedHeight(_HEAD + rows * _ROW)
        self._keeper.setText(
            translate(
                "Team",
                "You keep the roster on this computer. Somebody else should be able to as well: "
                "name a successor.",
            )
            if shown.keeps
            else translate("Team", "The roster is kept on another computer.")
        )
        self._show_score_as(team)
        self._show_ready()

    def _show_score_as(self, team: Team) -> None:
        """Somebody with several roles chooses in which of them they evaluate."""
        mine = scoring_roles(team.me.roles_on(date.today())) if team.me else ()
        _set_visible(len(mine) > 1, self._as_label, self._as)
        self._as.clear()
        for role in mine:
            self._as.addItem(role_name(role), role)
        self._as.setCurrentIndex(max(self._as.findData(self._preferences.get("role")), 0))

    def _show_ready(self) -> None:
        row = self._table.row
        self._roles.setEnabled(row is not None)
        self._revoke.setEnabled(row is not None and not (row.is_me or row.is_revoked))


def _set_visible(is_shown: bool, *widgets: QWidget) -> None:
    for widget in widgets:
        widget.setVisible(is_shown)


def _columns() -> list[PlainColumn]:
    return [
        PlainColumn(lambda: translate("Team", "Person"), _person_text, 180, fits=True),
        PlainColumn(lambda: translate("Team", "Roles today"), _today_text, 160, _color, fits=True),
        PlainColumn(lambda: translate("Team", "Days"), _days_text, stretches=True),
    ]


def _person_text(row: TeamPerson) -> str:
    name = shown_name(row)
    return translate("Team", "{name} (you)").format(name=name) if row.is_me else name


def _today_text(row: TeamPerson) -> str:
    if row.is_revoked:
        return translate("Team", "Revoked")
    roles = row.roles_on(date.today())
    return _listed(map(role_name, roles)) if roles else translate("Team", "None today")


def _days_text(row: TeamPerson) -> str:
    """Only where there are limits."""
    always = translate("Team", "no limit")
    dated = [term for term in row.terms if term.begins or term.ends]
    return _listed(
        f"{role_name(term.role)} {term.begins or always} – {term.ends or always}" for term in dated
    )


def _listed(words) -> str:
    return translate("Team", ", ").join(words)


def _color(row: TeamPerson) -> str | None:
    return "critical" if row.is_revoked else None


def _row_of(buttons: tuple[QPushButton, ...]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
