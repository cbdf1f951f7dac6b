"""Whether the PDF of a slip, or of several, says what was signed: the code leads to the slip, the
words are held against the record.

Both ways: what was signed stands on the paper, and no number stands there that was not signed. What
the form itself says (headings, notes) is not compared: every team may word it as it likes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.reports.html import page_words
from qa_desktop.reports.model import Cell, Report, Section, moment
from qa_desktop.reports.slip_data import SignedLine, SlipData
from qa_desktop.reports.slip_sheet import build
from qa_desktop.services.slip_checking import Checked, check_code
from qa_desktop.services.slip_papers import slip_data
from qa_desktop.store.slip_checks import former_names
from qa_desktop.texts import Language, Text, text

_CODE: Final = re.compile(r"[0-9A-F]{4}(?:-[0-9A-F]{4}){4}")
_GROWING: Final = ("agent", "signatures")
"""Sections that later moves change."""
_FIRST_PAGE: Final = re.compile(
    "|".join(
        "".join(page_words(1, 9, language).split()).replace("9", r"\d+") + r"\Z"
        for language in ("zh", "en")
    )
)
_LEAST_PIECE: Final = 4
_MOST_PIECES: Final = 3
_MOST_TOLD: Final = 20
_QUARTER: Final = timedelta(minutes=15)
_MOST_QUARTERS: Final = 26 * 4
"""From one end of the world's clocks to the other."""


def check_pdf(db: Database, file: Path) -> list[Checked]:
    """Every slip whose code stands on the papers in a file, in their order, with what differs among
    its problems.

    Raises ``UserFacingError``: ``slip.no_pdf``, ``slip.no_code_in_pdf``, and of a single slip
    ``slip.unknown_code``.
    """
    from qa_desktop.reports.pdf import words_of_pages

    pages = words_of_pages(file)
    if pages is None:
        raise UserFacingError("slip.no_pdf", file=file.name)
    papers = list(_papers(pages))
    if not any(_code_on(paper) for paper in papers):
        raise UserFacingError("slip.no_code_in_pdf", file=file.name)
    if len(papers) == 1:
        return [_check_paper(db, papers[0])]
    found = []
    for place, paper in enumerate(papers, 1):
        code = _code_on(paper)
        try:
            found.append(_check_paper(db, paper))
        except UserFacingError as error:
            why = text("slip.check_in_file", place=place, why=error.message)
            why = why if code else text("slip.check_no_code", place=place)
            found.append(Checked("", code, "", {}, (), (why,)))
    return found


def _code_on(paper: list[str]) -> str:
    """The last one, empty where there is none."""
    return "".join(_CODE.findall("\n".join(paper))[-1:])


def _papers(pages: list[str]) -> Iterator[list[str]]:
    """The pages of one slip after those of another: at the foot of its first one is page 1."""
    held: list[str] = []
    for page in pages:
        if held and _FIRST_PAGE.search(_squeezed(page)):
            yield held
            held = []
        held.append(page)
    yield held


def _check_paper(db: Database, pages: list[str]) -> Checked:
    checked = check_code(db, _code_on(pages))
    if not checked.shown:  # what was signed cannot be read any more
        return checked
    paper = _Paper(pages, former_names(db, checked.slip))
    before = bool(checked.later)
    data = slip_data(db, checked.slip)
    if before:  # what it has come to since was not known then
        data = replace(data, is_dead=False)
    data = _in_zone_of(data, paper, was_printed_before=before)
    found = list(_differences(build(data), paper, was_printed_before=before))
    return replace(checked, problems=(*checked.problems, *found[:_MOST_TOLD]))


@dataclass(frozen=True)
class _Paper:
    pages: list[str]
    former: Mapping[str, tuple[str, ...]]
    """What else people, teams and faults are or were called, by each of their names."""

    @cached_property
    def words(self) -> str:
        return _squeezed("".join(self.pages))

    def variants(self, line: str) -> Iterator[str]:
        """A line as it is printed today, and as it was before somebody was renamed."""
        yield line
        for name, others in self.former.items():
            if name in line:
                yield from (line.replace(name, other) for other in others)

    def says(self, line: str) -> bool:
        may_break = len(self.pages) > 1
        return any(_stands(_squeezed(each), self.words, may_break) for each in self.variants(line))


def _in_zone_of(data: SlipData, paper: _Paper, *, was_printed_before: bool) -> SlipData:
    """Times of signing as the computer that printed wrote them, whatever zone it was in: all move
    together. A later move's do not stand on the paper; that of the drawing always does."""
    signed = data.signed[:1] if was_printed_before else data.signed
    for quarters in sorted(range(-_MOST_QUARTERS, _MOST_QUARTERS + 1), key=abs):
        apart = quarters * _QUARTER
        times = (line.at for line in signed if line.at is not None)
        if all(paper.says(f"{moment(at + apart).render('zh')}") for at in times):
            return replace(data, signed=tuple(_moved(line, apart) for line in data.signed))
    return data


def _moved(line: SignedLine, apart: timedelta) -> SignedLine:
    return line if line.at is None else replace(line, at=line.at + apart)


def _differences(report: Report, paper: _Paper, *, was_printed_before: bool) -> Iterator[Text]:
    language: Language = "zh" if _said(report.title, "zh") in paper.words else "en"
    for line in _lines(report, language, settled_only=was_printed_before):
        if not paper.says(line):
            yield text("slip.check_pdf_missing", words=line[:60])
    lines = _lines(report, language, settled_only=False)
    known = [each for line in lines for each in paper.variants(line)]
    for word in dict.fromkeys(" ".join(paper.pages).split()):
        counts = any(sign.isdigit() for sign in word) and not _CODE.fullmatch(word)
        counts = counts and not _is_page_number(word, len(paper.pages))
        if counts and not any(_names(line, word) for line in known):
            yield text("slip.check_pdf_extra", words=word[:60])


def _lines(report: Report, language: Language, *, settled_only: bool) -> Iterator[str]:
    """What the paper says of this slip, line by line. ``settled_only``: what no later move
    changes."""
    for fact in report.facts:
        if not (settled_only and fact.name == text("slip_paper.stage")):
            yield from _of(fact.value, language)
    for section in report.sections:
        if not (settled_only and section.id in (*_GROWING, "code")):
            for cell in _cells(section):
                yield from _of(cell, language)


def _cells(section: Section) -> Iterator[Cell]:
    yield from (fact.value for fact in section.facts)
    yield from section.points
    for row in section.table.rows if section.table is not None else ():
        yield from row


def _of(cell: Cell, language: Language) -> Iterator[str]:
    yield from (line for line in cell.render(language).split("\n") if line.strip())


def _stands(line: str, paper: str, may_break: bool) -> bool:
    """Whole, or in a few pieces where a page may have ended in the middle of it."""
    for _ in range(_MOST_PIECES if may_break else 1):
        held = next((n for n in range(len(line), 0, -1) if line[:n] in paper), 0)
        if held == len(line):
            return True
        if held < _LEAST_PIECE:
            return False
        line = line[held:]
    return False


def _names(line: str, word: str) -> bool:
    """Whether a number of the line, or what a narrow column left of it at one of its ends: three
    digits out of the middle of a serial are no number that was signed."""
    part = re.escape(word)
    return re.search(rf"(?<![0-9A-Za-z]){part}|{part}(?![0-9A-Za-z])", line) is not None


def _is_page_number(word: str, pages: int) -> bool:
    digits = re.sub(r"\D", "", word)
    return bool(digits) and int(digits) <= pages and not re.search(r"[.:-]", word)


def _said(words: str | Text, language: Language) -> str:
    return _squeezed(words if isinstance(words, str) else words.render(language))


def _squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)
