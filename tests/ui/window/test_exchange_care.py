"""What must not happen on the Exchange screen: words lost, keys astray, markup read as such."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QScreen
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QScrollArea, QWidget

from qa_desktop.exchange.bundle.encryption import is_encrypted
from qa_desktop.journal.changes import create, set_fields
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.conflict_inbox import postpone
from qa_desktop.store.conflicts import find_conflicts
from qa_desktop.ui import i18n
from qa_desktop.ui.exchange.bundle_dialog import BundleDialog
from qa_desktop.ui.exchange.merge_run import MergeRun
from qa_desktop.ui.exchange.write_run import WriteRun
from qa_desktop.ui.naming import named
from qa_desktop.ui.tasks import Desk
from tests.ui.window.conftest import Office, Seat
from tests.ui.window.test_exchange_screen import (
    Pair,
    apart,
    cells,
    drop,
    pair,
    paired,
    press,
    preview,
    read,
    screen,
)

__all__ = ["pair", "paired"]
MARKUP = "<b>王</b><img src='file:///x.png'>"


def gone() -> None:
    """What was closed is deleted."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown_bundles(seat: Seat) -> list[str]:
    return [each.file.name for each in seat.window.findChildren(BundleDialog) if each.isVisible()]


# -- conflicts


def test_what_is_typed_stays_while_something_else_is_written(pair: Pair, office: Office) -> None:
    apart(pair)
    seat, view = screen(office, "conflicts")
    view.conflicts.table.selectRow(1)
    seat.key(Qt.Key.Key_E)
    field = seat.find(QLineEdit, "conflict_other")
    field.insert("12")
    seat.window.desk.write(lambda ws: ws.write([create("agent", "agent-2", {"number": "0618"})]))
    seat.settle()
    assert field.text() == "12" and field.hasFocus()
    seat.key(Qt.Key.Key_1)
    assert field.text() == "121" and len(read(seat, find_conflicts)) == 2


def test_another_language_says_the_sides_anew_and_keeps_what_is_typed(
    pair: Pair, office: Office, qapp
) -> None:
    apart(pair)
    seat, _view = screen(office, "conflicts")
    seat.key(Qt.Key.Key_E)
    field = seat.find(QLineEdit, "conflict_other")
    field.insert("王小名")
    i18n.set_language(qapp, "zh_CN")
    seat.settle()
    gone()
    assert seat.text("conflict_take_1") == "用这个" and field.text() == "王小名"


def test_the_chosen_conflict_stays_chosen_when_those_above_go(pair: Pair, office: Office) -> None:
    with pair.ours() as ours:
        for workspace, end in ((ours, "甲"), (pair.colleague, "乙")):
            said = {"name": f"王{end}", "area": f"北{end}", "nickname": f"小{end}"}
            workspace.write([set_fields("agent", "agent-1", said)])
        merge(ours, pair.bundle())
    seat, view = screen(office, "conflicts")
    table = view.conflicts.table
    table.selectRow(2)
    chosen = table.row.conflict
    above = [each.conflict for each in table.model().rows[:2]]
    seat.window.desk.write(lambda ws: postpone(ws, above, later=True))
    seat.settle()
    assert table.row.conflict.id == chosen.id and table.currentIndex().row() == 0


def test_a_key_that_is_held_down_settles_nothing_more(pair: Pair, office: Office) -> None:
    apart(pair)
    seat, view = screen(office, "conflicts")
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", autorep=True
    )
    QApplication.sendEvent(view.conflicts.table, held)
    seat.settle()
    assert len(read(seat, find_conflicts)) == 2


# -- writing


def test_who_writes_before_it_is_counted_writes_encrypted(
    pair: Pair, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pair.ours() as ours:
        merge(ours, pair.bundle())
    seat, _view = screen(office, "people")
    seat.window.exchange.write_bundle()
    people = seat.find(QListWidget, "write_people")
    seat.wait(lambda: seat.text("write_size").startswith("Entries"))
    monkeypatch.setattr(WriteRun, "plan", lambda *_: None)  # a count that takes long
    people.item(0).setCheckState(Qt.CheckState.Checked)
    seat.find(QLineEdit, "write_place").setText(str(tmp_path))
    seat.find(QLineEdit, "write_name").setText("x")
    press(seat, "write_start")
    seat.wait(lambda: seat.find(QWidget, "write_close").isVisible())
    assert is_encrypted(tmp_path / "x.qab")


def test_nothing_is_written_before_it_is_known_for_whom(
    pair: Pair, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat, _view = screen(office, "people")
    with monkeypatch.context() as slow:
        slow.setattr(Desk, "read", lambda *_: None)
        seat.window.exchange.write_bundle("somebody")
    assert not seat.find(QWidget, "write_start").isEnabled()


def test_a_name_that_was_emptied_is_made_again(pair: Pair, office: Office, tmp_path: Path) -> None:
    seat, _view = screen(office, "people")
    seat.window.exchange.write_bundle()
    seat.settle()
    seat.find(QLineEdit, "write_place").setText(str(tmp_path))
    seat.find(QLineEdit, "write_name").clear()
    press(seat, "write_start")
    seat.wait(lambda: seat.find(QWidget, "write_close").isVisible())
    assert list(tmp_path.glob("bundle-*.qab"))


# -- bundles that come


def test_a_preview_that_is_closed_at_the_last_moment_is_told_nothing(
    pair: Pair, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its records' names are asked for; the answer comes when the dialog is gone."""
    asked: list[object] = []
    name = MergeRun._name

    def name_and_close(run: MergeRun, found: object) -> None:
        name(run, found)
        run.parent().reject()
        gone()
        asked.append(found)

    monkeypatch.setattr(MergeRun, "_name", name_and_close)
    seat, _view = screen(office, "received")
    drop(seat, pair.bundle())
    seat.wait(lambda: asked)
    seat.settle()
    assert shown_bundles(seat) == []


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_bundles_that_are_opened_together_are_shown_one_after_the_other(
    pair: Pair, office: Office
) -> None:
    one, other = pair.bundle("one.qab"), pair.bundle("other.qab")
    seat, _view = screen(office, "received")
    preview(seat, one)
    for file in (one, other, other):
        drop(seat, file)
    assert shown_bundles(seat) == ["one.qab"]
    press(seat, "bundle_not_now")
    seat.wait(lambda: shown_bundles(seat) == ["other.qab"])
    gone()
    seat.wait(lambda: seat.find(QWidget, "bundle_merge").isVisible())
    press(seat, "bundle_not_now")
    assert shown_bundles(seat) == []


def test_many_arrivals_are_counted_in_the_toast(office: Office, pair: Pair) -> None:
    seat, _view = screen(office, "received")
    seat.window.exchange.inbox.arrived.emit([f"周报第{n}份.qab" for n in range(300)])
    assert seat.text("toast_words") == "Bundles to look into: 300"
    assert seat.window.toast.width() < seat.window.width()


def test_a_long_name_makes_no_dialog_wider_than_the_screen(pair: Pair, office: Office) -> None:
    file = pair.bundle(f"{'a' * 200}.qab")
    seat, _view = screen(office, "received")
    preview(seat, file)
    (dialog,) = (each for each in seat.window.findChildren(BundleDialog) if each.isVisible())
    assert dialog.width() < 1000 and dialog.minimumSizeHint().width() < 1000


# -- what others wrote


def test_markup_of_others_is_shown_as_it_is_written(pair: Pair, office: Office) -> None:
    with pair.ours() as ours:
        ours.write([set_fields("agent", "agent-1", {"name": "王晓明"})])
        pair.colleague.write([set_fields("agent", "agent-1", {"name": MARKUP})])
        merge(ours, pair.bundle())
    seat, view = screen(office, "conflicts")
    seat.window.exchange.show_history("agent-1")
    seat.settle()
    seat.window.toast.say(MARKUP)
    seat.window.exchange.write_bundle(subject="agent-1", title=MARKUP)
    seat.settle()
    said = [label for label in seat.window.findChildren(QLabel) if "<img" in label.text()]
    names = {label.objectName() for label in said}
    assert {"conflict_subject", "history_title", "toast_words", "write_what"} <= names
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in said), names
    tip = view.conflicts.table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img" in tip and cells(view.conflicts.table)[0][0].count("<img") == 1
    assert named("x", QLabel()).textFormat() == Qt.TextFormat.PlainText


# -- a screen of 1280×720 at 200 %

SMALL = QSize(640, 328)
"""What it has below the title bar."""


def test_the_buttons_stay_on_a_small_screen(
    pair: Pair, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QScreen, "availableSize", lambda _screen: SMALL + QSize(0, 32))
    seat, _view = screen(office, "received")
    preview(seat, pair.bundle())
    seat.window.exchange.write_bundle()
    seat.window.exchange.show_history("agent-1")
    seat.settle()
    for name in ("bundle_dialog", "write_dialog", "history_dialog"):
        dialog = seat.find(QWidget, name)
        assert dialog.height() <= SMALL.height() and dialog.width() <= SMALL.width(), name
        dialog.close()


def test_on_a_usual_screen_nothing_scrolls(
    pair: Pair, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pair.ours() as ours:
        merge(ours, pair.bundle())
    monkeypatch.setattr(QScreen, "availableSize", lambda _screen: QSize(1280, 720))
    seat, _view = screen(office, "people")
    seat.window.exchange.write_bundle()
    seat.wait(lambda: seat.find(QListWidget, "write_people").count() == 1)
    seat.settle()
    assert seat.find(QScrollArea, "write_scroll").verticalScrollBar().maximum() == 0
