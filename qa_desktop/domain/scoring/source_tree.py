"""Plain tables (dicts, lists, texts, integers) that nobody changes: an edit makes a new tree that
shares with the old one whatever stayed as it was.

A place in it is named as problems name it: ``sections[0].items[2].answer.options[1].points``.
"""

from __future__ import annotations

import re
from typing import Any, Final

from qa_desktop.domain.scoring.canonical import Json

_STEP: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")

Steps = tuple[str | int, ...]


def steps_of(path: str) -> Steps:
    """``sections[0].id`` → ``("sections", 0, "id")``."""
    return tuple(key or int(place) for key, place in _STEP.findall(path))


def path_of(steps: Steps) -> str:
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return "".join(parts).removeprefix(".")


def value_at(tree: Any, steps: Steps) -> Any:
    """None where there is nothing."""
    for step in steps:
        if isinstance(step, int):
            if not isinstance(tree, list) or step >= len(tree):
                return None
            tree = tree[step]
        else:
            tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


def with_value(tree: Any, steps: Steps, value: Any) -> Any:
    """The tree with ``value`` there, or without its key where the value is None. Tables on the way
    are made; a place of a list must exist."""
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(step, int):
        return [with_value(each, rest, value) if n == step else each for n, each in enumerate(tree)]
    table: Json = dict(tree) if isinstance(tree, dict) else {}
    if value is None and not rest:
        table.pop(step, None)
    else:
        table[step] = with_value(table.get(step, {}), rest, value)
    return table


def inserted(tree: Any, steps: Steps, entry: Any) -> Any:
    """The tree with ``entry`` in front of that place of a list; a list that is missing is made."""
    *outer, place = steps
    assert isinstance(place, int)  # noqa: S101 - names a place of a list
    entries = list(value_at(tree, tuple(outer)) or [])
    entries.insert(place, entry)
    return with_value(tree, tuple(outer), entries)


def removed(tree: Any, steps: Steps) -> Any:
    """The tree without that key or that place of a list."""
    *outer, place = steps
    if isinstance(place, str):
        return with_value(tree, steps, None)
    entries = list(value_at(tree, tuple(outer)) or [])
    del entries[place]
    return with_value(tree, tuple(outer), entries)
