"""The window: rail, screens, messages, status; it joins them and knows no details of any."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from qa_desktop import paths
from qa_desktop.audio.player import Player
from qa_desktop.audio.playhead import Clock
from qa_desktop.errors import UserFacingError
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.backup_keeper import BackupKeeper
from qa_desktop.ui.coaching.sheets import FeedbackSheets
from qa_desktop.ui.counts import RailCounts
from qa_desktop.ui.exchange.exchange import ENDING, Exchange
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.identity.key_gate import KeyGate
from qa_desktop.ui.identity.who_is_here import WhoIsHere
from qa_desktop.ui.inspect.view import InspectView
from qa_desktop.ui.key_choice import KeyChoice
from qa_desktop.ui.key_overlay import KeyOverlay
from qa_desktop.ui.keys import AnywhereKeys
from qa_desktop.ui.library.filing import Filing
from qa_desktop.ui.message_bar import MessageBar
from qa_desktop.ui.palette.offers import offers, open_entry
from qa_desktop.ui.palette.palette import Palette
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.rail import Rail
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.screen_frame import ScreenFrame
from qa_desktop.ui.screens import SCREENS
from qa_desktop.ui.slips.opening import Slips
from qa_desktop.ui.status_line import StatusLine
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.toast import Toast
from qa_desktop.ui.undoing import Undoing

if TYPE_CHECKING:
    from qa_desktop.exchange.tables import KindId
    from qa_desktop.reports.model import Place
    from qa_desktop.services.scorecard_editing import SavedDraft
    from qa_desktop.ui.help.window import HelpWindow

FIRST_SIZE = QSize(1280, 800)
LEAST_SIZE = QSize(600, 310)
"""Fits, with its title bar, on a screen of 1280×720 pixels at 200 %."""
_TITLE_BAR = 32
_ROOMY = 1000
"""Pixels of width below which the rail shows its icons alone."""

_KINDS = {kind.id: kind for kind in SCREENS}

_WALKS = {"next_pane": 1, "previous_pane": -1}
_ACTS_BELOW = ("inspect", "slips", "sessions")
"""Screens at whose lower end one types or presses: words of what was done stand above there."""
_SPREADSHEETS = (".xlsx", ".xlsm", ".csv")


class MainWindow(QMainWindow):
    """Owns the desk from now on: closing the window closes it."""

    ready = Signal()
    """The first screen has its content."""

    workspace_wanted = Signal(object)
    """The folder of another workspace to open instead of this one."""
    restore_wanted = Signal(object)
    """A backup to put in place, None for the newest good one; the person has agreed."""

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("main_window")
        self.desk = desk
        self.preferences = preferences
        desk.setParent(self)
        preferences.setParent(self)
        KeyChoice(preferences, self)
        # Each part is made where it stays: moved to another parent all in it is styled anew
        self._body = QWidget(self)
        self.rail = Rail(self._body)
        self.message = MessageBar(self._body)
        self._stack = QStackedWidget(self._body)
        self._screens: dict[str, Screen] = {}
        self._ahead: dict[str, Iterator[None]] = {}
        """Screens that are being made before anybody turns to them."""
        self._frame = ScreenFrame(self._stack)
        self.inspect = InspectView(desk, preferences, self.place)
        self._add_screen("inspect", self.inspect)
        self.status = StatusLine(desk, self)
        self.setStatusBar(self.status)
        self.backups = BackupKeeper(desk, self)
        self.key_gate = KeyGate(desk, preferences, self.status, self)
        self.feedback = FeedbackSheets(self)
        self.exchange = Exchange(self)
        self.slips = Slips(self)
        self.filing = Filing(self)
        self._lay_out()
        self.toast = Toast(self._stack)
        shows_calls = lambda: self.screen_id == "inspect"  # noqa: E731
        self.undoing = Undoing(desk, self.inspect.scoring, self.toast, shows_calls, self)
        self._overlay = KeyOverlay(self._body, lambda: self.screen_id)
        self._palette = Palette(self._body, desk, preferences, partial(offers, self))
        self._help: HelpWindow | None = None
        self._keys = AnywhereKeys(self)
        self._own_acts: dict[str, Callable[[], object]] = {
            "undo": self._undo,
            "redo": self._redo,
            "show_keys": self._overlay.toggle,
            "palette": self._palette.toggle,
            "help": self.show_help,
            "import": self.import_recordings,
            "live_call": self.ask_live_call,
            "feedback_sheet": self.feedback.open_here,
            "draw_slip": self.slips.draw_here,
            "file_good": partial(self.filing.file, "good"),
            "file_bad": partial(self.filing.file, "bad"),
            "tag_call": self.filing.tag,
            "follow_ups": self.feedback.show_due,
            "open_bundle": self.exchange.choose_bundle,
            "write_bundle": self.exchange.write_bundle,
            "conflicts": self.exchange.show_conflicts,
            "call_history": self.exchange.show_history_here,
            "what_if": self.ask_what_if,
            "propose_weights": self.propose_weights,
            **{f"screen_{id}": partial(self.show_screen, id) for id in _KINDS},
        }
        self.setAcceptDrops(True)
        self._wire()
        self._restore_layout()
        self.retranslate()
        self.show_screen("inspect")
        WhoIsHere(desk, preferences, self.status)
        self._open_first_call()
        RailCounts(desk, self.rail, {kind.id: kind.count for kind in SCREENS if kind.count})

    # -- screens

    def show_screen(self, id: str) -> None:
        ahead = self._ahead.pop(id, iter(()))
        while id not in self._screens and next(ahead, self) is not self:
            pass
        if id not in self._screens:
            self._frame = ScreenFrame(self._stack)
            self._add_screen(id, _KINDS[id].make(self))
        self._stack.setCurrentIndex(list(self._screens).index(id))
        self.rail.show_screen(id)
        self.message.forget_sound()
        self.toast.put(below=id not in _ACTS_BELOW)  # elsewhere one searches above
        if id == "inspect":
            self.inspect.page.timeline.setFocus()
        else:
            self._screens[id].setFocus()

    def make_ahead(self, id: str) -> Iterator[None]:
        """Makes a screen before anybody turns to it, a few milliseconds each time."""
        self._ahead[id] = self._make_in_steps(id)
        return self._ahead[id]

    def _make_in_steps(self, id: str) -> Iterator[None]:
        make = _KINDS[id].make_in_steps
        if make is None or id in self._screens:
            return
        frame = self._frame = ScreenFrame(self._stack)
        frame.resize(self._stack.size())
        for made in make(self):
            screen = made
            yield
        self._screens[id] = screen
        frame.hold(screen)
        self._stack.addWidget(frame)
        for part in screen.findChildren(QWidget):
            if isValid(part):
                part.ensurePolished()
            yield

    @property
    def place(self) -> QWidget:
        """Where the screen stands that is being made: its parent."""
        return self._frame.viewport()

    def _add_screen(self, id: str, screen: Screen) -> None:
        self._screens[id] = screen
        self._frame.hold(screen)
        self._stack.addWidget(self._frame)

    def show_settings(self, page: str) -> None:
        """A page of the settings by its id in ``settings.view``."""
        from qa_desktop.ui.settings.view import SettingsView

        self.show_screen("settings")
        settings = self._screens["settings"]
        assert isinstance(settings, SettingsView)  # noqa: S101
        settings.show_page(page)

    def join_team(self, file: Path) -> None:
        """With a bundle of a team that this workspace does not belong to yet."""
        from qa_desktop.ui.identity.page import IdentityPage
        from qa_desktop.ui.settings.view import SettingsView

        self.show_settings("identity")
        settings = self._screens["settings"]
        assert isinstance(settings, SettingsView)  # noqa: S101
        page = settings.show_page("identity")
        assert isinstance(page, IdentityPage)  # noqa: S101
        page.join_team(file)

    def show_help(self, page: str | None = None) -> None:
        """The user guide, at ``page`` or at what it says of the screen that is shown."""
        from qa_desktop.ui.help.pages import page_of_screen
        from qa_desktop.ui.help.window import HelpWindow

        if self._help is None:
            self._help = HelpWindow(self)
        self._help.open_page(page or page_of_screen(self.screen_id))

    @property
    def screen_id(self) -> str:
        """The screen that is shown."""
        return list(self._screens)[self._stack.currentIndex()]

    def screen(self, id: str) -> Screen | None:
        """A screen that has been shown before."""
        return self._screens.get(id)

    def open_call(self, call: str, at_ms: int | None = None, *, play: bool = False) -> None:
        """Show a call, with ``at_ms`` at that moment of it, and ``play`` on from there.

        The one that is open is not read again: what is typed meanwhile would go.
        """
        self.show_screen("inspect")
        if self.inspect.call is None or self.inspect.call.id != call:
            self.inspect.open_call(call, at_ms, play=play)
        else:
            self.inspect.go_to(at_ms, play=play)

    def open_place(self, place: Place) -> None:
        """The seconds that a report names."""
        self.open_call(place.call, place.ms)

    def add_to_playlist(self, said: Sequence[Any]) -> None:
        """Calls or seconds of them, as ``sessions.case_mime`` has them, into a playlist that the
        person chooses."""
        from qa_desktop.ui.sessions.case_mime import forms_from
        from qa_desktop.ui.sessions.choosing import add_to_playlist

        add_to_playlist(self, forms_from(said))

    def _add_open_call(self) -> None:
        """The call that is open, into a playlist."""
        call = self.inspect.call
        if call is not None:
            self.add_to_playlist([{"call": call.id}])

    def _open_first_call(self) -> None:
        """Where the person left off, else the next one to inspect."""
        last = self.preferences.get("last_call")
        if last:
            self.inspect.open_last(last)
        else:
            self.inspect.open_next()

    # -- the player

    def use_player(self, player: Player, clock: Clock = time.monotonic) -> None:
        from qa_desktop.ui.inspect.listening import Listening

        self.inspect.use_player(Listening(self.desk, player, clock=clock))
        self.status.set_player(player.name)

    # -- acts of the whole window

    def import_recordings(self, sources: list[Path] | None = None) -> None:
        from qa_desktop.ui.calls.import_dialog import ImportDialog

        dialog = ImportDialog(self.desk, self.preferences, self)
        dialog.finished.connect(self._on_imported)
        dialog.begin(sources or [])

    def import_list(self, kind: KindId | None = None, path: Path | None = None) -> None:
        """A roster, call list, agent statistics or reverse checks from a spreadsheet."""
        from qa_desktop.ui.import_sheet.dialog import SheetImport

        dialog = SheetImport(self.desk, kind, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.imported.connect(self.toast.say)
        dialog.begin(path)

    def load_demo(self) -> None:
        """Fill this workspace with the shipped calls."""
        from qa_desktop.ui.calls.import_dialog import ImportDialog

        dialog = ImportDialog(self.desk, self.preferences, self)
        dialog.finished.connect(self._on_imported)
        dialog.begin_demo()

    def _open_demo(self) -> None:
        self.workspace_wanted.emit(paths.demo_workspace())

    def ask_live_call(self) -> None:
        from qa_desktop.ui.inspect.live_dialog import ask_live_call

        ask_live_call(self, self.desk, self.open_call)

    def ask_what_if(self, draft: SavedDraft | None = None) -> None:
        """What would change with a draft of a scorecard."""
        from qa_desktop.ui.scorecards.what_if_windows import open_what_if

        open_what_if(self, draft)

    def propose_weights(self, version: str | None = None) -> None:
        """For a version of a scorecard (its id), from what was lost lately."""
        from qa_desktop.ui.scorecards.what_if_windows import open_proposal

        open_proposal(self, version)

    def _on_imported(self) -> None:
        if self.inspect.call is None:
            self.inspect.open_next()

    # -- what is told to the window

    def _on_changed(self, changes: Changes) -> None:
        for screen in self._screens.values():
            screen.refresh(changes)

    def do(self, id: str) -> None:
        if id in self._own_acts:
            for act, cover in (("palette", self._palette), ("show_keys", self._overlay)):
                if id != act:
                    cover.dismiss()
            self._own_acts[id]()
        elif self.screen_id == "inspect":
            self.inspect.acts.do(id)
        elif id in _WALKS:
            self._screens[self.screen_id].walk_panes(_WALKS[id])

    def _undo(self) -> None:
        if not self._screens[self.screen_id].undo():
            self.undoing.undo()

    def _redo(self) -> None:
        if not self._screens[self.screen_id].redo():
            self.undoing.redo()

    def why_not(self, act: str) -> str | None:
        """Why an act cannot be done now, empty when it can; None for one that needs the keyboard
        where it is (the timeline, a text field)."""
        if act in self._own_acts:
            return ""
        if not self.inspect.acts.knows(act):
            return None
        if self.screen_id != "inspect":
            return translate("MainWindow", "Only in Inspect")
        return "" if self.inspect.call is not None else translate("MainWindow", "No call is open")

    def _on_today(self, done: int) -> None:
        self.status.set_today(done, self.preferences.get("daily_target"))
        self.ready.emit()

    def _on_trouble(self, error: UserFacingError) -> None:
        self.message.show_error(error)

    def _on_backup(self) -> None:
        self.status.set_backup(self.backups.last, self.backups.trouble)

    def _on_damaged(self, error: UserFacingError) -> None:
        from qa_desktop.ui.restore_dialog import RestoreQuestion, has_backups

        self.message.show_error(error)
        if has_backups(self.desk.folder) and RestoreQuestion.ask(None, self, error):
            self.restore_wanted.emit(None)

    # -- the window itself

    def retranslate(self) -> None:
        self.setWindowTitle(translate("MainWindow", "QA Desktop"))
        self.feedback.retranslate()
        self.slips.retranslate()
        self.exchange.retranslate()

    def changeEvent(self, event) -> None:
        if event.type() == event.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            ending = paths[0].suffix.lower()
            if ending == ENDING:
                for path in paths:
                    if path.suffix.lower() == ENDING:
                        self.exchange.open_bundle(path)
            elif ending in _SPREADSHEETS:
                self.import_list(path=paths[0])
            else:
                self.import_recordings(paths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.rail.set_cramped(self.width() < _ROOMY)
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything typed is written before the window goes, also in a field not left yet."""
        if (field := self.focusWidget()) is not None:
            field.clearFocus()
        self.preferences.remember_bytes("window", self.saveGeometry())
        self.inspect.shut_down()
        self.exchange.inbox.stop()
        self.desk.close()
        super().closeEvent(event)

    def _restore_layout(self) -> None:
        stored = self.preferences.remembered_bytes("window")
        if stored.isEmpty() or not self.restoreGeometry(stored):
            self.resize(FIRST_SIZE)
        self.rail.set_collapsed(bool(self.preferences.remembered("rail")))
        self.setMinimumSize(LEAST_SIZE)
        room = QWidget.screen(self).availableSize() - QSize(0, _TITLE_BAR)
        self.resize(self.size().boundedTo(room))

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.message)
        right.addWidget(self._stack, 1)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(self._body)

    def _wire(self) -> None:
        self.rail.screen_chosen.connect(self.show_screen)
        self.rail.collapsed_changed.connect(partial(self.preferences.remember, "rail"))
        self._keys.triggered.connect(self.do)
        self.inspect.acts.hold_wanted.connect(self._keys.hold)
        self._palette.chosen.connect(partial(open_entry, self))
        self.inspect.toast_wanted.connect(self.toast.say)
        self.inspect.today_changed.connect(self._on_today)
        self.inspect.import_wanted.connect(self.import_recordings)
        self.inspect.demo_wanted.connect(self._open_demo)
        self.inspect.live_wanted.connect(self.ask_live_call)
        self.inspect.feedback_wanted.connect(self.feedback.open_here)
        self.inspect.page.header.slip_requested.connect(self.slips.draw_here)
        self.inspect.page.header.history_requested.connect(self.exchange.show_history_here)
        self.inspect.page.header.playlist_requested.connect(self._add_open_call)
        self.inspect.page.header.send_requested.connect(self.exchange.send_call_here)
        self.desk.changed.connect(self._on_changed, Qt.ConnectionType.DirectConnection)
        self.desk.trouble.connect(self._on_trouble)
        self.backups.changed.connect(self._on_backup)
        self.backups.damaged.connect(self._on_damaged)
        self._on_backup()
