"""The places of cases in their playlist: keys that sort as texts, with room between any two.

Two people who move different cases at the same time write different fields, so both moves stand.
Equal keys (both put a case into the same gap) go by the records' ids until somebody moves one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

_SIGNS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_FIRST: Final = _SIGNS[0]


def is_place(key: str | None) -> bool:
    """Whether a key can have others before and behind it; others wrote it, so it may not."""
    return (
        key is not None and key != "" and key[-1] != _FIRST and all(sign in _SIGNS for sign in key)
    )


def between(before: str | None, behind: str | None) -> str:
    """A key after ``before`` and before ``behind``, both valid and in that order; None for no
    limit."""
    head = ""
    low, high = before or "", behind
    while True:
        first = _SIGNS.index(low[0]) if low else 0
        last = len(_SIGNS) if high is None else _SIGNS.index(high[0])
        if last - first > 1:
            return head + _SIGNS[(first + last) // 2]
        head += _SIGNS[first]
        if last > first:  # neighbours: behind the lower one there is always room
            high = None
        elif high is not None:
            high = high[1:]
        low = low[1:]


def new_places(wanted: Sequence[str], places: Mapping[str, str | None]) -> dict[str, str]:
    """The keys that must be written so that the cases (ids) come in the ``wanted`` order: as few
    as can be. ``places`` are their keys now."""
    kept = _longest_rise([(n, places.get(id)) for n, id in enumerate(wanted)])
    found: dict[str, str] = {}
    before: str | None = None
    for n, id in enumerate(wanted):
        own = places.get(id)
        if n in kept and own is not None:
            before = own
            continue
        behind = next((places[wanted[m]] for m in range(n + 1, len(wanted)) if m in kept), None)
        before = between(before, behind)
        found[id] = before
    return found


def _longest_rise(keys: Iterable[tuple[int, str | None]]) -> set[int]:
    """Numbers of the longest run of strictly rising keys, not necessarily neighbours."""
    ends: list[str] = []
    numbers: list[int] = []
    came_from: dict[int, int | None] = {}
    for number, key in keys:
        if key is None or not is_place(key):
            continue
        at = bisect_left(ends, key)
        came_from[number] = numbers[at - 1] if at else None
        if at == len(ends):
            ends.append(key)
            numbers.append(number)
        else:
            ends[at], numbers[at] = key, number
    found: set[int] = set()
    last = numbers[-1] if numbers else None
    while last is not None:
        found.add(last)
        last = came_from[last]
    return found
