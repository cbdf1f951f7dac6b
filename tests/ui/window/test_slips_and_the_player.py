"""The slips screen borrows the window's one player, and gives it back as it was."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.calls import start_live_call
from qa_desktop.services.evaluating import EvaluationForm, submit_evaluation
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.slips.view import ALL, SlipsView
from tests.factories import plain_answers
from tests.services.slip_people import bad_item, draw, evaluate_badly
from tests.ui.window.conftest import Office, Seat


@pytest.fixture
def slips(tmp_path: Path) -> list[str]:
    """Of two recordings, and of a live call; somebody working alone."""
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        made = evaluate_badly(workspace, tmp_path / "recordings", 2)
        return [draw(workspace, each) for each in [*made, evaluate_live(workspace)]]


def evaluate_live(workspace: Workspace) -> str:
    card = next(each for each in built_in_templates() if each.code == "inbound-service")
    item = bad_item(card)
    agent = workspace.db.conn.execute("SELECT id FROM agent").fetchone()[0]
    live = start_live_call(workspace, agent=agent, method="live", started=datetime(2026, 11, 20))
    add_annotation(workspace, live.ids[0], at_ms=500, kind="weakness", text="抢话", item=item)
    form = EvaluationForm(live.ids[0], card.id, plain_answers(card) | {item: 1}, method="live")
    return submit_evaluation(workspace, form).evaluation


def call_of(seat: Seat, slip: str) -> str:
    found: list[str] = []
    sql = "SELECT call FROM slip WHERE id = ?"
    seat.window.desk.read(
        "test", lambda db: db.conn.execute(sql, [slip]).fetchone()[0], found.append
    )
    seat.wait(lambda: found)
    return found[0]


def show(seat: Seat, slip: str) -> SlipsView:
    seat.window.show_screen("slips")
    view = seat.window.screen("slips")
    assert isinstance(view, SlipsView)
    view.show_area(ALL)
    view.show_slip(slip)
    seat.wait(lambda: view.pane.opened and view.pane.opened.slip.row.id == slip)
    has_recording = view.pane.opened.slip.row.recording is not None
    seat.wait(lambda: view.sound.is_ready == has_recording)
    seat.settle()
    return view


def test_a_live_call_runs_on_while_slips_are_heard(slips: list[str], office: Office) -> None:
    seat = office.sit(opens_call=False)
    made: list[str] = []
    seat.window.desk.write(
        lambda ws: start_live_call(ws, agent=None, method="live", started=datetime(2026, 11, 20)),
        lambda changes: made.append(changes.ids[0]),
    )
    seat.wait(lambda: made)
    seat.window.open_call(made[0])
    seat.opened(made[0])
    watch = seat.inspect.sound.stopwatch
    now = [watch._clock()]
    watch._clock = lambda: now[0]
    began = watch.position_ms
    view = show(seat, slips[0])
    view.sound.toggle()
    seat.wait(lambda: view.sound.playing)
    now[0] += 90
    seat.hear(300)
    assert watch.playing and watch.position_ms == began + 90_000
    seat.window.show_screen("inspect")
    QApplication.processEvents()
    assert watch.playing and watch.position_ms == began + 90_000
    assert seat.inspect.sound.clock is watch


def test_the_player_is_free_for_the_open_call_when_a_slip_has_no_recording(
    slips: list[str], office: Office
) -> None:
    seat = office.sit(opens_call=False)
    call = call_of(seat, slips[0])
    seat.window.open_call(call)
    seat.opened(call)
    seat.inspect.listening.seek_to(700)
    view = show(seat, slips[1])
    assert not seat.inspect.is_ready
    show(seat, slips[2])
    assert seat.inspect.is_ready
    assert abs(seat.inspect.listening.position_ms - 700) < 50
    view.sound.toggle()
    view.sound.play_next_place()
    assert not view.sound.playing and not seat.inspect.listening.playing
    show(seat, slips[1])
    assert not seat.inspect.is_ready and view.sound.is_ready


def test_what_was_heard_counts_whichever_slip_was_chosen_after(
    slips: list[str], office: Office
) -> None:
    seat = office.sit(opens_call=False)
    call = call_of(seat, slips[0])
    seat.window.open_call(call)
    seat.opened(call)
    view = show(seat, slips[0])
    view.sound.play_from(0)
    seat.wait(lambda: view.sound.playing)
    for _ in range(17):
        seat.hear(100)
    view.sound.pause()
    show(seat, slips[1])
    seat.window.show_screen("inspect")
    QApplication.processEvents()
    heard = seat.inspect.sound.heard()
    assert heard and heard[-1][1] >= 1_500
