"""The screen of warning slips 质检提醒单: what waits for me, all of them, and the talk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.services.slip_handing import Handing, read_handing
from qa_desktop.services.slip_moves import find_my_turn
from qa_desktop.services.standard_proposals import count_unanswered
from qa_desktop.store.slips import SlipRow, find_slips
from qa_desktop.store.workspace import Changes
from qa_desktop.ui import icons
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.call_sound import CallSound
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainTable
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.slips.conversation import Conversation
from qa_desktop.ui.slips.pages import PAGES, SlipsPage
from qa_desktop.ui.slips.reading import OpenedSlip, SlipReading
from qa_desktop.ui.slips.slip_pane import SlipPane
from qa_desktop.ui.slips.sound import SlipSound
from qa_desktop.ui.slips.tables import slip_model
from qa_desktop.ui.tasks import Desk

MINE, ALL = range(2)
_SUBJECTS = {
    "slip",
    "evaluation",
    "agent",
    "person",
    "penalty_standard",
    "recusal",
    "coaching",
    "standard_proposal",
    "recording",
}
_SKIP_MS = 5_000
_AHEAD = 2


@dataclass(frozen=True)
class _Found:
    mine: list[SlipRow]
    all: list[SlipRow]
    proposals: int = 0
    """Those that wait for this person's answer."""


class SlipsView(Screen):
    """Space plays, N the next place, Enter makes the expected move, D disputes, T talks, P prints
    what is chosen, or all."""

    send_wanted = Signal(str)
    history_wanted = Signal(str)
    entry_wanted = Signal(str)
    toast_wanted = Signal(str, object)
    ruling_wanted = Signal(object, str)
    """A ``SavedDraft`` of a scorecard, and the path of the item whose ruling is to be read over."""

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        sound: CallSound,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("slips_view")
        self.desk, self.preferences = desk, preferences
        self._found = _Found([], [])
        self._is_stale = self._is_filling = False
        self._wanted: str | None = None
        """To be chosen as soon as it is in the list."""
        self._talked: str | None = None
        """Stays on the screen after the talk until another is chosen: the agent still sits there,
        and another's fault is nothing for his eyes."""
        self._signing: dict[str, bool] = {}
        """Slips that left the list while they are written, and whether they are: the next one is
        heard meanwhile."""
        self._coming: list[SlipRow] = []
        """Next in the list: their sound and paper are made ready."""
        self._reading = SlipReading(desk, self)
        self.sound = SlipSound(desk, sound, self)
        self._tabs = named("slips_tabs", QTabBar(self))
        self._tabs.setDrawBase(False)
        self._tabs.setUsesScrollButtons(False)
        for _ in (MINE, ALL, *PAGES):
            self._tabs.addTab("")
        self._made: dict[str, SlipsPage] = {}
        self._print = named("slips_print", QPushButton(icons.icon("print"), "", self))
        self._print.setAutoDefault(False)
        self.table = PlainTable("slips_table", slip_model(), self)
        self.table.setSelectionMode(PlainTable.SelectionMode.ExtendedSelection)
        self._empty = named("slips_empty", QLabel(self, wordWrap=True))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "muted")
        self._lists = QStackedWidget(self)
        self.pane = SlipPane(desk, self.sound, self)
        self.talk = Conversation(desk, self.sound, self)
        self._areas = QStackedWidget(self)
        self._pages = QStackedWidget(self)
        """With the tabs, or the talk over everything."""
        self._lay_out()
        self._wire()
        self.setFocusProxy(self.table)
        self.retranslate()
        self._read()

    # -- what is shown

    def refresh(self, changes: Changes) -> None:
        for page in self._made.values():
            page.refresh(changes)
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

    def show_page(self, id: str) -> SlipsPage:
        """A page of ``pages.PAGES``."""
        self._tabs.setCurrentIndex(len((MINE, ALL)) + [kind.id for kind in PAGES].index(id))
        return self._page(id)

    def edit_standard(self, clause: str, proposal: str) -> None:
        """The draft of the penalty standard at a clause; it takes the proposal up."""
        page = self.show_page("standard")
        page.edit(clause, (proposal,))  # type: ignore[attr-defined]

    def undo(self) -> bool:
        shown = self._areas.currentWidget()
        return isinstance(shown, SlipsPage) and shown.undo()

    def redo(self) -> bool:
        shown = self._areas.currentWidget()
        return isinstance(shown, SlipsPage) and shown.redo()

    @property
    def _shows_lists(self) -> bool:
        return self._tabs.currentIndex() in (MINE, ALL)

    def _on_tab(self, place: int) -> None:
        """The player is lent only to what is listened to."""
        self._talked = None
        self._print.setVisible(self._shows_lists)
        if self._shows_lists:
            self._areas.setCurrentIndex(0)
            self.setFocusProxy(self.table)
            self._fill()
            return
        self.sound.pause()
        page = self._page(PAGES[place - len((MINE, ALL))].id)
        self._areas.setCurrentWidget(page)
        self.setFocusProxy(page)

    def _focus_page(self, _place: int) -> None:
        """A click is meant for the page; who walks through the tabs by key stays in them."""
        self.setFocus()

    def _page(self, id: str) -> SlipsPage:
        if id not in self._made:
            kind = next(kind for kind in PAGES if kind.id == id)
            page = self._made[id] = kind.make(self)
            page.toast_wanted.connect(self.toast_wanted)
            page.slip_wanted.connect(self.show_slip)
            self._areas.addWidget(page)
        return self._made[id]

    def show_slip(self, slip: str) -> None:
        """Choose one, wherever it stands."""
        self._wanted = slip
        self._tabs.setCurrentIndex(ALL)
        self._fill()

    def _read(self) -> None:
        self._is_stale = False
        self.desk.read("slips", _read_lists, self._on_read)

    def _on_read(self, found: _Found) -> None:
        self._found = found
        self._signing = {
            slip: False for slip, is_written in self._signing.items() if not is_written
        }
        self._fill()

    def _fill(self) -> None:
        rows = self._rows
        self._is_filling = True
        self.table.set_rows(rows)
        place = next((n for n, row in enumerate(rows) if row.id == self._wanted), None)
        if place is not None:
            self._wanted = None
            if rows[place] not in self.table.chosen:  # more may be chosen beside it
                self.table.selectRow(place)
        self._is_filling = False
        self._lists.setCurrentIndex(0 if rows else 1)
        self._print.setEnabled(bool(rows))
        count = len(self._mine)
        words = translate("Slips", "My turn ({count})") if count else _my_turn()
        self._name_tab(MINE, words.format(count=count))
        for place, kind in enumerate(PAGES, len((MINE, ALL))):
            waits = self._found.proposals if kind.id == "proposals" else 0
            words = translate("Slips", "Proposals ({count})") if waits else kind.name
            self._name_tab(place, words.format(count=waits))
        self._empty.setText(self._empty_words())
        self._open_row()

    def _name_tab(self, place: int, words: str) -> None:
        """Every name that is set lays the window out anew."""
        if self._tabs.tabText(place) != words:
            self._tabs.setTabText(place, words)

    @property
    def _rows(self) -> list[SlipRow]:
        """Those in the list."""
        if self._tabs.currentIndex() == ALL:
            return self._found.all
        if any(row.id == self._talked for row in self._mine):
            return self._mine
        return [row for row in self._found.all if row.id == self._talked] + self._mine

    @property
    def _mine(self) -> list[SlipRow]:
        """What waits for this person."""
        return [row for row in self._found.mine if row.id not in self._signing]

    def _empty_words(self) -> str:
        if self._tabs.currentIndex() == MINE and self._found.all:
            return translate("Slips", "No slip waits for you.")
        return translate(
            "Slips",
            "No slips yet. Open a submitted evaluation with a fault in Inspect and draw a slip "
            "from its menu ⋯; or merge a bundle that brings one.",
        )

    def _on_chosen(self) -> None:
        row = self.table.row
        if not self._is_filling and row is not None and row.id != self._talked:
            self._talked = None
        self._open_row()

    def _on_row_opened(self, row: SlipRow) -> None:
        """Nobody signs what is not shown yet."""
        if self.pane.opened is not None and self.pane.opened.id == row.id:
            self.pane.make_expected_move()

    def _open_row(self) -> None:
        row = self.table.row
        if not self.isVisible() or self._is_filling:
            return
        if row is None:
            self.sound.close()
            self.pane.show_slip(None)
            return
        self._reading.read(row.id, again=not self._signing)

    def _on_opened(self, opened: OpenedSlip) -> None:
        """Of the chosen one, twice where it was read ahead: what changed of it is shown then."""
        if not self.isVisible() or self.table.row is None or self.table.row.id != opened.id:
            return
        if opened.trouble is not None:
            self.desk.trouble.emit(opened.trouble)
        self.sound.open(opened.slip, opened.listening)
        self.pane.show_slip(opened)
        if self.talk.slip is not None:
            if self.talk.slip == opened.id:
                self.talk.open(opened)
            else:
                self.talk.end()
        if not self._signing:  # else when that is written: the one that is shown comes first
            self._prepare_next(opened.id)

    def _prepare_next(self, slip: str) -> None:
        """Sound and paper of those that come next in the list."""
        ids = [row.id for row in self._rows]
        here = ids.index(slip) if slip in ids else -1
        coming = self._rows[here + 1 : here + 1 + _AHEAD]
        if coming != self._coming:
            self._coming = coming
            self.sound.prepare_ahead(row.recording for row in coming if row.recording)
            if coming:
                self._reading.read_ahead(coming[0].id)

    # -- acts

    def _on_signing(self, slip: str) -> None:
        """On to the one below it, behind the last one to the first."""
        ids = [row.id for row in self._rows]
        if self._tabs.currentIndex() == MINE and slip in ids and slip != self._talked:
            below = ids[ids.index(slip) + 1 :]
            self._wanted = below[0] if below else None
            self._signing[slip] = False
            self._fill()
            # Painted before the write begins: a slow disk and a signature would take turns with it
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self.pane.paper.viewport().repaint()

    def _on_signed(self, slip: str, is_written: bool) -> None:
        """The list is read again; one that was refused is shown again."""
        if slip not in self._signing:
            return
        if is_written:
            self._signing[slip] = True
        else:
            del self._signing[slip]
            self._wanted = slip
            self._fill()

    def _on_moved(self, changes: Changes) -> None:
        """Nobody hears of it by itself: whom a bundle has to bring it to is said with it."""
        slip = changes.ids[0]
        self.desk.read("slip handed on", partial(read_handing, slip=slip), self._say_signed)

    def _say_signed(self, handing: Handing) -> None:
        said = translate("Slips", "Done, and signed by you")
        if handing.is_wanted:
            names = translate("Slips", ", ").join(name for _id, name in handing.to)
            words = translate(
                "Slips", "Signed. {names} will see it with your next bundle (Exchange)"
            )
            said = words.format(names=names)
        self.toast_wanted.emit(said, None)

    def begin_talk(self) -> None:
        """With the agent of the chosen slip."""
        opened = self.pane.opened
        if opened is None:
            return
        if not self.pane.may_talk:
            words = translate("Slips", "No talk is due: the agent was heard, or the slip is over")
            self.toast_wanted.emit(words, None)
        else:
            self._talked = opened.id
            self._pages.setCurrentWidget(self.talk)
            self.talk.open(opened)

    def print_slips(self) -> None:
        """Those that are chosen in the list, or all of it."""
        if self._rows:
            from qa_desktop.ui.slips.print_dialog import PrintDialog

            chosen = [row.id for row in self.table.chosen]
            shown = [row.id for row in self._rows]
            PrintDialog(self.desk, self.preferences, chosen, shown, self.window()).open()

    def _on_answered(self, slip: str) -> None:
        """The talk is over; both are still there to agree on when to look again."""
        opened = self.pane.opened
        if opened is not None and opened.slip.row.id == slip and not opened.follow_ups:
            self.pane.plan_follow_up()

    def _on_talk_ended(self) -> None:
        self._pages.setCurrentIndex(0)
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters reach the screen from the table; those that are typed never do."""
        is_held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.talk.slip is not None or is_held or not self._shows_lists:
            super().keyPressEvent(event)
            return
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Space: self.sound.toggle,
            Qt.Key.Key_N: self.sound.play_next_place,
            Qt.Key.Key_Left: partial(self.sound.skip, -_SKIP_MS),
            Qt.Key.Key_Right: partial(self.sound.skip, _SKIP_MS),
            Qt.Key.Key_D: self.pane.dispute,
            Qt.Key.Key_T: self.begin_talk,
            Qt.Key.Key_P: self.print_slips,
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
        self._tabs.setAccessibleName(translate("Slips", "Areas of the slips"))
        self.table.setAccessibleName(translate("Slips", "Warning slips"))
        self._print.setText(translate("Slips", "Print…  P"))
        self._print.setAccessibleName(translate("Slips", "Print slips of the list"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _wire(self) -> None:
        self._tabs.currentChanged.connect(self._on_tab)
        queued = Qt.ConnectionType.QueuedConnection  # when the page is there
        self._tabs.tabBarClicked.connect(self._focus_page, queued)
        self._print.clicked.connect(self.print_slips)
        self.table.chosen_changed.connect(self._on_chosen)
        self.table.row_opened.connect(self._on_row_opened)
        self._reading.opened.connect(self._on_opened)
        self._reading.opened_ahead.connect(lambda slip: self.pane.paper.lay_out_ahead(slip.page))
        self.pane.talk_wanted.connect(self.begin_talk)
        self.pane.signing.connect(self._on_signing)
        self.pane.signed.connect(self._on_signed)
        self.pane.moved.connect(self._on_moved)
        self.pane.paper.colors_changed.connect(self._open_row)
        self.pane.send_wanted.connect(self.send_wanted)
        self.pane.entry_wanted.connect(self.entry_wanted)
        self.pane.history_wanted.connect(self.history_wanted)
        self.pane.toast_wanted.connect(self.toast_wanted)
        self.talk.toast_wanted.connect(self.toast_wanted)
        self.talk.moved.connect(self._on_moved)
        self.talk.ended.connect(self._on_talk_ended)
        self.talk.absent_wanted.connect(lambda _slip: self.pane.record_absence())
        self.talk.answered.connect(self._on_answered)

    def _lay_out(self) -> None:
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        left = QFrame(self)
        left.setProperty("role", "pane")
        inside = QVBoxLayout(left)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._lists, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setObjectName("slips_split")
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.pane)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([510, 600])
        kept = self.preferences.remembered("slips_split")
        if isinstance(kept, list) and len(kept) == 2:
            split.setSizes([int(each) for each in kept])
        split.splitterMoved.connect(
            lambda *_: self.preferences.remember("slips_split", split.sizes())
        )
        self._areas.addWidget(split)
        tabbed = QWidget(self)
        inside = QVBoxLayout(tabbed)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.setSpacing(8)
        top = QHBoxLayout()
        top.setContentsMargins(4, 0, 4, 0)
        top.addWidget(self._tabs)
        top.addStretch(1)
        top.addWidget(self._print)
        inside.addLayout(top)
        inside.addWidget(self._areas, 1)
        self._pages.addWidget(tabbed)
        self._pages.addWidget(self.talk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)


def _my_turn() -> str:
    return translate("Slips", "My turn")


def _read_lists(db: Database) -> _Found:
    return _Found(find_my_turn(db), find_slips(db), count_unanswered(db))
