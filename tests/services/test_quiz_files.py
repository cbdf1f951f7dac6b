"""The quiz as a spreadsheet: out, filled in, back; what others made of it is told row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qa_desktop.domain.quiz import Question
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, set_fields
from qa_desktop.services import quizzes, sessions
from qa_desktop.services.quiz_files import ReadAnswers, export_quiz, read_answers
from qa_desktop.services.sessions import SessionForm
from qa_desktop.store.quizzes import find_attempts, find_questions
from qa_desktop.store.workspace import Workspace

_TAKEN = datetime(2026, 11, 13, 16, 0)


_HEARD: Any = {"recording": "r" * 64, "from_ms": 60_000, "to_ms": 159_000, "at_ms": 143_000}


@pytest.fixture
def session(workspace: Workspace) -> str:
    session = sessions.add_session(workspace, SessionForm(title="=开场白", planned=_TAKEN)).ids[0]
    people = (("1001", "王小明"), ("1002", "李娜"))
    for number, name in people:
        workspace.write([create("agent", f"agent-{number}", {"number": number, "name": name})])
    sessions.tick(workspace, session, ["agent-1001", "agent-1002"], "present")
    for question in (
        Question("", "single", '  "先做"  什么?', ("安抚", "解释"), (0,)),
        Question("", "multiple", "哪些对?", ("报工号", "抢话", "复述"), (0, 2)),
        Question(
            "", "mark", "标出抢话", recording="r" * 64, from_ms=60_000, to_ms=159_000, at_ms=143_000
        ),
    ):
        quizzes.add_question(workspace, session, question)
    return session


def take(workspace: Workspace, session: str, read: ReadAnswers) -> quizzes.Taken:
    return quizzes.take_quiz(workspace, session, read.questions, read.answers, _TAKEN)


def fill(path: Path, answers: dict[tuple[str, int], object], column: int = 6) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book.active
    for row in sheet.iter_rows(min_row=4):
        key = (str(row[0].value), int(row[2].value))
        if key in answers:
            row[column - 1].value = answers[key]
    book.save(path)


def test_out_filled_in_and_back(workspace: Workspace, session: str, tmp_path: Path) -> None:
    out = tmp_path / "quiz.xlsx"
    assert export_quiz(workspace.db, session, out, "zh") == 6
    fill(out, {("1001", 1): "Ａ", ("1001", 2): "c、a", ("1001", 3): "1:23.4", ("1002", 1): "b"})
    read = read_answers(workspace.db, session, out)
    assert read.rejected == []
    marks = take(workspace, session, read).marks
    assert {agent: (mark.right, mark.passed) for agent, mark in marks.items()} == {
        "agent-1001": (3, True), "agent-1002": (0, False),
    }  # fmt: skip
    assert len(find_attempts(workspace.db, session)) == 2


def test_what_is_right_is_not_in_the_sheet(
    workspace: Workspace, session: str, tmp_path: Path
) -> None:
    """Nor is anything a formula."""
    out = tmp_path / "quiz.xlsx"
    export_quiz(workspace.db, session, out, "zh")
    book = openpyxl.load_workbook(out)
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert not any("143" in str(cell.value) for cell in cells)
    answers = [row[5] for row in book.active.iter_rows(min_row=4)]
    assert all(cell.value is None and cell.number_format == "@" for cell in answers)


@pytest.mark.parametrize(
    ("changed", "column", "why"),
    [
        ("D", 6, "quiz.row_no_letter"),
        ("另一道题", 4, "quiz.row_other_question"),
        ("9", 3, "quiz.row_no_question"),
        ("", 1, "quiz.row_no_agent"),
        ("7777", 1, "quiz.row_not_there"),
    ],
)
def test_rows_that_are_not_taken_say_why(
    workspace: Workspace, session: str, tmp_path: Path, changed: str, column: int, why: str
) -> None:
    out = tmp_path / "quiz.xlsx"
    export_quiz(workspace.db, session, out, "zh")
    fill(out, {("1001", 1): changed}, column)
    read = read_answers(workspace.db, session, out)
    assert [(each["row"], each["why"].id) for each in read.rejected] == [(4, why)]
    assert read.answers == {}


@pytest.mark.parametrize(
    ("said", "given"),
    [("1:23.4", (143_400,)), ("1:23:00", (143_000,)), (time(1, 23), (143_000,))],
)
def test_a_time_counts_from_where_the_sound_begins(
    workspace: Workspace, session: str, tmp_path: Path, said: object, given: tuple[int, ...]
) -> None:
    """Also where Excel has made a time of day of it."""
    out = tmp_path / "quiz.xlsx"
    export_quiz(workspace.db, session, out, "zh")
    fill(out, {("1001", 3): said})
    (answers,) = read_answers(workspace.db, session, out).answers.values()
    assert list(answers.values()) == [given]


def test_a_time_beyond_the_sound_is_not_taken(
    workspace: Workspace, session: str, tmp_path: Path
) -> None:
    out = tmp_path / "quiz.xlsx"
    export_quiz(workspace.db, session, out, "zh")
    fill(out, {("1001", 3): "3:00"})
    (row,) = read_answers(workspace.db, session, out).rejected
    assert row["why"].id == "quiz.row_beyond"


def test_a_file_read_twice_is_no_second_attempt(
    workspace: Workspace, session: str, tmp_path: Path
) -> None:
    out = tmp_path / "quiz.xlsx"
    export_quiz(workspace.db, session, out, "zh")
    fill(out, {("1001", 1): "A"})
    read = read_answers(workspace.db, session, out)
    take(workspace, session, read)
    again = read_answers(workspace.db, session, out)
    assert again.answers == {} and [row["why"].id for row in again.rejected] == ["quiz.row_known"]


def test_options_that_were_changed_since_mark_nobody_wrong(
    workspace: Workspace, session: str, tmp_path: Path
) -> None:
    out = tmp_path / "quiz.xlsx"
    export_quiz(workspace.db, session, out, "zh")
    fill(out, {("1001", 1): "A"})
    asked = find_questions(workspace.db, session)[0]
    swapped = replace(asked, options=tuple(reversed(asked.options)), right=(1,))
    quizzes.edit_question(workspace, swapped)
    read = read_answers(workspace.db, session, out)
    assert read.answers == {} and read.rejected[0]["why"].id == "quiz.row_other_question"


def test_one_number_for_two_agents_is_nobodys_answer(
    workspace: Workspace, session: str, tmp_path: Path
) -> None:
    out = tmp_path / "quiz.xlsx"
    export_quiz(workspace.db, session, out, "zh")
    fill(out, {("1001", 1): "A"})
    workspace.write([set_fields("agent", "agent-1002", {"number": "1001"})])
    read = read_answers(workspace.db, session, out)
    assert read.answers == {} and read.rejected[0]["why"].id == "quiz.row_two_agents"


def test_nobody_to_ask(workspace: Workspace, session: str, tmp_path: Path) -> None:
    sessions.tick(workspace, session, ["agent-1001", "agent-1002"], None)
    with pytest.raises(UserFacingError, match="nobody_present"):
        export_quiz(workspace.db, session, tmp_path / "quiz.xlsx", "zh")
    assert not (tmp_path / "quiz.xlsx").exists()


def test_a_file_is_known_again_when_a_question_was_deleted_since(
    workspace: Workspace, session: str, tmp_path: Path
) -> None:
    out = tmp_path / "quiz.xlsx"
    export_quiz(workspace.db, session, out, "zh")
    fill(out, {("1001", 1): "A", ("1001", 3): "1:23.4"})
    take(workspace, session, read_answers(workspace.db, session, out))
    quizzes.delete_question(workspace, find_questions(workspace.db, session)[2].id)
    again = read_answers(workspace.db, session, out)
    assert again.answers == {}
    assert "quiz.row_known" in [each["why"].id for each in again.rejected]


def test_of_an_agent_with_a_row_that_cannot_be_read_nothing_is_taken(
    workspace: Workspace, session: str, tmp_path: Path
) -> None:
    """It would be marked as wrong though it was answered: here the question was reworded since."""
    out = tmp_path / "quiz.xlsx"
    export_quiz(workspace.db, session, out, "zh")
    fill(out, {("1001", 1): "A", ("1001", 2): "AC", ("1002", 2): "A"})
    asked = find_questions(workspace.db, session)[0]
    quizzes.edit_question(workspace, replace(asked, words="先做哪样?"))
    read = read_answers(workspace.db, session, out)
    assert read.answers == {}
    why = [each["why"].id for each in read.rejected]
    assert why == ["quiz.row_agent_left"] * 2 + ["quiz.row_other_question"] * 2
    told = read.rejected[1]["why"].render("zh")
    assert "1002" in told and "整份答卷" in told


def test_a_question_that_was_added_since_is_no_wrong_answer(
    workspace: Workspace, session: str, tmp_path: Path
) -> None:
    out = tmp_path / "quiz.xlsx"
    export_quiz(workspace.db, session, out, "zh")
    fill(out, {("1001", 1): "A"})
    quizzes.add_question(workspace, session, Question("", "single", "还有呢?", ("一", "二"), (0,)))
    read = read_answers(workspace.db, session, out)
    assert read.answers == {}
    assert [each["why"].id for each in read.rejected] == ["quiz.row_agent_left"]


@pytest.mark.parametrize(
    ("number", "names", "left"),
    [
        ("", True, {"agent-1002"}),
        ("7777", True, {"agent-1002"}),
        ("1002", True, {"agent-1002"}),  # the name beside it is another
        ("1002", False, set()),
    ],
)
def test_a_row_that_went_to_nobody_or_to_another_spoils_both(
    workspace: Workspace,
    session: str,
    tmp_path: Path,
    number: str,
    names: bool,
    left: set[str],
) -> None:
    """Whose number was mistyped lacks a row; who has two different ones is not marked by either."""
    out = tmp_path / "quiz.xlsx"
    export_quiz(workspace.db, session, out, "zh")
    fill(out, {("1001", 1): "B", ("1001", 2): "AC", ("1002", 1): "A", ("1002", 2): "AC"})
    if not names:
        fill(out, {(each, at): None for each in ("1001", "1002") for at in (1, 2, 3)}, 2)
    fill(out, {("1001", 1): number}, 1)
    read = read_answers(workspace.db, session, out)
    assert set(read.answers) == left


def test_rows_that_say_the_same_or_nothing_are_one(
    workspace: Workspace, session: str, tmp_path: Path
) -> None:
    """Sheets pasted together: the first block of somebody may be empty."""
    out = tmp_path / "quiz.xlsx"
    export_quiz(workspace.db, session, out, "zh")
    book = openpyxl.load_workbook(out)
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=4, max_row=6)]
    for row, answer in zip(rows, ("A", "AC", "1:23"), strict=True):
        book.active.append([*row[:5], answer])
    book.save(out)
    read = read_answers(workspace.db, session, out)
    assert take(workspace, session, read).marks["agent-1001"].right == 3
    assert read.rejected == []


def test_a_time_is_of_the_seconds_that_the_sheet_names(
    workspace: Workspace, session: str, tmp_path: Path
) -> None:
    """It is counted from where the sound begins: of another excerpt it is another second."""
    out = tmp_path / "quiz.xlsx"
    export_quiz(workspace.db, session, out, "zh")
    fill(out, {("1001", 3): "0:43"})
    asked = find_questions(workspace.db, session)[2]
    quizzes.edit_question(workspace, replace(asked, from_ms=100_000))
    read = read_answers(workspace.db, session, out)
    assert read.answers == {}
    assert "quiz.row_other_question" in [each["why"].id for each in read.rejected]


def test_two_letters_of_a_single_choice_are_told(
    workspace: Workspace, session: str, tmp_path: Path
) -> None:
    out = tmp_path / "quiz.xlsx"
    export_quiz(workspace.db, session, out, "zh")
    fill(out, {("1001", 1): "AB"})
    (row,) = read_answers(workspace.db, session, out).rejected
    assert row["why"].id == "quiz.row_one_letter"


@pytest.mark.parametrize(("name", "taken"), [("李娜", False), ("", True), (" 王小明 ", True)])
def test_a_number_beside_another_name_is_nobodys_answer(
    workspace: Workspace, session: str, tmp_path: Path, name: str, taken: bool
) -> None:
    """Somebody wrote the number of a colleague into their sheet: the colleague is not marked."""
    out = tmp_path / "quiz.xlsx"
    export_quiz(workspace.db, session, out, "zh")
    fill(out, {("1001", 1): "A"})
    fill(out, {("1001", place): name for place in (1, 2, 3)}, 2)
    read = read_answers(workspace.db, session, out)
    assert ("agent-1001" in read.answers) is taken
    assert ("quiz.row_other_name" in [each["why"].id for each in read.rejected]) is not taken
