"""A whole call with the keyboard alone: real widgets, real keys, the real VLC."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qa_desktop.audio.players.vlc_player import VlcPlayer
from qa_desktop.domain.scoring import Item
from qa_desktop.domain.scoring.model import Choice, Scale
from qa_desktop.services.importing import import_recordings
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.calls import find_calls
from qa_desktop.store.evaluations import find_evaluations
from qa_desktop.store.reader import Reader
from qa_desktop.store.workspace import Workspace
from tests.factories import best_answers, write_wav
from tests.ui.window.conftest import Office, Seat

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def seat(office: Office) -> Seat:
    folder = office.folder.parent / "recordings"
    for number in range(3):
        name = f"20261120-09350{number}-0617-13800000000.wav"
        write_wav(folder / name, 20.0, tone=300 + 7 * number)
    with Workspace.open(office.folder, name="李敏", number="Q017") as workspace:
        import_recordings(workspace.folder, lambda act: act(workspace), [folder])
        calls = find_calls(workspace.db, workspace.person)
    seated = office.sit()
    seated.window.use_player(VlcPlayer())
    seated.opened(calls[0].id)
    return seated


def digit(item: Item, answer: object) -> K:
    """The key of an answer, as it is printed on its button."""
    kind, number = item.answer, 0
    if isinstance(kind, Choice):
        number = next(n for n, each in enumerate(kind.options, start=1) if each.id == answer)
    elif isinstance(kind, Scale):
        number = int(str(answer))
    return K(K.Key_0.value + number)


def score_all(seat: Seat) -> None:
    """Item by item, without looking where the mouse is."""
    scoring = seat.inspect.scoring
    wanted = best_answers(scoring.version) | {"praise": "no"}
    for _ in scoring.preview.visible:
        item = scoring.version.items[scoring.current]
        if item.id in wanted:
            seat.key(digit(item, wanted[item.id]))
        seat.key(K.Key_Down)
    assert not scoring.preview.missing


def test_from_the_queue_to_the_next_call(seat: Seat) -> None:
    first, listening = seat.inspect.call.id, seat.inspect.listening
    assert listening.player_name.startswith("VLC")
    seat.key(K.Key_2, CTRL)
    table = seat.window.screen("calls").call_list.table
    seat.wait(lambda: table.current_call() is not None)
    seat.key(K.Key_Down)
    wanted = table.current_call()
    seat.key(K.Key_Return)
    seat.opened(wanted)
    assert wanted != first and seat.window.focusWidget() is seat.page.timeline

    seat.key(K.Key_Space)
    seat.wait(lambda: listening.position_ms > 900)
    QTest.keyClick(seat.window.focusWidget(), K.Key_G)
    paused = listening.position_ms
    assert not listening.playing
    QTest.keyClicks(seat.window.focusWidget(), "warm opening")
    seat.key(K.Key_Return)
    (mark,) = seat.inspect.marking.annotations
    assert (mark.text, mark.kind) == ("warm opening", "strength")
    assert paused - 2_000 <= mark.at_ms <= paused - 490, "a reaction time before the key"
    assert listening.playing and seat.window.focusWidget() is seat.page.timeline, "it goes on"

    score_all(seat)
    seat.key(K.Key_E)
    assert [mark.id] in seat.inspect.scoring.form.evidence.values()
    seat.key(K.Key_W)
    assert seat.page.card._explained.isVisible()
    seat.key(K.Key_W)
    seat.key(K.Key_Return, CTRL | SHIFT)
    seat.wait(lambda: seat.inspect.call is not None and seat.inspect.call.id != wanted)
    following = seat.inspect.call.id
    seat.opened(following)
    seat.key(K.Key_Space)
    seat.wait(lambda: listening.position_ms > 100)

    with Reader.open(seat.folder) as reader:
        (done,) = find_evaluations(reader.db, reader.person, 0, 1 << 60)
        (kept,) = find_annotations(reader.db, wanted)
    assert (done.call, done.published_hundredths, done.passed) == (wanted, 10_000, True)
    assert kept.text == "warm opening"
