"""A scorecard version: a whole card, its canonical JSON, its id and its integer tables."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from qa_desktop.domain.scoring.canonical import canonical_json
from qa_desktop.domain.scoring.compile import Tables, compile_tables
from qa_desktop.domain.scoring.model import Item, Name, Policy, Section


@dataclass(frozen=True)
class ScorecardVersion:
    """One frozen state of a scorecard; any change makes another version with another id.

    Made by ``load_template`` and ``from_canonical``, which check it.
    """

    code: str
    """Key ``id`` of the template, e.g. ``inbound-service``: the same for all its versions."""
    name: Name
    policy: Policy
    sections: tuple[Section, ...]

    @cached_property
    def canonical(self) -> str:
        """What is stored and hashed."""
        return canonical_json(self.code, self.name, self.policy, self.sections)

    @cached_property
    def id(self) -> str:
        """SHA-256 of the canonical JSON in UTF-8, 64 hex digits; evaluations name it."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()

    @cached_property
    def tables(self) -> Tables:
        """What ``score`` works with; compiled once."""
        return compile_tables(self.sections)

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by its id, in the card's order."""
        return {item.id: item for section in self.sections for item in section.items}
