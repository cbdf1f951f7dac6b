"""Every forbidden move of a warning slip at the window: its button is not there or cannot be
pressed, the pane says why in words, and the service behind the button refuses it too.

What a hostile program writes all the same: ``tests/journal/test_forbidden_moves``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from qa_desktop.audio.players.fake import FakePlayer
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create
from qa_desktop.journal.statements import issue
from qa_desktop.services.recusals import declare_recusal
from qa_desktop.services.slip_moves import (
    cancel_slip,
    confirm_slip,
    decide_slip,
    dispute_slip,
    hear_agent,
    send_slip,
    settle_slip,
    sign_off,
    sign_slip,
)
from qa_desktop.services.slips import begin_slip, draw_slip
from qa_desktop.store.connection import connect
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.slips import read_slip
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.preferences import Preferences, read_preferences
from qa_desktop.ui.slips import words
from qa_desktop.ui.slips.view import ALL, SlipsView
from qa_desktop.ui.tasks import Desk
from tests.services.slip_people import (
    HEARD,
    ROOT,
    STROKES,
    People,
    draw,
    evaluate_badly,
    granted,
    link_agent,
    people,
)
from tests.ui.window.conftest import Seat

MOVES = ("confirm", "decide", "accept", "sign_off", "send", "hear", "settle", "lapse", "dispute",
         "take_on", "absent")  # fmt: skip
Act = Callable[[Workspace, str], object]


@dataclass(frozen=True)
class Made:
    folder: Path
    slips: dict[str, str]
    evaluation: str


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """One team, and a slip at each stage that somebody may do nothing with. The lead has the
    role of a supervisor too."""
    folder = tmp_path_factory.mktemp("four")
    with pytest.MonkeyPatch.context() as patch, people(folder) as four:
        patch.setenv("QA_DESKTOP_PROFILE", str(folder / "profile"))
        said = [granted(four.lead, "lead", "supervisor")]
        issue(four.manager.journal, ROOT, ROOT.public, said)
        for id, number in (("roommate", "0701"), ("oneself", "0702")):
            four.inspector.write([create("agent", id, {"number": number})])
        theirs = {5: "roommate", 6: "oneself"}
        evaluations = evaluate_badly(four.inspector, folder / "recordings", 7, theirs)
        four.exchange()
        names = ("sent", "agreed", "answered", "disputed", "contested", "barred", "self")
        slips = {
            name: draw(four.inspector, id) for name, id in zip(names, evaluations, strict=True)
        }
        for slip in slips.values():
            send_slip(four.inspector, slip, four.lead.person, supervisor=None, manager=None)
        four.exchange()
        declare_recusal(four.lead, four.lead.person, "roommate", "室友")
        link_agent(four.inspector, "oneself", four.lead.person)
        four.exchange()
        move_on(four, slips)
    yield Made(folder, slips, evaluations[0])


def move_on(four: People, slips: dict[str, str]) -> None:
    confirm_slip(four.lead, slips["agreed"], HEARD)
    confirm_slip(four.lead, slips["answered"], HEARD)
    dispute_slip(four.lead, slips["disputed"], HEARD, "客户先抢话")
    dispute_slip(four.lead, slips["contested"], HEARD, "客户先抢话")
    cancel_slip(four.inspector, slips["contested"], "看错了")
    four.exchange()
    hear_agent(four.inspector, slips["answered"], True, "我抢话了", HEARD)
    sign_slip(four.inspector, slips["answered"], STROKES)
    four.exchange()


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
    seat.wait(lambda: view.sound.is_ready or view.sound.trouble)  # not all have the recording
    seat.settle()
    return view


def offered(seat: Seat) -> dict[str, bool]:
    """The buttons in sight, and whether they can be pressed."""
    buttons = {move: seat.find(QAbstractButton, f"slip_{move}") for move in MOVES}
    return {move: each.isEnabled() for move, each in buttons.items() if each.isVisible()}


def refused(seat: Seat, act: Act, slip: str) -> str:
    """What the service behind a button says to it."""
    said: list[str] = []
    seat.window.desk.write(
        lambda workspace: act(workspace, slip),
        lambda _done: said.append("done"),
        lambda error: said.append(error.id),
    )
    seat.wait(lambda: said)
    return said[0]


def sentence(id: str) -> str:
    return UserFacingError(id).say(i18n.catalogue_language())


def confirm(workspace: Workspace, slip: str) -> object:
    return confirm_slip(workspace, slip, HEARD)


def decide(workspace: Workspace, slip: str) -> object:
    return decide_slip(workspace, slip, HEARD, True, "该扣")


def settle(workspace: Workspace, slip: str) -> object:
    return settle_slip(workspace, slip, read_slip(workspace.db, slip).heads[0], "听我的")


OTHERS = "somebody else's"
TABLE: list[tuple[str, str, set[str], str, Act, str]] = [
    # who, slip, what must not be offered, why (in the pane), the act, why (of the service)
    ("inspector", "sent", {"confirm", "dispute"}, OTHERS, confirm, "slip_part"),
    ("inspector", "answered", {"sign_off"}, OTHERS, sign_off, "slip_part"),
    ("inspector", "disputed", {"decide"}, OTHERS, decide, "slip_part"),
    ("inspector", "contested", {"settle"}, OTHERS, settle, "slip_part"),
    ("lead", "disputed", {"decide"}, OTHERS, decide, "slip_part"),
    ("lead", "contested", {"settle"}, OTHERS, settle, "slip_part"),
    ("lead", "barred", set(MOVES), "right.slip_barred", confirm, "slip_barred"),
    ("lead", "self", set(MOVES), "right.slip_self", confirm, "slip_self"),
    ("supervisor", "sent", {"confirm", "dispute"}, OTHERS, confirm, "slip_part"),
    ("supervisor", "answered", {"sign_off"}, OTHERS, sign_off, "slip_part"),
    ("manager", "disputed", {"decide"}, OTHERS, decide, "slip_part"),
]


@pytest.mark.parametrize("who", ["inspector", "lead", "supervisor", "manager"])
def test_what_is_forbidden_is_not_offered_and_refused(
    made: Made, sit: Callable[[str], Seat], who: str
) -> None:
    seat = sit(who)
    for name, slip, missing, reason, act, why in TABLE:
        if name != who:
            continue
        id = made.slips[slip]
        view = show(seat, id)
        assert not missing & offered(seat).keys(), (slip, offered(seat))
        row = view.pane.opened.slip.row
        told = words.waiting_words(row) if reason == OTHERS else sentence(reason)
        hint = seat.find(QLabel, "slip_hint")
        assert hint.isVisible() and told and told in hint.text(), (slip, hint.text())
        assert refused(seat, act, id) == f"right.{why}", slip
        assert stage(seat.folder, id) == row.stage


def stage(folder: Path, slip: str) -> str:
    db = connect(folder / DATABASE, readonly=True)
    try:
        return read_slip(db, slip).row.stage
    finally:
        db.close()


def test_a_lead_presses_nothing_before_having_listened(
    made: Made, sit: Callable[[str], Seat]
) -> None:
    seat = sit("lead")
    view = show(seat, made.slips["sent"])
    found = offered(seat)
    assert (found["confirm"], found["dispute"], found["hear"]) == (False, False, True)
    hint = seat.find(QLabel, "slip_hint")
    assert hint.isVisible() and hint.text() == seat.find(QAbstractButton, "slip_confirm").toolTip()
    view.pane.make_expected_move()
    view.pane.dispute()
    seat.settle()
    assert stage(seat.folder, made.slips["sent"]) == "sent"
    why = refused(seat, lambda ws, slip: confirm_slip(ws, slip, []), made.slips["sent"])
    assert why == "right.slip_proof"


def test_nobody_signs_before_the_agent_was_heard(made: Made, sit: Callable[[str], Seat]) -> None:
    seat = sit("inspector")
    show(seat, made.slips["agreed"])
    assert "sign" not in offered(seat)
    seat.find(QAbstractButton, "slip_hear").click()
    seat.settle()
    seat.find(GrowingText, "conversation_finding").setPlainText("我抢话了")
    seat.settle()
    go_on = seat.find(QAbstractButton, "conversation_go_on")
    assert go_on.isVisible() and not go_on.isEnabled()
    assert "First listen together" in seat.text("conversation_missing")
    assert not seat.find(QAbstractButton, "conversation_answer").isVisible()
    sign: Act = lambda workspace, slip: sign_slip(workspace, slip, STROKES)  # noqa: E731
    assert refused(seat, sign, made.slips["agreed"]) == "right.slip_hearing"


def test_what_was_signed_is_not_drawn_again(made: Made, sit: Callable[[str], Seat]) -> None:
    seat = sit("inspector")
    seat.window.slips.draw(made.evaluation)
    seat.wait(lambda: "already" in seat.text("toast_words"))
    screen = seat.window.screen("slips")
    seat.wait(lambda: screen.pane.opened is not None)
    assert screen.pane.opened.slip.row.evaluation == made.evaluation
    assert seat.window.findChild(QAbstractButton, "draw_sign") is None
    again: Act = lambda workspace, id: draw_slip(  # noqa: E731
        workspace, begin_slip(workspace.db, id), "2026-11-22"
    )
    assert refused(seat, again, made.evaluation) == "slip.exists"
