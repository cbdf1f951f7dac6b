"""A call without a recording begins: whose, and how it is heard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.evaluation import METHODS_WITHOUT_RECORDING
from qa_desktop.services.calls import start_live_call
from qa_desktop.store.people import AgentRow, find_agents
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.agent_choice import AgentChoice
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import method_name


@dataclass(frozen=True)
class LiveCall:
    agent: str | None
    """Id of the agent; None: not known yet."""
    method: str


class LiveDialog(QDialog):
    """``ask`` shows it and waits."""

    def __init__(self, agents: Sequence[AgentRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("live_dialog")
        self.setWindowTitle(translate("LiveDialog", "New live call"))
        self._agent = AgentChoice(self)
        self._agent.setObjectName("live_agent")
        self._agent.offer(agents)
        self._agent.lineEdit().setPlaceholderText(
            translate("LiveDialog", "Work number or name; may be left open")
        )
        self._method = QComboBox(self)
        self._method.setObjectName("live_method")
        for code in METHODS_WITHOUT_RECORDING:
            self._method.addItem(method_name(code), code)
        hint = QLabel(
            translate(
                "LiveDialog",
                "The stopwatch starts at once and stamps what you mark. "
                "Serial number and file can be attached later.",
            ),
            self,
            wordWrap=True,
        )
        hint.setProperty("role", "muted")
        which = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(which.Ok | which.Cancel, self)
        buttons.button(which.Cancel).setObjectName("live_cancel")
        start = buttons.button(which.Ok)
        start.setText(translate("LiveDialog", "Start"))
        start.setObjectName("live_start")
        start.setProperty("role", "primary")
        start.style().polish(start)  # the box has made it, and styled it already
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(translate("LiveDialog", "Agent"), self._agent)
        form.addRow(translate("LiveDialog", "Method"), self._method)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(hint)
        column.addWidget(buttons)
        self.setMinimumWidth(420)

    def chosen(self) -> LiveCall:
        return LiveCall(self._agent.agent, self._method.currentData())


def ask_live_call(window: QWidget, desk: Desk, opened: Callable[[str], None]) -> None:
    """Ask whom and how, make the call, and give its id to ``opened``."""

    def ask(agents: list[AgentRow]) -> None:
        """Opened and left: an answer of the desk does not wait for a person."""
        dialog = LiveDialog(agents, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: begin(dialog.chosen()))
        dialog.open()

    def begin(live: LiveCall) -> None:
        desk.write(partial(_start, live), lambda changes: opened(changes.ids[0]))

    desk.read("agents", find_agents, ask)


def _start(live: LiveCall, workspace: Workspace) -> Changes:
    now = datetime.now()  # the centre's local time, as call lists have it
    return start_live_call(workspace, agent=live.agent, method=live.method, started=now)
