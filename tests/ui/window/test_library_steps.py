"""The library's list is answered in steps: what is found is shown while the rest is looked for, and
what somebody has chosen stays where it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt

from qa_desktop.journal.changes import create
from qa_desktop.services import library
from qa_desktop.store import call_search
from qa_desktop.store.call_search import Search
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.library.library_list import LibraryList
from qa_desktop.ui.library.reading import Order, Sight
from qa_desktop.ui.library.view import LibraryView
from tests.ui.window.conftest import Office, Seat

CTRL = Qt.KeyboardModifier.ControlModifier
COUNT = 60


@pytest.fixture
def filed(tmp_path: Path) -> list[str]:
    """Sixty calls of one day are in the library, every second one has words about its tone."""
    with Workspace.open(tmp_path / "workspace") as workspace:
        calls = [f"call-{place:02d}" for place in range(COUNT)]
        workspace.write([create("call", call, {"serial": f"S{call}"}) for call in calls])
        for place, call in enumerate(calls):
            library.file_call(workspace, call, "good", why="语气" if place % 2 else "流程")
        library.file_call(workspace, calls[3], "good", note="少见的词")
    return calls


@pytest.fixture
def seat(office: Office, filed: list[str]) -> Iterator[Seat]:
    yield office.sit(opens_call=False)


def screen(seat: Seat) -> LibraryView:
    seat.key(Qt.Key.Key_4, CTRL)
    found = seat.window.screen("library")
    assert isinstance(found, LibraryView)
    seat.wait(lambda: found.list.is_counted and found.list.count == COUNT)
    seat.settle()
    return found


def one_call_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_SPAN", "_LONGEST_SPAN", "_FIRST_LOOK", "_LOOK"):
        monkeypatch.setattr(call_search, name, 1)
    step = Search.step
    monkeypatch.setattr(Search, "step", lambda self, db: step(self, db, 0.0))


def answers(seat: Seat, view: LibraryView, words: str) -> list[tuple[tuple[str, ...], int, bool]]:
    """(words, rows, whether all) of what is shown after each step."""
    seen = []

    def note() -> None:
        seen.append((view.list.list_model.words, view.list.count, view.list.is_counted))

    view.list.answered.connect(note)
    view.bar.words.setText(words)
    seat.wait(lambda: view.list.is_counted and view.list.filter.text == words)
    view.list.answered.disconnect(note)
    return seen


def keys(rows: LibraryList) -> list[str]:
    return [row.call.id for row in rows.rows]


def choose(seat: Seat, view: LibraryView, *places: int) -> None:
    flags = QItemSelectionModel.SelectionFlag
    model, chosen = view.list.list_model, view.list.selectionModel()
    chosen.setCurrentIndex(model.index(places[0], 0), flags.ClearAndSelect)
    for place in places[1:]:
        chosen.select(model.index(place, 0), flags.Select)
    view.list.scrollTo(view.list.currentIndex())
    seat.wait(lambda: len(view.list.rows) == len(places))


def test_what_is_found_first_is_shown_while_the_rest_is_looked_for(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = screen(seat)
    one_call_a_step(monkeypatch)
    seen = answers(seat, view, "语气")
    shown = [count for words, count, _all in seen if words == ("语气",)]
    assert shown[0] == 1 and shown[-1] == COUNT // 2
    assert all(count in (1, COUNT // 2) for count in shown)  # grows once, when all is known


def test_rows_come_with_the_answer_that_shows_them(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The word is found by a late step: its row is not asked for a second time."""
    view = screen(seat)
    one_call_a_step(monkeypatch)
    asked: list[int] = []
    view.list.list_model.rows_wanted.connect(lambda wanted: asked.append(len(wanted)))
    seen = answers(seat, view, "少见的")
    assert len(seen) > 10 and view.list.count == 1
    assert view.list.row is not None and view.list.row.reasons[0].text == "少见的词"
    assert asked == []


def test_several_chosen_rows_stay_chosen_where_they_stand(seat: Seat) -> None:
    view = screen(seat)
    choose(seat, view, 41, 42, 43)
    chosen, place = keys(view.list), view.list.verticalScrollBar().value()
    assert len(chosen) == 3 and place > 0
    view.give_stars(4)
    seat.wait(lambda: view.list.row is not None and view.list.row.entry.stars == 4)  # type: ignore[union-attr]
    seat.settle()
    assert keys(view.list) == chosen
    assert view.list.verticalScrollBar().value() == place
    view.bar.words.setText("语气")  # the second of the three has no such words
    seat.wait(lambda: view.list.is_counted and view.list.filter.text == "语气")
    seat.wait(lambda: len(keys(view.list)) == 2)
    assert keys(view.list) == [chosen[0], chosen[2]]


def test_of_a_row_that_goes_the_next_comes_up(seat: Seat) -> None:
    view = screen(seat)
    choose(seat, view, 20)
    after = view.list.list_model.order.key(21)
    view.remove()
    seat.wait(lambda: view.list.count == COUNT - 1)
    assert view.list.currentIndex().row() == 20
    assert view.list.list_model.order.key(20) == after


def test_the_rows_that_will_be_in_sight(seat: Seat) -> None:
    order = screen(seat).list.list_model.order
    every = [order.key(row) for row in range(len(order))]
    assert Sight(None, 0, 10).keys_of(order) == every[:10]
    assert Sight(every[30], 4, 10).keys_of(order) == every[26:36]
    assert Sight(every[2], 4, 10).keys_of(order) == every[:10]
    assert Sight(every[-1], 2, 10).keys_of(order) == every[-10:]
    assert Sight((999, ""), 2, 10).keys_of(order) == every[:10]
    few = Order(order.numbers[:3], None, ())
    assert Sight((int(order.numbers[2]), ""), 9, 10).keys_of(few) == [
        few.key(row) for row in range(3)
    ]
