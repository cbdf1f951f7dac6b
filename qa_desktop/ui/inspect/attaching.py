"""What a call heard live or side by side gets afterwards: its serial number and its recording."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from qa_desktop.services.calls import set_serial
from qa_desktop.store.calls import CallRow
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.tasks import Desk


class Attaching(QObject):
    """Asks, and hands the work to the desk; the window goes on meanwhile."""

    attached = Signal(object)
    """The ``Changes`` that gave a call its recording."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window

    def ask_serial(self, call: CallRow) -> None:
        """An empty answer takes the serial number away."""
        dialog = QInputDialog(self._window)
        dialog.setObjectName("serial_dialog")
        dialog.setWindowTitle(translate("Attaching", "Serial number of the call"))
        dialog.setLabelText(translate("Attaching", "Serial no."))
        dialog.setTextValue(call.serial or "")
        dialog.textValueSelected.connect(partial(self._set_serial, call.id))
        dialog.finished.connect(dialog.deleteLater)
        dialog.resize(380, dialog.sizeHint().height())
        dialog.open()

    def ask_recording(self, call: CallRow) -> None:
        title = translate("Attaching", "Recording of this call")
        chosen, _ = QFileDialog.getOpenFileName(self._window, title)
        if chosen:
            self.attach(call.id, Path(chosen))

    def attach(self, call: str, file: Path) -> None:
        """Copied on the pool; what stands in the way is said in the window."""
        self._desk.work(partial(_attach, self._desk, call, file), self._on_attached)

    def _set_serial(self, call: str, serial: str) -> None:
        self._desk.write(partial(_note_serial, call, serial))

    def _on_attached(self, changes: Changes) -> None:
        self._desk.acted.emit(changes.act)
        self.attached.emit(changes)


def _attach(
    desk: Desk, call: str, file: Path, _tell: object, cancelled: Callable[[], bool]
) -> Changes:
    from qa_desktop.services.attaching import attach_recording

    return attach_recording(desk.folder, desk.write_and_wait, call, file, cancelled)


def _note_serial(call: str, serial: str, workspace: Workspace) -> Changes:
    return set_serial(workspace, call, serial)
