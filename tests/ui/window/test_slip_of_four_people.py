"""Two slips go round four people who only hand each other bundles: one is agreed to, the other is
disputed, decided, taken on and decided again. Real windows, real merges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QWidget,
)

from qa_desktop.audio.players.fake import FakePlayer
from qa_desktop.journal.digest import kept_digest
from qa_desktop.services.slip_checking import code_of
from qa_desktop.services.slip_files import save_slip_files
from qa_desktop.store.connection import connect
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.slips import find_slips, read_slip
from qa_desktop.store.workspace import DATABASE
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.preferences import Preferences, read_preferences
from qa_desktop.ui.slips import slip_pane
from qa_desktop.ui.slips.view import ALL, SlipsView
from qa_desktop.ui.tasks import Desk
from tests.services.slip_people import evaluate_badly, people
from tests.ui.window.conftest import Seat

WORDS = "correct horse"


@dataclass
class Table:
    """Four windows round one table, and the folder that bundles are put in."""

    seats: dict[str, Seat]
    shelf: Path
    number: int = 0

    def __getattr__(self, name: str) -> Seat:
        return self.seats[name]

    def hand(self, giver: str, *takers: str) -> None:
        """Everything the giver has, as a file that each taker merges."""
        self.number += 1
        file = write(self.seats[giver], self.shelf, f"{self.number}-{giver}")
        for taker in takers:
            merge(self.seats[taker], file)


@pytest.fixture
def table(tmp_path: Path, qtbot) -> Iterator[Table]:
    with people(tmp_path) as four:
        evaluate_badly(four.inspector, tmp_path / "recordings", 2)
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    seats = {}
    for name in ("inspector", "lead", "supervisor", "manager"):
        desk = Desk(tmp_path / name)
        desk.open(keys=KeyStore(tmp_path / f"{name}-keys"))
        desk.keys.unlock(WORDS, 600)
        db = connect(desk.folder / DATABASE, readonly=True)
        window = MainWindow(desk, Preferences(desk, read_preferences(db)))
        db.close()
        player = FakePlayer()
        window.show()
        window.use_player(player, player.clock)
        seats[name] = Seat(window, player, qtbot, desk.folder)
        seats[name].settle()
    yield Table(seats, shelf)
    for seat in seats.values():
        seat.window.close()
        seat.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def shown(seat: Seat, kind: type, name: str):
    """The widget of this name that is in sight: several dialogs may be going away."""
    return next((w for w in seat.window.findChildren(kind, name) if w.isVisible()), None)


def press(seat: Seat, name: str) -> None:
    def is_ready() -> bool:
        button = shown(seat, QAbstractButton, name)
        return button is not None and button.isEnabled()

    seat.wait(is_ready)
    shown(seat, QAbstractButton, name).click()
    seat.settle()


def write(seat: Seat, shelf: Path, name: str) -> Path:
    seat.window.exchange.write_bundle()
    seat.wait(lambda: shown(seat, QAbstractButton, "write_start"))
    seat.wait(lambda: shown(seat, QAbstractButton, "write_start").isEnabled())
    shown(seat, QComboBox, "write_audio").setCurrentIndex(2)
    shown(seat, QLineEdit, "write_place").setText(str(shelf))
    shown(seat, QLineEdit, "write_name").setText(name)
    press(seat, "write_start")
    press(seat, "write_close")
    return shelf / f"{name}.qab"


def merge(seat: Seat, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    seat.window.dropEvent(
        QDropEvent(
            QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    press(seat, "bundle_merge")
    press(seat, "bundle_close")


def choose(seat: Seat, number: int) -> SlipsView:
    """A slip by its place in the order in which they were drawn, ready to be heard."""
    seat.window.show_screen("slips")
    view = seat.window.screen("slips")
    assert isinstance(view, SlipsView)
    view.show_area(ALL)
    wanted = slips(seat)[number]
    view.show_slip(wanted)
    seat.wait(lambda: view.pane.opened and view.pane.opened.slip.row.id == wanted)
    seat.wait(lambda: view.sound.is_ready)
    seat.settle()
    return view


def slips(seat: Seat) -> list[str]:
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return [row.id for row in reversed(find_slips(db))]
    finally:
        db.close()


def stage(seat: Seat, number: int) -> str:
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return {row.id: row.stage for row in find_slips(db)}[slips(seat)[number]]
    finally:
        db.close()


def waits_for(seat: Seat, number: int) -> str | None:
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return {row.id: row.waiting for row in find_slips(db)}[slips(seat)[number]]
    finally:
        db.close()


def listen(seat: Seat, view: SlipsView) -> None:
    view.sound.play_from(0)
    seat.wait(lambda: view.sound.playing)
    for _ in range(19):
        seat.hear(100)
    seat.wait(lambda: view.sound.has_proof)
    view.sound.pause()
    QApplication.processEvents()


def say(seat: Seat, **fields: str) -> None:
    """Into the dialog of a move."""
    seat.wait(lambda: shown(seat, QDialog, "slip_move_dialog"))
    for name, words in fields.items():
        field = shown(seat, GrowingText, name)
        assert field is not None, name
        field.setPlainText(words)
    press(seat, "slip_move_done")


def draw_both(seat: Seat) -> None:
    db = connect(seat.folder / DATABASE, readonly=True)
    evaluations = [row[0] for row in db.conn.execute("SELECT id FROM evaluation ORDER BY id")]
    db.close()
    for place, evaluation in enumerate(evaluations):
        seat.window.slips.draw(evaluation)
        seat.wait(lambda: shown(seat, QComboBox, "slip_fault_0_severity"))
        severity = shown(seat, QComboBox, "slip_fault_0_severity")
        severity.setCurrentIndex(severity.findData("grave"))
        seat.wait(lambda: shown(seat, GrowingText, "draw_why"))
        shown(seat, GrowingText, "draw_why").setPlainText("客户当场投诉")
        seat.settle()
        press(seat, "draw_sign")
        seat.wait(lambda place=place: len(slips(seat)) == place + 1)


def send(seat: Seat, number: int) -> None:
    choose(seat, number)
    press(seat, "slip_send")
    seat.wait(lambda: shown(seat, QComboBox, "slip_manager"))
    for role in ("supervisor", "manager"):
        combo = shown(seat, QComboBox, f"slip_{role}")
        assert combo.count() == 2
        combo.setCurrentIndex(1)
    press(seat, "slip_move_done")
    seat.wait(lambda: stage(seat, number) == "sent")


def talk(seat: Seat, number: int) -> None:
    view = choose(seat, number)
    press(seat, "slip_hear")
    seat.find(GrowingText, "conversation_finding").setPlainText("我抢话了")
    listen(seat, view)
    press(seat, "conversation_go_on")
    seat.wait(lambda: shown(seat, QWidget, "signature_pad"))
    pad = seat.find(QWidget, "signature_pad")
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    for x in (60, 100, 140):
        QTest.mouseMove(pad, QPoint(x, 20 + x % 40))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(140, 40))
    press(seat, "conversation_answer")
    seat.wait(lambda: stage(seat, number) == "answered")


def decide(seat: Seat, number: int) -> None:
    view = choose(seat, number)
    assert not shown(seat, QAbstractButton, "slip_decide").isEnabled()  # not heard yet
    listen(seat, view)
    press(seat, "slip_decide")
    seat.wait(lambda: shown(seat, QAbstractButton, "slip_deduct"))
    shown(seat, QAbstractButton, "slip_deduct").setChecked(True)
    say(seat, slip_reason="录音里两次打断，条款适用")


def paper(seat: Seat, shelf: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """All text of the slip's PDF; at the manager's the one that its menu saves."""
    view = choose(seat, number)
    out = shelf / f"{seat.folder.name}-{number}.pdf"
    if (seat.folder.name, number) == ("manager", 0):
        monkeypatch.setattr(slip_pane, "ask_file", lambda *_: out)
        view.pane._save(with_clips=False)
        seat.qtbot.waitUntil(out.exists, timeout=60_000)  # a process of its own begins first
        seat.wait(lambda: seat.text("toast_words") == f"Saved: {out.name}")
    else:
        save_slip_files(seat.folder, [slips(seat)[number]], out, "en")
    document = QPdfDocument()
    assert document.load(str(out)) == QPdfDocument.Error.None_
    return "".join(document.getAllText(page).text() for page in range(document.pageCount()))


def code(seat: Seat, slip: str) -> str:
    """By which the paper is verified."""
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return code_of(read_slip(db, slip))
    finally:
        db.close()


def test_agreed_and_disputed_twice_only_by_bundles(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw_both(table.inspector)
    for number in (0, 1):
        send(table.inspector, number)
    table.hand("inspector", "lead")

    view = choose(table.lead, 0)
    assert not shown(table.lead, QAbstractButton, "slip_confirm").isEnabled()
    listen(table.lead, view)
    press(table.lead, "slip_confirm")
    table.lead.wait(lambda: stage(table.lead, 0) == "agreed")
    view = choose(table.lead, 1)
    listen(table.lead, view)
    press(table.lead, "slip_dispute")
    say(table.lead, slip_reason="客户先抢话")
    table.lead.wait(lambda: stage(table.lead, 1) == "disputed")
    table.hand("lead", "inspector", "supervisor")

    decide(table.supervisor, 1)
    table.supervisor.wait(lambda: stage(table.supervisor, 1) == "decided")
    table.hand("supervisor", "lead")
    choose(table.lead, 1)
    press(table.lead, "slip_take_on")
    say(table.lead, slip_reason="请经理再听一次")
    table.lead.wait(lambda: stage(table.lead, 1) == "taken_on")
    table.hand("lead", "manager")

    decide(table.manager, 1)
    table.manager.wait(lambda: stage(table.manager, 1) == "agreed")
    table.hand("manager", "inspector")

    for number in (0, 1):
        talk(table.inspector, number)
    table.hand("inspector", "lead")
    for role, after in (("lead", "supervisor"), ("supervisor", "manager"), ("manager", "lead")):
        seat = table.seats[role]
        for number in (0, 1):  # the second one counts as a repeat: more people sign it off
            if waits_for(seat, number) == role:
                choose(seat, number)
                press(seat, "slip_sign_off")
                seat.wait(lambda seat=seat, n=number, role=role: waits_for(seat, n) != role)
        table.hand(role, after)
    table.hand("lead", "inspector", "supervisor")

    stages = {name: [stage(seat, 0), stage(seat, 1)] for name, seat in table.seats.items()}
    assert set(map(tuple, stages.values())) == {("closed", "closed")}, stages
    for number, slip in enumerate(slips(table.inspector)):
        papers = {paper(seat, table.shelf, number, monkeypatch) for seat in table.seats.values()}
        assert len(papers) == 1
        said = papers.pop()
        for words in ("我抢话了", "00:00", "inspector·王", code(table.lead, slip)):
            assert words in said, said
    assert len({digest_of(seat) for seat in table.seats.values()}) == 1


def digest_of(seat: Seat) -> str:
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return kept_digest(db)
    finally:
        db.close()
