"""Weights of a draft: what each is of the whole, spread evenly, brought to a hundred."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from qa_desktop.domain.scoring.canonical import number
from qa_desktop.domain.scoring.draft import CardDraft
from qa_desktop.domain.scoring.reading import exact_number

_HUNDRED: Final = Fraction(100)
_DECIMALS: Final = 2


def shares(draft: CardDraft) -> dict[str, Fraction]:
    """Path of each section and of each item that counts → its part of the whole (of 1).

    Weights that are half typed count for nothing; a section with nothing to count has no share.
    """
    sections = _weighed(draft, "sections")
    counting = {path: _items(draft, path) for path, _ in sections}
    whole = sum((weight for path, weight in sections if counting[path]), Fraction(0))
    found: dict[str, Fraction] = {}
    for path, weight in sections:
        total = sum((each for _, each in counting[path]), Fraction(0))
        if not total:
            continue
        found[path] = weight / whole
        found |= {item: found[path] * each / total for item, each in counting[path]}
    return found


def spread(draft: CardDraft, section: str | None = None) -> CardDraft:
    """Equal weights that add up to 100: of all sections, or of the items of one (its path)."""
    paths = _paths(draft, section)
    return _with_weights(draft, paths, [Fraction(1)] * len(paths))


def normalise(draft: CardDraft, section: str | None = None) -> CardDraft:
    """The weights brought to 100 together, in hundredths; scores change by no more than that
    rounding. A weight that cannot be read leaves all as they are."""
    paths = _paths(draft, section)
    weights = [_weight(draft, path) for path in paths]
    known = [weight for weight in weights if weight is not None]
    return _with_weights(draft, paths, known) if len(known) == len(weights) else draft


def apportion(weights: Sequence[Fraction], total: Fraction, decimals: int) -> list[Fraction]:
    """Numbers in proportion to ``weights`` with so many decimals that add up to ``total`` exactly;
    what rounding down leaves goes to the largest remainders, the first of equals first.

    None becomes 0: at least one unit each. ``total`` must have no more decimals than that, and
    room for a unit each.
    """
    unit = Fraction(1, 10**decimals)
    units = int(total / unit)
    whole = sum(weights, Fraction(0))
    exact = [weight / whole * units for weight in weights]
    counts = [max(1, int(each)) for each in exact]
    order = sorted(range(len(exact)), key=lambda place: (counts[place] - exact[place], place))
    turn = 0
    while (missing := units - sum(counts)) != 0:
        place = order[turn % len(order)] if missing > 0 else counts.index(max(counts))
        counts[place] += 1 if missing > 0 else -1
        turn += 1
    return [count * unit for count in counts]


def _with_weights(draft: CardDraft, paths: list[str], weights: list[Fraction]) -> CardDraft:
    if not paths:
        return draft
    for path, weight in zip(paths, apportion(weights, _HUNDRED, _DECIMALS), strict=True):
        draft = draft.set(f"{path}.weight", number(weight))
    return draft


def _paths(draft: CardDraft, section: str | None) -> list[str]:
    if section is not None:
        return [path for path, item in _tables(draft, f"{section}.items") if counts(item)]
    return [path for path, _ in _tables(draft, "sections")]


def _items(draft: CardDraft, section: str) -> list[tuple[str, Fraction]]:
    counting = {path for path, item in _tables(draft, f"{section}.items") if counts(item)}
    return [(p, weight) for p, weight in _weighed(draft, f"{section}.items") if p in counting]


def counts(item: dict[str, Any]) -> bool:
    """Whether an item's table has a weight that counts: neither bonus nor text."""
    return not item.get("bonus") and (item.get("answer") or {}).get("type") != "text"


def _weighed(draft: CardDraft, path: str) -> list[tuple[str, Fraction]]:
    found = [(each, _weight(draft, each)) for each, _ in _tables(draft, path)]
    return [(each, weight) for each, weight in found if weight is not None]


def _tables(draft: CardDraft, path: str) -> list[tuple[str, dict[str, Any]]]:
    return [(f"{path}[{place}]", each) for place, each in enumerate(draft.get(path, []))]


def _weight(draft: CardDraft, path: str) -> Fraction | None:
    weight = exact_number(draft.get(f"{path}.weight"))
    return weight if weight is not None and weight > 0 else None
