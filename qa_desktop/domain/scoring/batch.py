"""Scoring by the hundred thousand, for what-ifs: the same numbers as ``preview``, without what only
a person looks at.

What an answer does to a card is worked out once, by ``walk``, and packed into one integer with a
field per section for earned, weight and bonus, and fields for fatal options and for answers given.
A whole evaluation is then the sum of its answers' integers. Fields are wide enough that none runs
over into the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final, NamedTuple

from qa_desktop.domain.scoring.model import Answer
from qa_desktop.domain.scoring.problems import AnswerError
from qa_desktop.domain.scoring.rounding import round_half_up
from qa_desktop.domain.scoring.version import ScorecardVersion
from qa_desktop.domain.scoring.walk import walk_card

MAX_LINES: Final = 1 << 10
"""Of one evaluation; a card has at most 300 items."""
_ROOM: Final = MAX_LINES.bit_length()
_REMEMBERED: Final = 1 << 18

ReadLine = Callable[[str], tuple[str, Answer]]
"""A stored line as item and answer."""


class BatchScore(NamedTuple):
    """``hundredths`` of the published score are exact (a policy has at most two decimals), None
    where there is no score."""

    hundredths: int | None
    passed: bool
    fatal: bool
    incomplete: bool
    """Whether an item that the card shows has no usable answer; it then counts as not there."""


class BatchScorer:
    """``read`` makes item and answer of a line; lines that are equal are read once."""

    def __init__(self, version: ScorecardVersion, read: ReadLine) -> None:
        self._read = read
        # Without conditions any single answer can be walked by itself.
        self._flat = replace(
            version,
            sections=tuple(
                replace(part, items=tuple(replace(item, shown_when=None) for item in part.items))
                for part in version.sections
            ),
        )
        self._rows = {row.id: row for row in version.tables.rows}
        self._conditional = [row for row in version.tables.rows if row.shown_by is not None]
        self._showing = {row.shown_by for row in self._conditional}
        self._sections = version.tables.sections
        self._bonus_unit = version.tables.bonus_unit
        self._lay_out(version)
        self._packed: dict[str, int] = {}
        self._special: dict[str, tuple[str, Answer, int]] = {}
        """Lines of items that have a condition or make one: item, answer, and what it adds."""
        self._finished: dict[int, BatchScore] = {}
        self.gone: dict[str, str] = {}
        """Lines whose item the card does not have, and that item."""
        self.refused: dict[str, tuple[str, Answer]] = {}
        """Lines whose answer its item does not take."""
        self.unused: set[str] = set()
        """Both."""

    def _lay_out(self, version: ScorecardVersion) -> None:
        policy = version.policy
        self._scale = 10**policy.decimals
        self._to_hundredths = 10 ** (2 - policy.decimals)
        self._policy = policy
        marks = policy.pass_mark * self._scale
        self._pass_units = -(-marks.numerator // marks.denominator)
        scored = [row for row in version.tables.rows if row.kind != "text"]
        self._required = sum(row.shown_by is None for row in scored)
        most = sum(row.full for row in version.tables.rows) + len(self._rows) + 1
        self._width = most.bit_length() + _ROOM
        self._mask = (1 << self._width) - 1

    def score(self, lines: Sequence[str]) -> BatchScore:
        """Of one evaluation; answers that the card cannot use count as not given."""
        known = self._packed
        try:
            total = sum(map(known.__getitem__, lines))
        except KeyError:
            for line in lines:
                if line not in known:
                    known[line] = self._pack(line)
            total = sum(map(known.__getitem__, lines))
        if not self._conditional:
            return self._finish(total)
        added, incomplete = self._shown(lines)
        found = self._finish(total + added)
        return found._replace(incomplete=True) if incomplete else found

    def _pack(self, line: str) -> int:
        item, answer = self._read(line)
        row = self._rows.get(item)
        if row is None:
            self.gone[line] = item
            self.unused.add(line)
            return 0
        try:
            walk = walk_card(self._flat, {item: answer})
        except AnswerError:
            self.refused[line] = item, answer
            self.unused.add(line)
            return 0
        place = row.section
        fatal = walk.chosen[0].consequence.fatal if walk.chosen else "none"
        packed = self._at(1, walk.earned[place], place) + self._at(2, walk.weight[place], place)
        packed += self._at(3, walk.bonus[place], place)
        packed += self._at(4, int(fatal == "section"), place)
        packed += int(fatal == "form") << self._width
        packed += int(row.kind != "text" and row.shown_by is None)
        if row.shown_by is not None or item in self._showing:
            self._special[line] = item, answer, packed if row.shown_by is not None else 0
        return packed if row.shown_by is None else 0

    def _at(self, field: int, value: int, section: int) -> int:
        """Answers given and fatal forms are the lowest two fields, then four of each section."""
        return value << self._width * (2 + 4 * section + field - 1)

    def _shown(self, lines: Sequence[str]) -> tuple[int, bool]:
        """What the items with conditions add, and whether one that is shown has no answer."""
        answers: dict[str, Answer] = {}
        adds: dict[str, int] = {}
        special = self._special
        for line in lines:
            if line in special:
                item, answer, add = special[line]
                answers[item], adds[item] = answer, add
        hidden: set[str] = set()
        total, incomplete = 0, False
        for row in self._conditional:  # each after the item that shows it
            if row.shown_by in hidden or answers.get(row.shown_by or "") not in row.shown_options:
                hidden.add(row.id)
            elif row.id in adds:
                total += adds[row.id]
            else:
                incomplete = incomplete or row.kind != "text"
        return total, incomplete

    def _finish(self, total: int) -> BatchScore:
        found = self._finished.get(total)
        if found is None:
            if len(self._finished) > _REMEMBERED:
                self._finished.clear()
            found = self._finished[total] = self._result(total)
        return found

    def _result(self, total: int) -> BatchScore:
        """Steps 3 to 7 on integers, one division at the end."""
        width, mask = self._width, self._mask
        answered, fatal = total & mask, bool(total >> width & mask)
        total >>= 2 * width
        numerator, denominator, weights, bonus = 0, 1, 0, 0
        for table in self._sections:
            earned, weight = total & mask, total >> width & mask
            extra, lost = total >> 2 * width & mask, total >> 3 * width & mask
            total >>= 4 * width
            if weight:
                own = table.unit * weight
                weights += table.weight
                numerator = numerator * own + (0 if lost else table.weight * earned * denominator)
                denominator *= own
            if not (lost and weight):
                bonus += extra
        incomplete = answered < self._required
        if not weights:
            return BatchScore(None, False, fatal, incomplete)
        above, below = 100 * numerator, denominator * weights
        if bonus:
            base = Fraction(above, below)
            room = 100 - base + self._policy.bonus_cap
            raw = base + min(Fraction(bonus, self._bonus_unit), room)
            above, below = raw.numerator, raw.denominator
        units = (2 * above * self._scale + below) // (2 * below)
        if fatal:
            units = self._after_fatal(units)
        passed = units >= self._pass_units and not fatal
        return BatchScore(units * self._to_hundredths, passed, fatal, incomplete)

    def _after_fatal(self, units: int) -> int:
        """Rounding never turns an order round, so the cap may be rounded by itself."""
        if self._policy.fatal_form == "zero":
            return 0
        if self._policy.cap_at is not None:
            cap = round_half_up(self._policy.cap_at, self._policy.decimals)
            return min(units, int(cap * self._scale))
        return units
