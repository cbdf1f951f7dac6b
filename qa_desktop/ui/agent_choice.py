"""A field for an agent: picked from the list, or typed as far as it says who is meant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.folding import fold
from qa_desktop.store.people import AgentRow


class AgentChoice(QComboBox):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.completer().setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.completer().setFilterMode(Qt.MatchFlag.MatchContains)

    def offer(self, agents: Sequence[AgentRow]) -> None:
        """None is chosen yet."""
        for agent in agents:
            self.addItem(agent_words(agent.number, agent.name), agent.id)
            self.setItemData(self.count() - 1, fold(agent.number or ""), _NUMBER)
        self.setCurrentIndex(-1)

    def choose(self, agent: str | None) -> None:
        self.setCurrentIndex(self.findData(agent))

    @property
    def agent(self) -> str | None:
        """Id of the agent whose words these are, else whose work number it is, else of the only
        one in whose words they stand."""
        row = self._row(self.currentText())
        return self.itemData(row) if row >= 0 else None

    def _row(self, typed: str) -> int:
        row = self.findText(typed.strip())
        wanted = fold(typed)
        if row >= 0 or not wanted:
            return row
        rows = range(self.count())
        same = [at for at in rows if self.itemData(at, _NUMBER) == wanted]
        found = same or [at for at in rows if wanted in fold(self.itemText(at))]
        return found[0] if len(found) == 1 else -1


_NUMBER = int(Qt.ItemDataRole.UserRole) + 1
