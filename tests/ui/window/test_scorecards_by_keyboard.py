"""SCORING.md's worked card, built from nothing, published and scored with: by keyboard only."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget

from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.scorecards.view import ScorecardsView
from tests.factories import import_calls
from tests.factories_scoring import worked_card
from tests.ui.window.conftest import Office, Seat

K, M = Qt.Key, Qt.KeyboardModifier
_MOST_STOPS = 150


class Hands:
    """Presses keys and commits what an input method would; never clicks, never sets anything."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat

    @property
    def focus(self) -> QWidget:
        """Where there is a window manager it gives the window the keyboard of a dialog that is
        gone; the offscreen platform has none."""
        if QApplication.focusWidget() is None:
            (QApplication.activeModalWidget() or self.seat.window).activateWindow()
            self.seat.wait(QApplication.focusWidget)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = M.NoModifier) -> None:
        QTest.keyClick(self.focus, key, held)
        self.seat.settle()

    def write(self, words: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(self.focus, event)

    def walk_to(self, name: str) -> None:
        """Tab until there."""
        for _ in range(_MOST_STOPS):
            if self.focus.objectName() == name:
                return
            QTest.keyClick(self.focus, K.Key_Tab)
        raise AssertionError(f"Tab does not come to {name}; it is at {self.focus.objectName()}")

    def fill(self, name: str, words: str) -> None:
        self.walk_to(f"field_{name}")
        assert isinstance(self.focus, QLineEdit)
        assert self.focus.selectedText() == self.focus.text(), "what stands there is replaced"
        self.write(words)
        self.seat.settle()

    def choose(self, name: str, code: str) -> None:
        self.walk_to(name)
        combo = self.focus
        assert isinstance(combo, QComboBox)
        self.press(K.Key_Home)
        while combo.currentData() != code:
            before = combo.currentIndex()
            self.press(K.Key_Down)
            combo = self.focus
            assert isinstance(combo, QComboBox)
            assert combo.currentIndex() != before, f"no {code}"


@pytest.fixture
def seat(tmp_path: Path, office: Office) -> Seat:
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        first = import_calls(workspace, tmp_path / "recordings", 5)[0]
    seated = office.sit()
    seated.opened(first.id)
    return seated


def view_of(seat: Seat) -> ScorecardsView:
    found = seat.window.screen("scorecards")
    assert isinstance(found, ScorecardsView)
    return found


def begin_card(seat: Seat, hands: Hands, name: str) -> None:
    hands.press(K.Key_8, M.ControlModifier)
    seat.wait(lambda: view_of(seat).page.cards.row is not None)
    hands.press(K.Key_N)
    hands.write(name)
    hands.press(K.Key_Return)
    seat.wait(lambda: view_of(seat).is_editing)


def add_section(hands: Hands, number: int, name: str, weight: str, dimension: str) -> None:
    at = f"sections[{number}]"
    hands.press(K.Key_S)
    hands.fill(f"{at}.name", name)
    hands.fill(f"{at}.weight", weight)
    hands.choose(f"field_{at}.dimension", dimension)
    hands.press(K.Key_Escape)


def add_item(hands: Hands, at: str, name: str, weight: str, kind: str = "yes_no") -> None:
    hands.press(K.Key_N)
    hands.fill(f"{at}.name", name)
    hands.fill(f"{at}.weight", weight)
    hands.choose(f"field_{at}.answer.type", kind)


def build_worked_card(hands: Hands) -> None:
    add_section(hands, 0, "服务规范", "30", "attitude")
    add_item(hands, "sections[0].items[0]", "开场白", "10")
    hands.press(K.Key_Escape)
    add_item(hands, "sections[0].items[1]", "结束语", "10")
    hands.choose("field_sections[0].items[1].na", "exclude")
    hands.press(K.Key_Escape)
    at = "sections[0].items[2]"
    add_item(hands, at, "语气", "10", "scale")
    hands.fill(f"{at}.answer.low", "1")
    hands.fill(f"{at}.answer.high", "5")
    hands.press(K.Key_Escape)

    add_section(hands, 1, "业务能力", "５０", "business")  # as an input method may type it
    at = "sections[1].items[0]"
    add_item(hands, at, "解答准确", "30", "choice")
    options = [("准确完整", "10", "full"), ("不完整", "6", "part"), ("错误", "0", "wrong")]
    for place, (name, points, code) in enumerate(options):
        if place == 2:
            hands.walk_to(f"field_{at}.add_option")
            hands.press(K.Key_Space)
        path = f"{at}.answer.options[{place}]"
        hands.fill(f"{path}.name", name)
        hands.walk_to(f"field_{path}.name.en")
        hands.press(K.Key_Backspace)
        hands.fill(f"{path}.points", points)
        hands.fill(f"{path}.id", code)
    hands.press(K.Key_Escape)
    at = "sections[1].items[1]"
    add_item(hands, at, "口头禅", "20", "deduct")
    hands.fill(f"{at}.answer.points", "10")
    hands.fill(f"{at}.answer.each", "3")
    hands.press(K.Key_Escape)

    add_section(hands, 2, "合规", "20", "business")
    at = "sections[2].items[0]"
    add_item(hands, at, "核对身份", "1")
    hands.choose(f"field_{at}.answer.no.fatal", "form")
    hands.choose(f"field_{at}.na", "exclude")
    hands.press(K.Key_Escape)
    at = "sections[2].items[1]"
    add_item(hands, at, "无禁词", "1")
    hands.choose(f"field_{at}.na", "exclude")
    hands.press(K.Key_Escape)


def publish(seat: Seat, hands: Hands, reason: str) -> None:
    hands.press(K.Key_Return, M.ControlModifier)
    seat.wait(lambda: hands.focus.objectName() == "terms_reason")
    hands.write(reason)
    hands.walk_to("terms_agree")
    hands.press(K.Key_Space)
    seat.wait(lambda: not view_of(seat).is_editing)
    seat.settle()


def choose_card(seat: Seat, hands: Hands, name: str) -> None:
    """In Inspect, with the keys that walk its panes and its fields."""
    for _ in range(12):
        hands.press(K.Key_F6)
        if seat.page.card.isAncestorOf(hands.focus):
            break
    for _ in range(_MOST_STOPS):
        if hands.focus.objectName() == "card_picker":
            break
        QTest.keyClick(hands.focus, K.Key_Tab, M.ShiftModifier)
    picker = hands.focus
    assert isinstance(picker, QComboBox)
    assert picker.objectName() == "card_picker"
    names = [picker.itemText(n) for n in range(picker.count())]
    steps = names.index(name) - picker.currentIndex()
    for _ in range(abs(steps)):
        hands.press(K.Key_Down if steps > 0 else K.Key_Up)
        if seat.inspect.scoring.version.name.zh == name:
            break
        seat.page.card.findChild(QComboBox, "card_picker")
        while hands.focus.objectName() != "card_picker":
            QTest.keyClick(hands.focus, K.Key_F6)
    assert seat.inspect.scoring.version.name.zh == name


def score(seat: Seat, hands: Hands, keys: list[Qt.Key]) -> tuple[str, str]:
    """A key for each item, from the timeline; the score and what it says."""
    if hands.focus is not seat.page.timeline:
        hands.press(K.Key_Escape)
    assert hands.focus is seat.page.timeline
    for place, key in enumerate(keys):
        if place:
            hands.press(K.Key_Down)
        hands.press(key)
    assert not seat.inspect.scoring.preview.missing
    return seat.text("score"), seat.find(QLabel, "verdict").text()


def test_the_worked_card_is_built_published_and_scored_with(seat: Seat) -> None:
    hands = Hands(seat)
    begin_card(seat, hands, "例")
    build_worked_card(hands)
    view = view_of(seat)
    assert not view.editor.editing.draft.problems
    built = view.editor.editing.draft.set("id", "worked").version
    meant = CardDraft.of(worked_card()).set("name", "例").version
    assert built.canonical == meant.canonical
