"""The inspector's job, by keyboard only, with the real window, workspace and threads."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from qa_desktop.domain.scoring import Deduct, Scale
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.calls import get_call
from qa_desktop.store.drafts import get_draft
from qa_desktop.store.evaluations import get_evaluation, get_revisions
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.inspect.option_button import OptionButton
from tests.ui.window.conftest import Office, Seat

K = Qt.Key
SUBMIT = (K.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    """At the first call, ready to play."""
    seated = office.sit()
    seated.opened(calls[0])
    return seated


def read(seat: Seat, question):
    """What another reader of the workspace finds."""
    answers: list = []
    seat.window.desk.read("test", question, answers.append)
    seat.wait(lambda: answers)
    return answers[0]


def best_key(item) -> Qt.Key:
    """The number key of the answer that loses nothing."""
    if isinstance(item.answer, Deduct):
        return K.Key_0
    if isinstance(item.answer, Scale):
        return Qt.Key(K.Key_0.value + item.answer.high)
    options = item.answer.options
    if item.bonus:
        return K.Key_2  # a bonus would need evidence
    best = max(range(len(options)), key=lambda n: options[n].points)
    return Qt.Key(K.Key_1.value + best)


def answer_all(seat: Seat) -> None:
    """Down the card from the timeline, the best answer everywhere."""
    scoring = seat.inspect.scoring
    seat.page.timeline.setFocus()
    while scoring.preview.missing:
        before = scoring.current
        if scoring.current in scoring.preview.missing:
            seat.key(best_key(scoring.current_item))
        seat.key(K.Key_Down)
        assert scoring.current != before or not scoring.preview.missing


def test_listen_mark_comment_and_go_on(seat: Seat) -> None:
    seat.key(K.Key_Space)
    seat.hear(1200)
    seat.key(K.Key_B)
    assert not seat.player.playing, "marking pauses"
    seat.type("没有报工号")
    seat.key(K.Key_Return)

    (annotation,) = read(seat, lambda db: find_annotations(db, seat.inspect.call.id))
    assert (annotation.kind, annotation.text) == ("weakness", "没有报工号")
    assert annotation.at_ms == pytest.approx(1200 - 500, abs=60), "a key comes late"
    assert seat.player.playing, "Enter goes on"
    assert seat.window.focusWidget() is seat.page.timeline


def test_a_whole_evaluation_by_keyboard_and_the_next_call(seat: Seat, calls: list[str]) -> None:
    seat.key(K.Key_G)
    seat.type("语气亲切")
    seat.key(K.Key_Return)
    answer_all(seat)
    assert seat.text("verdict").startswith("Passed")
    assert seat.text("score") == "100.0"
    seat.key(*SUBMIT)
    seat.opened(calls[1])

    row = read(seat, lambda db: get_call(db, seat.window.desk.person, calls[0]))
    assert (row.status, row.published_hundredths) == ("evaluated", 10000)
    assert read(seat, lambda db: get_draft(db, "evaluation", calls[0])) is None
    assert seat.text("toast_words") == "Submitted: 100.0 · 0 % of the call heard"
    assert seat.text("score") == "—", "the next card begins empty"
    assert not seat.find(OptionButton, "option_opening_yes").isChecked()
    assert seat.text("status_today") == "Today 1 / 60"


def test_nothing_is_said_of_what_was_heard_where_it_was(seat: Seat, calls: list[str]) -> None:
    length = read(seat, lambda db: get_call(db, seat.window.desk.person, calls[0])).duration_ms
    seat.key(K.Key_Space)
    seat.wait(lambda: seat.player.playing)
    seat.hear(length // 2 + 200)
    answer_all(seat)
    seat.key(*SUBMIT)
    seat.opened(calls[1])
    assert seat.text("toast_words") == "Submitted: 100.0"


def test_everything_is_there_after_a_restart(seat: Seat, office: Office, calls: list[str]) -> None:
    seat.key(K.Key_Space)
    seat.hear(1500)
    seat.key(K.Key_Space)
    where = seat.inspect.listening.position_ms
    seat.key(K.Key_2)
    seat.keys(K.Key_Down, K.Key_Down, K.Key_3)
    seat.key(K.Key_N)
    seat.type("写到一半的点评")
    answers = dict(seat.inspect.scoring.form.answers)
    office.leave(seat)

    again = office.sit()
    again.opened(calls[0])
    assert again.inspect.scoring.form.answers == answers
    assert len(answers) == 2
    assert again.page.editor.text() == "写到一半的点评"
    assert again.inspect.marking.comment.kind == "note"
    assert again.inspect.listening.position_ms == where
    assert again.inspect.listening.heard() == [[0, where, 100]]


def test_proof_of_listening_goes_into_the_evaluation(seat: Seat, calls: list[str]) -> None:
    seat.key(K.Key_Space)
    seat.hear(800)
    seat.key(K.Key_Space)
    heard = seat.inspect.listening.heard()
    answer_all(seat)
    seat.key(*SUBMIT)
    seat.opened(calls[1])

    row = read(seat, lambda db: get_call(db, seat.window.desk.person, calls[0]))
    payload = read(seat, lambda db: get_evaluation(db, row.evaluation)).payload
    assert payload["heard"] == heard != []


def test_what_was_lost_is_said_of_a_whole_card(seat: Seat) -> None:
    """Not of the first answer alone: one *No* would read "0.0, lost 100"."""
    scoring = seat.inspect.scoring
    seat.page.timeline.setFocus()
    seat.key(K.Key_2)
    assert "lost" not in seat.text("losses") and "Provisional" in seat.text("verdict")
    answer_all(seat)
    assert "lost" in seat.text("losses") and "bonus" not in seat.text("losses")
    extra = next(id for id, item in scoring.version.items.items() if item.bonus)
    scoring.set_answer(extra, scoring.version.items[extra].answer.options[0].id)
    assert scoring.preview.score.bonus and "bonus" in seat.text("losses")


def test_a_count_that_is_not_answered_is_no_second_minus(seat: Seat) -> None:
    version = seat.inspect.scoring.version
    item = next(id for id, item in version.items.items() if isinstance(item.answer, Deduct))
    shown = seat.find(OptionButton, f"count_{item}")
    assert shown.text() == "?" and shown.accessibleName().startswith("Not answered")
    shown.click()
    assert shown.text() == "0×" and not shown.toolTip()


def test_missing_evidence_points_at_the_row_and_e_links_it(seat: Seat, calls: list[str]) -> None:
    answer_all(seat)
    scoring = seat.inspect.scoring
    first = next(iter(scoring.version.items))
    scoring.go_to(first)
    seat.key(K.Key_2)
    seat.key(*SUBMIT)
    assert seat.inspect.call.id == calls[0], "nothing was submitted"
    assert "needs evidence" in seat.text("submit_message")
    assert seat.text("submit_message").startswith("“Opening with work number”"), "no ids"
    assert scoring.current == first
    row = seat.find(object, f"item_{first}")
    assert row.property("state") == "alarm"

    seat.page.timeline.setFocus()
    seat.key(K.Key_B)
    seat.type("没有报工号")
    seat.key(K.Key_Return)
    seat.key(K.Key_E)
    assert not scoring.without_evidence()
    assert row.property("state") == "current"
    assert "no evidence missing" in seat.text("losses")
    seat.key(*SUBMIT)
    assert "only blames" in seat.text("submit_message")
    assert seat.inspect.call.id == calls[0], "the nudge comes first"
    seat.key(*SUBMIT)
    seat.opened(calls[1])
    row = read(seat, lambda db: get_call(db, seat.window.desk.person, calls[0]))
    payload = read(seat, lambda db: get_evaluation(db, row.evaluation)).payload
    linked = {line["item"]: line["evidence"] for line in payload["items"]}
    assert len(linked[first]) == 1


def test_evidence_pressed_right_behind_enter_still_finds_its_annotation(seat: Seat) -> None:
    """The comment is still on its way to the workspace when E comes."""
    from PySide6.QtTest import QTest

    seat.key(K.Key_2)
    seat.key(K.Key_B)
    seat.type("快")
    QTest.keyClick(seat.window.focusWidget(), K.Key_Return)
    QTest.keyClick(seat.page.timeline, K.Key_E)
    seat.settle()

    assert [each.text for each in seat.inspect.scoring.evidence("opening")] == ["快"]


def test_submitting_an_unfinished_card_names_the_first_open_item(seat: Seat) -> None:
    seat.keys(K.Key_1, K.Key_Down, K.Key_1, K.Key_Up)
    seat.key(*SUBMIT)

    assert "has no answer" in seat.text("submit_message")
    assert seat.inspect.scoring.current == seat.inspect.scoring.preview.missing[0] == "tone"


def test_enter_that_confirms_a_composition_does_not_save(seat: Seat) -> None:
    seat.key(K.Key_N)
    editor = seat.window.focusWidget()
    QApplication.sendEvent(editor, QInputMethodEvent("gong hao", []))
    seat.key(K.Key_Return)
    assert read(seat, lambda db: find_annotations(db, seat.inspect.call.id)) == []
    commit = QInputMethodEvent("", [])
    commit.setCommitString("工号")
    QApplication.sendEvent(editor, commit)
    assert seat.page.editor.text() == "工号"


def test_escape_keeps_the_words_and_gives_up_an_empty_mark(seat: Seat) -> None:
    seat.key(K.Key_Q)
    seat.key(K.Key_Escape)
    assert not seat.page.editor.is_open
    assert read(seat, lambda db: get_draft(db, "annotation", seat.inspect.call.id)) is None
    seat.key(K.Key_Q)
    seat.type("为什么")
    seat.key(K.Key_Escape)
    assert seat.window.focusWidget() is seat.page.timeline
    draft = read(seat, lambda db: get_draft(db, "annotation", seat.inspect.call.id))
    assert draft.body["text"] == "为什么"
    seat.key(K.Key_G)
    (kept,) = read(seat, lambda db: find_annotations(db, seat.inspect.call.id))
    assert kept.text == "为什么", "a new mark saves the words that were still open"


def test_a_region_takes_the_reaction_time_off(seat: Seat) -> None:
    seat.key(K.Key_Space)
    seat.hear(1000)
    seat.key(K.Key_R)
    seat.hear(600)
    seat.key(K.Key_B)
    seat.type("打断客户")
    seat.key(K.Key_Return)
    (region,) = read(seat, lambda db: find_annotations(db, seat.inspect.call.id))

    assert region.at_ms == pytest.approx(500, abs=80)
    assert region.to_ms == pytest.approx(1100, abs=80)


def test_delete_and_undo_an_annotation(seat: Seat) -> None:
    seat.key(K.Key_G)
    seat.type("好")
    seat.key(K.Key_Return)
    seat.key(K.Key_Delete)
    assert read(seat, lambda db: find_annotations(db, seat.inspect.call.id)) == []
    seat.key(K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    (back,) = read(seat, lambda db: find_annotations(db, seat.inspect.call.id))

    assert back.text == "好"


def test_walk_edit_and_save_an_annotation(seat: Seat) -> None:
    for words in ("一", "二"):
        seat.key(K.Key_Right)
        seat.key(K.Key_N)
        seat.type(words)
        seat.key(K.Key_Return)
    seat.key(K.Key_Tab)
    seat.key(K.Key_Return)
    assert seat.page.place_editor.is_open
    seat.type("改")
    seat.key(K.Key_Return)
    texts = [each.text for each in read(seat, lambda db: _texts(db, seat))]

    assert sorted(texts) in (["一", "二改"], ["一改", "二"])


def _texts(db, seat: Seat):
    return find_annotations(db, seat.inspect.call.id)


def test_not_applicable_and_why_this_score(seat: Seat) -> None:
    seat.key(K.Key_Down)
    seat.key(K.Key_X)
    assert seat.inspect.scoring.form.answers == {"closing": "n/a"}
    seat.key(K.Key_W)
    shown = seat.window.focusWidget()
    assert shown.objectName() == "why_score"
    assert "N/A, not counted" in shown.toPlainText()
    seat.key(K.Key_W)
    assert seat.window.focusWidget() is seat.page.timeline


def test_a_correction_asks_for_its_reason_and_keeps_the_old_revision(
    seat: Seat, office: Office, calls: list[str]
) -> None:
    answer_all(seat)
    seat.key(*SUBMIT)
    seat.opened(calls[1])
    seat.window.open_call(calls[0])
    seat.opened(calls[0])
    seat.key(K.Key_1)
    assert not seat.inspect.scoring.writable
    seat.find(QPushButton, "correct_button").click()
    seat.key(*SUBMIT)
    assert "reason is missing" in seat.text("submit_message")
    reason = seat.find(QLineEdit, "correction_reason")
    assert seat.window.focusWidget() is reason
    for sign in "wrong item":
        from PySide6.QtTest import QTest

        QTest.keyClick(reason, sign)
    seat.page.timeline.setFocus()
    seat.inspect.scoring.go_to("tone")
    seat.key(K.Key_4)
    office.leave(seat)

    again = office.sit()
    again.opened(calls[0])
    assert again.inspect.scoring.mode == "correcting", "a correction is a draft as well"
    assert again.inspect.scoring.reason == "wrong item"
    again.key(K.Key_B)
    again.type("平淡")
    again.key(K.Key_Return)
    again.inspect.scoring.go_to("tone")
    again.key(K.Key_E)
    again.key(*SUBMIT)
    again.key(*SUBMIT)
    again.wait(lambda: again.inspect.scoring.mode == "submitted")
    row = read(again, lambda db: get_call(db, again.window.desk.person, calls[0]))
    revisions = read(again, lambda db: get_revisions(db, row.evaluation))
    assert [each.payload.get("reason") for each in revisions] == [None, "wrong item"]
    assert Fraction(revisions[0].payload["result"]["published"]) == 100
    assert row.published_hundredths < 10000


def test_setting_a_call_aside_and_taking_it_back(seat: Seat) -> None:
    from PySide6.QtGui import QAction

    seat.find(QAction, "invalid_no_speech").trigger()
    seat.settle()
    assert seat.text("call_status") == "Set aside: Nobody speaks"
    seat.find(QPushButton, "toast_undo").click()
    seat.settle()
    assert seat.text("call_status") == "To inspect"


def test_f6_walks_the_panes_and_f1_shows_the_keys(seat: Seat) -> None:
    stops = []
    for _ in range(5):
        stops.append(seat.window.focusWidget().objectName())
        seat.key(K.Key_F6)
    assert stops == ["timeline", "annotation_list", "card_rows", "strengths", "timeline"]
    seat.page.timeline.setFocus()
    seat.key(K.Key_F1)
    assert seat.window.focusWidget().objectName() == "key_overlay"
    seat.key(K.Key_F1)
    assert seat.window.focusWidget() is seat.page.timeline


def test_another_language_changes_every_word_at_once(seat: Seat, qapp) -> None:
    from qa_desktop.ui import i18n

    seat.key(K.Key_2)
    i18n.set_language(qapp, "zh_CN")
    seat.settle()
    shown = " ".join(
        label.text() for label in seat.window.findChildren(QLabel) if label.isVisible()
    )
    assert "开场白报工号" in shown
    assert "还有" in seat.text("verdict")
    assert seat.text("submit_button") == "提交并下一条"


def test_the_workspace_is_free_again_when_the_window_is_closed(
    seat: Seat, office: Office, calls: list[str]
) -> None:
    import threading

    office.leave(seat)

    assert [t.name for t in threading.enumerate() if t.name.startswith("desk-")] == []
    with Workspace.open(office.folder) as workspace:
        assert get_call(workspace.db, workspace.person, calls[0]).status == "new"
