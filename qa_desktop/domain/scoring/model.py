"""The parts of a scorecard 评分表 as plain frozen values (SCORING.md, "A scorecard version holds").

Weights and points are ``fractions.Fraction``; there is no float anywhere in this package.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from qa_desktop.texts import Language, Text

NOT_APPLICABLE: Final = "n/a"
"""The answer N/A 不适用."""

Answer = str | int
"""An option id, a number, ``"n/a"``, or the words of a text item."""
Answers = Mapping[str, Answer]
"""Item id → answer."""

AnswerKind = Literal["choice", "yes_no", "scale", "deduct", "text"]
Dimension = Literal["business", "attitude"]
"""业务质量 or 服务态度."""
NaRule = Literal["exclude", "full", "forbidden"]
EvidenceRule = Literal["optional", "on_loss", "always"]
Fatal = Literal["none", "section", "form"]
FatalForm = Literal["zero", "cap", "flag"]
ProblemClass = Literal["A", "B", "C"]


@dataclass(frozen=True)
class Name:
    """Words in both languages; a plain string is the same in both."""

    zh: str
    en: str

    def render(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    @property
    def text(self) -> Text:
        """For use as a parameter of another ``Text``."""
        return Text("scoring.name", {"zh": self.zh, "en": self.en})


@dataclass(frozen=True)
class Consequence:
    """What choosing an option (or any occurrence of a ``deduct`` item) brings besides points."""

    fatal: Fatal = "none"
    problem_class: ProblemClass | None = None
    fault: str | None = None
    """A code of the fault catalogue; free text until there is one."""
    wrong_information: bool = False

    @property
    def is_problem(self) -> bool:
        """Is it listed among the problems of a result (step 8)?"""
        return bool(self.problem_class or self.fault or self.wrong_information)


NO_CONSEQUENCE: Final = Consequence()


@dataclass(frozen=True)
class Option:
    id: str
    name: Name
    points: Fraction
    consequence: Consequence = NO_CONSEQUENCE


@dataclass(frozen=True)
class Choice:
    """``choice``, or ``yes_no``: a choice of 1 and 0 whose options are ``yes`` and ``no``."""

    options: tuple[Option, ...]
    kind: Literal["choice", "yes_no"] = "choice"

    @property
    def max_points(self) -> Fraction:
        return max(option.points for option in self.options)


@dataclass(frozen=True)
class Scale:
    """The integers ``low``, ``low + step``, … ``high``."""

    low: int
    high: int
    step: int = 1
    kind: Literal["scale"] = "scale"


@dataclass(frozen=True)
class Deduct:
    """``points`` are there to begin with, ``each`` is taken per occurrence, never below 0."""

    points: Fraction
    each: Fraction
    consequence: Consequence = NO_CONSEQUENCE
    kind: Literal["deduct"] = "deduct"


@dataclass(frozen=True)
class FreeText:
    """Words that are not scored and may be missing."""

    kind: Literal["text"] = "text"


AnswerType = Choice | Scale | Deduct | FreeText


@dataclass(frozen=True)
class ShownWhen:
    """The item is there only when item ``item`` was answered with one of ``options``."""

    item: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """评分项. Exactly one of ``weight`` and ``bonus_points`` is set.

    A text item may leave both out; a weight that it has counts for nothing.
    """

    id: str
    name: Name
    answer: AnswerType
    weight: Fraction | None = None
    bonus_points: Fraction | None = None
    guidance: Name | None = None
    na: NaRule = "forbidden"
    evidence: EvidenceRule = "optional"
    competencies: tuple[str, ...] = ()
    shown_when: ShownWhen | None = None

    @property
    def bonus(self) -> bool:
        return self.bonus_points is not None

    @property
    def scored(self) -> bool:
        """Does it count in its section, that is, neither bonus nor text?"""
        return not self.bonus and not isinstance(self.answer, FreeText)

    @property
    def label(self) -> Text:
        """Id and name, as errors and explanations say it."""
        return Text("scoring.item", {"id": self.id, "name": self.name.text})


@dataclass(frozen=True)
class Section:
    """大项."""

    id: str
    name: Name
    weight: Fraction
    dimension: Dimension
    items: tuple[Item, ...]

    @property
    def label(self) -> Text:
        return Text("scoring.item", {"id": self.id, "name": self.name.text})


@dataclass(frozen=True)
class Grade:
    name: Name
    lowest: Fraction
    """Key ``from``: the lowest published score that earns it."""


@dataclass(frozen=True)
class Policy:
    fatal_form: FatalForm
    pass_mark: Fraction
    cap_at: Fraction | None = None
    """Set exactly when ``fatal_form`` is ``cap``."""
    bonus_cap: Fraction = Fraction(0)
    """Points over the base of 100 that all bonus together may add."""
    decimals: int = 1
    grades: tuple[Grade, ...] = ()
    """Highest first."""
