"""What a conflict says to the person who settles it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from qa_desktop.domain.scoring.rounding import decimal_text
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.fold import FACT, LIFE
from qa_desktop.services.conflict_inbox import ConflictCase
from qa_desktop.services.conflicts import DELETE, KEEP
from qa_desktop.services.evaluating import answers_of
from qa_desktop.store.conflicts import Side
from qa_desktop.store.scorecards import get_version
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.revisions_dialog import answer_words
from qa_desktop.ui.record_words import (
    FIELDS,
    WRITABLE,
    device_words,
    field_words,
    moment_words,
    record_type_words,
    value_words,
)


@dataclass(frozen=True)
class Choice:
    """One side as it is offered: what it says, who said it, and the button that takes it."""

    taken: str
    """What ``services.conflicts.take_shown`` is told."""
    value: str
    details: tuple[str, ...]
    who: str
    button: str
    is_shown: bool
    """This is what everybody sees now."""


def subject_words(case: ConflictCase) -> str:
    """坐席 0617 王小明."""
    kind = record_type_words(case.conflict.entity_type)
    return f"{kind}  {case.record}" if case.record else kind


def matter_words(case: ConflictCase) -> str:
    """What is at issue: a field, the whole, or whether it is there at all."""
    if case.conflict.field == LIFE:
        return translate("Conflicts", "Deleted or kept")
    if case.conflict.field == FACT:
        return translate("Conflicts", "Two corrections")
    return field_words(case.conflict.field)


def explanation(case: ConflictCase) -> str:
    """How it came about and what choosing does."""
    if case.conflict.field == LIFE:
        return translate(
            "Conflicts",
            "One deleted this while another, who did not know, went on editing it. Nothing is "
            "lost: it is still shown. Keep it or delete it; your choice holds for everybody.",
        )
    if case.conflict.field == FACT:
        return translate(
            "Conflicts",
            "Two corrected this apart, without knowing of each other. Both are kept and the later "
            "one counts for now. Choose which holds; the other stays readable in the history.",
        )
    return translate(
        "Conflicts",
        "Two changed this apart, without knowing of each other. The later value is shown for now. "
        "Choose one; with your next bundle it is settled for everybody.",
    )


def people_words(case: ConflictCase) -> str:
    """Who disagree."""
    everybody = dict.fromkeys(side.who or "?" for side in (*case.sides, *case.edits))
    return " / ".join(everybody)


def can_be_written(case: ConflictCase) -> bool:
    """Whether a third value makes sense: plain words, no code and no other record."""
    return case.conflict.field in WRITABLE


def choices(case: ConflictCase, here: str) -> list[Choice]:
    """What can be taken, in the order of the keys 1 to 9."""
    if case.conflict.field == LIFE:
        return _keep_or_delete(case, here)
    take = translate("Conflicts", "Take this one")
    whole = case.conflict.field == FACT
    told = _told_facts(case) if whole else [(_value(case, side), ()) for side in case.sides]
    return [
        Choice(side.operation, value, details, _by(side, here), take, place == 0)
        for place, (side, (value, details)) in enumerate(zip(case.sides, told, strict=True))
    ]


def _value(case: ConflictCase, side: Side) -> str:
    return value_words(case.conflict.field, side.value, case.names)


def _by(side: Side, here: str) -> str:
    return translate("Conflicts", "{who}, {when}, {device}").format(
        who=side.who or translate("Conflicts", "somebody unknown here"),
        when=moment_words(side.at),
        device=device_words(side.replica, here),
    )


def _keep_or_delete(case: ConflictCase, here: str) -> list[Choice]:
    edits = [f"{_by(side, here)}\n{_fields(case, side.value)}".strip() for side in case.edits]
    deletions = [_by(side, here) for side in case.sides]
    return [
        Choice(
            KEEP,
            translate("Conflicts", "Keep it"),
            tuple(edits[1:]),
            edits[0] if edits else "",
            translate("Conflicts", "Keep it"),
            True,
        ),
        Choice(
            DELETE,
            translate("Conflicts", "Delete it"),
            tuple(deletions[1:]),
            deletions[0] if deletions else "",
            translate("Conflicts", "Delete it"),
            False,
        ),
    ]


def _fields(case: ConflictCase, values: Any) -> str:
    if not isinstance(values, dict):
        return ""
    return "\n".join(
        f"{field_words(name)}: {value_words(name, value, case.names)}"
        for name, value in values.items()
        if name in FIELDS and value not in (None, "") and not isinstance(value, (dict, list))
    )


def _told_facts(case: ConflictCase) -> list[tuple[str, tuple[str, ...]]]:
    """Per side a headline, and only what the sides do not agree on."""
    told = [_told(case, side.value) for side in case.sides]
    common = set.intersection(*(set(lines) for _, lines in told))
    return [(head, tuple(line for line in lines if line not in common)) for head, lines in told]


def _told(case: ConflictCase, payload: dict[str, Any]) -> tuple[str, list[str]]:
    lines = _fields(case, payload).splitlines()
    if case.conflict.entity_type != "evaluation":
        return translate("Conflicts", "This correction"), lines
    return _score(payload), [*lines, *_answers(payload)]


def _score(payload: dict[str, Any]) -> str:
    try:
        points = decimal_text(Fraction(payload["result"]["published"]), 2)
    except (KeyError, TypeError, ValueError):
        return translate("Conflicts", "No score")
    return translate("Conflicts", "{points} points").format(points=points)


def _answers(payload: dict[str, Any]) -> list[str]:
    language = i18n.catalogue_language()
    try:
        version, answers = get_version(payload["scorecard"]), answers_of(payload)
    except (UserFacingError, KeyError, TypeError):  # a card or a form of a newer program
        return []
    return [
        f"{item.name.render(language)}: {answer_words(item, answers[id])}"
        for id, item in version.items.items()
        if id in answers
    ]
