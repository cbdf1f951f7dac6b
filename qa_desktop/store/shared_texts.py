"""Which calls have a word in what they share with others: agent, team, skill group, business,
disposition. These are a few thousand texts for a million calls, so a word is looked for in the
texts, and a call asks which of them it has."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_desktop.domain.folding import fold
from qa_desktop.store.call_columns import Columns, Mask, Numbers, Person


class SharedTexts:
    """Those with one folded word in them."""

    def __init__(self, columns: Columns, word: str) -> None:
        is_typed = word.isascii()

        def has(person: Person) -> bool:
            return word in person.folded or (is_typed and word in person.initials)

        words = np.array([word in folded for folded in columns.folded_words()], bool)
        words[0] = False
        words[list(columns.agents)] = False
        teams = np.zeros(len(columns.teams), bool)
        for number, (_id, name) in columns.teams.items():
            teams[number] = word in fold(name)
        self._columns: list[tuple[NDArray[Any], Mask]] = []
        """(which text each call has, which of the texts have the word), where any has it."""
        agents = columns.of_agents(has)
        if agents.any():
            self._columns.append((columns.facts["agent"], agents))
        if words.any():
            self._columns += [(columns.facts[name], words) for name in ("business", "disposition")]
        if teams.any():
            self._columns.append((columns.team_of_calls(), teams))

    def of(self, numbers: Numbers) -> Mask:
        """Whether each of these calls has the word in a text that it shares."""
        found: Mask = np.zeros(len(numbers), bool)
        for column, wanted in self._columns:
            found |= wanted[column[numbers]]
        return found
