"""A desk that is closed answers nobody and takes no more work."""

from __future__ import annotations

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
