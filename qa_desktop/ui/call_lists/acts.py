"""What a person does with the rows of call lists; every act can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from qa_desktop.services.settling import make_call, say_no_recording, say_unlisted, settle
from qa_desktop.services.untying import TIED, untie
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.call_lists.table import ListTable
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.tasks import Desk


class SettlingActs(QObject):
    """``rows`` shows ``ListedRow``s; ``call`` gives the id of the recording chosen beside them."""

    toast_wanted = Signal(str, object)
    call_chosen = Signal(str)

    def __init__(
        self, desk: Desk, rows: ListTable, call: Callable[[], str | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._rows, self._call = desk, rows, call

    def join(self) -> None:
        row, call = self._rows.current(), self._call()
        if row is not None and call is not None and row.state == "waiting":
            self._act(
                partial(settle, n=row.n, call=call),
                translate("CallLists", "Joined; what the row says stands in the call now"),
            )

    def untie(self) -> None:
        row = self._rows.current()
        if row is not None and row.state in TIED:
            self._act(
                partial(untie, n=row.n),
                translate("CallLists", "Taken apart; the row waits again"),
            )

    def no_recording(self) -> None:
        numbers = [row.n for row in self._rows.chosen() if row.state == "waiting"]
        if numbers:
            words = translate("CallLists", "Rows without a recording: {count}")
            self._act(partial(say_no_recording, numbers=numbers), words.format(count=len(numbers)))

    def make_call(self) -> None:
        row = self._rows.current()
        if row is not None and row.state == "waiting":
            self._act(
                partial(make_call, n=row.n),
                translate("CallLists", "A call without a recording was made"),
            )

    def unlisted(self) -> None:
        call = self._call()
        if call is not None:
            self._act(
                partial(say_unlisted, calls=[call]),
                translate("CallLists", "This recording is in no list"),
            )

    def listen(self) -> None:
        call = self._call()
        if call is not None:
            self.call_chosen.emit(call)

    def _act(self, work: Callable[[Workspace], Changes], words: str) -> None:
        self._desk.write(work, lambda changes: self.toast_wanted.emit(words, changes.act))
