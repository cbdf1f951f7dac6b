"""A question of the quiz as one text: its words, what there is to answer, and the key.

It is one value, so that of two corrections made apart one shows whole and the other is told as a
conflict: the options or the words of the one with the key of the other would be a key that nobody
set (docs/decisions/0020). The text reads as on paper. Below the words and an empty line stands an
option a line, ``(x) right`` and ``( ) wrong`` of a single choice, ``[x]`` and ``[ ]`` of a multiple
one; or of a mark what is heard, the second that is right and how far off still is::

    > 01:00.000–01:30.000 = 01:15.000 ± 00:02.000 · <recording>
"""

from __future__ import annotations

import re
from typing import Final

from qa_desktop.domain.durations import format_millisecond, parse_duration
from qa_desktop.domain.quiz import Question, QuestionKind, one_line
from qa_desktop.errors import UserFacingError

_BOXES: Final[dict[QuestionKind, tuple[str, str]]] = {
    "single": ("( ) ", "(x) "),
    "multiple": ("[ ] ", "[x] "),
}
_HEARD: Final = re.compile(r"> ([0-9:.]+)–([0-9:.]*) = ([0-9:.]+) ± ([0-9:.]+) · (\S+)")
_MOST_MS: Final = (1 << 31) - 1


def written(question: Question) -> str:
    """``words``, an empty line, and what there is to answer."""
    return f"{question.words.strip()}\n\n{_written_answers(question)}"


def _written_answers(question: Question) -> str:
    if question.kind != "mark":
        boxes = _BOXES[question.kind]
        options = enumerate(question.options)
        return "\n".join(boxes[at in question.right] + one_line(each) for at, each in options)
    begin, end, at, tolerance = (
        "" if ms is None else format_millisecond(ms)
        for ms in (question.from_ms, question.to_ms, question.at_ms, question.tolerance_ms)
    )
    return f"> {begin}–{end} = {at} ± {tolerance} · {question.recording}"


def read_question(id: str, text: str) -> Question:
    """The question; one that cannot be asked (``Question.faults``) where the text is gone or in no
    form that is known."""
    words, _, below = text.rpartition("\n\n")
    heard = _HEARD.fullmatch(below)
    if heard:
        return _mark(id, words, heard)
    lines = below.split("\n")
    for kind, (empty, ticked) in _BOXES.items():
        if all(line.startswith((empty, ticked)) for line in lines):
            options = tuple(line[len(empty) :] for line in lines)
            right = tuple(place for place, line in enumerate(lines) if line.startswith(ticked))
            return Question(id, kind, words, options, right)
    return Question(id, "single", text)


def _mark(id: str, words: str, heard: re.Match[str]) -> Question:
    begin, end, at, tolerance, recording = heard.groups()
    try:
        from_ms, at_ms, tolerance_ms = map(_ms, (begin, at, tolerance))
        to_ms = _ms(end) if end else None
    except UserFacingError:
        return Question(id, "mark", words)
    return Question(
        id, "mark", words, recording=recording,
        from_ms=from_ms, to_ms=to_ms, at_ms=at_ms, tolerance_ms=tolerance_ms,
    )  # fmt: skip


def _ms(clock: str) -> int:
    ms = parse_duration(clock)
    if ms > _MOST_MS:
        raise UserFacingError("duration.unreadable", value=clock[:60])
    return ms
