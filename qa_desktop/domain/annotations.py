"""Annotations 标记: what a person marked on a call, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

KINDS: Final = ("strength", "weakness", "note", "question")
"""优点, 不足, 备注, 疑问 (keys G, B, N, Q)."""

COMPETENCIES: Final = (
    "understanding",
    "listening",
    "problem_solving",
    "detail",
    "communication",
    "warmth",
)
"""理解, 倾听, 解决问题, 细节, 沟通, 热情/语气."""


@dataclass(frozen=True)
class Annotation:
    """A moment (``to_ms`` is None) or a region of a call; times are integer milliseconds."""

    id: str
    at_ms: int
    to_ms: int | None
    kind: str
    text: str
    item: str | None = None
    """The scorecard item it speaks about, by item id."""
    competency: str | None = None
    discussion_stop: bool = False
    author: str | None = None
    """The id of the person who made it, as the journal has it; None where that is not known."""

    @property
    def span(self) -> tuple[int, int]:
        """First and last millisecond; equal for a moment."""
        return self.at_ms, self.to_ms if self.to_ms is not None else self.at_ms
