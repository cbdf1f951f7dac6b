"""Ctrl+Z takes back the last step, whatever kind it was."""

from __future__ import annotations

from qa_desktop.ui.undo_stack import UndoStack


def stack(*steps) -> UndoStack:
    made: UndoStack = UndoStack()
    for step in steps:
        made.add(step)
    return made


def taken(made: UndoStack) -> list:
    return [made.take() for _ in range(len(made))]


def test_the_last_step_is_taken_first_and_once() -> None:
    made = stack("a", 1, "b")
    assert taken(made) == ["b", 1, "a"]
    assert made.take() is None


def test_an_act_undone_from_its_toast_is_not_undone_again() -> None:
    made = stack("a", "b", "c")
    made.drop("b")
    made.drop("never")
    assert taken(made) == ["c", "a"]


def test_what_was_taken_back_is_there_to_be_done_again_until_a_new_step() -> None:
    made = stack("a", 1)
    made.take()
    made.note_undone(2)
    assert made.take_undone() == 2 and made.take_undone() is None
    made.put_back(1)
    made.note_undone("not b")
    made.add("c")
    assert made.take_undone() is None and taken(made) == ["c", 1, "a"]


def test_another_call_forgets_the_steps_of_its_screen_only() -> None:
    made = stack("a", 1, "b", 2)
    made.forget_screen_steps()
    assert taken(made) == ["b", "a"]
