"""The quiz 考核 of a session: what is right, and who has passed.

An answer is right or wrong, nothing between: of a multiple choice all right options and no other;
"mark the second you hear it" within the tolerance on either side, its ends included. Who gets less
than the pass mark is trained again 再培训 and takes it once more; the first attempt that passes
counts, without one the last.

The same answer is right for everyone: where a key is corrected after somebody has answered, all
answers are marked by it (docs/decisions/0020).
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

QuestionKind = Literal["single", "multiple", "mark"]
KINDS: Final[tuple[QuestionKind, ...]] = ("single", "multiple", "mark")
PASS_PERCENT: Final = 80
TOLERANCE_MS: Final = 2_000
MOST_OPTIONS: Final = 9
"""The digits 1 to 9 pick them."""

Given = tuple[int, ...]
"""Places of the options that were picked, from 0; of a mark one number, its millisecond; empty:
not answered."""

Fault = Literal["no_words", "no_options", "same_options", "no_right", "one_right", "no_mark"]


@dataclass(frozen=True)
class Question:
    """``right``: places of the right options, of a mark nothing. ``at_ms`` is counted from the
    beginning of the recording."""

    id: str
    kind: QuestionKind
    words: str
    options: tuple[str, ...] = ()
    right: tuple[int, ...] = ()
    recording: str | None = None
    from_ms: int = 0
    to_ms: int | None = None
    at_ms: int | None = None
    tolerance_ms: int = TOLERANCE_MS

    @property
    def wanted(self) -> tuple[int, ...]:
        """What an attempt keeps of the question: the right options, or of a mark the first and
        the last millisecond that are right."""
        if self.kind != "mark":
            return tuple(sorted(set(self.right)))
        at = self.at_ms or 0
        return at - self.tolerance_ms, at + self.tolerance_ms

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Why it cannot be asked yet."""
        if not self.words.strip():
            return ("no_words",)
        if self.kind == "mark":
            return () if self.recording and self.is_heard(self.at_ms) else ("no_mark",)
        filled = [one_line(option) for option in self.options]
        if len(filled) < 2 or not all(filled) or len(filled) > MOST_OPTIONS:
            return ("no_options",)
        if len(set(filled)) < len(filled):
            return ("same_options",)
        right = {place for place in self.right if 0 <= place < len(filled)}
        if not right:
            return ("no_right",)
        return ("one_right",) if self.kind == "single" and len(right) > 1 else ()

    def is_heard(self, at: int | None) -> bool:
        """Whether this millisecond of the recording is played with the question."""
        return at is not None and self.from_ms <= at and (self.to_ms is None or at <= self.to_ms)


def one_line(option: str) -> str:
    """An option as it is kept."""
    return " ".join(option.split())


def is_right(kind: str, wanted: Sequence[int], given: Sequence[int]) -> bool:
    """Whether an answer is right, by what the attempt keeps of the question."""
    if kind == "mark":
        return len(given) == 1 and len(wanted) == 2 and wanted[0] <= given[0] <= wanted[1]
    return bool(given) and set(given) == set(wanted)


@dataclass(frozen=True)
class Mark:
    """Of one attempt. ``right`` of ``asked``; nobody passes a quiz of no questions."""

    answers: tuple[bool, ...]
    pass_percent: int

    @property
    def right(self) -> int:
        return sum(self.answers)

    @property
    def asked(self) -> int:
        return len(self.answers)

    @property
    def passed(self) -> bool:
        return bool(self.answers) and 100 * self.right >= self.pass_percent * self.asked


def mark(questions: Sequence[Question], given: Mapping[str, Given], pass_percent: int) -> Mark:
    """Mark an attempt; ``given`` by the question's id, what is missing was not answered."""
    answers = (is_right(each.kind, each.wanted, given.get(each.id, ())) for each in questions)
    return Mark(tuple(answers), pass_percent)


@dataclass(frozen=True)
class KeptAnswer:
    """What an attempt keeps of one question: what was given, how it was marked then, and of which
    options or seconds of a recording; those are empty where they are not known (any more)."""

    question: str
    kind: str
    given: Given
    was_right: bool
    options: tuple[str, ...] = ()
    recording: str | None = None
    from_ms: int = 0
    to_ms: int | None = None

    def heard(self, question: Question) -> bool:
        """Whether the second that is right now was played then."""
        played = replace(question, from_ms=self.from_ms, to_ms=self.to_ms)
        return self.recording == question.recording and played.is_heard(question.at_ms)


def mark_again(
    kept: Sequence[KeptAnswer],
    asked: Mapping[str, Question],
    deleted: Container[str],
    pass_percent: int,
) -> Mark:
    """An attempt by the questions as they stand (``asked``, of the whole quiz): by the present key,
    without those that were deleted since. What has not arrived, or cannot be asked as it stands,
    stays as it was marked, and so does everything where the quiz has no question left: machines
    apart deleted them all."""
    counted = [each for each in kept if each.question not in deleted]
    if not counted and not asked:
        counted = list(kept)
    return Mark(tuple(_stands(each, asked.get(each.question)) for each in counted), pass_percent)


def _stands(answer: KeptAnswer, question: Question | None) -> bool:
    given = _given_now(answer, question) if question is not None else None
    if question is None or given is None:
        return answer.was_right
    return is_right(question.kind, question.wanted, given)


def _given_now(answer: KeptAnswer, question: Question) -> Given | None:
    """The same answer to the question as it stands: another trainer, apart, may have put its
    options in another order meanwhile. None where it cannot be told, as of options that are gone
    or of seconds that were not played."""
    if question.kind != answer.kind or question.faults:
        return None
    if question.kind == "mark":
        return answer.given if answer.heard(question) else None
    right = {question.options[place] for place in question.wanted if place < len(question.options)}
    if not right <= set(answer.options):  # what is right now was not offered then
        return None
    if not all(0 <= place < len(answer.options) for place in answer.given):
        return None  # another program wrote it
    picked = [answer.options[place] for place in answer.given]
    if not set(picked) <= set(question.options):
        return None
    return tuple(sorted(question.options.index(option) for option in picked))


def keeps_answers(before: Question, after: Question) -> bool:
    """Whether answers to the one are answers to the other: an answer is the place of an option or
    a second of what is heard, so those stay what they are. Words and the key may change, and wrong
    options come at the end: one that is right was not offered to those who have answered."""
    if after.kind != before.kind:
        return False
    if after.kind == "mark":
        heard = (before.recording, before.from_ms, before.to_ms)
        return heard == (after.recording, after.from_ms, after.to_ms)
    offered = [one_line(each) for each in before.options]
    right = {one_line(after.options[at]) for at in after.right if at < len(after.options)}
    kept = [one_line(each) for each in after.options][: len(offered)] == offered
    return bool(offered) and kept and right <= set(offered)  # none: erased, nobody knows them
