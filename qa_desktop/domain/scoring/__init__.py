"""Scoring (SCORING.md): ``score(version, answers) -> Result``, pure, exact, explainable.

``model`` the parts of a card · ``template`` TOML in · ``canonical`` and ``version`` what is stored
and hashed · ``compile`` integer tables · ``walk``, ``engine`` the steps · ``result`` shares and
points · ``explain`` the arithmetic in words.
"""

from qa_desktop.domain.scoring.engine import Preview, preview, score
from qa_desktop.domain.scoring.explain import explain
from qa_desktop.domain.scoring.model import (
    NOT_APPLICABLE,
    Answer,
    Answers,
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
from qa_desktop.domain.scoring.problems import AnswerError, TemplateError, TemplateProblem
from qa_desktop.domain.scoring.result import ItemResult, Problem, Result, SectionResult
from qa_desktop.domain.scoring.template import from_canonical, load_template
from qa_desktop.domain.scoring.version import ScorecardVersion
from qa_desktop.domain.scoring.walk import applicable_items, visible_items

__all__ = [
    "NOT_APPLICABLE",
    "Answer",
    "AnswerError",
    "Answers",
    "Choice",
    "Consequence",
    "Deduct",
    "FreeText",
    "Grade",
    "Item",
    "ItemResult",
    "Name",
    "Option",
    "Policy",
    "Preview",
    "Problem",
    "Result",
    "Scale",
    "ScorecardVersion",
    "Section",
    "SectionResult",
    "ShownWhen",
    "TemplateError",
    "TemplateProblem",
    "applicable_items",
    "explain",
    "from_canonical",
    "load_template",
    "preview",
    "score",
    "visible_items",
]
