"""Seconds of a recording: those that are referred to and go along as clips, those of a clip that
a person saves, and what in it nobody is to hear."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

Span = tuple[int, int]
"""From ms, to ms; the end is not included."""

MARGIN_MS: Final = 5_000
"""Before and after what was marked: who listens needs to hear what it is an answer to."""
LONGEST_MS: Final = 24 * 3_600_000
"""No recording is longer than a day: nobody can have silence made for a year by saying so."""
_APART_MS: Final = 2_000
"""Less between two clips is not worth a break."""


def referred_spans(
    marks: Iterable[tuple[int, int | None]], duration_ms: int, margin_ms: int = MARGIN_MS
) -> list[Span]:
    """The spans around moments (to ms None) and regions, cut to the recording, in order and
    without overlaps; a mark beyond its end has none."""
    most = min(duration_ms, LONGEST_MS)
    wanted = sorted(
        (max(0, at - margin_ms), min(most, max(at, to or at) + margin_ms)) for at, to in marks
    )
    spans: list[Span] = []
    for begin, end in wanted:
        if begin >= end:
            continue
        if spans and begin - spans[-1][1] < _APART_MS:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((begin, end))
    return spans


def merged(spans: Iterable[Span]) -> list[Span]:
    """Together, in order, without overlaps."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def within(spans: Iterable[Span], begin: int, end: int) -> list[Span]:
    """What of ``begin`` to ``end`` lies in the spans."""
    cut = ((max(begin, each[0]), min(end, each[1])) for each in spans)
    return [(first, last) for first, last in cut if first < last]


ClipFormat = Literal["wav", "mp3", "opus"]
FORMATS: Final[tuple[ClipFormat, ...]] = ("wav", "mp3", "opus")
"""Also the endings of the files."""
GapKind = Literal["silence", "tones", "announcement"]
GAPS: Final[tuple[GapKind, ...]] = ("silence", "tones", "announcement")
"""What is between two clips of a file."""

Hiding = Literal["bleep", "cut"]
"""A tone stands in its place, or what follows moves up."""


@dataclass(frozen=True)
class Hidden:
    """[from ms, to ms) of a recording that nobody is to hear: a number, a name."""

    from_ms: int
    to_ms: int
    how: Hiding = "bleep"


@dataclass(frozen=True)
class Piece:
    """[from ms, to ms) of a recording: heard as it is (``how`` None), or hidden."""

    from_ms: int
    to_ms: int
    how: Hiding | None = None


def pieces(span: Span, hidden: Iterable[Hidden]) -> list[Piece]:
    """The span from its beginning to its end without gaps; neighbours differ in ``how``. What is
    to be bleeped and cut is cut."""
    begin, end = span
    near = [each for each in hidden if each.from_ms < end and each.to_ms > begin]
    edges = {begin, end}
    for each in near:
        edges |= {max(begin, each.from_ms), min(end, each.to_ms)}
    ordered = sorted(edges)
    found: list[Piece] = []
    for first, last in pairwise(ordered):
        how = _hiding(first, near)
        if found and found[-1].how == how:
            found[-1] = Piece(found[-1].from_ms, last, how)
        else:
            found.append(Piece(first, last, how))
    return found


def without_cut(spans: Iterable[Span], hidden: Sequence[Hidden]) -> list[Span]:
    """What of the spans keeps its place in the recording: all but what is cut out."""
    found: list[Span] = []
    for span in spans:
        kept = (each for each in pieces(span, hidden) if each.how != "cut")
        found += merged((each.from_ms, each.to_ms) for each in kept)
    return found


def _hiding(at: int, hidden: Sequence[Hidden]) -> Hiding | None:
    said = {each.how for each in hidden if each.from_ms <= at < each.to_ms}
    return "cut" if "cut" in said else "bleep" if said else None


def lasting_ms(found: Iterable[Piece]) -> int:
    """How long the pieces are heard, tones included."""
    return sum(piece.to_ms - piece.from_ms for piece in found if piece.how != "cut")
