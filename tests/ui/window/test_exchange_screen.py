"""The Exchange screen on real workspaces of two people who swap real bundles."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QMenu,
    QTableView,
    QWidget,
)

from qa_desktop.exchange.identity_card import read_card
from qa_desktop.journal.changes import create, delete, fact, set_fields
from qa_desktop.journal.roster import Term
from qa_desktop.services import team
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.gap_requests import answer_request, waiting_requests, write_request
from qa_desktop.services.identity import own_card
from qa_desktop.services.inbox import InboxWatch
from qa_desktop.services.outbox import read_outbox
from qa_desktop.services.passphrase import set_passphrase, unlock
from qa_desktop.store.conflicts import find_conflicts
from qa_desktop.store.connection import connect
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.people import find_agents
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui.exchange.view import ExchangeView
from qa_desktop.ui.roster.view import RosterView
from tests.ui.window.conftest import Office, Seat


@dataclass
class Pair:
    """Our workspace (closed, for a window) and the folder where the colleague's bundles lie."""

    folder: Path
    colleague: Workspace

    def ours(self) -> Workspace:
        return Workspace.open(self.folder / "workspace", name="李敏", number="Q017")

    def bundle(self, name: str = "王磊.qab", **wanted: Any) -> Path:
        """What the colleague has, as a file."""
        return write_out(self.colleague, self.folder / name, **wanted).files[0]


@pytest.fixture(scope="session")
def paired(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of both workspaces, where both hold agent 0617 and one evaluation."""
    folder = tmp_path_factory.mktemp("paired")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QA_DESKTOP_PROFILE", str(folder / "profile"))
        with _colleague(folder) as colleague, Pair(folder, colleague).ours() as ours:
            ours.write([create("agent", "agent-1", {"number": "0617", "name": "王小明"})])
            ours.write([fact("evaluation", "eval-1", {"call": "c", "advice": "慢一点"})])
            merge(colleague, write_out(ours, folder / "ours.qab").files[0])
    return folder


@pytest.fixture
def pair(paired: Path, profile: Path, tmp_path: Path) -> Iterator[Pair]:
    """A copy of them for this test."""
    rest = shutil.ignore_patterns("profile")
    shutil.copytree(paired, tmp_path, dirs_exist_ok=True, ignore=rest)
    shutil.copytree(paired / "profile", profile, dirs_exist_ok=True)
    with _colleague(tmp_path) as colleague:
        yield Pair(tmp_path, colleague)


def _colleague(folder: Path) -> Workspace:
    keys = KeyStore(folder / "colleague-keys")
    return Workspace.open(folder / "colleague", name="王磊", number="T001", keys=keys)


def apart(pair: Pair) -> None:
    """Both change the agent's name and area; we hold both values then."""
    with pair.ours() as ours:
        ours.write([set_fields("agent", "agent-1", {"name": "王晓明", "area": "北"})])
        pair.colleague.write([set_fields("agent", "agent-1", {"name": "王小铭", "area": "南"})])
        merge(ours, pair.bundle())


def screen(office: Office, area: str) -> tuple[Seat, ExchangeView]:
    seat = office.sit(opens_call=False)
    seat.window.show_screen("exchange")
    seat.window.exchange.show_area(area)
    seat.settle()
    view = seat.window.screen("exchange")
    assert isinstance(view, ExchangeView)
    return seat, view


def cells(table: QTableView) -> list[list[str]]:
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def read(seat: Seat, work: Callable) -> Any:
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return work(db)
    finally:
        db.close()


def name_shown(seat: Seat) -> str | None:
    return read(seat, find_agents)[0].name


def press(seat: Seat, name: str) -> None:
    button = seat.find(QAbstractButton, name)
    assert button.isEnabled(), name
    button.click()
    seat.settle()


def drop(seat: Seat, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    seat.window.dropEvent(event)


def preview(seat: Seat, file: Path) -> None:
    """The bundle's preview, worked out."""
    drop(seat, file)
    seat.wait(lambda: seat.find(QWidget, "bundle_merge").isVisible())


# -- alone


def test_who_works_alone_is_told_what_this_is_for(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat, view = screen(office, "people")
    assert "not exchanged anything yet" in seat.text("people_alone_title")
    assert view.people.keyboard is seat.find(QWidget, "people_alone_open")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    press(seat, "people_alone_open")
    press(seat, "people_alone_write")
    assert seat.find(QWidget, "write_dialog").isVisible()
    press(seat, "write_cancel")
    seat.window.exchange.show_area("conflicts")
    assert seat.text("conflicts_nothing_title") == "No conflicts"
    seat.window.exchange.show_area("received")
    assert seat.text("received_nothing_title") == "Nothing received yet"


# -- conflicts


def test_a_conflict_is_settled_by_one_key_and_undone(pair: Pair, office: Office) -> None:
    apart(pair)
    seat, view = screen(office, "conflicts")
    table = view.conflicts.table
    assert [row[:2] for row in cells(table)] == [
        ["Agent  0617 王小铭", "Area"],
        ["Agent  0617 王小铭", "Name"],
    ]
    rail = seat.find(QAbstractButton, "rail_exchange")
    assert rail.count == 2
    table.selectRow(1)
    assert seat.text("conflict_value_1") == "王小铭" and seat.text("conflict_value_2") == "王晓明"
    assert seat.text("conflict_who_2").startswith("李敏") and "this device" in seat.text(
        "conflict_who_2"
    )
    seat.key(Qt.Key.Key_2)
    assert name_shown(seat) == "王晓明" and len(cells(table)) == 1
    seat.wait(lambda: rail.count == 1)
    press(seat, "toast_undo")
    assert len(cells(table)) == 2 and len(read(seat, find_conflicts)) == 2


def test_a_third_value_is_right_for_both(pair: Pair, office: Office) -> None:
    apart(pair)
    seat, view = screen(office, "conflicts")
    view.conflicts.table.selectRow(1)
    seat.key(Qt.Key.Key_E)
    field = seat.find(QLineEdit, "conflict_other")
    assert field.hasFocus()
    field.insert("王小名")
    seat.key(Qt.Key.Key_Escape)
    assert field.text() == "" and len(cells(view.conflicts.table)) == 2
    seat.key(Qt.Key.Key_E)
    field.insert("王小名")
    seat.key(Qt.Key.Key_Return)
    assert name_shown(seat) == "王小名" and len(cells(view.conflicts.table)) == 1


def test_later_keeps_it_at_the_end_and_off_the_rail(pair: Pair, office: Office) -> None:
    apart(pair)
    seat, view = screen(office, "conflicts")
    table, rail = view.conflicts.table, seat.find(QAbstractButton, "rail_exchange")
    seat.key(Qt.Key.Key_L)
    assert [row[1] for row in cells(table)] == ["Name", "Area"]
    seat.wait(lambda: rail.count == 1)
    table.selectRow(1)
    assert seat.text("conflict_later").startswith("Take up again")
    press(seat, "conflict_later")
    seat.wait(lambda: rail.count == 2)


def test_deleted_here_and_edited_there_has_its_own_words(pair: Pair, office: Office) -> None:
    with pair.ours() as ours:
        ours.write([delete("agent", "agent-1")])
        pair.colleague.write([set_fields("agent", "agent-1", {"nickname": "小明"})])
        merge(ours, pair.bundle())
    seat, view = screen(office, "conflicts")
    assert cells(view.conflicts.table)[0][1] == "Deleted or kept"
    assert seat.text("conflict_value_1") == "Keep it" and "小明" in seat.text("conflict_who_1")
    assert seat.text("conflict_value_2") == "Delete it"
    assert seat.text("conflict_who_2").startswith("李敏")
    assert not seat.find(QWidget, "conflict_other").isVisible()
    seat.key(Qt.Key.Key_3)
    assert len(cells(view.conflicts.table)) == 1
    seat.key(Qt.Key.Key_2)
    assert read(seat, find_agents) == [] and cells(view.conflicts.table) == []


def test_two_corrections_show_only_what_they_do_not_agree_on(pair: Pair, office: Office) -> None:
    with pair.ours() as ours:
        for workspace, advice in ((ours, "先安抚"), (pair.colleague, "先核对")):
            (first,) = workspace.db.conn.execute("SELECT revision FROM evaluation").fetchone()
            said = {"call": "c", "advice": advice, "grade": "良"}
            workspace.write([fact("evaluation", "eval-1", said, first)])
        merge(ours, pair.bundle())
    seat, view = screen(office, "conflicts")
    assert cells(view.conflicts.table)[0][1] == "Two corrections"
    words = [
        label.text() for label in view.findChildren(type(seat.find(QWidget, "conflict_value_1")))
    ]
    assert any("先安抚" in each for each in words) and not any("良" in each for each in words)
    seat.key(Qt.Key.Key_2)
    assert cells(view.conflicts.table) == []


def test_h_shows_which_bundle_brought_it(pair: Pair, office: Office) -> None:
    apart(pair)
    seat, _view = screen(office, "conflicts")
    seat.key(Qt.Key.Key_H)
    table = seat.find(QTableView, "history_table")
    seat.wait(lambda: len(cells(table)) == 3)
    assert [row[-1] for row in cells(table)] == ["", "", "王磊.qab"]
    table.selectRow(2)
    assert "王磊.qab of 王磊" in seat.text("history_detail")
    assert seat.text("history_title") == "Agent  0617 王小铭"


# -- a bundle that was handed over


def test_nothing_is_merged_before_the_preview_is_agreed_to(pair: Pair, office: Office) -> None:
    pair.colleague.write([create("agent", "agent-2", {"number": "0618", "name": "李静"})])
    file = pair.bundle()
    seat, view = screen(office, "received")
    preview(seat, file)
    assert seat.text("bundle_sender").startswith("Written by 王磊")
    assert (seat.text("bundle_count_0_0"), seat.text("bundle_count_0_1")) == ("Person", "1") or (
        seat.text("bundle_count_0_0"),
        seat.text("bundle_count_0_1"),
    ) in {("Agent", "1"), ("Device", "1")}
    press(seat, "bundle_not_now")
    assert len(read(seat, find_agents)) == 1
    preview(seat, file)
    press(seat, "bundle_merge")
    seat.wait(lambda: seat.find(QWidget, "bundle_close").isVisible())
    assert seat.text("bundle_result").startswith("Merged:")
    assert "not taken back with Undo" in seat.text("bundle_after")
    press(seat, "bundle_close")
    assert len(read(seat, find_agents)) == 2
    seat.wait(
        lambda: [row[:3:2] for row in cells(view.received.table)] == [["Merged", "T001 王磊"]]
    )
    seat.window.exchange.show_area("people")
    seat.settle()
    assert [row[0] for row in cells(view.people.table)] == ["Q017 李敏 (you)", "T001 王磊"]


def test_conflicts_to_come_are_told_and_led_to(pair: Pair, office: Office) -> None:
    with pair.ours() as ours:
        ours.write([set_fields("agent", "agent-1", {"name": "王晓明"})])
    pair.colleague.write([set_fields("agent", "agent-1", {"name": "王小铭"})])
    seat, view = screen(office, "people")
    preview(seat, pair.bundle())
    assert "Agent 0617 王晓明 · Name" in seat.text("bundle_conflicts")
    press(seat, "bundle_merge")
    seat.wait(lambda: seat.find(QWidget, "bundle_settle").isVisible())
    press(seat, "bundle_settle")
    assert len(cells(view.conflicts.table)) == 1 and view.conflicts.table.isVisible()


def test_what_hides_much_wants_a_word_first(pair: Pair, office: Office) -> None:
    with pair.ours() as ours:
        ours.write(
            [
                create("agent", f"more-{n}", {"number": f"07{n:02}", "name": "某人"})
                for n in range(8)
            ]
        )
        merge(pair.colleague, write_out(ours, pair.folder / "more.qab").files[0])
    pair.colleague.write([delete("agent", f"more-{n}") for n in range(8)])
    seat, _view = screen(office, "received")
    preview(seat, pair.bundle())
    assert "8 of" in seat.text("bundle_hides")
    merge_button = seat.find(QAbstractButton, "bundle_merge")
    assert not merge_button.isEnabled()
    seat.find(QCheckBox, "bundle_agreed").click()
    press(seat, "bundle_merge")
    seat.wait(lambda: seat.find(QWidget, "bundle_close").isVisible())
    assert len(read(seat, find_agents)) == 1


def test_a_damaged_bundle_is_refused_in_a_sentence(pair: Pair, office: Office) -> None:
    file = pair.bundle()
    file.write_bytes(file.read_bytes()[:-40])
    seat, _view = screen(office, "received")
    drop(seat, file)
    seat.wait(lambda: seat.find(QWidget, "bundle_close").isVisible())
    assert "not whole" in seat.text("bundle_result")
    assert seat.text("bundle_after") == "Nothing was changed."


# -- the watched folder


def test_a_watched_folder_offers_what_arrives(
    pair: Pair, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(InboxWatch.__init__, "__defaults__", (0.05,))
    share = tmp_path / "share"
    share.mkdir()
    seat, view = screen(office, "received")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(share))
    press(seat, "received_watch")
    seat.wait(lambda: str(share) in seat.text("received_hint"))
    pair.colleague.write([create("agent", "agent-2", {"number": "0618", "name": "李静"})])
    write_out(pair.colleague, share / "王磊.qab")
    table = view.received.table
    seat.wait(lambda: len(cells(table)) == 1)
    assert cells(table)[0][0] == "● To look into" and cells(table)[0][-1] == "王磊.qab"
    seat.wait(lambda: seat.find(QWidget, "status_arrived").isVisible())
    table.setFocus()
    seat.key(Qt.Key.Key_Delete)
    seat.wait(lambda: cells(table)[0][0] == "Put away")
    assert not seat.find(QWidget, "status_arrived").isVisible()
    seat.key(Qt.Key.Key_Delete)
    seat.wait(lambda: cells(table)[0][0] == "● To look into")
    seat.key(Qt.Key.Key_Return)
    seat.wait(lambda: seat.find(QWidget, "bundle_merge").isVisible())
    press(seat, "bundle_merge")
    seat.wait(lambda: seat.find(QWidget, "bundle_close").isVisible())
    press(seat, "bundle_close")
    seat.wait(lambda: [row[0] for row in cells(table)] == ["Merged"])
    (share / "坏.qab").write_bytes(b"no bundle at all" * 20)
    seat.wait(lambda: "⚠ Cannot be read" in [row[0] for row in cells(table)])
    press(seat, "received_unwatch")
    seat.wait(lambda: [row[0] for row in cells(table)] == ["Merged"])


# -- replies


def test_a_receipt_tells_the_sender_what_came(pair: Pair, office: Office, tmp_path: Path) -> None:
    seat, view = screen(office, "received")
    preview(seat, pair.bundle())
    press(seat, "bundle_merge")
    seat.wait(lambda: seat.find(QWidget, "bundle_reply").isVisible())
    assert seat.text("bundle_reply") == "Write a receipt…"
    press(seat, "bundle_reply")
    people = seat.find(QListWidget, "write_people")
    seat.wait(lambda: people.count() == 1)
    assert people.item(0).checkState() == Qt.CheckState.Checked
    seat.find(QLineEdit, "write_place").setText(str(tmp_path))
    seat.find(QLineEdit, "write_name").setText("回执")
    press(seat, "write_start")
    seat.wait(lambda: seat.find(QWidget, "write_close").isVisible())
    assert seat.text("write_next").startswith("Encrypted")
    press(seat, "write_close")
    merge(pair.colleague, tmp_path / "回执.qab")
    (us,) = read_outbox(pair.colleague.db).people
    assert us.waiting == 0
    seat.window.exchange.show_area("sent")
    seat.settle()
    assert [row[2] for row in cells(view.sent.files)] == ["Receipt", "Bundle"]


@pytest.mark.usefixtures("quick_seals")
def test_who_was_added_by_card_is_offered_until_revoked(
    pair: Pair, office: Office, tmp_path: Path
) -> None:
    """王磊 stands on the roster, and nothing of his has come."""
    with pair.ours() as ours:
        set_passphrase(ours, "今天也要笑着接电话")
        team.create_team(ours, "华东质检组", tmp_path / "t.qarecovery", "保险柜里的一句话")
        card = read_card(own_card(pair.colleague))
        team.add_member(ours, card, [Term("inspector")])
    seat, view = screen(office, "people")
    assert [row[0] for row in cells(view.people.table)][1:] == ["T001 王磊"]
    view.people.table.selectRow(1)
    press(seat, "peer_write")
    people = seat.find(QListWidget, "write_people")
    seat.wait(lambda: people.count() == 1)
    assert people.item(0).text().startswith("T001 王磊")
    assert people.item(0).checkState() == Qt.CheckState.Checked
    seat.wait(lambda: seat.find(QCheckBox, "write_encrypt").isVisible())
    seat.find(QLineEdit, "write_place").setText(str(tmp_path))
    seat.find(QLineEdit, "write_name").setText("入组")
    press(seat, "write_start")
    seat.wait(lambda: seat.find(QWidget, "write_close").isVisible())
    assert seat.text("write_next").startswith("Encrypted")
    press(seat, "write_close")
    seat.window.exchange.show_area("sent")
    seat.wait(lambda: len(cells(view.sent.people)) == 1)
    office.leave(seat)
    with pair.ours() as ours:
        unlock(ours, "今天也要笑着接电话")
        team.revoke_member(ours, pair.colleague.person)
    seat, view = screen(office, "people")
    view.people.table.selectRow(1)
    assert "Key revoked" in cells(view.people.table)[1][-1]
    assert not seat.find(QWidget, "peer_write").isVisible()
    seat.window.exchange.show_area("sent")
    seat.settle()
    assert cells(view.sent.files)[0][1] == "T001 王磊", "what went is still told"
    assert cells(view.sent.people) == []
    seat.window.exchange.write_bundle()
    seat.settle()
    assert seat.find(QListWidget, "write_people").count() == 0


def test_a_gap_is_asked_for_and_answered(pair: Pair, office: Office, tmp_path: Path) -> None:
    """We lack an entry of the colleague's and ask; later he asks us."""
    pair.colleague.write([create("agent", "agent-2", {"number": "0618", "name": "李静"})])
    pair.colleague.write([create("agent", "agent-3", {"number": "0619", "name": "赵磊"})])
    with pair.ours() as ours:
        merge(ours, pair.bundle(subject="agent-3"))
    seat, view = screen(office, "people")
    view.people.table.selectRow(1)
    assert "Something missing" in cells(view.people.table)[1][-1]
    assert "missing" in seat.text("peer_troubles")
    press(seat, "peer_ask")
    seat.wait(lambda: seat.find(QListWidget, "write_people").count() == 1)
    seat.find(QLineEdit, "write_place").setText(str(tmp_path))
    seat.find(QLineEdit, "write_name").setText("请求")
    press(seat, "write_start")
    seat.wait(lambda: seat.find(QWidget, "write_close").isVisible())
    press(seat, "write_close")
    merge(pair.colleague, tmp_path / "请求.qab")
    (request,) = waiting_requests(pair.colleague.db)
    answer = tmp_path / "答复.qab"
    answer_request(pair.colleague.folder, lambda act: act(pair.colleague), request.bundle, answer)
    preview(seat, answer)
    assert "answer to a request" in seat.text("bundle_subject")
    press(seat, "bundle_merge")
    seat.wait(lambda: seat.find(QWidget, "bundle_close").isVisible())
    press(seat, "bundle_close")
    seat.wait(lambda: "missing" not in cells(view.people.table)[1][-1])


def test_a_request_that_came_waits_until_it_is_answered(
    pair: Pair, office: Office, tmp_path: Path
) -> None:
    with pair.ours() as ours:
        for number in ("0618", "0619"):
            ours.write([create("agent", f"agent-{number}", {"number": number, "name": "某人"})])
        merge(pair.colleague, write_out(ours, tmp_path / "one.qab", subject="agent-0619").files[0])
    asked = tmp_path / "请求.qab"
    write_request(pair.colleague.folder, lambda act: act(pair.colleague), asked)
    seat, view = screen(office, "sent")
    preview(seat, asked)
    assert "misses 1 entries" in seat.text("bundle_subject")
    press(seat, "bundle_merge")
    seat.wait(lambda: seat.find(QWidget, "bundle_reply").isVisible())
    press(seat, "bundle_close")
    seat.wait(lambda: seat.find(QWidget, "sent_request").isVisible())
    assert "王磊 misses 1 entries; 1 of them" in seat.text("sent_request")
    press(seat, "sent_answer")
    seat.find(QLineEdit, "write_place").setText(str(tmp_path))
    seat.find(QLineEdit, "write_name").setText("答复")
    press(seat, "write_start")
    seat.wait(lambda: seat.find(QWidget, "write_close").isVisible())
    press(seat, "write_close")
    seat.wait(lambda: not seat.find(QWidget, "sent_request").isVisible())
    assert merge(pair.colleague, tmp_path / "答复.qab").operations == 1
    assert cells(view.sent.files)[0][2] == "Answer"


# -- writing


def test_a_bundle_is_written_for_somebody_and_can_be_merged(
    pair: Pair, office: Office, tmp_path: Path
) -> None:
    with pair.ours() as ours:
        merge(ours, pair.bundle())
        ours.write([create("agent", "agent-2", {"number": "0618", "name": "李静"})])
    place = tmp_path / "share"
    place.mkdir()
    seat, view = screen(office, "people")
    view.people.table.selectRow(1)
    press(seat, "peer_write")
    people = seat.find(QListWidget, "write_people")
    seat.wait(lambda: people.count() == 1)
    assert people.item(0).checkState() == Qt.CheckState.Checked
    seat.wait(lambda: seat.text("write_size").endswith(": 1"))
    seat.find(QLineEdit, "write_place").setText(str(place))
    press(seat, "write_start")
    seat.wait(lambda: seat.find(QWidget, "write_close").isVisible())
    (file,) = place.glob("*.qab")
    assert "王磊" in file.name and str(file) in seat.text("write_files")
    press(seat, "write_copy")
    assert QApplication.clipboard().text() == str(file)
    press(seat, "write_close")
    assert merge(pair.colleague, file).operations == 1
    seat.window.exchange.write_bundle()
    seat.wait(lambda: seat.find(QListWidget, "write_people").count() == 1)
    assert seat.find(QLineEdit, "write_place").text() == str(place)


def test_a_file_that_is_there_is_not_replaced(
    pair: Pair, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.qab").write_bytes(b"somebody's")
    seat, _view = screen(office, "people")
    seat.window.exchange.write_bundle()
    seat.settle()
    monkeypatch.chdir(tmp_path)

    def refused(words: str) -> None:
        press(seat, "write_start")  # a thread looks at the place
        seat.wait(lambda: seat.find(QWidget, "write_message").isVisible())
        assert words in seat.text("write_message")

    seat.find(QLineEdit, "write_place").setText("")
    name = seat.find(QLineEdit, "write_name")
    name.selectAll()
    name.insert("x")  # as typed: what is only set gives way to the name that was looked for
    refused("no such folder")  # and not where the program happens to stand
    seat.find(QLineEdit, "write_place").setText(str(tmp_path))
    refused("exists already")
    seat.find(QLineEdit, "write_place").setText(str(tmp_path / "nowhere"))
    refused("no such folder")
    assert (tmp_path / "x.qab").read_bytes() == b"somebody's"


# -- from elsewhere


def test_one_call_is_sent_from_its_menu(calls: list[str], office: Office, tmp_path: Path) -> None:
    seat = office.sit()
    seat.opened(calls[0])
    seat.find(QAction, "send_call").trigger()
    seat.wait(lambda: seat.window.findChild(QWidget, "write_dialog"))
    assert seat.text("write_what").startswith("Only this, and what belongs to it: Call")
    seat.wait(lambda: seat.text("write_size").startswith("Entries"))
    audio = seat.find(QComboBox, "write_audio")
    audio.setCurrentIndex(audio.findData("full"))
    seat.find(QLineEdit, "write_place").setText(str(tmp_path))
    press(seat, "write_start")
    seat.wait(lambda: seat.find(QWidget, "write_close").isVisible())
    assert "1 recordings" in seat.text("write_result")
    assert seat.text("write_next").startswith("Not encrypted")


def test_the_history_of_the_open_call_is_one_key_away(calls: list[str], office: Office) -> None:
    seat = office.sit()
    seat.opened(calls[0])
    seat.key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    seat.wait(lambda: cells(seat.find(QTableView, "history_table")))
    assert seat.text("history_title").startswith("Call  ")
    assert "Written in this workspace." in seat.text("history_detail")


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_an_agent_is_sent_and_looked_up_from_the_roster(pair: Pair, office: Office) -> None:
    seat = office.sit(opens_call=False)
    seat.window.show_screen("roster")
    seat.settle()
    roster = seat.window.screen("roster")
    assert isinstance(roster, RosterView)
    roster.agents.table.setFocus()
    for words, opens in (("History…", "history_dialog"), ("Send…", "write_dialog")):
        roster.agents._open_menu(roster.agents.table.mapToGlobal(QPoint(10, 10)))
        menu = seat.find(QMenu, "roster_menu")
        next(each for each in menu.actions() if each.text() == words).trigger()
        menu.close()
        seat.wait(lambda opens=opens: seat.window.findChild(QWidget, opens))
        seat.settle()
        seat.find(QWidget, opens).close()


def test_marks_of_what_has_no_effect_and_of_wrong_clocks(
    pair: Pair, office: Office, tmp_path: Path
) -> None:
    with pair.ours() as ours:
        pair.colleague.write([set_fields("agent", "agent-1", {"name": "王小铭"})])
        merge(ours, pair.bundle())
        (last,) = ours.db.conn.execute("SELECT max(n) FROM op WHERE entity_id = 'agent-1'")
        (op,) = ours.db.conn.execute("SELECT id FROM op WHERE n = ?", last).fetchone()
        with ours.transaction():
            ours.db.conn.execute("INSERT INTO ahead VALUES (?, ?)", [op, 1 << 36])
            row = ["agent", "agent-1", op, "no_role"]
            ours.db.conn.execute("INSERT INTO without_effect VALUES (?, ?, ?, ?)", row)
    seat = office.sit(opens_call=False)
    seat.window.exchange.show_history("agent-1")
    table = seat.find(QTableView, "history_table")
    seat.wait(lambda: len(cells(table)) == 2)
    assert cells(table)[1][0].startswith("⚠") and cells(table)[1][2].startswith("⊘")
    table.selectRow(1)
    said = seat.text("history_detail")
    assert "without effect: its writer had no role" in said and "clock of that computer" in said
