"""What is wrong with a template or with answers, said so that a person can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qa_desktop.domain.scoring.reading import quoted
from qa_desktop.domain.scoring.version import ScorecardVersion
from qa_desktop.errors import UserFacingError
from qa_desktop.texts import Language, Text


@dataclass(frozen=True)
class TemplateProblem:
    path: str
    """Like ``sections[0].items[2].answer.options[1].points``; empty for the file as a whole."""
    line: int | None
    """Line (from 1) of the ``[[…]]`` header that the path lies under."""
    message: Text

    @property
    def text(self) -> Text:
        """Line, path and message as one sentence."""
        params = {"path": self.path, "line": self.line, "message": self.message}
        where = ("_line" if self.line is not None else "") + ("_path" if self.path else "")
        return Text(f"scoring.problem{where}", params)

    def render(self, language: Language) -> str:
        return self.text.render(language)


class TemplateError(UserFacingError):
    """A template that cannot be used; ``problems`` has everything that is wrong with it."""

    def __init__(self, source: str, problems: Sequence[TemplateProblem]) -> None:
        super().__init__(
            "scoring.template_refused",
            source=source,
            count=len(problems),
            first=problems[0].text,
        )
        self.problems = tuple(problems)


class AnswerError(UserFacingError):
    """Answers that cannot be scored; ``item`` is the id of the item to look at."""

    def __init__(self, problem: str, item: str, label: Text | str, **params: Any) -> None:
        super().__init__(f"scoring.answer_{problem}", item=label, **params)
        self.item = item


def refuse_answer(
    version: ScorecardVersion, problem: str, item: str, answer: object = "", **params: Any
) -> AnswerError:
    """The error to raise; ``item`` may be an id that the card does not have."""
    label = version.items[item].label if item in version.items else quoted(item)
    return AnswerError(problem, item, label, answer=quoted(answer), **params)
