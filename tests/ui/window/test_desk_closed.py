"""A desk that is closed answers nobody and takes no more work."""

from __future__ import annotations

from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from qa_desktop.ui.tasks import Desk


def test_after_the_end_nothing_is_answered_and_nothing_is_begun(desk: Desk, qtbot) -> None:
    answers: list[object] = []
    bugs: list[object] = []
    desk.bug.connect(bugs.append)
    desk.write(lambda _ws: 1, lambda _: desk.read("again", lambda _db: 2, answers.append))
    desk.read("first", lambda _db: 3, answers.append)
    desk.close()
    QApplication.processEvents()
    job = desk.work(lambda _progress, _cancelled: 4, answers.append)
    QApplication.processEvents()
    assert job.cancelled()
    assert answers == [] and bugs == []


def test_an_answer_bound_with_more_arguments_reaches_no_deleted_widget(desk: Desk, qtbot) -> None:
    class Asker(QObject):
        def take(self, _words: str, _answer: int) -> None:
            raise AssertionError("it is gone")

    asker, others = Asker(), []
    desk.read("asker", lambda db: 1, partial(asker.take, "words"))
    desk.work(lambda _progress, _cancelled: 1, partial(asker.take, "words"))
    desk.read("other", lambda db: 1, others.append)
    shiboken6.delete(asker)
    qtbot.waitUntil(lambda: bool(others) and not desk._jobs)


def test_a_question_after_the_end_is_not_answered(desk: Desk) -> None:
    desk.close()
    desk.read("late", lambda db: 1, lambda _answer: pytest.fail("answered"))
