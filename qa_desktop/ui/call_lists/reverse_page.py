"""Reverse checks 倒查 without a call, and the agent's calls that one of them may have come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.masking import mask_number
from qa_desktop.services.reverse_checks import tie_reverse_check
from qa_desktop.store.agent_lists import CallOfAgent, ReverseCheck, find_calls_for_check
from qa_desktop.ui.call_lists import panes
from qa_desktop.ui.call_lists.models import Column, ListModel, reverse_model
from qa_desktop.ui.call_lists.table import ListTable
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import moment_text


class ReversePage(QWidget):
    """Enter ties the two that are chosen. No call is chosen before the person does, but where it
    has the order's own number."""

    toast_wanted = Signal(str, object)
    call_chosen = Signal(str)

    def __init__(self, desk: Desk, agent: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown_for = ""
        self.checks = ListTable(reverse_model(agent), "reverse_checks", lambda row: row.id, self)
        self.calls = ListTable(_calls_model(), "reverse_calls", lambda call: call.id, self)
        self._tie = named("reverse_tie", QPushButton(self))
        self._tie.setProperty("role", "primary")
        self._listen = named("reverse_listen", QPushButton(self))
        self._head = named("reverse_calls_head", QLabel(self))
        self._head.setProperty("role", "muted")
        left = QWidget(self)
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.checks)
        acts = panes.bar(self._listen, self._tie)
        self._split = named("reverse_split", QSplitter(Qt.Orientation.Horizontal, self))
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(left)
        self._split.addWidget(panes.column(self.calls, acts, panes.bar(self._head)))
        self._split.setSizes([650, 500])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._split)
        self.setFocusProxy(self.checks)
        self.checks.moved.connect(self._on_check)
        self.calls.moved.connect(self._show_ready)
        self.calls.doubleClicked.connect(lambda _index: self.listen())
        self._tie.clicked.connect(lambda _checked=False: self.tie())
        self._listen.clicked.connect(lambda _checked=False: self.listen())

    def show_checks(self, checks: Sequence[ReverseCheck]) -> None:
        self.checks.set_rows(checks)
        self._on_check()

    def tie(self) -> None:
        check, call = self.checks.current(), self.calls.current()
        if check is not None and call is not None and self._shown_for == check.id:
            words = translate("CallLists", "The reverse check stands with its call now")
            self._desk.write(
                partial(tie_reverse_check, id=check.id, call=call.id),
                lambda changes: self.toast_wanted.emit(words, changes.act),
            )

    def listen(self) -> None:
        call = self.calls.current()
        if call is not None:
            self.call_chosen.emit(call.id)

    def _on_check(self) -> None:
        check = self.checks.current()
        wanted = check.id if check is not None else ""
        if wanted != self._shown_for:  # Enter must not tie it to what fits another one
            self._shown_for = wanted
            self.calls.set_rows([])
        if check is not None:
            read = partial(find_calls_for_check, check=check.id)
            self._desk.read("reverse_calls", read, partial(self._on_calls, check))
        self._show_ready()

    def _on_calls(self, check: ReverseCheck, found: list[CallOfAgent]) -> None:
        if check.id == self._shown_for:
            is_its_order = bool(found) and bool(check.order) and found[0].order == check.order
            self.calls.set_rows(found, chooses=is_its_order)
            self._show_ready()

    def _show_ready(self) -> None:
        has_both = self.checks.current() is not None and self.calls.current() is not None
        self._tie.setEnabled(has_both)
        self._listen.setEnabled(self.calls.current() is not None)

    def retranslate(self) -> None:
        self._head.setText(translate("CallLists", "Calls of this agent"))
        self._tie.setText(translate("CallLists", "It came from this call  ⏎"))
        self._listen.setText(translate("CallLists", "Listen  O"))
        self.checks.setAccessibleName(translate("CallLists", "Reverse checks without a call"))
        self.calls.setAccessibleName(translate("CallLists", "Calls of this agent"))
        self.checks.say_empty(translate("CallLists", "No reverse check waits for its call"))
        self.calls.say_empty(translate("CallLists", "No call of this agent is known"))


def _calls_model() -> ListModel[CallOfAgent]:
    return ListModel(
        [
            Column(lambda: translate("CallLists", "Started"), _started, 132),
            Column(lambda: translate("CallLists", "Duration"), _duration, 78, number=True),
            Column(lambda: translate("CallLists", "Order no."), lambda c: c.order, 110),
            Column(lambda: translate("CallLists", "Customer"), _customer, 98),
            Column(
                lambda: translate("CallLists", "Result"),
                lambda c: c.disposition,
                90,
                stretches=True,
            ),
        ]
    )


def _started(call: CallOfAgent) -> str:
    return moment_text(datetime.fromisoformat(call.started)) if call.started else ""


def _duration(call: CallOfAgent) -> str:
    return format_duration(call.duration_ms) if call.duration_ms is not None else ""


def _customer(call: CallOfAgent) -> str:
    return mask_number(call.number) if call.number else ""
