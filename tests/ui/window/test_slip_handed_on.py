"""After one's own move the next step is one click: the bundle for exactly those who have a part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
)

from qa_desktop.audio.players.fake import FakePlayer
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.slip_moves import confirm_slip, send_slip
from qa_desktop.store.connection import connect
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.slips import get_slip
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.preferences import Preferences, read_preferences
from qa_desktop.ui.slips import slip_pane
from qa_desktop.ui.slips.view import ALL, SlipsView
from qa_desktop.ui.tasks import Desk
from tests.services.slip_people import HEARD, draw, evaluate_badly, people
from tests.ui.window.conftest import Seat


@dataclass(frozen=True)
class Made:
    folder: Path
    sent: str
    agreed: str


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("four")
    with pytest.MonkeyPatch.context() as patch, people(folder) as four:
        patch.setenv("QA_DESKTOP_PROFILE", str(folder / "profile"))
        one, other = evaluate_badly(four.inspector, folder / "recordings", 2)
        slips = [draw(four.inspector, one), draw(four.inspector, other, "2026-11-21")]
        for slip in slips:
            send_slip(four.inspector, slip, four.lead.person, four.supervisor.person)
        four.exchange()
        confirm_slip(four.lead, slips[1], HEARD)
        four.exchange()
    yield Made(folder, *slips)


@pytest.fixture
def sit(made: Made, qtbot) -> Iterator[Callable[[str], Seat]]:
    seats = []

    def sit_down(name: str) -> Seat:
        desk = Desk(made.folder / name)
        desk.open(keys=KeyStore(made.folder / f"{name}-keys"))
        desk.keys.unlock("correct horse", 600)
        db = connect(desk.folder / DATABASE, readonly=True)
        window = MainWindow(desk, Preferences(desk, read_preferences(db)))
        db.close()
        player = FakePlayer()
        window.show()
        window.use_player(player, player.clock)
        seats.append(Seat(window, player, qtbot, desk.folder))
        seats[-1].settle()
        return seats[-1]

    yield sit_down
    for seat in seats:
        seat.window.close()
        seat.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def show(seat: Seat, slip: str) -> SlipsView:
    seat.window.show_screen("slips")
    view = seat.window.screen("slips")
    assert isinstance(view, SlipsView)
    view.show_area(ALL)
    view.show_slip(slip)
    seat.wait(lambda: view.pane.opened and view.pane.opened.id == slip)
    seat.wait(lambda: view.sound.is_ready or view.sound.trouble)
    seat.settle()
    return view


def role(seat: Seat, button: str) -> object:
    return seat.find(QAbstractButton, button).property("role")


def test_the_bundle_goes_to_exactly_those_who_have_a_part(
    made: Made, sit: Callable[[str], Seat], tmp_path: Path
) -> None:
    seat = sit("inspector")
    show(seat, made.sent)
    assert role(seat, "slip_hand_on") == "primary" and role(seat, "slip_send") is None
    words = seat.text("slip_hand_on")
    assert "lead·王" in words and "supervisor·王" in words and "manager" not in words
    assert "lead·王" in seat.text("slip_hint")
    seat.find(QAbstractButton, "slip_hand_on").click()
    seat.wait(lambda: seat.find(QAbstractButton, "write_start").isEnabled())
    seat.settle()
    listed = seat.find(QListWidget, "write_people")
    items = [listed.item(row) for row in range(listed.count())]
    ticked = [item.text() for item in items if item.checkState() == Qt.CheckState.Checked]
    assert len(ticked) == 2 and {each.split()[1] for each in ticked} == {"lead·王", "supervisor·王"}
    assert seat.find(QComboBox, "write_audio").currentData() == "clips"
    seat.wait(lambda: seat.find(QCheckBox, "write_encrypt").isVisible())
    assert seat.find(QCheckBox, "write_encrypt").isChecked()
    name = seat.find(QLineEdit, "write_name")
    assert name.text().startswith("Warning slip-0617-2026-11-22")
    seat.find(QLineEdit, "write_place").setText(str(tmp_path))
    seat.find(QAbstractButton, "write_start").click()
    seat.wait(lambda: list(tmp_path.glob("*.qab")))
    seat.wait(lambda: role(seat, "slip_hand_on") is None)
    seat.find(QAbstractButton, "write_close").click()
    (file,) = tmp_path.glob("*.qab")
    keys = KeyStore(made.folder / "lead-keys")
    with Workspace.open(made.folder / "lead", keys=keys) as lead:
        lead.keys.unlock("correct horse", 600)
        merge(lead, file)
        assert get_slip(lead.db, made.sent).stage == "sent"


def test_who_holds_the_role_too_is_told_whom_it_was_sent_to_and_no_more(
    made: Made, sit: Callable[[str], Seat], monkeypatch: pytest.MonkeyPatch
) -> None:
    also_lead = lambda people, _role: [each for each in people if each.is_me]  # noqa: E731
    monkeypatch.setattr(slip_pane, "with_role", also_lead)
    seat = sit("supervisor")
    show(seat, made.sent)
    assert seat.text("slip_hint") == "Waits for: team lead lead·王"


def test_an_absent_agent_is_written_down_where_the_talk_is(
    made: Made, sit: Callable[[str], Seat]
) -> None:
    seat = sit("inspector")
    view = show(seat, made.agreed)
    view.begin_talk()
    seat.settle()
    assert "First listen together" in seat.text("conversation_missing")
    seat.find(QAbstractButton, "conversation_absent").click()
    seat.wait(lambda: seat.find(QLineEdit, "slip_witness").isVisible())
    assert seat.find(QLabel, "slip_move_needed").text() == "A witness is needed"
    seat.find(QLineEdit, "slip_witness").setText("8003 赵强")
    seat.settle()
    assert seat.text("slip_move_needed") == "A reason is needed"
    seat.find(GrowingText, "slip_reason").setPlainText("休产假")
    seat.settle()
    assert not seat.find(QLabel, "slip_move_needed").isVisible()
    seat.find(QAbstractButton, "slip_move_done").click()
    seat.wait(lambda: view.pane.opened.slip.row.answer == "absent")


def test_a_granted_appeal_voids_the_slip_from_its_menu(
    made: Made, sit: Callable[[str], Seat]
) -> None:
    seat = sit("supervisor")
    view = show(seat, made.agreed)
    menu: QMenu = view.pane.make_menu()
    (void,) = [each for each in menu.actions() if each.text().startswith("Void")]
    void.trigger()
    seat.wait(lambda: seat.find(GrowingText, "slip_reason").isVisible())
    done = seat.find(QAbstractButton, "slip_move_done")
    assert not done.isEnabled() and "reason" in seat.text("slip_move_needed")
    seat.find(GrowingText, "slip_reason").setPlainText("申诉成立：客户先挂断")
    seat.settle()
    done.click()
    seat.wait(lambda: view.pane.opened.slip.row.stage == "voided")
    assert "voided" in view.pane.paper.toPlainText()


def test_what_was_just_done_covers_no_tab(made: Made, sit: Callable[[str], Seat]) -> None:
    seat = sit("manager")
    view = show(seat, made.sent)
    for words in ("Done", "Done, and signed by you. " * 20):
        seat.window.toast.say(words, "act")
        seat.settle()
        shown = seat.window.toast.geometry()
        tabs = view._tabs.rect().translated(
            view._tabs.mapTo(seat.window.toast.parentWidget(), view._tabs.rect().topLeft())
        )
        assert not shown.intersects(tabs)
        assert seat.window.toast.parentWidget().rect().contains(shown)
