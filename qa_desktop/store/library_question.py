"""A search of the library as text, to be kept and asked again: it finds what is there then."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

from qa_desktop.domain.library import SHELVES
from qa_desktop.store.call_filter import CallFilter
from qa_desktop.store.library_columns import EntryFilter


def as_text(filter: CallFilter) -> str:
    """JSON with the members that narrow; the same for the same filter."""
    said = _members(replace(filter, entries=None))
    if filter.entries is not None:
        said["entries"] = _members(filter.entries)
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _members(filter: CallFilter | EntryFilter) -> dict[str, Any]:
    plain = type(filter)()
    return {
        each.name: sorted(value) if isinstance(value, frozenset) else value
        for each in fields(filter)
        if (value := getattr(filter, each.name)) != getattr(plain, each.name)
    }


def as_question(text: str) -> CallFilter:
    """What another program, or a hostile one, wrote in other forms is left out."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return CallFilter(entries=EntryFilter())
    if not isinstance(said, dict):
        return CallFilter(entries=EntryFilter())
    entries = said.pop("entries", None)
    plain = CallFilter(**_known(CallFilter(), said))
    if isinstance(entries, dict):
        wanted = EntryFilter(**_known(EntryFilter(), entries))
        return replace(plain, entries=replace(wanted, shelves=wanted.shelves & {"", *SHELVES}))
    return plain


_DAYS = ("since", "until")


def _known(plain: CallFilter | EntryFilter, said: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in fields(plain):
        value, usual = said.get(each.name), getattr(plain, each.name)
        if isinstance(usual, frozenset):
            if isinstance(value, list):
                found[each.name] = frozenset(one for one in value if isinstance(one, str))
        elif isinstance(usual, str) or each.name in _DAYS:
            if isinstance(value, str):
                found[each.name] = value
        elif each.name != "entries" and isinstance(value, int) and not isinstance(value, bool):
            found[each.name] = value
    return found
