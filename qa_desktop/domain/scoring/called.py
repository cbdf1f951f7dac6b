"""Sections and items by their names, as people call them: an id is told only beside a name that two
of them have."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from qa_desktop.domain.scoring.differences import differences
from qa_desktop.domain.scoring.fault_catalogue import with_fault_names
from qa_desktop.domain.scoring.model import Name
from qa_desktop.domain.scoring.version import ScorecardVersion
from qa_desktop.texts import Text

_Said = tuple[str, str]
"""A name in Chinese and in English."""


def names_alike(*versions: ScorecardVersion) -> frozenset[_Said]:
    """Names that stand for two sections or items in one of these versions."""
    found: set[_Said] = set()
    for version in versions:
        names = [each.name for each in version.sections]
        names += [each.name for each in version.items.values()]
        said = [(name.zh, name.en) for name in names]
        found |= {each for each in said if said.count(each) > 1}
    return frozenset(found)


def by_name(line: Text, alike: Collection[_Said] = ()) -> Text:
    """The line with names alone; ids stay beside those that are ``alike``."""
    if line.id == "scoring.item":
        name: Text = line.params["name"]
        return line if (name.params["zh"], name.params["en"]) in alike else name
    params = {
        key: by_name(value, alike) if isinstance(value, Text) else value
        for key, value in line.params.items()
    }
    return Text(line.id, params)


def differences_told(
    old: ScorecardVersion, new: ScorecardVersion, faults: Mapping[str, Name]
) -> list[Text]:
    """``differences`` as people call things; ``faults``: what codes are called."""
    alike = names_alike(old, new)
    return [by_name(line, alike) for line in with_fault_names(differences(old, new), faults)]
