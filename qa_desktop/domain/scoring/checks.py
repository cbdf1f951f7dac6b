"""The laws of a card that lie between its items: ids are unique, ``shown_when`` makes sense."""

from __future__ import annotations

from typing import Any, Final

from qa_desktop.domain.scoring.model import Choice, Item, Section
from qa_desktop.domain.scoring.reading import Found
from qa_desktop.texts import Text

MAX_ITEMS: Final = 300
MAX_OPTIONS: Final = 50


def check_card(sections: tuple[Section, ...], found: list[Found]) -> None:
    """Adds to ``found`` what is wrong between the items of a card."""
    items = [
        (f"sections[{s}].items[{i}]", item)
        for s, section in enumerate(sections)
        for i, item in enumerate(section.items)
    ]
    if len(items) > MAX_ITEMS:
        _report(found, "sections", "too_many_items", limit=MAX_ITEMS)
        return
    _unique([(f"sections[{s}].id", section.id) for s, section in enumerate(sections)], found)
    _unique([(f"{path}.id", item.id) for path, item in items], found)
    by_id = {item.id: item for _, item in items}
    for path, item in items:
        if isinstance(item.answer, Choice) and len(item.answer.options) > MAX_OPTIONS:
            _report(found, f"{path}.answer.options", "too_many_options", limit=MAX_OPTIONS)
        if item.shown_when is not None and item.shown_when.item:
            _check_shown_when(f"{path}.shown_when", item, by_id, found)


def _unique(ids: list[tuple[str, str]], found: list[Found]) -> None:
    seen: set[str] = set()
    for path, code in ids:
        if code and code in seen:
            _report(found, path, "duplicate_id", value=code)
        seen.add(code)


def _check_shown_when(path: str, item: Item, by_id: dict[str, Item], found: list[Found]) -> None:
    assert item.shown_when is not None  # noqa: S101 - the caller has looked
    shower = by_id.get(item.shown_when.item)
    if shower is None:
        _report(found, f"{path}.item", "shown_unknown_item", value=item.shown_when.item)
    elif not isinstance(shower.answer, Choice):
        _report(found, f"{path}.item", "shown_without_options", value=shower.id)
    else:
        options = {option.id for option in shower.answer.options}
        for option in item.shown_when.options:
            if option not in options:
                known = " | ".join(sorted(options))
                _report(found, f"{path}.options", "shown_unknown_option", value=option, known=known)
    cycle = _cycle(item, by_id)
    if cycle:
        _report(found, path, "shown_cycle", chain=" → ".join(cycle))


def _cycle(item: Item, by_id: dict[str, Item]) -> list[str]:
    """The chain of ids from ``item`` back to itself, or nothing."""
    chain = [item.id]
    while True:
        shown_when = by_id[chain[-1]].shown_when if chain[-1] in by_id else None
        if shown_when is None:
            return []
        if shown_when.item == item.id:
            return [*chain, item.id]
        if shown_when.item in chain:  # a cycle further up; its own items report it
            return []
        chain.append(shown_when.item)


def _report(found: list[Found], path: str, problem: str, **params: Any) -> None:
    found.append(Found(path, Text(f"scoring.template_{problem}", params)))
