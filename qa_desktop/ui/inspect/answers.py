"""What a key, a click or an old draft may answer on an item, and how good that answer is."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from qa_desktop.domain.scoring import (
    NOT_APPLICABLE,
    Answer,
    Choice,
    Deduct,
    FreeText,
    Item,
    Scale,
)

Tone = Literal["full", "part", "fatal", "na", "none"]
"""How an answer is coloured: all points, fewer, a critical one, N/A, not answered."""


def steps(answer: Scale) -> range:
    """The values of a scale, lowest first."""
    return range(answer.low, answer.high + 1, answer.step)


def answer_of_digit(item: Item, digit: int) -> Answer | None:
    """What the number key ``digit`` (0 to 9) means on this item; None: nothing.

    On a scale the digit is the value where the scale has it, else its place; 0 is only ever the
    value zero.
    """
    kind = item.answer
    if isinstance(kind, Choice):
        return kind.options[digit - 1].id if 0 < digit <= len(kind.options) else None
    if isinstance(kind, Scale):
        values = steps(kind)
        if digit in values:
            return digit
        by_place = not any(value in range(1, 10) for value in values)
        return values[digit - 1] if by_place and 0 < digit <= len(values) else None
    return digit if isinstance(kind, Deduct) else None


def accepts(item: Item, answer: Answer) -> bool:
    """Whether an answer (of another version of the card) can stand on this item."""
    kind = item.answer
    if isinstance(kind, FreeText):
        return isinstance(answer, str)
    if answer == NOT_APPLICABLE:
        return item.na != "forbidden"
    if isinstance(kind, Choice):
        return answer in [option.id for option in kind.options]
    if isinstance(kind, Scale):
        return isinstance(answer, int) and answer in steps(kind)
    return isinstance(answer, int) and answer >= 0


def tone_of(item: Item, answer: Answer | None) -> Tone:
    """The colour of this answer on this item."""
    kind = item.answer
    if answer is None or isinstance(kind, FreeText):
        return "none"
    if answer == NOT_APPLICABLE:
        return "na"
    if isinstance(kind, Choice):
        option = next((each for each in kind.options if each.id == answer), None)
        if option is None:
            return "none"
        if option.consequence.fatal != "none":
            return "fatal"
        if option.points == kind.max_points:
            return "full"
        return "na" if item.bonus else "part"  # a bonus that was not earned is no fault
    if isinstance(kind, Scale):
        assert isinstance(answer, int)  # noqa: S101
        good = Fraction(answer - kind.low, kind.high - kind.low) >= Fraction(3, 5)
        return "full" if good else "part"
    if answer and kind.consequence.fatal != "none":
        return "fatal"
    return "part" if answer else "full"


def is_critical(item: Item) -> bool:
    """致命项: some answer of it takes the section or the form."""
    kind = item.answer
    if isinstance(kind, Choice):
        return any(option.consequence.fatal != "none" for option in kind.options)
    return isinstance(kind, Deduct) and kind.consequence.fatal != "none"
