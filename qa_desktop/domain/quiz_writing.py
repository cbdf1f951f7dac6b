"""A question's options and its key as one text, what is heard and its key as one object.

They are one value each, so that of two corrections made apart one shows whole and the other is
told as a conflict: options of the one with the key of the other would be a key that nobody set
(docs/decisions/0020). The text reads as on paper, an option a line: ``(x) right`` and ``( ) wrong``
of a single choice, ``[x] right`` and ``[ ] wrong`` of a multiple one.
"""

from __future__ import annotations

from typing import Any, Final

from qa_desktop.domain.quiz import TOLERANCE_MS, Question, QuestionKind

_BOXES: Final[dict[QuestionKind, tuple[str, str]]] = {
    "single": ("( ) ", "(x) "),
    "multiple": ("[ ] ", "[x] "),
}
_HEARD: Final = ("recording", "from_ms", "to_ms", "at_ms", "tolerance_ms")
_MOST_MS: Final = 1 << 40


def written_options(question: Question) -> str:
    """Of a choice, each option with its box."""
    boxes = _BOXES[question.kind]
    lines = (
        boxes[place in question.right] + " ".join(option.split())
        for place, option in enumerate(question.options)
    )
    return "\n".join(lines)


def read_choice(id: str, words: str, written: str) -> Question:
    """The question; without options where the text is gone or in no form that is known, so that
    it cannot be asked (``Question.faults``)."""
    lines = written.split("\n")
    for kind, (empty, ticked) in _BOXES.items():
        if all(line.startswith((empty, ticked)) for line in lines):
            options = tuple(line[len(empty) :] for line in lines)
            right = tuple(place for place, line in enumerate(lines) if line.startswith(ticked))
            return Question(id, kind, words, options, right)
    return Question(id, "single", words)


def written_heard(question: Question) -> dict[str, Any]:
    """Of a mark: which recording is heard from where to where, which second is right and how far
    off, all in ms."""
    return {name: getattr(question, name) for name in _HEARD}


def read_mark(id: str, words: str, heard: Any) -> Question:
    """The question; without a recording where that is in no form that is known."""
    known = heard if isinstance(heard, dict) else {}
    recording = known.get("recording")
    from_ms, to_ms, at_ms, tolerance = (_ms(known.get(name)) for name in _HEARD[1:])
    return Question(
        id, "mark", words,
        recording=recording if isinstance(recording, str) else None,
        from_ms=from_ms or 0, to_ms=to_ms, at_ms=at_ms,
        tolerance_ms=TOLERANCE_MS if tolerance is None else tolerance,
    )  # fmt: skip


def _ms(value: Any) -> int | None:
    return value if type(value) is int and 0 <= value < _MOST_MS else None
