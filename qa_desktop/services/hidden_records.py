"""What no longer shows, told by kind: whoever joins or founds a team is to know it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import reduce
from typing import Final

from qa_desktop.journal.rights import CLAIMING
from qa_desktop.journal.stored import Entity
from qa_desktop.texts import Text, catalogue, text

OWN_WORK: Final = CLAIMING
"""Kinds of which not one may go without being asked about: somebody's judgements and signatures."""


def kinds_told(entities: Iterable[Entity]) -> Text:
    """“3 slips, 2 evaluations”, most first; there is at least one."""
    counted = Counter(kind for kind, _ in entities).most_common()
    told = [text("bundle.some_of", kind=_kind(kind), count=count) for kind, count in counted]
    return reduce(lambda first, rest: text("bundle.and_some", first=first, rest=rest), told)


def _kind(kind: str) -> Text:
    id = f"record.{kind}"
    return text(id if id in catalogue() else "record.other")
