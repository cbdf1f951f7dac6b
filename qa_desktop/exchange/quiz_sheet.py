"""A quiz as a spreadsheet: a row per agent and question, to be filled in and read back.

The text of each question stands in its row and is compared when the sheet comes back, so that the
sheet of another quiz, or of questions that were changed since, is not taken for this one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase
from typing import Final

from qa_desktop.domain.durations import format_millisecond, format_position, parse_duration
from qa_desktop.domain.quiz import Given, Question
from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.headings import Headings
from qa_desktop.exchange.scorecard_columns import exact_cell, text_of
from qa_desktop.exchange.sheet_child import SheetReading
from qa_desktop.exchange.sheet_writing import Cell, Sheet, Shown, write_workbook
from qa_desktop.exchange.sheets import Row
from qa_desktop.exchange.tables import ListContent, ListKind, OpenReading, read_list
from qa_desktop.texts import Language, Text, text

HEADINGS: Final = {
    "number": ("工号", "agent", "agent number"),
    "name": ("姓名", "name"),
    "place": ("题号", "no.", "question number"),
    "words": ("题目", "question"),
    "options": ("选项", "options"),
    "answer": ("答案", "answer"),
}
_WIDTHS: Final = {"words": 40.0, "options": 40.0}
_AS_TEXT: Final = "@"
"""Else Excel makes 1:23 a time of day."""
_TIME_OF_DAY = re.compile(r"[0-9]{1,2}:[0-9]{2}:00(\.0+)?")
_BETWEEN = re.compile(r"[\s,;、/]+")


@dataclass(frozen=True)
class GivenRow:
    """What an agent wrote under a question; ``place`` from 0, ``row`` of the sheet from 1.
    ``wrong``: why it cannot be taken, and nothing else of this agent: an answer that was given
    would count as none."""

    row: int
    number: str
    place: int
    answer: Given
    wrong: Text | None = None
    name: str = ""
    """Of the agent, as the sheet says."""


def write_quiz_sheet(
    path: Path,
    title: str,
    questions: Sequence[Question],
    agents: Iterable[tuple[str, str]],
    language: Language,
) -> int:
    """Rows to be filled in by these agents (work number, name); what is right is not in it."""
    at = 0 if language == "zh" else 1
    rows = [
        _row(number, name, place, question, language)
        for number, name in agents
        for place, question in enumerate(questions)
    ]
    sheet = Sheet(
        text("quiz.sheet").render(language),
        [words[at] for words in HEADINGS.values()],
        rows,
        titles=[title, text("quiz.sheet_how").render(language)],
        widths=[_WIDTHS.get(field, 12.0) for field in HEADINGS],
    )
    return write_workbook(path, [sheet])


def _row(number: str, name: str, place: int, question: Question, language: Language) -> list[Cell]:
    told = f"{text(f'quiz.sheet_{question.kind}').render(language)}\n{_options(question)}"
    words = Shown(exact_cell(question.words), wraps=True)
    answer = Shown(None, _AS_TEXT)
    return [exact_cell(number), exact_cell(name), place + 1, words, Shown(told, wraps=True), answer]


def _options(question: Question) -> str:
    """What there is to answer, after a line that says how: of a mark what is heard."""
    if question.kind == "mark":
        end = "" if question.to_ms is None else format_millisecond(question.to_ms)
        return f"{format_millisecond(question.from_ms)}–{end} · {str(question.recording)[:12]}"
    each = zip(ascii_uppercase, question.options, strict=False)
    return "\n".join(f"{letter}. {option}" for letter, option in each)


def read_quiz_sheet(
    path: Path,
    questions: Sequence[Question],
    *,
    cancelled: Callable[[], bool] = lambda: False,
    open_reading: OpenReading = SheetReading,
) -> ListContent[GivenRow]:
    """Every row of an agent; one without an answer counts as not answered. Raises
    ``UserFacingError`` ``sheet.*`` for what cannot be read at all."""

    def read_row(at: int, row: Row, headings: Headings) -> GivenRow | Text:
        return _given(at, questions, {name: headings.value(row, name) for name in HEADINGS})

    kind = ListKind(
        id="quiz",
        names=HEADINGS,
        needed=(("number",), ("place",), ("words",), ("options",), ("answer",)),
        read_row=read_row,
        key=lambda _row: "",  # who reads it sees whether two rows say the same
        twice="quiz.row_twice",
    )
    return read_list(path, kind, cancelled=cancelled, open_reading=open_reading)


def _given(at: int, questions: Sequence[Question], cells: dict[str, str]) -> GivenRow | Text:
    number = unicodedata.normalize("NFKC", cells["number"]).strip()
    if not number:
        return text("quiz.row_no_agent")
    place = unicodedata.normalize("NFKC", cells["place"]).strip().removesuffix(".0")
    if not re.fullmatch(r"[0-9]{1,3}", place) or not 1 <= int(place) <= len(questions):
        return GivenRow(at, number, 0, (), text("quiz.row_no_question", place=place[:20]))
    question = questions[int(place) - 1]
    _how, _, options = cells["options"].strip().partition("\n")
    is_same = _plain(text_of(cells["words"])) == _plain(question.words)
    if not is_same or _plain(options) != _plain(_options(question)):
        return GivenRow(at, number, 0, (), text("quiz.row_other_question", place=place))
    answer = _answer(question, unicodedata.normalize("NFKC", cells["answer"]).strip())
    if isinstance(answer, Text):
        return GivenRow(at, number, 0, (), answer)
    name = _plain(text_of(cells["name"]))
    return GivenRow(at, number, int(place) - 1, answer, name=name)


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split())


def _answer(question: Question, said: str) -> Given | Text:
    """``A``, ``AC``, ``A、C`` or a time like ``1:23.4``; nothing is no answer."""
    if not said:
        return ()
    if question.kind == "mark":
        return _second(question, said)
    known = ascii_uppercase[: len(question.options)]
    letters = _BETWEEN.sub("", said).upper()
    if question.kind == "single" and len(set(letters)) > 1:
        return text("quiz.row_one_letter", value=said[:20])
    if not set(letters) <= set(known):
        return text("quiz.row_no_letter", value=said[:20], letters="、".join(known))
    return tuple(sorted({known.index(letter) for letter in letters}))


def _second(question: Question, said: str) -> Given | Text:
    """A time from the beginning of what is heard, as the window shows it. A spreadsheet may have
    made ``1:23`` a quarter past one: hours and minutes that lie beyond it were minutes and
    seconds."""
    try:
        ms = parse_duration(said)
    except UserFacingError:
        return text("quiz.row_no_time", value=said[:20], example=format_position(83_400))
    longest = None if question.to_ms is None else question.to_ms - question.from_ms
    if longest is not None and ms > longest:
        if not _TIME_OF_DAY.fullmatch(said) or ms // 60 > longest:
            return text("quiz.row_beyond", value=said[:20], longest=format_position(longest))
        ms //= 60
    return (question.from_ms + ms,)
