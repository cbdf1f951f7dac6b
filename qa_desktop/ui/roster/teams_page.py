"""Teams with their leads, projects with start and stage, skill groups: three small tables."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qa_desktop.services.people_list import Roster
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.plain_table import PlainModel, PlainTable
from qa_desktop.ui.roster import teams_tables as tables
from qa_desktop.ui.roster.acts import RosterActs


class TeamsPage(QWidget):
    """Each table with its buttons below it; Enter changes the chosen row."""

    def __init__(self, acts: RosterActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._titles = [QLabel(self) for _ in range(3)]
        self._teams = _table("teams_table", tables.teams_model(), self)
        self._projects = PlainTable(
            "projects_table", tables.projects_model(), self, letters_find=True
        )
        self._groups = _table("groups_table", tables.groups_model(), self)
        self._add_team = self._button("team_add", acts.add_team)
        self._rename = self._button("team_rename", self._on_rename)
        self._lead = self._button("team_lead", self._on_lead)
        self._add_project = self._button("project_add", acts.add_project)
        self._edit_project = self._button("project_edit", self._on_project)
        self._rename_group = self._button("group_rename", self._on_group)
        self._hint = QLabel(self, wordWrap=True)
        self._hint.setProperty("role", "muted")
        self._lay_out()
        self._teams.row_opened.connect(lambda _row: self._on_lead())
        self._projects.row_opened.connect(lambda _row: self._on_project())
        self._groups.row_opened.connect(lambda _row: self._on_group())
        for table in (self._teams, self._projects, self._groups):
            table.chosen_changed.connect(self._show_buttons)
        self.keyboard: QWidget = self._teams
        self._show_buttons()
        self.retranslate()

    def set_roster(self, roster: Roster) -> None:
        self._teams.set_rows(tables.team_rows(roster))
        self._projects.set_rows(tables.project_rows(roster))
        self._groups.set_rows(tables.group_rows(roster))

    def retranslate(self) -> None:
        teams, projects, groups = (
            translate("Roster", "Teams"),
            translate("Roster", "Projects"),
            translate("Roster", "Skill groups"),
        )
        for title, words in zip(self._titles, (teams, projects, groups), strict=True):
            title.setText(words)
        self._teams.setAccessibleName(teams)
        self._projects.setAccessibleName(projects)
        self._groups.setAccessibleName(groups)
        self._add_team.setText(translate("Roster", "Add team…"))
        self._rename.setText(translate("Roster", "Rename…"))
        self._lead.setText(translate("Roster", "Set lead…"))
        self._add_project.setText(translate("Roster", "Add project…"))
        self._edit_project.setText(translate("Roster", "Change…"))
        self._rename_group.setText(translate("Roster", "Rename…"))
        self._hint.setText(
            translate("Roster", "A skill group is there as soon as an agent belongs to it.")
        )
        for button, words in (
            (self._rename, translate("Roster", "Rename team")),
            (self._edit_project, translate("Roster", "Change project")),
            (self._rename_group, translate("Roster", "Rename skill group")),
        ):
            button.setAccessibleName(words)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show_buttons(self) -> None:
        for table, buttons in (
            (self._teams, (self._rename, self._lead)),
            (self._projects, (self._edit_project,)),
            (self._groups, (self._rename_group,)),
        ):
            for button in buttons:
                button.setEnabled(table.row is not None)

    def _on_rename(self) -> None:
        if self._teams.row is not None:
            self._acts.rename_team(self._teams.row.team)

    def _on_lead(self) -> None:
        if self._teams.row is not None:
            self._acts.set_lead(self._teams.row.team)

    def _on_project(self) -> None:
        if self._projects.row is not None:
            self._acts.edit_project(self._projects.row.project)

    def _on_group(self) -> None:
        if self._groups.row is not None:
            self._acts.rename_skill_group(self._groups.row.name)

    def _button(self, name: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.clicked.connect(lambda: act())
        return button

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(
            self._pane(self._titles[1], self._projects, (self._add_project, self._edit_project)), 1
        )
        right.addWidget(
            self._pane(self._titles[2], self._groups, (self._rename_group, self._hint)), 1
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        buttons = (self._add_team, self._rename, self._lead)
        row.addWidget(self._pane(self._titles[0], self._teams, buttons), 1)
        row.addLayout(right, 1)

    def _pane(self, title: QLabel, table: PlainTable, buttons: tuple[QWidget, ...]) -> QFrame:
        title.setProperty("role", "title")
        pane = QFrame(self)
        pane.setProperty("role", "pane")
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.addWidget(title)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(8)
        for button in buttons:
            foot.addWidget(button, 1 if isinstance(button, QLabel) else 0)
        if not isinstance(buttons[-1], QLabel):
            foot.addStretch(1)
        column = QVBoxLayout(pane)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(table, 1)
        column.addLayout(foot)
        return pane


def _table(name: str, model: PlainModel, parent: QWidget) -> PlainTable:
    return PlainTable(name, model, parent, letters_find=True)
