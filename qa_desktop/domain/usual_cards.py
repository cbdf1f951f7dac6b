"""Which scorecard calls begin with where several are in force: a choice of each computer.

A card published for businesses or teams comes with their calls by itself, unless another is set for
that business here; one that is published for everybody has to be made the usual one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class UsualCards:
    """Codes of cards: the settings ``scorecard`` and ``scorecard_by_business``."""

    usual: str
    by_business: Mapping[str, str] = field(default_factory=dict)

    def others(self, code: str, businesses: Sequence[str]) -> list[str]:
        """Of these businesses those whose calls begin with another card than ``code``."""
        return [each for each in businesses if self.by_business.get(each, code) != code]

    def may_take(self, code: str, businesses: Sequence[str], teams: Sequence[str]) -> bool:
        """Whether there is anything to choose for a card that is published for these."""
        if businesses or teams:
            return bool(self.others(code, businesses))
        return self.usual != code

    def taking(self, code: str, businesses: Sequence[str], teams: Sequence[str]) -> UsualCards:
        """The card chosen wherever it is published."""
        if businesses or teams:
            taken = dict.fromkeys(self.others(code, businesses), code)
            return replace(self, by_business={**self.by_business, **taken})
        return replace(self, usual=code)
