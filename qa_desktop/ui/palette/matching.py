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
    """An entry's words as they can be typed, each folded, one a line: ``\nwxm\nwangxiaoming\n``.

    One text, because ten thousand agents are looked through at every key.
    """

    lines: str

    @classmethod
    def of(cls, *texts: str | None) -> Forms:
        found: dict[str, None] = {}
        for text in texts:
            if text:
                found[fold(text)] = None
                found.update(dict.fromkeys(spellings(text)))
        return cls("\n".join(["", *found, ""]))


def rank(parts: tuple[str, ...], forms: Forms, *, scattered: bool = True) -> int | None:
    """0 is best; None when it does not fit. ``parts`` is the query by ``folding.terms``."""
    lines = forms.lines
    if all(part in lines for part in parts):
        return BEGINS if all(f"\n{part}" in lines for part in parts) else CONTAINS
    joined = "".join(parts)
    if scattered and len(joined) >= _LEAST_SCATTERED:
        return SCATTERED if any(_is_scattered(joined, w) for w in lines.split("\n")) else None
    return None


def _is_scattered(query: str, word: str) -> bool:
    letters = iter(word)
    return all(letter in letters for letter in query)
