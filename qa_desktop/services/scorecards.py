"""Scorecards as files: check a template, score answers with it; no workspace needed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from qa_desktop.domain.scoring import (
    Answers,
    ItemResult,
    Problem,
    Result,
    ScorecardVersion,
    TemplateError,
    TemplateProblem,
    explain,
    score,
)
from qa_desktop.domain.scoring.reading import quoted
from qa_desktop.domain.scoring.rounding import decimal_text
from qa_desktop.domain.scoring.template import Template, read_template
from qa_desktop.errors import UserFacingError, reason_of
from qa_desktop.texts import Language, text

MAX_FILE_BYTES: Final = 1_000_000
_ZIP: Final = b"PK\x03\x04"


@dataclass(frozen=True)
class TemplateReport:
    ok: bool
    problems: tuple[TemplateProblem, ...]
    """Each renders itself in either language."""


def check_template(path: Path) -> TemplateReport:
    """Everything that is wrong with a template file.

    Raises ``UserFacingError`` when it is not a readable UTF-8 file of reasonable size.
    """
    try:
        load_card(path)
    except TemplateError as error:
        return TemplateReport(False, error.problems)
    return TemplateReport(True, ())


def score_file(
    scorecard_path: Path, answers_path: Path, language: Language = "zh"
) -> dict[str, Any]:
    """The JSON document of the command ``score``: numbers as decimal text, ``base`` as "n/d".

    Raises ``UserFacingError``: ``TemplateError`` for the card, ``AnswerError`` for the answers,
    and others for files that cannot be read.
    """
    version = load_card(scorecard_path)
    result = score(version, read_answers(answers_path))
    return score_document(version, result, language)


def score_document(version: ScorecardVersion, result: Result, language: Language) -> dict[str, Any]:
    """A result as the command line prints it; ``null`` where there is no score."""
    base = result.base
    return {
        "base": None if base is None else f"{base.numerator}/{base.denominator}",
        "raw": None if result.raw is None else str(result.raw),
        "published": None if result.published is None else str(result.published),
        "passed": result.passed,
        "fatal": result.fatal,
        "grade": result.grade.name.render(language) if result.grade else None,
        "no_score": result.no_score,
        "items": [_item(version, item, language) for item in result.items],
        "problems": [_problem(problem) for problem in result.problems],
        "explain": [line.render(language) for line in explain(version, result)],
    }


def _item(version: ScorecardVersion, item: ItemResult, language: Language) -> dict[str, Any]:
    return {
        "id": item.id,
        "section": item.section,
        "name": version.items[item.id].name.render(language),
        "answer": item.answer,
        "state": item.state,
        "bonus": item.bonus,
        "fraction": _decimal(item.fraction),
        "nominal": _decimal(100 * item.nominal),
        "applied": _decimal(100 * item.applied),
        "earned": _decimal(item.earned),
        "lost": _decimal(item.lost),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "item": problem.item,
        "option": problem.option,
        "class": problem.problem_class,
        "fault": problem.fault,
        "wrong_information": problem.wrong_information,
        "fatal": problem.fatal,
    }


def _decimal(value: Fraction | None) -> str | None:
    return None if value is None else decimal_text(value)


def load_card(path: Path) -> ScorecardVersion:
    """A template file. Raises ``UserFacingError``, ``TemplateError`` for what is wrong with it."""
    return load_card_file(path).version


def load_card_file(path: Path) -> Template:
    """The card with what its file calls the faults. Raises as ``load_card``."""
    return read_template(read_text(path), path.name)


def read_text(path: Path) -> str:
    """UTF-8, with or without a byte order mark, of reasonable size. Raises ``UserFacingError``."""
    try:
        if path.exists() and not path.is_file():
            raise UserFacingError("scoring.file_not_regular", file=path.name)
        with path.open("rb") as stream:
            content = stream.read(MAX_FILE_BYTES + 1)
        if len(content) > MAX_FILE_BYTES:
            raise UserFacingError("scoring.file_too_large", file=path.name, limit=MAX_FILE_BYTES)
        if content.startswith(_ZIP):
            raise UserFacingError("scoring.file_is_workbook", file=path.name)
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserFacingError("scoring.file_not_utf8", file=path.name) from error
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        detail = reason_of(error) if isinstance(error, OSError) else text("system.bad_name")
        raise UserFacingError("scoring.file_unreadable", file=path.name, detail=detail) from error


def read_answers(path: Path) -> Answers:
    """An answers file as it stands; whether it fits a card is said by ``score``.

    Raises ``UserFacingError`` naming the file, and the item whose answer is no answer.
    """
    data = _parse_answers(path)
    for item, value in data.items():
        if isinstance(value, bool) or not isinstance(value, str | int) or not _encodable(value):
            shown = (
                value.written if isinstance(value, _NotWhole) else json.dumps(value, default=str)
            )
            raise UserFacingError(
                "scoring.answers_bad_value",
                file=path.name,
                item=quoted(item),
                answer=quoted(shown),
            )
    return data


def _parse_answers(path: Path) -> dict[str, Any]:
    def refuse_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise UserFacingError("scoring.answers_repeated", file=path.name, item=quoted(key))
            found[key] = value
        return found

    text = read_text(path)
    try:
        data = json.loads(
            text,
            object_pairs_hook=refuse_repeats,
            parse_float=_NotWhole,
            parse_constant=_NotWhole,
        )
    except (ValueError, RecursionError) as error:  # also an integer of 5,000 digits
        detail = str(error) if isinstance(error, json.JSONDecodeError) else type(error).__name__
        raise UserFacingError(
            "scoring.answers_unreadable", file=path.name, detail=detail
        ) from error
    if not isinstance(data, dict):
        raise UserFacingError("scoring.answers_unreadable", file=path.name, detail=quoted(text))
    return data


def _encodable(value: str | int) -> bool:
    """JSON may smuggle in half of a surrogate pair, which nothing could print."""
    try:
        str(value).encode()
    except UnicodeEncodeError:
        return False
    return True


@dataclass(frozen=True)
class _NotWhole:
    """A number of the answers file that is not an integer, as it was written."""

    written: str

    def __str__(self) -> str:
        return self.written
