"""Ctrl+K finds agents, calls, screens, acts, settings and help, and goes there."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QTextBrowser, QWidget

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create
from qa_desktop.journal.journal import new_id
from qa_desktop.store.last_workspace import note_workspace
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.palette import offers
from qa_desktop.ui.palette.rows import ENTRY
from qa_desktop.ui.recent_workspaces import is_there
from tests.ui.window.conftest import Office, Seat

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def add_agent(workspace: Workspace, number: str, name: str) -> Changes:
    return workspace.write([create("agent", new_id(), {"number": number, "name": name})])


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    with Workspace.open(office.folder) as workspace:
        add_agent(workspace, "0617", "王小明")
    seated = office.sit()
    seated.opened(calls[0])
    return seated


def ask(seat: Seat, words: str) -> list:
    seat.key(K.Key_K, CTRL)
    seat.find(QLineEdit, "palette_field").setText(words)
    seat.settle()
    found = seat.find(QListWidget, "palette_list")
    return [e for r in range(found.count()) if (e := found.item(r).data(ENTRY)) is not None]


def test_an_agent_is_found_by_initials_and_shown_in_the_roster(seat: Seat) -> None:
    found = ask(seat, "wxm")
    assert (found[0].kind, found[0].title) == ("agent", "0617 王小明")
    seat.key(K.Key_Return)
    assert seat.window.screen_id == "roster"
    assert not seat.find(QWidget, "palette").isVisible()


def test_an_agent_written_meanwhile_is_found_too(seat: Seat) -> None:
    assert [e for e in ask(seat, "zs") if e.kind == "agent"] == []
    seat.key(K.Key_Escape)
    seat.window.desk.write(lambda workspace: add_agent(workspace, "0700", "张三"))
    seat.settle()
    assert [e.title for e in ask(seat, "zs") if e.kind == "agent"] == ["0700 张三"]


def test_a_call_is_opened(seat: Seat, calls: list[str]) -> None:
    name = seat.window.inspect.call.file_name
    found = [e for e in ask(seat, name) if e.kind == "call"]
    assert found[0].target == calls[0]


def test_arrows_walk_over_the_headings_and_screens_open(seat: Seat) -> None:
    ask(seat, "")
    shown = seat.find(QListWidget, "palette_list")
    assert shown.currentItem().data(ENTRY).target == "inspect"
    seat.key(K.Key_Down)
    assert shown.currentItem().data(ENTRY).target == "calls"
    seat.key(K.Key_Return)
    assert seat.window.screen_id == "calls"


def test_a_workspace_is_looked_for_when_it_is_chosen(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And on no account while the palette opens: a share that is gone answers late."""
    with Workspace.open(tmp_path / "other-one", name="Li Min"):
        pass
    for name in ("other-gone", "other-one"):
        note_workspace(tmp_path / name)
    looked: list[threading.Thread] = []

    def look(folder: Path) -> bool:
        looked.append(threading.current_thread())
        return is_there(folder)

    monkeypatch.setattr(offers, "is_there", look)
    wanted: list[Path] = []
    told: list[UserFacingError] = []
    seat.window.workspace_wanted.connect(wanted.append)
    seat.window.desk.trouble.disconnect()
    seat.window.desk.trouble.connect(told.append)
    for name in ("other-gone", "other-one"):
        found = ask(seat, str(tmp_path / name))[0]
        assert (found.kind, found.target, found.why_not) == ("workspace", str(tmp_path / name), "")
        looks = len(looked)
        seat.key(K.Key_Return)
        seat.wait(lambda: wanted or told)
        assert len(looked) == looks + 1 and looked[-1] is not threading.main_thread()
        if name == "other-gone":
            assert [error.id for error in told] == ["workspace.missing"] and not wanted
            told.clear()
    assert wanted == [tmp_path / "other-one"]


def test_an_act_that_cannot_be_done_says_why_and_stays(seat: Seat) -> None:
    seat.window.show_screen("calls")
    (found,) = [e for e in ask(seat, "why this score") if e.target == "why_score"]
    assert found.why_not == "Only in Inspect"
    seat.key(K.Key_Return)
    assert seat.find(QWidget, "palette").isVisible()
    seat.key(K.Key_Escape)
    seat.window.show_screen("inspect")
    (found,) = [e for e in ask(seat, "why this score") if e.target == "why_score"]
    assert found.why_not == "" and found.key == "W"


def test_settings_and_help_pages_open(seat: Seat) -> None:
    ask(seat, "about")
    seat.key(K.Key_Return)
    assert seat.find(QWidget, "about_libraries").isVisible()
    assert [e.kind for e in ask(seat, "first-day")] == ["help"]
    seat.key(K.Key_Return)
    assert "day" in seat.window._help.page


def test_nothing_found_says_so(seat: Seat) -> None:
    assert ask(seat, "qqqqqqq") == []
    assert seat.text("palette_nothing") == "Nothing found"


def test_help_is_about_the_screen_follows_links_and_the_language(seat: Seat, qapp) -> None:
    seat.window.show_screen("calls")
    seat.key(K.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    guide = seat.window._help
    assert guide.page == "recordings"
    text = guide.findChild(QTextBrowser, "help_text")
    english = text.toPlainText()
    assert len(english) > 200
    guide.open_page("index")
    assert guide.page == "index" and text.isBackwardAvailable()
    text.backward()
    assert guide.page == "recordings"
    i18n.set_language(qapp, "zh_CN")
    seat.settle()
    assert guide.page == "recordings" and text.toPlainText() != english


def test_help_is_searched(seat: Seat) -> None:
    seat.window.show_help("index")
    guide = seat.window._help
    guide.findChild(QLineEdit, "help_search").setText("Ctrl+Shift+Enter")
    titles = guide.findChild(QListWidget, "help_pages")
    assert 0 < titles.count() < len(guide._pages)


def test_who_had_the_keyboard_may_be_gone_when_the_palette_goes(seat: Seat) -> None:
    for show in ((K.Key_K, CTRL), (K.Key_F1,)):
        field = QLineEdit(seat.window.inspect)
        field.show()
        field.setFocus()
        seat.wait(field.hasFocus)
        seat.key(*show)
        shiboken6.delete(field)
        seat.key(K.Key_Escape)
    assert not seat.find(QWidget, "palette").isVisible()
    assert not seat.find(QWidget, "key_overlay").isVisible()


def test_a_key_that_leads_elsewhere_takes_the_palette_away(seat: Seat) -> None:
    """Else it would cover the other screen, and no key of its own would reach it."""
    for show, name in (((K.Key_K, CTRL), "palette"), ((K.Key_F1,), "key_overlay")):
        seat.key(*show)
        cover = seat.find(QWidget, name)
        assert cover.isVisible()
        seat.key(K.Key_2, CTRL)
        assert seat.window.screen_id == "calls" and not cover.isVisible()
        assert seat.window.screen("calls").isAncestorOf(seat.window.focusWidget())
        seat.key(K.Key_1, CTRL)
