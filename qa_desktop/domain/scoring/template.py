"""The template file (SCORING.md, "The template file"): TOML text in, a checked version out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from qa_desktop.domain.annotations import COMPETENCIES
from qa_desktop.domain.scoring.canonical import FORMAT, Json
from qa_desktop.domain.scoring.checks import check_card
from qa_desktop.domain.scoring.fault_catalogue import Fault, read_faults
from qa_desktop.domain.scoring.model import (
    NO_CONSEQUENCE,
    AnswerType,
    Choice,
    Consequence,
    Deduct,
    FreeText,
    Grade,
    Item,
    Name,
    Option,
    Policy,
    Scale,
    Section,
    ShownWhen,
)
from qa_desktop.domain.scoring.problems import TemplateError, TemplateProblem
from qa_desktop.domain.scoring.reading import Found, TableReader
from qa_desktop.domain.scoring.source import (
    MAX_CHARACTERS,
    FloatText,
    SyntaxProblem,
    header_lines,
    line_of,
    parse_toml,
)
from qa_desktop.domain.scoring.version import ScorecardVersion
from qa_desktop.errors import UserFacingError
from qa_desktop.texts import Text

_NO_NAME: Final = Name("", "")
_MAX_SCORE: Final = Fraction(100)
_MAX_TOLD: Final = 100
"""Problems listed at most: what lies beyond is no template."""
_MAX_BONUS_CAP: Final = Fraction(1000)
_MAX_GRADES: Final = 50
_YES_NO: Final = (
    ("yes", Name("是", "Yes"), Fraction(1)),
    ("no", Name("否", "No"), Fraction(0)),
)


@dataclass(frozen=True)
class Template:
    """What a template file holds: a card, and names of the faults that it marks, if it has them;
    they are no part of the version."""

    version: ScorecardVersion
    faults: tuple[Fault, ...] = ()


def load_template(text: str, source: str) -> ScorecardVersion:
    """The card of a template file, as ``read_template``."""
    return read_template(text, source).version


def read_template(text: str, source: str) -> Template:
    """Reads a template; ``source`` (a file name) is for the messages.

    Raises ``TemplateError`` with every problem found, each with its path and the line of its
    header.
    """
    if len(text) > MAX_CHARACTERS:
        too_large = Text("scoring.template_too_large", {"limit": MAX_CHARACTERS})
        raise TemplateError(source, [TemplateProblem("", None, too_large)])
    try:
        data = parse_toml(text)
    except SyntaxProblem as problem:
        syntax = Text("scoring.template_syntax", {"detail": problem.detail})
        raise TemplateError(source, [TemplateProblem("", problem.line, syntax)]) from problem
    wrong: list[Found] = []
    named = {key: data.pop(key) for key in ("faults",) if key in data}
    faults = read_faults(TableReader(named, "", wrong), required=False)
    version, found = check_data(data)
    found = (*found, *wrong)
    if found:
        lines = header_lines(text)
        told = [
            TemplateProblem(f.path, line_of(f.path, lines), f.message) for f in found[:_MAX_TOLD]
        ]
        raise TemplateError(source, told)
    return Template(version, faults)


def from_canonical(json_text: str) -> ScorecardVersion:
    """The version that ``ScorecardVersion.canonical`` was stored from.

    Raises ``UserFacingError("scoring.version_damaged")`` when the text is anything else.
    """
    try:
        data: Any = json.loads(json_text, parse_float=FloatText)
        version, found = check_data(data) if isinstance(data, dict) else (None, ())
    except (ValueError, RecursionError) as error:
        raise UserFacingError("scoring.version_damaged") from error
    if version is None or found or version.canonical != json_text:
        raise UserFacingError("scoring.version_damaged")
    return version


def check_data(data: Json) -> tuple[ScorecardVersion, tuple[Found, ...]]:
    """A card out of plain tables, whoever wrote them, and everything that is wrong with them.

    The version may be used only when nothing is.
    """
    found: list[Found] = []
    return _read_card(TableReader(data, "", found)), tuple(found)


def _read_card(card: TableReader) -> ScorecardVersion:
    if card.integer("format") != FORMAT and card.has("format"):
        card.report("format", "format", known=FORMAT)
    code = card.code("id")
    name = card.name("name") or _NO_NAME
    policy = _read_policy(card)
    sections = tuple(_read_section(table) for table in card.tables("sections"))
    card.finish()
    check_card(sections, card.found)
    return ScorecardVersion(code, name, policy, sections)


def _read_policy(card: TableReader) -> Policy:
    table = card.table("policy")
    if table is None:
        return Policy("zero", Fraction(0))
    fatal_form = table.word("fatal_form", ("zero", "cap", "flag"))
    bonus_cap = table.between("bonus_cap", 0, _MAX_BONUS_CAP, default=0)
    highest = _MAX_SCORE + bonus_cap
    cap_at = None
    if fatal_form == "cap":
        cap_at = table.between("cap_at", 0, highest)
    else:
        table.refuse("cap_at", "cap_without_rule")
    decimals = table.between("decimals", 0, Fraction(2), default=1)
    if decimals.denominator != 1:
        table.report("decimals", "not_integer", value=str(decimals))
    pass_mark = table.between("pass_mark", 0, highest)
    grades = tuple(_read_grade(grade, highest) for grade in table.tables("grades", required=False))
    if len(grades) > _MAX_GRADES:
        table.report("grades", "too_many_grades", limit=_MAX_GRADES)
    if any(lower.lowest >= higher.lowest for higher, lower in pairwise(grades)):
        table.report("grades", "grades_order")
    table.finish()
    return Policy(fatal_form, pass_mark, cap_at, bonus_cap, int(decimals), grades)


def _read_grade(table: TableReader, highest: Fraction) -> Grade:
    grade = Grade(table.name("name") or _NO_NAME, table.between("from", 0, highest))
    table.finish()
    return grade


def _read_section(table: TableReader) -> Section:
    section = Section(
        id=table.code("id"),
        name=table.name("name") or _NO_NAME,
        weight=table.positive("weight"),
        dimension=table.word("dimension", ("business", "attitude")),
        items=tuple(_read_item(item) for item in table.tables("items")),
    )
    table.finish()
    return section


def _read_item(table: TableReader) -> Item:
    code, name = table.code("id"), table.name("name") or _NO_NAME
    answer = _read_answer(table)
    weight, bonus_points = _read_worth(table, answer)
    item = Item(
        id=code,
        name=name,
        answer=answer,
        weight=weight,
        bonus_points=bonus_points,
        guidance=table.name("guidance", required=False),
        na=table.word("na", ("exclude", "full", "forbidden"), default="forbidden"),
        evidence=table.word("evidence", ("optional", "on_loss", "always"), default="optional"),
        competencies=_read_competencies(table),
        shown_when=_read_shown_when(table),
    )
    table.finish()
    return item


def _read_worth(table: TableReader, answer: AnswerType) -> tuple[Fraction | None, Fraction | None]:
    """Weight and bonus points: a bonus item has the second, all others the first."""
    if table.boolean("bonus"):
        table.refuse("weight", "bonus_weight")
        if isinstance(answer, FreeText):
            table.report("bonus", "bonus_text")
        return None, table.positive("bonus_points")
    table.refuse("bonus_points", "bonus_points_without_bonus")
    optional = isinstance(answer, FreeText) and not table.has("weight")
    return (None if optional else table.positive("weight")), None


def _read_competencies(table: TableReader) -> tuple[str, ...]:
    competencies = table.strings("competencies", required=False)
    for competency in competencies:
        if competency not in COMPETENCIES:
            allowed = " | ".join(COMPETENCIES)
            table.report("competencies", "not_one_of", value=competency[:40], allowed=allowed)
    return competencies


def _read_shown_when(item: TableReader) -> ShownWhen | None:
    table = item.table("shown_when", required=False)
    if table is None:
        return None
    shown_when = ShownWhen(table.code("item"), table.strings("options"))
    table.finish()
    return shown_when


def _read_answer(item: TableReader) -> AnswerType:
    table = item.table("answer")
    if table is None:
        return FreeText()
    readers: dict[str, Callable[[TableReader], AnswerType]] = {
        "choice": _read_choice,
        "yes_no": _read_yes_no,
        "scale": _read_scale,
        "deduct": _read_deduct,
        "text": lambda _: FreeText(),
    }
    answer = readers[table.word("type", tuple(readers))](table)
    table.finish()
    return answer


def _read_choice(table: TableReader) -> Choice:
    before = len(table.found)
    options = tuple(_read_option(option) for option in table.tables("options"))
    points = {option.points for option in options}
    readable = len(table.found) == before
    if readable and len(points) < 2:
        table.report("options", "options_same")
    elif readable and max(points) <= 0:
        table.report("options", "maximum_not_positive")
    seen: set[str] = set()
    for number, option in enumerate(options):
        if option.id and option.id in seen:
            table.report(f"options[{number}].id", "duplicate_id", value=option.id)
        seen.add(option.id)
    # A card with problems is never scored, but the checks that follow look at its options.
    return Choice(options)


def _read_option(table: TableReader) -> Option:
    code, name, points = table.code("id"), table.name("name"), table.number("points")
    option = Option(code, name or _NO_NAME, points or Fraction(0), _read_consequence(table))
    table.finish()
    return option


def _read_yes_no(table: TableReader) -> Choice:
    options = []
    for code, name, points in _YES_NO:
        effects = table.table(code, required=False)
        consequence = _read_consequence(effects) if effects else NO_CONSEQUENCE
        if effects:
            effects.finish()
        options.append(Option(code, name, points, consequence))
    return Choice(tuple(options), kind="yes_no")


def _read_scale(table: TableReader) -> Scale:
    low, high, step = table.integer("low"), table.integer("high"), table.integer("step", default=1)
    if table.has("low") and table.has("high") and low >= high:
        table.report("high", "scale_order", low=low, high=high)
    elif step < 1 or (high - low) % step:
        table.report("step", "scale_step", low=low, high=high, step=step)
    return Scale(low, high, step)


def _read_deduct(table: TableReader) -> Deduct:
    return Deduct(table.positive("points"), table.positive("each"), _read_consequence(table))


def _read_consequence(table: TableReader) -> Consequence:
    problem_class = table.word("problem_class", ("A", "B", "C", "none"), default="none")
    return Consequence(
        fatal=table.word("fatal", ("none", "section", "form"), default="none"),
        problem_class=None if problem_class == "none" else problem_class,
        fault=table.string("fault", required=False) or None,
        wrong_information=table.boolean("wrong_information"),
    )
