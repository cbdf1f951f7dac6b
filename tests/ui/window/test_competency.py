"""The competency of a comment: by key while typing, by mouse, kept, shown, and changed later."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.drafts import get_draft
from qa_desktop.ui.inspect.competency_chooser import CHOICES
from tests.ui.window.conftest import Office, Seat

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    seated = office.sit()
    seated.opened(calls[0])
    return seated


def read(seat: Seat, question):
    """What another reader of the workspace finds."""
    answers: list = []
    seat.window.desk.read("test", question, answers.append)
    seat.wait(lambda: answers)
    return answers[0]


def saved(seat: Seat) -> list[str | None]:
    call = seat.inspect.call.id
    return [each.competency for each in read(seat, lambda db: find_annotations(db, call))]


def in_list(seat: Seat, row: int = 0) -> str:
    model = seat.page.list.model()
    return model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.mark.parametrize("digit", range(1, 7))
def test_alt_and_a_digit_while_typing(seat: Seat, digit: int) -> None:
    seat.key(K.Key_G)
    seat.type("语气亲切")
    seat.key(Qt.Key(K.Key_0.value + digit), ALT)
    assert seat.page.editor.text() == "语气亲切", "the key writes nothing"
    seat.type("，有耐心")
    seat.key(K.Key_Return)

    assert saved(seat) == [CHOICES[digit]]


def test_nothing_is_guessed_and_alt_0_takes_it_back(seat: Seat) -> None:
    seat.key(K.Key_B)
    seat.type("没有确认")
    assert seat.text("competency_button") == "Competency"
    seat.key(K.Key_4, ALT)
    assert seat.text("competency_button") == "Detail"
    seat.key(K.Key_0, ALT)
    assert seat.text("competency_button") == "Competency"
    seat.key(K.Key_Return)
    seat.key(K.Key_2)
    seat.key(K.Key_E)

    assert saved(seat) == [None], "linking it as evidence chooses none either"


def test_the_menu_chooses_and_the_typing_goes_on(seat: Seat) -> None:
    seat.key(K.Key_G)
    seat.type("先")
    button = seat.find(QToolButton, "competency_button")
    assert [action.text().partition("\t")[2] for action in button.menu().actions()] == [
        f"Alt+{digit}" for digit in range(7)
    ]
    seat.find(QAction, "competency_communication").trigger()
    assert seat.find(QAction, "competency_communication").isChecked()
    seat.type("后")
    seat.key(K.Key_Return)
    assert saved(seat) == ["communication"]
    assert in_list(seat) == "00:00.0, Strength, 先后, Communication"


def test_it_is_kept_in_the_draft_over_a_restart(
    seat: Seat, office: Office, calls: list[str]
) -> None:
    seat.key(K.Key_N)
    seat.type("写到一半")
    seat.key(K.Key_1, ALT)
    draft = read(seat, lambda db: get_draft(db, "annotation", calls[0]))
    assert draft.body["competency"] == "understanding"
    office.leave(seat)

    again = office.sit()
    again.opened(calls[0])
    assert again.text("competency_button") == "Understanding"
    again.key(K.Key_Return)
    assert saved(again) == ["understanding"]


def test_a_mark_with_nothing_but_a_competency_is_not_given_up(seat: Seat) -> None:
    seat.key(K.Key_G)
    seat.key(K.Key_6, ALT)
    seat.key(K.Key_Escape)
    assert seat.page.editor.is_open
    seat.page.editor.setFocus()
    seat.key(K.Key_Return)
    assert saved(seat) == ["warmth"]


def test_it_is_changed_when_the_comment_is_edited(seat: Seat) -> None:
    seat.key(K.Key_G)
    seat.type("好")
    seat.key(K.Key_2, ALT)
    seat.key(K.Key_Return)
    seat.key(K.Key_Return)
    assert seat.text("competency_button") == "Listening"
    seat.key(K.Key_3, ALT)
    seat.key(K.Key_Return)
    assert saved(seat) == ["problem_solving"]
    assert in_list(seat).endswith("好, Problem solving")

    seat.key(K.Key_N)
    assert seat.text("competency_button") == "Competency", "the next mark begins with none"


def test_the_list_names_the_item_and_the_competency(seat: Seat) -> None:
    seat.key(K.Key_B)
    seat.type("没有报工号")
    seat.key(K.Key_4, ALT)
    seat.key(K.Key_Return)
    seat.key(K.Key_2)
    seat.key(K.Key_E)
    assert in_list(seat).endswith("没有报工号, Opening with work number · Detail")
