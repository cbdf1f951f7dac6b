"""The Roster screen by keyboard and mouse, on a real workspace."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QEvent, QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateEdit,
    QDialog,
    QDoubleSpinBox,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QTabBar,
    QTableView,
)

from qa_desktop.journal.changes import create
from qa_desktop.services.memberships import move_to_team
from qa_desktop.services.people import save_agent, save_project, save_team
from qa_desktop.services.unmasking import show_number
from qa_desktop.store.connection import connect
from qa_desktop.store.memberships import team_on
from qa_desktop.store.people import find_agents
from qa_desktop.store.settings import get_setting
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.roster.agents_model import AgentsModel
from qa_desktop.ui.roster.view import RosterView
from tests.factories import import_calls
from tests.ui.window.conftest import Office, Seat

TODAY = date.today()
NAMES = {"0617": "王小明", "0618": "李静", "0619": "赵磊"}


@pytest.fixture
def people(tmp_path: Path) -> dict[str, str]:
    """Three agents and two teams; ids by number and name."""
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        ids = {
            number: save_agent(workspace, {"number": number, "name": name}).ids[0]
            for number, name in NAMES.items()
        }
        ids |= {name: save_team(workspace, name).ids[0] for name in ("一班", "二班")}
        ids["续约"] = save_project(workspace, "续约").ids[0]
        long_ago = (TODAY - timedelta(days=90)).isoformat()
        move_to_team(workspace, [ids[number] for number in NAMES], ids["一班"], long_ago)
    return ids


def roster(office: Office) -> tuple[Seat, RosterView]:
    seat = office.sit(opens_call=False)
    seat.window.show_screen("roster")
    seat.settle()
    view = seat.window.screen("roster")
    assert isinstance(view, RosterView)
    return seat, view


def table(view: RosterView) -> QTableView:
    return view.agents.table


def shown(view: RosterView) -> list[list[str]]:
    model = table(view).model()
    columns = range(model.columnCount())
    return [
        [model.index(row, column).data() for column in columns] for row in range(model.rowCount())
    ]


def ask(seat: Seat, name: str) -> QDialog:
    seat.wait(lambda: seat.window.findChild(QDialog, f"ask_{name}"))
    return seat.find(QDialog, f"ask_{name}")


def save(seat: Seat, name: str) -> None:
    seat.find(QPushButton, f"ask_{name}_save").click()
    seat.settle()


def press(seat: Seat, name: str) -> None:
    button = seat.find(QAbstractButton, name)
    assert button.isEnabled(), name
    button.click()
    seat.settle()


def read(seat: Seat, work):
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return work(db)
    finally:
        db.close()


def test_an_empty_roster_says_what_to_do(office: Office, qtbot) -> None:
    seat, view = roster(office)
    assert "Nobody on the roster" in seat.text("roster_empty_title")
    with qtbot.waitSignal(view.import_wanted):
        seat.find(QPushButton, "roster_empty_import").click()
    with qtbot.waitSignal(view.import_wanted):
        seat.find(QPushButton, "roster_import").click()
    press(seat, "roster_empty_add")
    ask(seat, "add_agent")
    save(seat, "add_agent")
    assert "work number is missing" in seat.text("ask_add_agent_message")
    for field, words in (("number", "0617"), ("name", "王小明")):
        seat.find(QLineEdit, f"ask_add_agent_{field}").insert(words)
    save(seat, "add_agent")
    assert shown(view)[0][0] == "0617 王小明" and seat.text("agent_title") == "0617 王小明"
    seat.window.undoing.undo()
    seat.settle()
    assert shown(view) == []


def test_search_and_filters(office: Office, people: dict[str, str]) -> None:
    seat, view = roster(office)
    table(view).setFocus()
    assert [row[0] for row in shown(view)] == ["0617 王小明", "0618 李静", "0619 赵磊"]
    seat.key(Qt.Key.Key_8)  # letters and digits go to the search
    assert [row[0] for row in shown(view)] == ["0618 李静"]
    seat.find(QLineEdit, "roster_search").setText("０６１９ 一班")
    assert [row[0] for row in shown(view)] == ["0619 赵磊"]
    seat.find(QLineEdit, "roster_search").setText("nobody")
    assert "Nobody matches" in seat.text("roster_empty_title")
    press(seat, "roster_empty_clear")
    assert len(shown(view)) == 3
    teams = seat.find(QComboBox, "roster_team")
    teams.setCurrentIndex(teams.findData(people["二班"]))
    assert shown(view) == []
    teams.setCurrentIndex(teams.findData(people["一班"]))
    assert len(shown(view)) == 3


def test_fields_are_edited_in_place_and_undone(office: Office, people: dict[str, str]) -> None:
    seat, view = roster(office)
    table(view).setFocus()
    seat.key(Qt.Key.Key_Return)
    number = seat.find(QLineEdit, "agent_number")
    assert number.hasFocus()
    number.setText("0618")
    seat.key(Qt.Key.Key_Tab)
    assert "Another agent has the work number 0618" in seat.text("agent_message")
    assert number.text() == "0617"
    nickname = seat.find(QLineEdit, "agent_nickname")
    nickname.setFocus()
    nickname.setText("小明")
    seat.key(Qt.Key.Key_Return)
    assert "小明" in shown(view)[0] and seat.text("toast_words") == "Saved"
    press(seat, "toast_undo")
    assert "小明" not in shown(view)[0] and nickname.text() == ""
    status = seat.find(QComboBox, "agent_status")
    status.setCurrentIndex(status.findData("new"))
    status.activated.emit(status.currentIndex())
    seat.settle()
    assert "New" in shown(view)[0]


def test_a_field_that_was_not_left_is_written_when_the_window_closes(
    office: Office, people: dict[str, str]
) -> None:
    seat, _ = roster(office)
    nickname = seat.find(QLineEdit, "agent_nickname")
    nickname.setFocus()
    nickname.setText("小明")
    office.leave(seat)
    _, view = roster(office)
    assert "小明" in shown(view)[0]


def test_many_move_from_a_day_on(office: Office, people: dict[str, str]) -> None:
    seat, view = roster(office)
    table(view).setFocus()
    seat.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert "3 selected" in seat.text("roster_count")
    assert seat.text("agent_title") == "Choose an agent"
    press(seat, "roster_move")
    dialog = ask(seat, "move")
    assert "3 agents" in dialog.windowTitle()
    teams = seat.find(QComboBox, "ask_move_team")
    teams.setCurrentIndex(teams.findData(people["二班"]))
    begins = TODAY - timedelta(days=10)
    seat.find(QDateEdit, "ask_move_begins").setDate(QDate(begins.year, begins.month, begins.day))
    save(seat, "move")
    assert [row[1] for row in shown(view)] == ["二班"] * 3
    before = (begins - timedelta(days=1)).isoformat()
    agent = people["0618"]
    assert read(seat, lambda db: team_on(db, agent, before)) == people["一班"]
    assert "3 selected" in seat.text("roster_count"), "the selection survives"
    view.choose_agent(agent)
    seat.settle()
    history = seat.text("agent_teams").splitlines()
    assert history[0] == "二班" and len(history) == 3 and history[2].endswith("一班")
    seat.window.undoing.undo()
    seat.settle()
    assert [row[1] for row in shown(view)] == ["一班"] * 3


def test_a_tier_is_set_by_hand_with_its_reason(office: Office, people: dict[str, str]) -> None:
    seat, view = roster(office)
    view.choose_agent(people["0617"])
    seat.settle()
    assert "Only 0 scores" in seat.text("agent_reasons")
    press(seat, "agent_choose_tier")
    ask(seat, "tier")
    save(seat, "tier")
    assert "reason" in seat.text("ask_tier_message")
    seat.find(QLineEdit, "ask_tier_reason").insert("标杆")
    level = seat.find(QComboBox, "ask_tier_level")
    level.setCurrentIndex(level.findData("exempt"))
    save(seat, "tier")
    assert shown(view)[0][3:5] == ["Good ✎", "Exempt"]
    assert "标杆" in seat.text("agent_reasons") and "random check" in seat.text("agent_reasons")
    model = table(view).model()
    assert "标杆" in model.index(0, 3).data(Qt.ItemDataRole.ToolTipRole)
    press(seat, "agent_drop_tier")
    assert shown(view)[0][3] == "None yet"


def test_teams_leads_and_projects(office: Office, people: dict[str, str]) -> None:
    seat, view = roster(office)
    seat.find(QTabBar, "roster_tabs").setCurrentIndex(1)
    press(seat, "team_lead")
    assert "一班" in ask(seat, "lead").windowTitle()
    lead = seat.find(QComboBox, "ask_lead_lead")
    lead.setCurrentIndex(lead.findData(people["0618"]))
    save(seat, "lead")
    press(seat, "team_rename")
    seat.find(QLineEdit, "ask_team_name").setText("二班")
    save(seat, "team")
    assert "already" in seat.text("ask_team_message")
    seat.find(QLineEdit, "ask_team_name").setText("三班")
    save(seat, "team")
    assert shown(view)[0][1:3] == ["三班", "0618 李静"]
    press(seat, "project_edit")
    seat.find(QLineEdit, "ask_project_stage").setText("试点")
    save(seat, "project")
    projects = seat.find(QTableView, "projects_table")
    assert [projects.model().index(0, column).data() for column in (0, 2)] == ["续约", "试点"]


def test_projects_are_ticked(office: Office, people: dict[str, str]) -> None:
    seat, view = roster(office)
    press(seat, "agent_choose_projects")
    ask(seat, "projects")
    ticks = seat.find(QListWidget, "ask_projects_projects")
    ticks.item(0).setCheckState(Qt.CheckState.Checked)
    save(seat, "projects")
    assert "续约" in shown(view)[0]
    assert seat.text("agent_projects") == "续约"


def test_who_left_is_hidden_from_the_present(office: Office, people: dict[str, str]) -> None:
    seat, view = roster(office)
    press(seat, "agent_left")
    ask(seat, "left")
    save(seat, "left")
    assert [row[0] for row in shown(view)] == ["0618 李静", "0619 赵磊"]
    status = seat.find(QComboBox, "roster_status")
    status.setCurrentIndex(status.findData("left"))
    assert [row[0] for row in shown(view)] == ["0617 王小明"]


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_the_menu_has_the_acts(office: Office, people: dict[str, str]) -> None:
    seat, view = roster(office)
    table(view).setFocus()
    view.agents._open_menu(table(view).mapToGlobal(table(view).rect().center()))
    menu = seat.find(QMenu, "roster_menu")
    menu.actions()[0].trigger()
    menu.close()
    assert "0617 王小明" in ask(seat, "move").windowTitle()


def test_one_number_twice_is_warned_of(office: Office, tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        for id in ("a", "b"):
            workspace.write([create("agent", id, {"number": "0617"})])
    seat, view = roster(office)
    assert [row[0] for row in shown(view)] == ["⚠ 0617", "⚠ 0617"]
    assert seat.find(QAbstractButton, "roster_move").isEnabled()
    assert "may be one" in seat.text("agent_warning")


def test_the_tier_rule_is_kept_and_a_contradiction_refused(
    office: Office, people: dict[str, str]
) -> None:
    seat, _ = roster(office)
    seat.find(QTabBar, "roster_tabs").setCurrentIndex(2)
    good = seat.find(QDoubleSpinBox, "tier_good")
    good.setValue(92.5)
    good.editingFinished.emit()
    seat.settle()
    assert read(seat, lambda db: get_setting(db, "tier_rule"))["good"] == "92.5"
    good.setValue(70)
    good.editingFinished.emit()
    seat.settle()
    assert "contradicts itself" in seat.text("tier_message")
    assert read(seat, lambda db: get_setting(db, "tier_rule"))["good"] == "92.5"


def test_who_looked_at_numbers_is_listed_without_them(office: Office, tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        (call,) = import_calls(workspace, tmp_path / "in")
        show_number(workspace, call.id)
    seat, _ = roster(office)
    looks = seat.find(QTableView, "looks_table").model()
    words = [looks.index(0, column).data() for column in range(5)]
    assert words[1:] == ["李敏", "0617", "—", "138****0000"]


def test_columns_and_order_are_remembered(office: Office, people: dict[str, str]) -> None:
    seat, view = roster(office)
    heads = table(view).horizontalHeader()
    heads.resizeSection(0, 222)
    heads.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert [row[0] for row in shown(view)] == ["0619 赵磊", "0618 李静", "0617 王小明"]
    office.leave(seat)
    _, view = roster(office)
    assert table(view).horizontalHeader().sectionSize(0) == 222
    assert [row[0] for row in shown(view)] == ["0619 赵磊", "0618 李静", "0617 王小明"]


def test_the_language_changes_while_it_is_open(office: Office, people: dict[str, str]) -> None:
    seat, view = roster(office)
    i18n.set_language(QApplication.instance(), "zh_CN")
    seat.settle()
    assert table(view).model().headerData(3, Qt.Orientation.Horizontal) == "分级"
    assert seat.find(QTabBar, "roster_tabs").tabText(1) == "班组与项目"
    assert "还差 3 次" in seat.text("agent_reasons")


def test_the_model_is_sound(office: Office, people: dict[str, str]) -> None:
    seat, view = roster(office)
    model = table(view).model()
    assert isinstance(model, AgentsModel)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(6, Qt.SortOrder.DescendingOrder)
    table(view).selectionModel().select(model.index(1, 0), QItemSelectionModel.SelectionFlag.Select)
    seat.settle()
    tester.deleteLater()


def test_a_question_given_up_while_its_answer_is_written_is_no_trouble(
    office: Office, people: dict[str, str]
) -> None:
    seat, view = roster(office)
    view.acts.add_team()
    dialog = seat.window.findChild(QDialog, "ask_team")
    dialog.findChild(QLineEdit, "ask_team_name").setText("三班")
    dialog.findChild(QPushButton, "ask_team_save").click()
    dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    seat.settle()
    assert seat.text("toast_words") == "Team added", "it was on its way: with Undo beside it"


def test_what_is_typed_goes_to_the_agent_it_was_typed_for(
    office: Office, people: dict[str, str]
) -> None:
    """The list leaves the agent while a field is being filled in: another one is shown."""
    seat, _view = roster(office)
    search = seat.find(QLineEdit, "roster_search")
    search.setText("0618")
    seat.settle()
    seat.window.activateWindow()
    name = seat.find(QLineEdit, "agent_name")
    name.setFocus()
    seat.wait(name.hasFocus)
    name.selectAll()
    QTest.keyClicks(name, "Li Jing")
    seat.window.desk.write(lambda ws: save_agent(ws, {"number": "0628"}, id=people["0618"]))
    seat.settle()
    search.setText("0617")
    seat.settle()
    name.clearFocus()
    seat.settle()
    with connect(seat.folder / DATABASE, readonly=True) as db:
        names = {agent.number: agent.name for agent in find_agents(db)}
    assert names == {"0617": "王小明", "0628": "Li Jing", "0619": "赵磊"}


def test_an_agent_chosen_from_elsewhere_is_shown_whatever_the_filters(
    office: Office, people: dict[str, str]
) -> None:
    seat, view = roster(office)
    seat.find(QLineEdit, "roster_search").setText("0617")
    seat.settle()
    view.choose_agent(people["0619"])
    assert seat.text("agent_title") == "0619 赵磊"
    assert seat.find(QLineEdit, "roster_search").text() == ""
    with_left = {"number": "0700", "name": "钱多", "status": "left"}
    seat.window.desk.write(
        lambda ws: save_agent(ws, with_left), lambda c: view.choose_agent(c.ids[0])
    )
    seat.wait(lambda: seat.text("agent_title") == "0700 钱多")
    view.choose_agent(people["0617"])
    assert seat.text("agent_title") == "0617 王小明"
