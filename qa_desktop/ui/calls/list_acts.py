"""What can be done to the selected calls, from the context menu and by keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMenu
from sqlite_utils import Database

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.evaluation import INVALID_REASONS
from qa_desktop.errors import UserFacingError
from qa_desktop.services import call_acts
from qa_desktop.services.call_acts import MOST_CALLS, Deleted
from qa_desktop.store.call_columns import Numbers
from qa_desktop.store.calls import find_ids, read_calls
from qa_desktop.store.people import AgentRow, find_agents
from qa_desktop.store.reader import Reader
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui import menus
from qa_desktop.ui.calls.call_columns import COLUMNS, cells, sorting_column
from qa_desktop.ui.calls.call_table import MOST_DRAGGED, CallTable
from qa_desktop.ui.calls.filter_dialogs import PickDialog
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.tasks import Desk, Job
from qa_desktop.ui.words import invalid_reason_name

Act = Callable[[Workspace, list[str]], Any]


class ListActs(QObject):
    """Acts on the calls that are selected in ``table``."""

    toast_wanted = Signal(str, object)
    """Words, and the act that Undo takes back or None."""
    feedback_wanted = Signal(str)
    """The call whose feedback sheet is asked for."""
    send_wanted = Signal(str)
    """The call that is to go into a bundle."""
    playlist_wanted = Signal(list)
    """The calls that are to be cases of a playlist."""
    progressed = Signal(int, int)
    """Rows that are exported, of how many; (0, 0) when it is over."""

    def __init__(self, desk: Desk, table: CallTable) -> None:
        super().__init__(table)
        self._desk = desk
        self._table = table
        self._job: Job | None = None

    # -- the menu

    def show_menu(self, at: QPoint) -> None:
        menu = self.make_menu()
        menu.exec(at)
        menu.deleteLater()

    def make_menu(self) -> QMenu:
        """The acts on the calls that are selected now, also when the list changes while the menu
        is open; none where nothing is selected."""
        menu = QMenu(self._table)
        menu.setObjectName("calls_menu")
        numbers = self._table.selected_numbers()
        count = len(numbers)
        if count:
            self._add(menu, translate("Calls", "Open"), self._open, "Return")
            self._add(menu, translate("Calls", "Feedback sheet"), self._feedback)
            menu.addSeparator()
            aside = menu.addMenu(translate("Calls", "Set aside"))
            for reason in INVALID_REASONS:
                self._add(
                    aside, invalid_reason_name(reason), partial(self.set_aside, reason, numbers)
                )
            back = translate("Calls", "Take back from aside")
            self._add(menu, back, partial(self.set_aside, None, numbers))
            self._add(menu, translate("Calls", "Set agent…"), partial(self.ask_agent, numbers))
            business = translate("Calls", "Set business…")
            self._add(menu, business, partial(self.ask_business, numbers))
            menu.addSeparator()
            self._add(
                menu, translate("Calls", "Copy as text"), partial(self.copy, numbers), "Ctrl+C"
            )
            playlist = translate("Calls", "Add to a playlist…")
            self._add(menu, playlist, partial(self._add_to_playlist, numbers))
            self._add(menu, translate("Calls", "Delete"), partial(self.delete, numbers), "Del")
            menu.addSeparator()
        if count == 1:
            history = translate("Calls", "History…")
            self._add(menu, history, partial(self._with_one, self._history, numbers))
            send = translate("Calls", "Send…")
            self._add(menu, send, partial(self._with_one, self.send_wanted.emit, numbers))
            erase = translate("Calls", "Erase for ever…")
            self._add(menu, erase, partial(self._with_one, self._erase, numbers))
            menu.addSeparator()
        self._add(menu, translate("Calls", "Export the list…"), self.ask_export)
        return menu

    def fill_columns_menu(self, menu: QMenu) -> None:
        """Which columns are shown, and what the list is sorted by."""
        menus.empty(menu)
        for place, column in enumerate(COLUMNS):
            action = menu.addAction(column.name)
            action.setCheckable(True)
            action.setChecked(self._table.is_shown(place))
            action.toggled.connect(partial(self._table.show_column, place))
        menu.addSeparator()
        sorting = menu.addMenu(translate("Calls", "Sort by"))
        for column in COLUMNS:
            if column.sorts_by:
                action = sorting.addAction(column.name)
                place = sorting_column(column.sorts_by)
                action.triggered.connect(partial(self._table.sort_by, place))
        menu.addAction(translate("Calls", "Columns as at first"), self._table.arrange_as_at_first)

    def _add(self, menu: QMenu, words: str, act: Callable[[], None], keys: str = "") -> QAction:
        action = menu.addAction(words)
        action.triggered.connect(lambda _checked=False: act())
        if keys:  # shown; the table itself hears the key
            action.setShortcut(QKeySequence(keys))
            action.setShortcutVisibleInContextMenu(True)
        return action

    # -- acts

    def _open(self) -> None:
        self._table.open_current()

    def _feedback(self) -> None:
        call = self._table.current_call()
        if call is not None:
            self.feedback_wanted.emit(call)

    def set_aside(self, reason: str | None, numbers: Numbers | None = None) -> None:
        def act(workspace: Workspace, calls: list[str]) -> Changes:
            return call_acts.set_calls_aside(workspace, calls, reason)

        said = translate("Calls", "{count} set aside") if reason else translate(
            "Calls", "{count} taken back"
        )  # fmt: skip
        self._do(act, said, self._meant(numbers))

    def ask_agent(self, numbers: Numbers | None = None) -> None:
        ask = partial(self._on_agents, self._meant(numbers))
        self._desk.read("agents", find_agents, ask)

    def _on_agents(self, numbers: Numbers, agents: list[AgentRow]) -> None:
        choices = [(agent.id, agent_words(agent.number, agent.name)) for agent in agents]

        def chosen(agent: str) -> None:
            self._do(
                lambda workspace, calls: call_acts.set_agent(workspace, calls, agent),
                translate("Calls", "Agent set for {count}"),
                numbers,
            )

        PickDialog.ask_one(self._table, translate("Calls", "Set agent"), choices, chosen)

    def ask_business(self, numbers: Numbers | None = None) -> None:
        meant = self._meant(numbers)
        title = translate("Calls", "Set business")
        words, is_fine = QInputDialog.getText(self._table, title, translate("Calls", "Business"))
        if is_fine:
            self._do(
                lambda workspace, calls: call_acts.set_business(workspace, calls, words),
                translate("Calls", "Business set for {count}"),
                meant,
            )

    def delete(self, numbers: Numbers | None = None) -> None:
        meant = self._meant(numbers)
        if len(meant):
            self._do(call_acts.delete_calls, translate("Calls", "{count} deleted"), meant)

    def _meant(self, numbers: Numbers | None) -> Numbers:
        """The calls that were selected when the menu was made, else those that are now."""
        return self._table.selected_numbers() if numbers is None else numbers

    def _do(self, act: Act, said: str, numbers: Numbers) -> None:
        """``act`` on these calls; then ``said`` with how many, and Undo."""
        if len(numbers) > MOST_CALLS:
            count = len(numbers)
            self._desk.trouble.emit(UserFacingError("call.too_many", count=count, most=MOST_CALLS))
            return
        wanted = numbers.tolist()

        def write(workspace: Workspace) -> Any:
            calls = find_ids(workspace.db, wanted)
            return _Done(act(workspace, calls), len(calls))

        self._desk.write(write, partial(self._on_done, said))

    def _on_done(self, said: str, done: _Done) -> None:
        words = said.format(count=done.count - done.kept)
        if done.kept:
            kept = translate("Calls", "{kept} inspected ones kept").format(kept=done.kept)
            words = f"{words} · {kept}"
        self.toast_wanted.emit(words, done.changes.act)

    # -- elsewhere

    def _with_one(self, show: Callable[[str], None], numbers: Numbers) -> None:
        """Ask ``show`` about the one selected call."""

        def on_found(ids: list[str]) -> None:
            for id in ids:
                show(id)

        self._desk.read("one call", partial(find_ids, numbers=numbers[:1].tolist()), on_found)

    def _add_to_playlist(self, numbers: Numbers) -> None:
        if len(numbers) > MOST_DRAGGED:
            most = MOST_DRAGGED
            self._desk.trouble.emit(UserFacingError("call.too_many", count=len(numbers), most=most))
            return
        read = partial(find_ids, numbers=numbers.tolist())
        self._desk.read("calls for a playlist", read, self.playlist_wanted.emit)

    def _history(self, call: str) -> None:
        from qa_desktop.ui.health.history_dialog import HistoryDialog

        _open(HistoryDialog(self._desk, call, parent=self._table.window()))

    def _erase(self, call: str) -> None:
        from qa_desktop.ui.health.erase_dialog import EraseDialog

        _open(EraseDialog(self._desk, "recording", subject=call, parent=self._table.window()))

    def copy(self, chosen: Numbers | None = None) -> None:
        """The selected rows as lines with tabs, as they are shown; at most those of one act."""
        numbers = self._meant(chosen)[:MOST_CALLS].tolist()
        columns = self._table.shown_columns()
        read = partial(_lines, person=self._desk.person, numbers=numbers, columns=columns)
        self._desk.read("copy", read, self._on_lines)

    def _on_lines(self, lines: list[str]) -> None:
        QGuiApplication.clipboard().setText("\n".join(lines))
        words = translate("Calls", "{count} copied").format(count=len(lines))
        self.toast_wanted.emit(words, None)

    def ask_export(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self._table, translate("Calls", "Export the list"),
            f"{translate('Calls', 'Recordings')}.xlsx", "Excel (*.xlsx)",
        )  # fmt: skip
        if name:
            from qa_desktop.ui.reports.output import with_ending  # the screen must be up quickly

            self.export(with_ending(Path(name), "xlsx"))

    def export(self, file: Path) -> None:
        """All calls of the list, in its order and columns."""
        numbers = self._table.list_model.numbers.tolist()
        columns = self._table.shown_columns()
        folder, person = self._desk.folder, self._desk.person
        headings = [COLUMNS[place].name for place in columns]
        sheet = translate("Calls", "Recordings")

        def work(progress: Callable[..., None], cancelled: Callable[[], bool]) -> int:
            with Reader.open(folder) as reader:
                return call_acts.export_calls(
                    reader.db, person, numbers, file, name=sheet, headings=headings,
                    cells=lambda row: cells(row, columns), progress=progress, cancelled=cancelled,
                )  # fmt: skip

        self.progressed.emit(0, max(len(numbers), 1))
        self._job = self._desk.work(
            work, partial(self._on_exported, file), self._on_not_exported, self.progressed.emit
        )

    def cancel_export(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.progressed.emit(0, 0)

    def _on_exported(self, file: Path, count: int) -> None:
        self.progressed.emit(0, 0)
        words = translate("Calls", "{count} written to {file}").format(count=count, file=file.name)
        self.toast_wanted.emit(words, None)

    def _on_not_exported(self, error: UserFacingError) -> None:
        self.progressed.emit(0, 0)
        self._desk.trouble.emit(error)


def _open(dialog: QDialog) -> None:
    """Beside the answer that it came with: no event loop within a delivery."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


class _Done:
    """What an act did to how many calls; the desk finds ``changes``."""

    def __init__(self, result: Changes | Deleted, count: int) -> None:
        self.changes = result.changes if isinstance(result, Deleted) else result
        self.kept = result.kept if isinstance(result, Deleted) else 0
        self.count = count


def _lines(db: Database, person: str, numbers: list[int], columns: list[int]) -> list[str]:
    rows = read_calls(db, person, numbers)
    return ["\t".join(" ".join(text.split()) for text in cells(row, columns)) for row in rows]
