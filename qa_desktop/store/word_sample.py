"""How a word is best looked up: in the index of letters, or in the texts in the order of the list.

The index names all the calls with three letters, wherever they stand; looking into the texts is
done when a screen is full. Which is sooner depends on how many calls have the word and on where in
the list they stand, and both are guessed from some two thousand texts at even distances in the
list. A guess decides about time only, never about what is found.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np
from sqlite_utils import Database

from qa_desktop.store.call_columns import Mask, Numbers
from qa_desktop.store.call_texts import grams_in, read_texts

_TEXTS: Final = 2_000
_MOST_GRAMS: Final = 3
_COMMON_GRAM: Final = 0.1
"""Three letters in more than this part of the texts narrow little and cost much."""

# Microseconds, measured on a million calls
_LOOK_NEXT: Final = 0.4
"""Into the text of a call beside the one before."""
_LOOK_FAR: Final = 2.4
_READ_INDEX: Final = 0.2
"""For each call that the index names."""
_NEIGHBOURS: Final = 4
"""One wanted call in so many is beside the one before."""


@dataclass(frozen=True)
class WordSample:
    """Texts of every so many-th call of a list, in its order."""

    numbers: Numbers
    texts: list[str]
    count: int
    """Calls of the whole list."""
    step: int
    """From one text of the sample to the next."""

    @classmethod
    def of(cls, db: Database, listed: Numbers) -> WordSample:
        step = max(len(listed) // _TEXTS, 1)
        numbers = listed[::step]
        texts = read_texts(db, numbers)
        return cls(numbers, [texts.get(n, "") for n in numbers.tolist()], len(listed), step)

    def share(self, letters: str) -> float:
        """Part of the texts with these letters in them."""
        return sum(letters in text for text in self.texts) / max(len(self.texts), 1)

    def rare_grams(self, word: str) -> tuple[list[str], float]:
        """The threes of ``word`` by which the index should find it, and the part of all calls
        that it would name for them."""
        shares = sorted((self.share(gram), gram) for gram in grams_in(word))
        rare = [(share, gram) for share, gram in shares if share <= _COMMON_GRAM][:_MOST_GRAMS]
        rare = rare or shares[:1]
        return [gram for _share, gram in rare], sum(share for share, _gram in rare)

    def is_looked_for(
        self, word: str, share: float, wanted: Mask, shared: Mask, first: int
    ) -> bool:
        """Whether ``first`` calls with ``word`` are there sooner by going through the list and
        looking into its texts than by the index, which names ``share`` of all. ``wanted`` and
        ``shared`` say of the calls of the sample which of them are asked about, and which have the
        word in what they share and need no look."""
        left = wanted & ~shared
        places = np.flatnonzero(wanted).tolist()
        found = [place for place in places if shared[place] or word in self.texts[place]]
        end = float(len(self.texts))
        if found:
            rows = first * (len(self.texts) - found[0]) / len(found)
            end = min(found[0] + rows / self.step, end)
        looks = int(np.count_nonzero(left[: ceil(end)])) * self.step
        is_dense = np.count_nonzero(left) * _NEIGHBOURS > len(left)
        cost = _LOOK_NEXT if is_dense else _LOOK_FAR
        return looks * cost < self.count * share * _READ_INDEX
