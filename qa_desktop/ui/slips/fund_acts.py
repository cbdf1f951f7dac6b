"""What the KPI assistant signs: fines handed over, spending, reversals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from qa_desktop.domain.agents import agent_words
from qa_desktop.services.fund import cents_of, receive_fines, reverse, spend
from qa_desktop.store.fund import FundLine
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.ask_dialog import AskDialog, Question, choice, day, line, ticks
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.slips import words
from qa_desktop.ui.tasks import Desk

Work = Callable[[Workspace], Changes]


class FundActs(QObject):
    """Nothing here can be undone but by a reversal: each entry is signed."""

    done = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.owed: Sequence[FundLine] = ()
        self.teams: Sequence[tuple[str, str]] = ()
        """(id, name)."""

    def receive(self) -> None:
        """Fines that were handed over, one or many at once."""
        entries = [(each.id, _owed_words(each)) for each in self.owed]
        questions = [
            Question("slips", translate("Fund", "Handed over"), ticks(entries, ())),
            Question("day", translate("Fund", "Day"), day()),
        ]

        def work(said: Mapping[str, Any]) -> Work:
            return lambda ws: receive_fines(ws, said["slips"], said["day"])

        title = translate("Fund", "Receive fines")
        self._ask("receive", title, questions, work, translate("Fund", "Received and signed"))

    def spend(self) -> None:
        questions = [
            Question("team", translate("Fund", "Fund of the team"), choice(self.teams)),
            Question("amount", translate("Fund", "Amount in yuan"), line()),
            Question("day", translate("Fund", "Day"), day()),
            Question("reason", translate("Fund", "What for"), line()),
        ]

        def work(said: Mapping[str, Any]) -> Work:
            return lambda ws: spend(
                ws, said["team"], said["day"], cents_of(said["amount"]), said["reason"]
            )

        title = translate("Fund", "Spend from the fund")
        self._ask("spend", title, questions, work, translate("Fund", "Booked and signed"))

    def reverse(self, entry: FundLine) -> None:
        questions = [
            Question("reason", translate("Fund", "Why it is reversed"), line()),
            Question("day", translate("Fund", "Day"), day()),
        ]

        def work(said: Mapping[str, Any]) -> Work:
            return lambda ws: reverse(ws, entry.id, said["day"], said["reason"])

        kind = words.said(f"fund.kind_{entry.kind}")
        title = translate("Fund", "Reverse: {kind} {amount}")
        hint = translate("Fund", "The entry stays in the ledger; a second one takes it back.")
        self._ask(
            "reverse",
            title.format(kind=kind, amount=words.money(entry.amount_cents)),
            questions,
            work,
            translate("Fund", "Reversed and signed"),
            hint,
        )

    def _ask(
        self,
        name: str,
        title: str,
        questions: Sequence[Question],
        work: Callable[[Mapping[str, Any]], Work],
        said: str,
        hint: str = "",
    ) -> None:
        dialog = AskDialog(f"fund_{name}_dialog", title, questions, self._page.window(), hint=hint)

        def finish(_changes: Changes) -> None:
            if isValid(dialog):  # else it was given up when this was on its way already
                dialog.accept()
            self.done.emit(said)

        dialog.submitted.connect(
            lambda answers: self._desk.write(work(answers), finish, dialog.refuse, is_step=False)
        )
        dialog.open()


def _owed_words(each: FundLine) -> str:
    agent = agent_words(each.agent_number, each.agent_name)
    parts = (each.day, agent, each.team_name, words.money(each.amount_cents))
    return "  ".join(part for part in parts if part)
