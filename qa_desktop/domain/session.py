"""Words and small rules of case-analysis sessions 案例分析会 (PRODUCT.md C8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from qa_desktop.domain import intervals

ATTENDANCE: Final = ("present", "absent")

MARKS: Final = ("communication", "clarity", "interaction")
"""What a satisfaction sheet asks, each 1 (not at all) to 5 (very): 沟通, 清晰, 互动."""
LOWEST, HIGHEST = 1, 5
_SATISFIED: Final = 4


@dataclass(frozen=True)
class Sheet:
    """A satisfaction sheet; each mark from ``LOWEST`` to ``HIGHEST``."""

    communication: int
    clarity: int
    interaction: int

    def __post_init__(self) -> None:
        if not all(LOWEST <= mark <= HIGHEST for mark in self.marks):
            raise ValueError(f"marks out of {LOWEST}–{HIGHEST}: {self.marks}")

    @property
    def marks(self) -> tuple[int, int, int]:
        return self.communication, self.clarity, self.interaction

    @property
    def is_satisfied(self) -> bool:
        """A mean of 4 or better: one weak mark can be made good, a sheet of threes is no praise."""
        return sum(self.marks) >= _SATISFIED * len(self.marks)


@dataclass(frozen=True)
class Satisfaction:
    """培训满意率 of some sheets; ``means`` in the order of ``MARKS``, none without a sheet."""

    sheets: int
    satisfied: int
    means: tuple[Fraction, ...]

    @property
    def interval(self) -> intervals.Interval | None:
        return intervals.of_rate(self.satisfied, self.sheets)


def satisfaction(sheets: Iterable[Sheet]) -> Satisfaction:
    """The share of satisfied sheets and the mean of each mark."""
    every = list(sheets)
    columns = zip(*(sheet.marks for sheet in every), strict=True)
    means = tuple(Fraction(sum(column), len(every)) for column in columns)
    return Satisfaction(len(every), sum(sheet.is_satisfied for sheet in every), means)
