"""Names that stand twice in a draft: nobody could tell in a report which one was meant.

No rule of the template: what was published with such names stays readable and can be scored. But
what is new is not published with two items of one name in a section, or two options of one name in
an item. The same name in another section is only mentioned.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Final

from qa_desktop.domain.scoring.canonical import Json
from qa_desktop.domain.scoring.reading import Found
from qa_desktop.texts import Text

NAMES_TWICE: Final = frozenset(("scoring.name_twice", "scoring.option_twice"))
"""What ``names_twice`` says."""


def names_twice(source: Json) -> list[Found]:
    """Items of one section, and options of one item, that are called alike in either language; each
    after the first, at its name."""
    found: list[Found] = []
    for at, section in _tables(source, "sections"):
        items = _tables(section, "items", f"{at}.")
        found += _repeated(items, "scoring.name_twice")
        for path, item in items:
            answer = item.get("answer")
            options = _tables(answer, "options", f"{path}.answer.")
            found += _repeated(options, "scoring.option_twice")
    return found


def names_elsewhere(source: Json) -> list[Found]:
    """Sections that are called alike, and items that are called like one of another section."""
    sections = _tables(source, "sections")
    found = list(_repeated(sections, "scoring.section_twice"))
    first: dict[str, tuple[str, str]] = {}
    for at, section in sections:
        for path, item in _tables(section, "items", f"{at}."):
            keys = _keys(item.get("name"))
            other = next((first[key] for key in keys if first.get(key, (at,))[0] != at), None)
            if other is not None:
                params = {"name": _shown(item.get("name")), "section": other[1]}
                found.append(Found(f"{path}.name", Text("scoring.name_elsewhere", params)))
            for key in keys:
                first.setdefault(key, (at, _shown(section.get("name")) or str(section.get("id"))))
    return found


def _repeated(tables: Sequence[tuple[str, Json]], message: str) -> Iterator[Found]:
    first: dict[str, str] = {}
    for path, table in tables:
        keys = _keys(table.get("name"))
        other = next((first[key] for key in keys if key in first), None)
        if other is not None:
            params = {"name": _shown(table.get("name")), "first": other}
            yield Found(f"{path}.name", Text(message, params))
        for key in keys:
            first.setdefault(key, str(table.get("id", "")))


def _keys(name: Any) -> list[str]:
    """What a name is compared by, in each language: width, case and spaces do not part them."""
    words = name.items() if isinstance(name, dict) else (("zh", name), ("en", name))
    plain = ((language, _plain(each)) for language, each in words if isinstance(each, str))
    return [f"{language} {each}" for language, each in plain if each]


def _plain(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split()).casefold()


def _shown(name: Any) -> str:
    words = name.get("zh") if isinstance(name, dict) else name
    return words.strip()[:40] if isinstance(words, str) else ""


def _tables(outer: Any, key: str, before: str = "") -> list[tuple[str, Json]]:
    """Path and table; whatever is no table is the template's to refuse."""
    listed = outer.get(key) if isinstance(outer, dict) else None
    entries = enumerate(listed) if isinstance(listed, list) else ()
    return [(f"{before}{key}[{n}]", each) for n, each in entries if isinstance(each, dict)]
