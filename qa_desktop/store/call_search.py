"""Which calls a list shows, and in which order: filters, words, sorting, over the index of calls.

``Search`` answers in steps, because the first screen need not wait for the last row: it goes
through the list from its top, and the first step ends as soon as a screen is full. Later ones give
the whole. Each step is a short question, so a newer search is never behind an older one; who has
no more use for a search just stops asking.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from sqlite_utils import Database

from qa_desktop.domain.folding import terms
from qa_desktop.store.call_columns import Columns, Mask, Numbers, columns_of
from qa_desktop.store.call_filter import CallFilter, filter_mask
from qa_desktop.store.call_order import CallOrder, sorted_numbers
from qa_desktop.store.call_texts import having, having_between, is_exact, with_grams
from qa_desktop.store.connection import snapshot
from qa_desktop.store.shared_texts import SharedTexts
from qa_desktop.store.word_sample import WordSample

_FIRST: Final = 60
"""Rows with which a first answer is content: a screen full."""
_SPAN: Final = 2_000
"""Rows of the list that are taken up at first; each time twice as many."""
_LONGEST_SPAN: Final = 1 << 17
_LOOK: Final = 4_000
"""Texts looked into between two looks at the clock."""
_FIRST_LOOK: Final = 1_000
_SPARSE: Final = 4
"""Of calls whose numbers are further apart each is named in the question."""


@dataclass(frozen=True)
class Found:
    """``numbers`` of the calls in order; the beginning of them where ``is_complete`` is false."""

    numbers: Numbers
    is_complete: bool
    mark: tuple[str, int, str] = ("", -1, "")
    words: tuple[str, ...] = ()
    """The folded words that were looked for."""


@dataclass
class _Answered:
    """The calls among which the last search of a connection found, or will find, all that it
    wanted: typing on narrows them."""

    filter: CallFilter
    words: tuple[str, ...]
    mask: Mask


@dataclass
class Search:
    """One question. ``step`` until the answer is complete; a call that is written in between
    makes it begin again."""

    filter: CallFilter
    order: CallOrder = field(default_factory=CallOrder)
    first: int = _FIRST
    _work: _Work | None = None

    def step(self, db: Database, seconds: float = 0.02) -> Found:
        """Work on for about ``seconds``, or until there is a first screen to show."""
        columns = columns_of(db)
        with snapshot(db):
            columns.update(db)  # a call may have come in since: texts and facts of one moment
            if self._work is None or self._work.mark != columns.mark():
                self._work = _Work(db, columns, self.filter, self.order, self.first)
            return self._work.step(db, time.perf_counter() + seconds)


def find_numbers(db: Database, filter: CallFilter, order: CallOrder | None = None) -> Numbers:
    """All calls that the filter lets through, in order."""
    search = Search(filter, order or CallOrder(), first=1 << 62)
    while not (found := search.step(db, 60.0)).is_complete:
        pass
    return found.numbers


@dataclass
class _Word:
    """A word of the question, and what is known of the calls that have it."""

    letters: str
    shared: SharedTexts
    likely: Mask | None = None
    """Calls whose own texts may have it, where the index of letters was asked."""

    @property
    def is_open(self) -> bool:
        """Whether only the texts themselves can tell."""
        return self.likely is None or not is_exact(self.letters)

    def may_be_in(self, numbers: Numbers) -> Numbers:
        if self.likely is None:
            return numbers
        return numbers[self.likely[numbers] | self.shared.of(numbers)]


class _Work:
    """A search as of one moment."""

    def __init__(
        self, db: Database, columns: Columns, filter: CallFilter, order: CallOrder, first: int
    ) -> None:
        self.mark = columns.mark()
        self._first = first
        self._asked = terms(filter.text)
        self._mask = _begin(db, columns, filter, self._asked)
        """Calls that may be wanted; what was looked at in vain is taken out."""
        self._sorted = sorted_numbers(db, columns, order)
        self._words = [_Word(word, SharedTexts(columns, word)) for word in self._asked]
        self._sample = word_sample(db, columns, order) if self._asked else None
        answered = _Answered(replace(filter, text=""), self._asked, self._mask)
        columns.put("answered", answered)
        self._scratch: Mask = np.zeros(len(self._mask), bool)
        self._done, self._span, self._size = 0, _SPAN, _FIRST_LOOK
        self._waiting = self._sorted[:0]
        """Calls of the list that are next to be looked at, all open words being possible."""
        self._shown: list[Numbers] = []
        self._count = 0
        self._found_first = self._asks_for_all = False
        self._ask_index(db, first)

    def _ask_index(self, db: Database, first: int) -> None:
        """Of the words that it finds sooner than going through the list for ``first`` calls."""
        if self._sample is None:
            return
        at = self._sample.numbers
        for word in self._words:
            if word.likely is not None:
                continue
            grams, share = self._sample.rare_grams(word.letters)
            wanted, shared = self._mask[at], word.shared.of(at)
            if not self._sample.is_looked_for(word.letters, share, wanted, shared, first=first):
                word.likely = self._mask_of(with_grams(db, grams))
                self._waiting = self._narrowed(self._waiting, [word])

    def _mask_of(self, numbers: Numbers) -> Mask:
        mask: Mask = np.zeros(len(self._mask), bool)
        mask[numbers[numbers < len(mask)]] = True
        return mask

    def step(self, db: Database, until: float) -> Found:
        if not self._words:
            return self._found(np.compress(self._mask.take(self._sorted), self._sorted), True)
        if self._found_first and not self._asks_for_all:
            self._asks_for_all = True
            self._ask_index(db, len(self._sorted))
        while self._done < len(self._sorted) or len(self._waiting):
            self._go_on(db)
            if not self._found_first and self._count >= self._first:
                self._found_first = True
                return self._so_far()
            if time.perf_counter() > until:
                return self._so_far()
        return replace(self._so_far(), is_complete=True)

    @property
    def _is_open(self) -> bool:
        return any(word.is_open for word in self._words)

    def _go_on(self, db: Database) -> None:
        """Through a stretch of the list, or so much of it as there is time to look into."""
        if not len(self._waiting):
            self._waiting = self._next()
        size = self._size if self._is_open else len(self._waiting)
        self._size = min(2 * self._size, _LOOK)
        looked, self._waiting = self._waiting[:size], self._waiting[size:]
        kept = looked
        for word in self._words:
            if word.is_open and len(kept):
                kept = self._look(db, kept, word)
        if len(kept) < len(looked):
            self._mask[looked] = False
            self._mask[kept] = True
        self._shown.append(kept)
        self._count += len(kept)

    def _next(self) -> Numbers:
        """The next calls of the list that may be wanted as far as is known without the texts."""
        stretch = self._sorted[self._done : self._done + self._span]
        self._done += len(stretch)
        self._span = min(2 * self._span, _LONGEST_SPAN)
        return self._narrowed(stretch[self._mask[stretch]], self._words)

    def _narrowed(self, known: Numbers, words: Sequence[_Word]) -> Numbers:
        """Those of these calls that may have the words; the others are wanted no more."""
        kept = known
        for word in words:
            kept = word.may_be_in(kept)
        if len(kept) < len(known):
            self._mask[known] = False
            self._mask[kept] = True
        return kept

    def _look(self, db: Database, numbers: Numbers, word: _Word) -> Numbers:
        """Which of these have the word."""
        certain = word.shared.of(numbers)
        rest = numbers[~certain]
        if not len(rest):
            return numbers
        first, last = int(rest.min()), int(rest.max())
        if last - first < _SPARSE * len(rest):  # neighbours: cheaper without naming each
            held = having_between(db, first, last, word.letters)
        else:
            held = having(db, rest, word.letters)
        self._scratch[held] = True
        kept = numbers[certain | self._scratch[numbers]]
        self._scratch[held] = False
        return kept

    def _so_far(self) -> Found:
        self._shown = [np.concatenate(self._shown)] if self._shown else [self._sorted[:0]]
        return self._found(self._shown[0], False)

    def _found(self, numbers: Numbers, is_complete: bool) -> Found:
        return Found(numbers, is_complete, self.mark, self._asked)


def _begin(db: Database, columns: Columns, filter: CallFilter, words: tuple[str, ...]) -> Mask:
    """The calls among which words are looked for: the last answer, where this narrows it."""
    last: _Answered | None = columns.keep("answered", lambda: None)
    plain = replace(filter, text="")
    if last is not None and last.filter == plain:
        narrows = all(any(old in new for new in words) for old in last.words)
        if narrows:
            return last.mask.copy()
    return filter_mask(db, columns, plain)


def word_sample(db: Database, columns: Columns, order: CallOrder) -> WordSample:
    """Of the whole list in this order; kept for the one that was last asked for."""
    kept_order, kept = columns.keep("word sample", lambda: (None, None))
    if kept_order != order:
        kept = WordSample.of(db, sorted_numbers(db, columns, order))
        columns.put("word sample", (order, kept))
    return kept  # type: ignore[no-any-return]


def read_ahead(db: Database, order: CallOrder) -> None:
    """What the first word will need that is typed into a list of this order."""
    columns = columns_of(db)
    with snapshot(db):
        SharedTexts(columns, "")
        columns.team_of_calls()
        word_sample(db, columns, order)
