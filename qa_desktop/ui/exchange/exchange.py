"""Opens bundles, conflicts and histories over the window, wherever they are asked for."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog

from qa_desktop.store.record_words import record_words
from qa_desktop.ui.exchange.arrived import ArrivedBundles
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.record_words import record_type_words

if TYPE_CHECKING:
    from qa_desktop.exchange.bundle.manifest import Audio
    from qa_desktop.ui.exchange.view import ExchangeView
    from qa_desktop.ui.exchange.write_dialog import WriteDialog
    from qa_desktop.ui.exchange.write_run import WriteOrder
    from qa_desktop.ui.main_window import MainWindow

ENDING = ".qab"
_HEARD: Final = ("playlist", "session")
"""Kinds of records of which little is left where nothing can be heard."""


class Exchange(QObject):
    """One preview at a time; ``inbox`` knows what lies in the watched folder."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[Path] = []
        """Bundles that were opened while another was shown."""
        self.inbox = ArrivedBundles(window.desk, self)
        self.inbox.arrived.connect(self._on_arrived)
        self.inbox.changed.connect(self.retranslate)
        window.status.arrived_wanted.connect(self.show_received)

    def choose_bundle(self) -> None:
        """Ask for a file, then look into it."""
        title = translate("Exchange", "Open a bundle")
        kinds = f"{translate('Exchange', 'Bundles')} (*{ENDING})"
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, "", kinds)
        if chosen:
            self.open_bundle(Path(chosen))

    def open_bundle(self, file: Path) -> None:
        """Preview a bundle that was chosen, dropped or opened by a double click; merged only
        when the person says so. One at a time: the next is shown when this one is closed."""
        from qa_desktop.ui.exchange.bundle_dialog import BundleDialog

        for shown in self._window.findChildren(BundleDialog):
            if shown.isVisible():
                shown.raise_()
                if file not in (shown.file, *self._waiting):
                    self._waiting.append(file)
                return
        dialog = BundleDialog(self._window.desk, file, self._window)
        dialog.conflicts_wanted.connect(self.show_conflicts)
        dialog.team_wanted.connect(partial(self._window.join_team, file))
        dialog.receipt_wanted.connect(self.write_receipt)
        dialog.answer_wanted.connect(self.write_answer)
        dialog.merged.connect(lambda _done: self.inbox.look_now())
        dialog.finished.connect(self._open_next)
        self._open(dialog)

    def _open_next(self) -> None:
        if self._waiting:
            self.open_bundle(self._waiting.pop(0))

    def write_bundle(
        self, to: str | None = None, subject: str | None = None, title: str = ""
    ) -> None:
        """Ask what goes into a bundle: for a person (id) or anybody, all or one record."""
        from qa_desktop.ui.exchange.write_run import WriteOrder

        self._write(WriteOrder(to=() if to is None else (to,), subject=subject), title)

    def send(self, kind: str, record: str) -> None:
        """One record with what belongs to it: an evaluation, a call or an agent; of what is there
        to be heard also the seconds that it is about."""

        from qa_desktop.ui.exchange.write_run import WriteOrder

        def ask(words: str) -> None:
            title = f"{record_type_words(kind)} {words}".strip()
            audio: Audio = "clips" if kind in _HEARD else "none"
            self._write(WriteOrder(subject=record, audio=audio), title)

        self._window.desk.read("record to send", partial(record_words, entity=(kind, record)), ask)

    def send_slip(self, slip: str) -> None:
        """For exactly those who have a part in it, with the seconds that it is about."""
        from qa_desktop.services.slip_handing import Handing, note_handed_on, read_handing
        from qa_desktop.ui.exchange.write_run import WriteOrder

        desk = self._window.desk

        def ask(handing: Handing) -> None:
            row, kind = handing.row, record_type_words("slip")
            name = "-".join(part for part in (kind, row.agent_number, row.day) if part)
            to = tuple(person for person, _ in handing.to)
            order = WriteOrder(to=to, subject=slip, audio="clips", name=name)
            title = " ".join(part for part in (kind, row.agent_number, row.agent_name) if part)
            dialog = self._write(order, title)
            note = partial(note_handed_on, slip=slip, code=handing.code)
            dialog.written.connect(lambda _written: desk.write(note, is_step=False))

        desk.read("slip to hand on", partial(read_handing, slip=slip), ask)

    def send_call_here(self) -> None:
        """The call that is open."""
        call = self._window.inspect.call
        if call is not None:
            self.send("call", call.id)

    def write_receipt(self, to: str | None = None) -> None:
        """Tell a person (id) what was received."""
        from qa_desktop.ui.exchange.write_run import WriteOrder

        self._write(WriteOrder("receipt", () if to is None else (to,)))

    def write_request(self, to: str | None = None) -> None:
        """Ask a person (id), or anybody, for what is missing here."""
        from qa_desktop.ui.exchange.write_run import WriteOrder

        self._write(WriteOrder("request", () if to is None else (to,)))

    def write_answer(self, request: str, who: str) -> None:
        """Answer a request that was merged, by its bundle's id."""
        from qa_desktop.ui.exchange.write_run import WriteOrder

        self._write(WriteOrder("answer", request=request), who)

    def _write(self, order: WriteOrder, title: str = "") -> WriteDialog:
        from qa_desktop.ui.exchange.write_dialog import WriteDialog

        window = self._window
        dialog = WriteDialog(window.desk, window.preferences, order, title, window)
        self._open(dialog)
        return dialog

    def show_received(self) -> None:
        self.show_area("received")

    def _on_arrived(self, names: list[str]) -> None:
        one = translate("Exchange", "New bundle: {name}")
        more = translate("Exchange", "Bundles to look into: {count}")
        words = one.format(name=names[0]) if len(names) == 1 else more.format(count=len(names))
        self._window.toast.say(words)

    def retranslate(self) -> None:
        count = self.inbox.new_count
        words = translate("Exchange", "Bundles to look into: {count}").format(count=count)
        self._window.status.set_arrived(words if count else "")

    def show_conflicts(self) -> None:
        self.show_area("conflicts")

    def show_area(self, area: str) -> None:
        """An area of the Exchange screen (``view.AREAS``)."""
        self._window.show_screen("exchange")
        self._screen.show_area(area)

    def show_history(self, record: str, title: str = "") -> None:
        """Who changed a record, when, and which bundle brought it."""
        from qa_desktop.ui.health.history_dialog import HistoryDialog

        self._open(HistoryDialog(self._window.desk, record, title, self._window))

    def show_history_here(self) -> None:
        """Of the call that is open."""
        call = self._window.inspect.call
        if call is not None:
            self.show_history(call.id)

    @property
    def _screen(self) -> ExchangeView:
        from qa_desktop.ui.exchange.view import ExchangeView

        screen = self._window.screen("exchange")
        assert isinstance(screen, ExchangeView)  # noqa: S101
        return screen

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
