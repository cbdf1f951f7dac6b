"""The clips that a call offers: what is saved first, and its marks, to be joined behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from qa_desktop.domain.annotations import Annotation
from qa_desktop.domain.clips import MARGIN_MS, Span
from qa_desktop.ui.clips.strip_model import LEAST_MS

BEFORE_MS: Final = 10_000
"""Where nothing is marked: what was just heard."""


@dataclass(frozen=True)
class ClipChoice:
    """Seconds of the call; ``annotation`` is what marks them, None for what was just heard."""

    span: Span
    annotation: Annotation | None = None

    @property
    def is_elsewhere(self) -> bool:
        """Whether its ends were moved off what it is named after."""
        marked, (begin, end) = self.annotation, self.span
        if marked is None:
            return False
        return marked.at_ms >= end or (marked.to_ms or marked.at_ms) < begin


def span_of(annotation: Annotation, duration_ms: int) -> Span:
    """A region as it is, a moment with what is around it; inside the recording."""
    if annotation.to_ms is not None:
        return inside((annotation.at_ms, annotation.to_ms), duration_ms)
    return inside((annotation.at_ms - MARGIN_MS, annotation.at_ms + MARGIN_MS), duration_ms)


def inside(span: Span, duration_ms: int) -> Span:
    """Cut to the recording, and never shorter than can be cut."""
    end = min(max(span[1], LEAST_MS), duration_ms)
    begin = min(max(span[0], 0), max(end - LEAST_MS, 0))
    return begin, end


def offered(
    first: ClipChoice, annotations: Sequence[Annotation], duration_ms: int
) -> list[ClipChoice]:
    """``first``, then every other mark in the order of time."""
    others = [each for each in annotations if each != first.annotation]
    marks = sorted(others, key=lambda each: (each.at_ms, each.id))
    return [first, *(ClipChoice(span_of(each, duration_ms), each) for each in marks)]
