"""Looking at the customer's whole number: for this call only, and written down first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from qa_desktop.services.unmasking import Unmasked, show_number
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.inspect.call_header import CallHeader
from qa_desktop.ui.tasks import Desk


class NumberLook(QObject):
    """The header forgets the number when another call is opened."""

    def __init__(self, desk: Desk, header: CallHeader) -> None:
        super().__init__(header)
        self._desk = desk
        self._header = header
        header.number_requested.connect(self.toggle)

    def toggle(self) -> None:
        """Show the number of the open call, or mask it again."""
        call = self._header.call
        if call is None:
            return
        if self._header.shows_number:
            self._header.set_number(call.id, None)
            return
        # No step for Ctrl+Z: that somebody looked cannot be taken back
        self._desk.write(partial(_show, call.id), partial(self._on_shown, call.id), is_step=False)

    def _on_shown(self, call: str, shown: Unmasked) -> None:
        self._header.set_number(call, shown.number)


def _show(call: str, workspace: Workspace) -> Unmasked:
    return show_number(workspace, call)
