"""What-if: the evaluations of a period scored again with a draft. Nothing is written.

Answers are mapped by item id. What the draft cannot use counts as not answered and is listed. A
window does this in a process of its own (``services.what_if_child``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlite_utils import Database

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.domain.scoring.batch import MAX_LINES, BatchScorer
from qa_desktop.domain.what_if import Comparison
from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.services.report_data import span_ms
from qa_desktop.store.answered import (
    cards_used,
    find_answered,
    read_ahead,
    read_line,
)
from qa_desktop.store.connection import snapshot
from qa_desktop.store.memberships import Teams
from qa_desktop.store.scorecards import get_version

_POLL: Final = 1_000


@dataclass(frozen=True)
class WhatIfRequest:
    """Local days of submission, both included. ``cards``: codes whose evaluations are scored
    again; empty is the draft's own. ``team``: an id, None for all."""

    first: date
    last: date
    cards: tuple[str, ...] = ()
    team: str | None = None


@dataclass(frozen=True)
class Unmapped:
    """Answers that the draft cannot use: ``gone`` its item is not there, ``refused`` the item does
    not take it, ``new`` an item of the draft that no card of the period had (``answer`` None)."""

    kind: str
    item: str
    answer: str | None
    evaluations: int


@dataclass(frozen=True)
class WhatIf:
    comparison: Comparison
    unmapped: tuple[Unmapped, ...]
    unreadable: int
    """Evaluations that are no evaluations; somebody else's program signed them."""


def what_if(
    db: Database,
    card: ScorecardVersion,
    request: WhatIfRequest,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> WhatIf:
    """Raises ``UserFacingError`` for a period that is none or in which nothing was scored with
    these cards, and ``CancelledError``."""
    span = span_ms(request.first, request.last)
    with snapshot(db):
        cards = _cards(db, request.cards or (card.code,), *span)
        numbers = find_answered(db, *span, [each.id for each in cards])
        if not numbers:
            raise UserFacingError("scorecard.nothing_to_compare")
        return _compare(db, card, request, cards, numbers, progress, cancelled)


def _compare(
    db: Database,
    card: ScorecardVersion,
    request: WhatIfRequest,
    cards: Sequence[ScorecardVersion],
    numbers: Sequence[int],
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> WhatIf:
    scorer = BatchScorer(card, read_line)
    comparison = Comparison()
    teams = _TeamsByDay(db)
    unused: Counter[str] = Counter()
    unreadable = 0
    whole = len(numbers)
    with closing(read_ahead(db, numbers)) as rows:
        for done, row in enumerate(rows):
            if done % _POLL == 0:
                progress(done, whole)
                if cancelled():
                    raise CancelledError
            team = teams.on(row.agent, row.day)
            if request.team is not None and team != request.team:
                continue
            lines = row.lines
            if not lines or len(lines) > MAX_LINES:
                unreadable += 1
                continue
            score = scorer.score(lines)
            if not scorer.unused.isdisjoint(lines):
                unused.update(line for line in lines if line in scorer.unused)
            comparison.add(row.id, row.agent, team or "", row.published, row.passed, score)
    progress(whole, whole)
    return WhatIf(comparison, tuple(_unmapped(card, cards, scorer, unused)), unreadable)


def _unmapped(
    card: ScorecardVersion,
    cards: Sequence[ScorecardVersion],
    scorer: BatchScorer,
    unused: Counter[str],
) -> list[Unmapped]:
    gone: Counter[str] = Counter()
    for line, item in scorer.gone.items():
        gone[item] += unused[line]
    known = {item for each in cards for item in each.items}
    found = [Unmapped("gone", item, None, count) for item, count in sorted(gone.items())]
    found += [
        Unmapped("refused", item, str(answer), unused[line])
        for line, (item, answer) in sorted(scorer.refused.items())
    ]
    return found + [Unmapped("new", item, None, 0) for item in card.items if item not in known]


def _cards(
    db: Database, codes: Sequence[str], since_ms: int, until_ms: int
) -> list[ScorecardVersion]:
    """The versions of these cards that the period's evaluations name and that are known here."""
    found = []
    for id in cards_used(db, since_ms, until_ms):
        try:
            version = get_version(id, db)
        except UserFacingError:
            continue
        if version.code in codes:
            found.append(version)
    return found


class _TeamsByDay:
    """Each question is asked once."""

    def __init__(self, db: Database) -> None:
        self._teams = Teams(db)
        self._known: dict[tuple[str, str], str | None] = {}

    def on(self, agent: str, day: str) -> str | None:
        key = agent, day
        if key not in self._known:
            self._known[key] = self._teams.on(agent, day or None)
        return self._known[key]
