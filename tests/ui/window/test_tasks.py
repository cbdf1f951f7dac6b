"""The threads behind the window: order, coalescing, newest wins, errors, an orderly end."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.store.drafts import get_draft, save_draft
from qa_desktop.store.settings import get_setting, set_setting
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.tasks import Desk


def our_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("desk-")]


@pytest.fixture
def closed_gate():
    """Holds the writer until the test lets it go on."""
    gate = threading.Event()
    yield gate
    gate.set()


def test_a_write_reports_its_result_and_its_changes_on_the_main_thread(desk: Desk, qtbot) -> None:
    seen: list[object] = []
    desk.changed.connect(lambda changes: seen.append(changes.subjects))

    def then(result: Changes) -> None:
        seen.append((result.ids, threading.current_thread() is threading.main_thread()))

    desk.write(lambda ws: Changes(frozenset({"call"}), None, (ws.person,)), then)
    qtbot.waitUntil(lambda: len(seen) == 2)

    assert seen == [frozenset({"call"}), ((desk.person,), True)]
    assert desk.pending == 0


def test_only_the_last_of_many_drafts_is_written(desk: Desk, qtbot, closed_gate) -> None:
    written: list[int] = []
    desk.write(lambda ws: closed_gate.wait())

    def draft(number: int):
        def work(ws: Workspace) -> None:
            written.append(number)
            save_draft(ws.db, "annotation", "call", {"number": number})

        return work

    for number in range(100):
        desk.save("draft", draft(number))
    assert desk.pending == 2, "the gate and one draft"
    closed_gate.set()
    qtbot.waitUntil(lambda: desk.pending == 0)

    assert written == [99]


def test_a_draft_typed_after_an_act_is_not_lost_to_it(desk: Desk, qtbot, closed_gate) -> None:
    """Saving a comment removes its draft; the next comment's draft must come after that."""
    order: list[str] = []
    desk.write(lambda ws: closed_gate.wait())
    desk.save("draft", lambda ws: order.append("first draft"))
    desk.write(lambda ws: order.append("save"))
    desk.save("draft", lambda ws: order.append("second draft"))
    closed_gate.set()
    qtbot.waitUntil(lambda: desk.pending == 0)

    assert order == ["first draft", "save", "second draft"]


def test_what_is_read_back_waits_for_what_is_being_written(desk: Desk, qtbot, closed_gate) -> None:
    order: list[str] = []
    desk.write(lambda ws: closed_gate.wait())
    desk.save("draft", lambda ws: order.append("written"))
    desk.after_writes(lambda: order.append("read"))
    assert order == []
    closed_gate.set()
    qtbot.waitUntil(lambda: desk.pending == 0)
    desk.after_writes(lambda: order.append("at once"))

    assert order == ["written", "read", "at once"]


def test_the_newest_question_of_a_channel_is_the_only_one_answered(desk: Desk, qtbot) -> None:
    gate = threading.Event()
    answers: list[str] = []
    desk.read("other", lambda db: gate.wait(), lambda _: None)
    for text in ("a", "ab", "abc"):
        desk.read("search", lambda db, text=text: text, answers.append)
    gate.set()
    desk.read("last", lambda db: "end", answers.append)
    qtbot.waitUntil(lambda: "end" in answers)

    assert answers == ["abc", "end"]


def test_an_answer_that_is_out_of_date_when_it_arrives_is_dropped(desk: Desk, qtbot) -> None:
    started, gate = threading.Event(), threading.Event()
    answers: list[str] = []

    def slow(db) -> str:
        started.set()
        gate.wait()
        return "old"

    desk.read("search", slow, answers.append)
    started.wait()
    desk.read("search", lambda db: "new", answers.append)
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))

    assert answers == ["new"]


def test_three_fates_of_an_error(desk: Desk, qtbot) -> None:
    fates: list[object] = []
    desk.trouble.connect(lambda error: fates.append(("trouble", error.id)))
    desk.bug.connect(lambda error: fates.append(("bug", str(error))))

    def raising(error: Exception):
        def work(ws: Workspace) -> None:
            raise error

        return work

    desk.write(raising(CancelledError()))
    desk.write(raising(UserFacingError("annotation.unknown")))
    desk.write(
        raising(UserFacingError("evaluation.exists")),
        failed=lambda error: fates.append(("in place", error.id)),
    )
    desk.write(raising(ZeroDivisionError("oops")))
    qtbot.waitUntil(lambda: desk.pending == 0)

    assert fates == [
        ("trouble", "annotation.unknown"),
        ("in place", "evaluation.exists"),
        ("bug", "oops"),
    ]


def test_a_draft_that_cannot_be_written_stays_unsaved_until_it_can(desk: Desk, qtbot) -> None:
    disk_full = True

    def work(ws: Workspace) -> None:
        if disk_full:
            raise UserFacingError("workspace.disk_full", path=".")
        set_setting(ws.db, "last_call", "kept")

    with qtbot.waitSignal(desk.trouble):
        desk.save("draft", work)
    assert list(desk.unsaved) == ["draft"]
    disk_full = False
    desk.save_again()
    qtbot.waitUntil(lambda: desk.pending == 0)

    assert not desk.unsaved
    found: list[str] = []
    desk.read("check", lambda db: get_setting(db, "last_call"), found.append)
    qtbot.waitUntil(lambda: found == ["kept"])


def test_closing_finishes_every_queued_write_and_ends_every_thread(tmp_path: Path, qtbot) -> None:
    desk = Desk(tmp_path / "ws")
    desk.open("Li", "0001")
    job = desk.work(lambda progress, cancelled: [None for _ in iter(cancelled, True)])
    desk.read("warm", lambda db: 1, lambda _: None)
    for number in range(50):
        desk.write(lambda ws, n=number: save_draft(ws.db, "annotation", str(n), {"n": n}))
    assert our_threads()
    desk.close()
    desk.close()

    assert job.cancelled()
    assert our_threads() == []
    with Workspace.open(tmp_path / "ws") as again:
        assert all(get_draft(again.db, "annotation", str(n)) for n in range(50))


def test_a_workspace_that_cannot_be_opened_leaves_no_thread(tmp_path: Path, qtbot) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    desk = Desk(file)
    with pytest.raises(UserFacingError, match=r"workspace\.not_a_folder"):
        desk.open()

    assert our_threads() == []


def test_the_pool_may_write_and_wait_and_tells_its_progress(desk: Desk, qtbot) -> None:
    steps: list[int] = []
    results: list[str] = []

    def work(progress, cancelled) -> str:
        progress(1)
        person = desk.write_and_wait(lambda ws: ws.person)
        progress(2)
        return person

    desk.work(work, results.append, progress=steps.append)
    qtbot.waitUntil(lambda: bool(results))

    assert (results, steps) == ([desk.person], [1, 2])


def test_cancelled_work_reports_nothing(desk: Desk, qtbot) -> None:
    results: list[object] = []
    entered = threading.Event()

    def work(progress, cancelled):
        entered.set()
        while not cancelled():
            pass
        return "too late"

    job = desk.work(work, results.append)
    entered.wait()
    job.cancel()
    desk.work(lambda progress, cancelled: "next", results.append)
    qtbot.waitUntil(lambda: bool(results))

    assert results == ["next"]


def test_a_deleted_widget_is_not_called(desk: Desk, qtbot) -> None:
    from PySide6.QtWidgets import QLabel
    from shiboken6 import delete

    label = QLabel()
    done: list[int] = []
    desk.write(lambda ws: "text", label.setText)
    delete(label)
    desk.write(lambda ws: 1, done.append)
    qtbot.waitUntil(lambda: done == [1])
