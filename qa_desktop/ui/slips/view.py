"""The screen of warning slips 质检提醒单: what waits for me, all of them, and the talk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.services.reporting import own_forms
from qa_desktop.services.slip_moves import find_my_turn
from qa_desktop.store.slips import SlipRow, find_slips
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.call_sound import CallSound
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainTable
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.reports.sheet_view import ScreenLook, current_look
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.slips.conversation import Conversation
from qa_desktop.ui.slips.reading import OpenedSlip, read_opened
from qa_desktop.ui.slips.slip_pane import SlipPane
from qa_desktop.ui.slips.sound import SlipSound
from qa_desktop.ui.slips.tables import slip_model
from qa_desktop.ui.tasks import Desk

MINE, ALL = range(2)
_SUBJECTS = {"slip", "evaluation", "agent", "person", "penalty_standard", "recusal"}
_SKIP_MS = 5_000
_AHEAD = 2


@dataclass(frozen=True)
class _Found:
    mine: list[SlipRow]
    all: list[SlipRow]


class SlipsView(Screen):
    """Space plays, N the next place, Enter makes the expected move, D disputes, T talks."""

    send_wanted = Signal(str)
    history_wanted = Signal(str)
    toast_wanted = Signal(str, object)

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        sound: CallSound,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("slips_view")
        self._desk, self._preferences = desk, preferences
        self._found = _Found([], [])
        self._is_stale = False
        self._wanted: str | None = None
        """To be chosen as soon as it is in the list."""
        self._ahead: tuple[ScreenLook, OpenedSlip] | None = None
        """The next slip of the list, read before anybody turns to it."""
        self.sound = SlipSound(desk, sound, self)
        self._tabs = named("slips_tabs", QTabBar(self))
        self._tabs.setDrawBase(False)
        for _ in (MINE, ALL):
            self._tabs.addTab("")
        self.table = PlainTable("slips_table", slip_model(), self)
        self._empty = named("slips_empty", QLabel(self, wordWrap=True))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "muted")
        self._lists = QStackedWidget(self)
        self.pane = SlipPane(desk, self.sound, self)
        self.talk = Conversation(desk, self.sound, self)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._wire()
        self.setFocusProxy(self.table)
        self.retranslate()
        self._read()

    # -- what is shown

    def refresh(self, changes: Changes) -> None:
        if changes.subjects & _SUBJECTS:
            self._is_stale = True
            if self.isVisible():
                self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while another screen was shown, and the player."""
        super().showEvent(event)
        if self._is_stale:
            self._read()
        else:
            self._open_row()

    def hideEvent(self, event: QHideEvent) -> None:
        """The player goes back to the call that is open in Inspect."""
        self.sound.close()
        super().hideEvent(event)

    def show_area(self, area: int) -> None:
        """``MINE`` or ``ALL``."""
        self._tabs.setCurrentIndex(area)

    def show_slip(self, slip: str) -> None:
        """Choose one, wherever it stands."""
        self._wanted = slip
        self._tabs.setCurrentIndex(ALL)
        self._fill()

    def _read(self) -> None:
        self._is_stale = False
        self._desk.read("slips", _read_lists, self._on_read)

    def _on_read(self, found: _Found) -> None:
        self._found = found
        self._fill()

    def _fill(self) -> None:
        is_mine = self._tabs.currentIndex() == MINE
        rows = self._found.mine if is_mine else self._found.all
        self.table.set_rows(rows)
        place = next((n for n, row in enumerate(rows) if row.id == self._wanted), None)
        if place is not None:
            self._wanted = None
            self.table.selectRow(place)
        self._lists.setCurrentIndex(0 if rows else 1)
        words = translate("Slips", "My turn ({count})") if self._found.mine else _my_turn()
        self._tabs.setTabText(MINE, words.format(count=len(self._found.mine)))
        self._empty.setText(self._empty_words())
        self._open_row()

    def _empty_words(self) -> str:
        if self._tabs.currentIndex() == MINE and self._found.all:
            return translate("Slips", "No slip waits for you.")
        return translate(
            "Slips",
            "No slips yet. Open a submitted evaluation with a fault in Inspect and draw a slip "
            "from its menu ⋯; or merge a bundle that brings one.",
        )

    def _open_row(self) -> None:
        row = self.table.row
        if not self.isVisible():
            return
        if row is None:
            self.sound.close()
            self.pane.show_slip(None)
            return
        look = current_look()
        if self._ahead is not None and self._ahead[0] == look and self._ahead[1].id == row.id:
            self._show(self._ahead[1])  # what changed of it meanwhile is read all the same
        self._desk.read("slip", self._reading(row, look), self._on_opened)

    def _reading(self, row: SlipRow, look: ScreenLook) -> Callable[[Database], OpenedSlip]:
        forms = own_forms(self._desk.folder)
        return partial(read_opened, slip=row.id, look=look, forms=forms)

    def _on_opened(self, opened: OpenedSlip) -> None:
        if self.isVisible() and self.table.row is not None and self.table.row.id == opened.id:
            self._show(opened)
            self._prepare_next(opened)

    def _show(self, opened: OpenedSlip) -> None:
        if opened.trouble is not None:
            self._desk.trouble.emit(opened.trouble)
        self.sound.open(opened.slip, opened.listening)
        self.pane.show_slip(opened)
        if self.talk.slip is not None:
            if self.talk.slip == opened.id:
                self.talk.open(opened)
            else:
                self.talk.end()

    def _prepare_next(self, opened: OpenedSlip) -> None:
        """Sound and paper of those that come next in the list."""
        rows = self._found.mine if self._tabs.currentIndex() == MINE else self._found.all
        ids = [row.id for row in rows]
        here = ids.index(opened.id) if opened.id in ids else -1
        coming = rows[here + 1 : here + 1 + _AHEAD]
        for row in coming:
            self.sound.prepare_ahead(row.recording)
        look = current_look()
        held = self._ahead[1].id if self._ahead is not None and self._ahead[0] == look else None
        if coming and coming[0].id != held:
            read = self._reading(coming[0], look)
            self._desk.read("slip ahead", read, partial(self._on_read_ahead, look))

    def _on_read_ahead(self, look: ScreenLook, opened: OpenedSlip) -> None:
        self._ahead = look, opened

    # -- acts

    def _on_moved(self, _changes: Changes) -> None:
        """The list is read again; the next one that waits is chosen."""
        self.toast_wanted.emit(translate("Slips", "Done, and signed by you"), None)

    def begin_talk(self) -> None:
        """With the agent of the chosen slip."""
        opened = self.pane.opened
        if opened is not None:
            self._pages.setCurrentWidget(self.talk)
            self.talk.open(opened)

    def _on_talk_ended(self) -> None:
        self._pages.setCurrentIndex(0)
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters reach the screen from the table; those that are typed never do."""
        if self.talk.slip is not None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Space: self.sound.toggle,
            Qt.Key.Key_N: self.sound.play_next_place,
            Qt.Key.Key_Left: partial(self.sound.skip, -_SKIP_MS),
            Qt.Key.Key_Right: partial(self.sound.skip, _SKIP_MS),
            Qt.Key.Key_D: self.pane.dispute,
            Qt.Key.Key_T: self.begin_talk,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    # -- parts

    def retranslate(self) -> None:
        self._tabs.setTabText(MINE, _my_turn())
        self._tabs.setTabText(ALL, translate("Slips", "All slips"))
        self._tabs.setAccessibleName(translate("Slips", "Which slips"))
        self.table.setAccessibleName(translate("Slips", "Warning slips"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _wire(self) -> None:
        self._tabs.currentChanged.connect(lambda _place: self._fill())
        self.table.chosen_changed.connect(self._open_row)
        self.table.row_opened.connect(lambda _row: self.pane.make_expected_move())
        self.pane.talk_wanted.connect(self.begin_talk)
        self.pane.moved.connect(self._on_moved)
        self.pane.paper.colors_changed.connect(self._open_row)
        self.pane.send_wanted.connect(self.send_wanted)
        self.pane.history_wanted.connect(self.history_wanted)
        self.pane.toast_wanted.connect(self.toast_wanted)
        self.talk.moved.connect(self._on_moved)
        self.talk.ended.connect(self._on_talk_ended)

    def _lay_out(self) -> None:
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        left = QFrame(self)
        left.setProperty("role", "pane")
        inside = QVBoxLayout(left)
        inside.setContentsMargins(1, 8, 1, 1)
        top = QHBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.addWidget(self._tabs)
        top.addStretch(1)
        inside.addLayout(top)
        inside.addWidget(self._lists, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setObjectName("slips_split")
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.pane)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([400, 600])
        kept = self._preferences.remembered("slips_split")
        if isinstance(kept, list) and len(kept) == 2:
            split.setSizes([int(each) for each in kept])
        split.splitterMoved.connect(
            lambda *_: self._preferences.remember("slips_split", split.sizes())
        )
        lists = QWidget(self)
        row = QVBoxLayout(lists)
        row.setContentsMargins(8, 8, 8, 8)
        row.addWidget(split)
        self._pages.addWidget(lists)
        self._pages.addWidget(self.talk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)


def _my_turn() -> str:
    return translate("Slips", "My turn")


def _read_lists(db: Database) -> _Found:
    return _Found(find_my_turn(db), find_slips(db))
