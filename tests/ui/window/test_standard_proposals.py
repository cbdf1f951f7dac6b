"""From "do not deduct" to another version of the standard, or to a ruling: the supervisor and the
quality lead sit down in turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget

from qa_desktop.audio.players.fake import FakePlayer
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.slip_moves import dispute_slip, send_slip
from qa_desktop.store.connection import connect
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.penalty_standards import row_in_force
from qa_desktop.store.standard_proposals import ProposalRow, find_proposals
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.penalties.proposals_page import ProposalsPage
from qa_desktop.ui.penalties.standard_page import StandardPage
from qa_desktop.ui.preferences import Preferences, read_preferences
from qa_desktop.ui.slips.view import SlipsView
from qa_desktop.ui.tasks import Desk
from tests.services.slip_people import HEARD, draw, evaluate_badly, people
from tests.ui.window.conftest import Seat


@dataclass
class Room:
    """One window at a time; whoever sits down has what the others have done."""

    folder: Path
    qtbot: object
    seat: Seat | None = None
    slip: str = ""

    def sit(self, name: str) -> Seat:
        self.leave()
        desk = Desk(self.folder / name)
        desk.open(keys=KeyStore(self.folder / f"{name}-keys"))
        desk.keys.unlock("correct horse", 600)
        db = connect(desk.folder / DATABASE, readonly=True)
        window = MainWindow(desk, Preferences(desk, read_preferences(db)))
        db.close()
        player = FakePlayer()
        window.show()
        window.use_player(player, player.clock)
        self.seat = Seat(window, player, self.qtbot, desk.folder)
        self.seat.settle()
        return self.seat

    def leave(self) -> None:
        if self.seat is None:
            return
        self.seat.window.close()
        self.seat.window.deleteLater()
        self.seat = None
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    def hand(self, giver: str, taker: str) -> None:
        """Everything, as a bundle."""
        self.leave()
        file = self.folder / f"{giver}-{taker}.qab"
        with self._open(giver) as workspace:
            write_out(workspace, file, audio="full")
        with self._open(taker) as workspace:
            merge(workspace, file)

    def _open(self, name: str) -> Workspace:
        return Workspace.open(self.folder / name, keys=KeyStore(self.folder / f"{name}-keys"))


@pytest.fixture
def room(tmp_path: Path, qtbot, quick_seals: None) -> Iterator[Room]:
    """A disputed slip waits for the supervisor; the manager is the quality lead."""
    with people(tmp_path) as four:
        (evaluation,) = evaluate_badly(four.inspector, tmp_path / "recordings")
        slip = draw(four.inspector, evaluation)
        addressees = (four.lead.person, four.supervisor.person, four.manager.person)
        send_slip(four.inspector, slip, *addressees)
        four.exchange()
        dispute_slip(four.lead, slip, HEARD, "客户先抢话")
        four.exchange()
        write_out(four.inspector, tmp_path / "sound.qab", audio="full")
        merge(four.supervisor, tmp_path / "sound.qab")
    made = Room(tmp_path, qtbot, slip=slip)
    yield made
    made.leave()


def shown(seat: Seat, kind: type, name: str):
    return next((w for w in seat.window.findChildren(kind, name) if w.isVisible()), None)


def press(seat: Seat, name: str) -> None:
    seat.wait(lambda: (found := shown(seat, QAbstractButton, name)) and found.isEnabled())
    shown(seat, QAbstractButton, name).click()
    seat.settle()


def proposal(seat: Seat) -> ProposalRow:
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return find_proposals(db)[-1]
    finally:
        db.close()


def spare(room: Room, about: str, words: str) -> None:
    """The supervisor listens, does not deduct, and proposes."""
    seat = room.sit("supervisor")
    seat.window.slips.show(room.slip)
    view = seat.window.screen("slips")
    assert isinstance(view, SlipsView)
    seat.wait(lambda: view.pane.opened is not None and view.sound.is_ready)
    view.sound.play_from(0)
    seat.wait(lambda: view.sound.playing)
    for _ in range(19):
        seat.hear(100)
    seat.wait(lambda: view.sound.has_proof)
    press(seat, "slip_decide")
    seat.wait(lambda: shown(seat, QAbstractButton, "slip_spare"))
    assert shown(seat, QComboBox, "slip_about") is None  # only where nothing is deducted
    shown(seat, QAbstractButton, "slip_spare").setChecked(True)
    place = shown(seat, QComboBox, "slip_about")
    texts = [place.itemText(n) for n in range(place.count())]
    place.setCurrentIndex(next(n for n, text in enumerate(texts) if about in text))
    shown(seat, GrowingText, "slip_reason").setPlainText("客户先抢的话")
    assert not shown(seat, QAbstractButton, "slip_move_done").isEnabled()
    shown(seat, GrowingText, "slip_proposal").setPlainText(words)
    press(seat, "slip_move_done")
    seat.wait(lambda: proposal(seat).words == words)


def answer(seat: Seat, reason: str) -> None:
    seat.wait(lambda: shown(seat, GrowingText, "answer_reason"))
    assert not shown(seat, QAbstractButton, "answer_proposal_agree").isEnabled()
    shown(seat, GrowingText, "answer_reason").setPlainText(reason)
    press(seat, "answer_proposal_agree")
    seat.wait(lambda: proposal(seat).state != "open")


def proposals(seat: Seat) -> ProposalsPage:
    seat.window.slips.show_page("proposals")
    page = seat.window.findChild(ProposalsPage)
    seat.settle()
    return page


def test_a_proposal_becomes_a_version_and_its_proposer_reads_the_answer(room: Room) -> None:
    spare(room, "2.1", "客户先抢话的不算抢话")
    page = proposals(room.seat)
    assert page.table.row.row.about == "penalty" and page.table.row.row.clause == "2.1"
    assert shown(room.seat, QAbstractButton, "proposal_accept") is None  # a supervisor answers none
    room.hand("supervisor", "manager")

    seat = room.sit("manager")
    page = proposals(seat)
    assert "2.1" in seat.text("proposal_title") and "客户先抢的话" in seat.text("proposal_facts")
    page.table.setFocus()
    seat.key(Qt.Key.Key_C)
    standard = seat.window.findChild(StandardPage)
    seat.wait(lambda: standard.is_editing)
    seat.settle()
    assert standard.editor.parts.row.number == "2.1"
    assert "客户先抢话的不算抢话" in shown(seat, QLabel, "standard_taken").text()
    shown(seat, GrowingText, "field_words").setPlainText("抢话、打断客户（客户先抢话的不算）")
    press(seat, "standard_publish")
    assert shown(seat, GrowingText, "publish_reason").toPlainText() == "客户先抢话的不算抢话"
    press(seat, "publish_standard_agree")
    seat.wait(lambda: proposal(seat).state == "accepted")
    assert proposal(seat).version == standard.view.version.standard.id
    standard.view.choose_clause("2.1")
    assert "客户先抢话的不算抢话" in seat.text("standard_clause_about")
    room.hand("manager", "supervisor")

    seat = room.sit("supervisor")
    seat.window.slips.show(room.slip)
    seat.wait(lambda: shown(seat, QLabel, "slip_proposals"))
    assert "客户先抢话的不算抢话" in shown(seat, QLabel, "slip_proposals").text()
    db = connect(seat.folder / DATABASE, readonly=True)
    row = row_in_force(db, "2099-01-01")
    db.close()
    assert row.standard.id == proposal(seat).version
    assert row.standard.clause_of("interrupting").words.zh.endswith("（客户先抢话的不算）")


def test_a_refused_one_says_why(room: Room) -> None:
    spare(room, "2.1", "一秒以内不算")
    room.hand("supervisor", "manager")
    seat = room.sit("manager")
    page = proposals(seat)
    page.table.setFocus()
    seat.key(Qt.Key.Key_R)
    answer(seat, "听得出是打断")
    seat.wait(lambda: page.table.row is None)
    shown(seat, QAbstractButton, "proposals_answered").setChecked(True)
    assert page.table.row.row.state == "refused"
    assert "听得出是打断" in shown(seat, QLabel, "proposal_answer").text()
    assert shown(seat, QAbstractButton, "proposal_change") is None


def test_a_ruling_goes_into_the_scorecard_and_beside_its_item(room: Room) -> None:
    from qa_desktop.ui.scorecards.view import ScorecardsView

    words = "客户同时说话时先停下的不算"
    spare(room, "“", words)  # how the item is judged
    room.hand("supervisor", "manager")
    seat = room.sit("manager")
    page = proposals(seat)
    item = page.table.row.row.item
    page.table.setFocus()
    seat.key(Qt.Key.Key_C)
    answer(seat, "统一口径")
    seat.wait(lambda: seat.window.screen_id == "scorecards")
    screen = seat.window.screen("scorecards")
    assert isinstance(screen, ScorecardsView) and screen.is_editing
    draft = screen.editor.editing.draft
    assert draft.get(f"{screen.editor.editing.place}.id") == item
    assert words in str(draft.get(f"{screen.editor.editing.place}.guidance"))

    room.hand("manager", "inspector")
    seat = room.sit("inspector")
    seat.window.open_call(call_of(seat))
    seat.wait(lambda: seat.inspect.is_ready)
    seat.settle()
    seat.find(QWidget, "guidance_button").click()
    guidance = seat.find(QLabel, f"guidance_{item}")
    assert guidance.isVisible()
    seat.wait(lambda: words in guidance.text())


def call_of(seat: Seat) -> str:
    db = connect(seat.folder / DATABASE, readonly=True)
    try:
        return str(db.conn.execute("SELECT id FROM call").fetchone()[0])
    finally:
        db.close()
