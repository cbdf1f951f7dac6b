"""Why this score, on the screen, on paper and as a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QTextBrowser

from qa_desktop.ui import theme
from tests.factories_reports import Evaluated
from tests.ui.window.conftest import Office, Seat

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def seat(evaluated: Evaluated, office: Office) -> Seat:
    """The fourth demo call, which lost points, is open; it was submitted."""
    seated = office.sit()
    seated.window.open_call(evaluated.calls[3].id)
    seated.opened(evaluated.calls[3].id)
    seated.key(K.Key_W)
    return seated


def lines(seat: Seat) -> QTextBrowser:
    return seat.find(QTextBrowser, "why_score")


def test_the_verdict_and_what_moved_look_different(seat: Seat) -> None:
    shown = lines(seat).toHtml()
    colors = theme.current()
    assert colors.strength in shown or colors.critical in shown
    seat.key(K.Key_W)
    assert seat.window.focusWidget() is seat.page.timeline


def test_print_shows_the_preview(seat: Seat) -> None:
    seat.key(K.Key_P, CTRL)
    seat.wait(lambda: seat.window.findChildren(QPrintPreviewDialog))
    (preview,) = seat.window.findChildren(QPrintPreviewDialog)
    assert preview.isVisible()
    preview.close()


def test_save_writes_a_pdf(seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "why.pdf"
    asked: list[str] = []

    def choose(_parent, _title, start, _filter):
        asked.append(start)
        return str(out), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    said: list[str] = []
    seat.page.card.toast_wanted.connect(lambda words, _act: said.append(words))
    seat.key(K.Key_S, CTRL)
    save = seat.find(QPushButton, "why_save")
    assert not save.isEnabled(), "one at a time"
    seat.qtbot.waitUntil(lambda: bool(said), timeout=60_000)
    assert out.read_bytes().startswith(b"%PDF") and said == ["Saved: why.pdf"]
    assert save.isEnabled() and "Why this score-" in asked[0]


def test_what_is_not_submitted_is_not_printed(seat: Seat) -> None:
    seat.inspect.correct()
    seat.settle()
    seat.page.timeline.setFocus()
    seat.key(K.Key_W)
    assert seat.find(QLabel, "why_note").isVisible()
    assert not seat.find(QPushButton, "why_print").isVisible()
    seat.key(K.Key_P, CTRL)
    assert not seat.window.findChildren(QPrintPreviewDialog)


def test_what_stands_in_the_way_of_submitting_is_shown_at_its_item(seat: Seat) -> None:
    """The arithmetic gives way to the items."""
    seat.inspect.correct()
    seat.settle()
    item = next(iter(seat.inspect.scoring.form.answers))
    seat.inspect.scoring.set_answer(item, None)
    seat.page.timeline.setFocus()
    seat.key(K.Key_W)
    assert lines(seat).isVisible()
    seat.window.do("submit_next")
    assert not lines(seat).isVisible() and seat.page.card.rows.isVisible()
    assert seat.text("submit_message")
