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
YES, NO, NA = K.Key_1, K.Key_2, K.Key_X
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
        QApplication.processEvents()

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
        QApplication.processEvents()

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


def go_to_scorecards(seat: Seat, hands: Hands) -> None:
    """As any screen without a digit of its own."""
    hands.press(K.Key_K, M.ControlModifier)
    hands.write("Scorecards")
    seat.settle()
    hands.press(K.Key_Return)
    seat.wait(lambda: seat.window.screen_id == "scorecards")


def begin_card(seat: Seat, hands: Hands, name: str) -> None:
    go_to_scorecards(seat, hands)
    seat.wait(lambda: view_of(seat).page.cards.row is not None)
    hands.press(K.Key_N)
    hands.write(name)
    hands.press(K.Key_Return)
    seat.wait(lambda: view_of(seat).is_editing)


def add_section(hands: Hands, name: str, weight: str, dimension: str) -> None:
    hands.press(K.Key_S)
    hands.fill("name", name)
    hands.fill("weight", weight)
    hands.choose("field_dimension", dimension)
    hands.press(K.Key_Escape)


def add_item(hands: Hands, name: str, weight: str, kind: str = "yes_no") -> None:
    hands.press(K.Key_N)
    hands.fill("name", name)
    hands.fill("weight", weight)
    hands.choose("field_answer.type", kind)


def build_worked_card(hands: Hands) -> None:
    add_section(hands, "服务规范", "30", "attitude")
    add_item(hands, "开场白", "10")
    hands.press(K.Key_Escape)
    add_item(hands, "结束语", "10")
    hands.choose("field_na", "exclude")
    hands.press(K.Key_Escape)
    add_item(hands, "语气", "10", "scale")
    hands.fill("answer.low", "1")
    hands.fill("answer.high", "5")
    hands.press(K.Key_Escape)

    add_section(hands, "业务能力", "５０", "business")  # as an input method may type it
    add_item(hands, "解答准确", "30", "choice")
    options = [("准确完整", "10", "full"), ("不完整", "6", "part"), ("错误", "0", "wrong")]
    for place, (name, points, code) in enumerate(options):
        if place == 2:
            hands.walk_to("field_add_option")
            hands.press(K.Key_Space)
        path = f"answer.options[{place}]"
        hands.fill(f"{path}.name", name)
        hands.fill(f"{path}.points", points)
        hands.fill(f"{path}.id", code)
    hands.press(K.Key_Escape)
    add_item(hands, "口头禅", "20", "deduct")
    hands.fill("answer.points", "10")
    hands.fill("answer.each", "3")
    hands.press(K.Key_Escape)

    add_section(hands, "合规", "20", "business")
    add_item(hands, "核对身份", "1")
    hands.choose("field_answer.no.fatal", "form")
    hands.choose("field_na", "exclude")
    hands.press(K.Key_Escape)
    add_item(hands, "无禁词", "1")
    hands.choose("field_na", "exclude")
    hands.press(K.Key_Escape)


def publish(seat: Seat, hands: Hands, reason: str, years_back: int = 0) -> None:
    hands.press(K.Key_Return, M.ControlModifier)
    seat.wait(lambda: hands.focus.objectName() == "terms_reason")
    hands.write(reason)
    hands.walk_to("terms_begins" if years_back else "terms_agree")
    for _ in range(years_back):
        hands.press(K.Key_Down)
    hands.walk_to("terms_agree")
    hands.press(K.Key_Space)
    seat.wait(lambda: not view_of(seat).is_editing)
    seat.settle()


def choose_card(seat: Seat, hands: Hands, name: str) -> None:
    """In Inspect, with the keys that walk its panes and its fields."""
    for _ in range(_MOST_STOPS):
        if seat.inspect.scoring.version.name.zh == name:
            return
        picker = walk_to_picker(seat, hands)
        names = [picker.itemText(n) for n in range(picker.count())]
        is_below = names.index(name) > picker.currentIndex()
        hands.press(K.Key_Down if is_below else K.Key_Up)
    raise AssertionError("the card cannot be chosen")


def walk_to_picker(seat: Seat, hands: Hands) -> QComboBox:
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
    return picker


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


def test_the_four_answer_sets_get_their_four_results(seat: Seat) -> None:
    hands = Hands(seat)
    begin_card(seat, hands, "例")
    build_worked_card(hands)
    draft = view_of(seat).editor.editing.draft
    assert not draft.problems
    built = draft.set("id", "worked").version
    meant = CardDraft.of(worked_card()).set("name", "例").version
    assert built is not None
    assert meant is not None
    assert built.canonical == meant.canonical
    publish(seat, hands, "从手册开始")
    hands.press(K.Key_1, M.ControlModifier)

    for keys, expected in (
        ([YES, NO, K.Key_4, K.Key_2, K.Key_2, YES, YES], ("63.5", "Failed · below 80")),
        ([YES, NA, K.Key_4, K.Key_2, K.Key_2, NA, NA], ("65.3", "Failed · below 80")),
        (
            [YES, YES, K.Key_5, K.Key_1, K.Key_1, NO, YES],
            ("0.0", "Failed · critical item, raw 84.0"),
        ),
    ):
        here = seat.inspect.call.id
        choose_card(seat, hands, "例")
        assert score(seat, hands, keys) == expected
        hands.press(K.Key_Return, M.ControlModifier | M.ShiftModifier)
        seat.wait(lambda here=here: seat.inspect.call and seat.inspect.call.id != here)
        seat.settle()

    change_all_to_not_applicable(seat, hands)
    hands.press(K.Key_1, M.ControlModifier)
    choose_card(seat, hands, "例")
    assert score(seat, hands, [NA] * 7) == ("—", "No score: nothing counts")


def change_all_to_not_applicable(seat: Seat, hands: Hands) -> None:
    """Another version of the card, in which everything may be N/A."""
    go_to_scorecards(seat, hands)
    page = view_of(seat).page
    seat.wait(lambda: page.card is not None and page.card.name == "例")
    hands.press(K.Key_Return)
    seat.wait(lambda: view_of(seat).is_editing)
    hands.press(K.Key_Down)
    for count in (3, 2, 2):
        for _ in range(count):
            hands.press(K.Key_Down)
            hands.choose("field_na", "exclude")
            hands.press(K.Key_Escape)
        hands.press(K.Key_Down)
    publish(seat, hands, "都可以不适用", years_back=2)


def test_what_was_scored_keeps_its_version_and_the_new_one_is_in_force(seat: Seat) -> None:
    """Published twice: the list says since when each held and why."""
    hands = Hands(seat)
    begin_card(seat, hands, "例")
    add_section(hands, "服务规范", "30", "attitude")
    add_item(hands, "开场白", "10")
    hands.press(K.Key_Escape)
    publish(seat, hands, "第一版")
    page = view_of(seat).page
    seat.wait(lambda: page.card is not None and page.card.name == "例")
    hands.press(K.Key_Return)
    seat.wait(lambda: view_of(seat).is_editing)
    hands.press(K.Key_Down)
    hands.press(K.Key_Down)
    hands.fill("weight", "40")
    hands.press(K.Key_Escape)
    publish(seat, hands, "开场白更重要")
    seat.wait(lambda: len(page.card.versions) == 2)
    newest, oldest = page.card.versions
    assert (newest.reason, oldest.reason) == ("开场白更重要", "第一版")
    assert newest.in_force
    assert not oldest.in_force
    assert oldest.ends is not None


def test_a_name_written_in_the_tree_leaves_the_keyboard_in_the_tree(seat: Seat) -> None:
    hands = Hands(seat)
    begin_card(seat, hands, "例")
    add_section(hands, "服务规范", "30", "attitude")
    add_item(hands, "开场白", "10")
    hands.press(K.Key_Escape)
    hands.press(K.Key_F2)
    hands.write("问候")
    hands.press(K.Key_Return)
    seat.wait(lambda: hands.focus.objectName() == "card_tree")
    names = [each["name"] for each in draft_of(seat).source["sections"][0]["items"]]
    assert [each["zh"] if isinstance(each, dict) else each for each in names] == ["问候"]
    hands.press(K.Key_Return)
    assert hands.focus.objectName() == "field_name"


def draft_of(seat: Seat) -> CardDraft:
    return view_of(seat).editor.editing.draft
