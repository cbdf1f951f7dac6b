"""Which seconds a question is about: as before, whatever became of its case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from qa_desktop.domain.quiz import Question
from qa_desktop.store.playlists import CaseRow
from qa_desktop.ui.training.question_dialog import QuestionDialog

_CALL, _OTHER = "r" * 64, "s" * 64
_MARK = Question(
    "q", "mark", "标出抢话", recording=_CALL, from_ms=60_000, to_ms=90_000, at_ms=75_000
)


class Silent(QObject):
    """Stands for the lent player: nothing is heard here."""

    moved, failed, peaks_changed = Signal(int), Signal(object), Signal(object)
    playing_changed = Signal(bool)
    playing, peaks, position_ms = False, None, 0

    def open(self, recording: str, at_ms: int) -> None: ...
    def seek(self, at_ms: int) -> None: ...
    def pause(self) -> None: ...
    def give_back(self) -> None: ...


def case(recording: str, from_ms: int, to_ms: int) -> CaseRow:
    return CaseRow(
        f"{recording}{from_ms}", "p", None, "c", recording, None, from_ms, to_ms, "", "", "", "",
        "", None, False, None, None, None, None, None, None, None, None,
    )  # fmt: skip


def opened(qtbot: QtBot, cases: Sequence[CaseRow], question: Question = _MARK) -> QuestionDialog:
    window = QWidget()
    qtbot.addWidget(window)
    window.dialog = QuestionDialog(question, cases, Silent(window), window)
    window.dialog.window_of_test = window
    return window.dialog


@pytest.mark.parametrize(
    ("cases", "offered"),
    [
        ([(_CALL, 0, 100_000), (_CALL, 60_000, 90_000)], 2),
        ([(_CALL, 0, 30_000), (_CALL, 50_000, 90_000)], 3),
        ([(_OTHER, 60_000, 90_000)], 2),
        ([], 1),
    ],
)
def test_saving_without_a_change_changes_nothing(
    qtbot: QtBot, cases: list[tuple[str, int, int]], offered: int
) -> None:
    """Also with two cases of one call, and where its case has left the playlist."""
    dialog = opened(qtbot, [case(*each) for each in cases])
    assert dialog.question() == _MARK
    assert dialog.findChild(QComboBox, "question_case").count() == offered


def test_another_case_of_the_call_keeps_the_second_where_it_is_heard(qtbot: QtBot) -> None:
    dialog = opened(qtbot, [case(_CALL, 70_000, 80_000), case(_CALL, 0, 9_000)])
    choice = dialog.findChild(QComboBox, "question_case")
    choice.setCurrentIndex(1)
    asked = dialog.question()
    assert (asked.from_ms, asked.to_ms, asked.at_ms) == (70_000, 80_000, 75_000)
    choice.setCurrentIndex(2)
    assert dialog.question().faults == ("no_mark",)


def test_a_question_of_more_options_than_there_is_room_for_can_be_mended(qtbot: QtBot) -> None:
    """Another program wrote it."""
    many = Question("q", "single", "?", tuple("甲乙丙丁戊己庚辛壬癸"), (9,))
    dialog = opened(qtbot, [], many)
    assert dialog.question().options == tuple("甲乙丙丁戊己庚辛壬")


def place(dialog: QuestionDialog, ms: int) -> None:
    strip = dialog._marking.strip
    strip.set_position(ms)
    strip.mark_here()


def test_a_second_belongs_to_the_recording_in_which_it_was_placed(qtbot: QtBot) -> None:
    """Two calls of which both can be heard at that second."""
    dialog = opened(qtbot, [case(_CALL, 60_000, 90_000), case(_OTHER, 60_000, 90_000)])
    choice = dialog.findChild(QComboBox, "question_case")
    choice.setCurrentIndex(1)
    assert dialog.question().faults == ("no_mark",)
    place(dialog, 80_000)
    choice.setCurrentIndex(0)
    assert dialog.question() == _MARK
    choice.setCurrentIndex(1)
    asked = dialog.question()
    assert (asked.recording, asked.at_ms) == (_OTHER, 80_000)


@pytest.mark.parametrize("new", [replace(_MARK, at_ms=None), Question("", "mark", "标出抢话")])
def test_another_kind_and_back_keeps_the_second_that_was_placed(
    qtbot: QtBot, new: Question
) -> None:
    dialog = opened(qtbot, [case(_CALL, 60_000, 90_000)], new)
    place(dialog, 70_000)
    kind = dialog.findChild(QComboBox, "question_kind")
    for code in ("single", "mark"):
        kind.setCurrentIndex(kind.findData(code))
    assert dialog.question().at_ms == 70_000
