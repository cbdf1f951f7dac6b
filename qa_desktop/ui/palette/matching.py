"""How well what is typed into the palette fits an entry; pure, on the reader thread."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.domain.folding import fold
from qa_desktop.domain.pinyin import spellings

BEGINS, CONTAINS, SCATTERED = range(3)
_LEAST_SCATTERED = 3
"""Letters from which a query may lie scattered over the words: ``skips`` for "skip silence"."""


@dataclass(frozen=True)
class Forms:
    """An entry's words as they can be typed, each folded."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, *texts: str | None) -> Forms:
        found: dict[str, None] = {}
        for text in texts:
            if text:
                found[fold(text)] = None
                found.update(dict.fromkeys(spellings(text)))
        return cls(tuple(found))


def rank(parts: tuple[str, ...], forms: Forms) -> int | None:
    """0 is best; None when it does not fit. ``parts`` is the query by ``folding.terms``."""
    ranks = [_rank_part(part, forms.words) for part in parts]
    if None not in ranks:
        return max((each for each in ranks if each is not None), default=BEGINS)
    joined = "".join(parts)
    if len(joined) >= _LEAST_SCATTERED and any(_is_scattered(joined, w) for w in forms.words):
        return SCATTERED
    return None


def _rank_part(part: str, words: tuple[str, ...]) -> int | None:
    if any(word.startswith(part) for word in words):
        return BEGINS
    return CONTAINS if any(part in word for word in words) else None


def _is_scattered(query: str, word: str) -> bool:
    letters = iter(word)
    return all(letter in letters for letter in query)
