"""The screen of the recording library 录音库: find, hear, file, tag."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.services import library
from qa_desktop.services.playlists import CaseForm
from qa_desktop.store.call_counts import Choices, find_choices
from qa_desktop.store.call_filter import CallFilter
from qa_desktop.store.call_order import CallOrder
from qa_desktop.store.call_search import read_ahead
from qa_desktop.store.library_columns import EntryFilter
from qa_desktop.store.library_question import as_question, as_text
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui import icons
from qa_desktop.ui.call_mime import LIBRARY
from qa_desktop.ui.calls.filter_bar import FilterBar
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.call_sound import CallSound
from qa_desktop.ui.library.detail import Detail
from qa_desktop.ui.library.dropping import drop_work
from qa_desktop.ui.library.filing import Place
from qa_desktop.ui.library.library_list import LibraryList
from qa_desktop.ui.library.reading import LibraryRow, Shelves, read_shelves
from qa_desktop.ui.library.side import Side
from qa_desktop.ui.library.side_acts import SideActs, ask_name
from qa_desktop.ui.library.sound import LibrarySound
from qa_desktop.ui.library.suggest_dialog import SuggestDialog
from qa_desktop.ui.naming import named
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.tasks import Desk

_OF_LIBRARY = {"library_entry", "entry_tag", "tag", "collection", "entry_collection",
               "saved_search"}  # fmt: skip
_OF_CALLS = {"call", "recording", "evaluation", "annotation", "agent", "team", "membership",
             "fault"}  # fmt: skip
_SKIP_MS = 5_000
_FOLLOWS_MS, _RESTS_MS = 30, 150
"""What stands beside the list is laid out when the list has been painted; while somebody types,
when they rest."""
_STAYS_MS = 200
"""A row that is chosen so long is going to be heard."""


class LibraryView(Screen):
    """Space plays, G and B file, T tags, 0 to 5 give stars, / finds."""

    call_chosen = Signal(str, object)
    """The call, and the millisecond to go to or None."""
    shelf_wanted = Signal(str)
    tags_wanted = Signal()
    toast_wanted = Signal(str, object)
    playlist_wanted = Signal(object)
    """Parts of calls (as ``sessions.case_mime`` has them) that are to go into a playlist."""

    nominate_wanted = Signal(str)
    """The serial number of a call that is to be nominated as a best call."""

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        sound: CallSound,
        parent: QWidget | None = None,
        *,
        in_steps: bool = False,
    ) -> None:
        """With ``in_steps`` it is to be used when ``make_next`` has said that it is made."""
        super().__init__(parent)
        self.setObjectName("library_view")
        self._desk, self._preferences = desk, preferences
        self._missed: frozenset[str] = frozenset()
        self._staying = QTimer(self, singleShot=True, interval=_STAYS_MS)
        self._staying.timeout.connect(self._open_sound)
        self._following = QTimer(self, singleShot=True)
        self._following.timeout.connect(self._show_chosen)
        self.sound = LibrarySound(desk, sound, self)
        self._is_made = False
        self._steps = self._make()
        while not in_steps and self.make_next():
            pass

    def make_next(self) -> bool:
        """Make one more part, which takes a few milliseconds; whether there are more."""
        self._is_made = next(self._steps, True) is True
        return not self._is_made

    def _make(self) -> Iterator[None]:
        self.side = Side(self)
        yield
        self.bar = FilterBar(self, name="library")
        yield
        self.list = LibraryList(self._desk, case_mime, self)
        yield
        self.detail = Detail(self._desk, self.sound, self)
        yield
        self._count = named("library_count", QLabel(self))
        self._count.setProperty("role", "muted")
        self._save = named("library_save_search", QPushButton(self))
        self._save.setProperty("role", "flat")
        self._suggest = named("library_suggest", QPushButton(self))
        self._state = QWidget(self)
        self._title = named("library_state_title", QLabel(self._state))
        self._title.setProperty("role", "title")
        self._hint = named("library_state_hint", QLabel(self._state, wordWrap=True))
        self._hint.setProperty("role", "muted")
        self._act = named("library_state_act", QPushButton(self._state))
        self._act.setProperty("role", "primary")
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._wire()
        yield
        self.setFocusProxy(self.list)
        self.retranslate()
        self._ask()
        self._read_side()

    # -- reading

    def refresh(self, changes: Changes) -> None:
        """What changed elsewhere is read again when somebody sees it."""
        if not self.isVisible():
            self._missed |= changes.subjects
            return
        if changes.subjects & _OF_LIBRARY:
            self._read_side()
        if changes.subjects & (_OF_LIBRARY | _OF_CALLS):
            self.list.settle()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        missed, self._missed = self._missed, frozenset()
        if missed:
            self.refresh(Changes(missed))
        self._show_chosen()

    def hideEvent(self, event: QHideEvent) -> None:
        """The player goes back to the call that is open in Inspect."""
        self.detail.keep()
        self.sound.give_back()
        super().hideEvent(event)

    def _read_side(self) -> None:
        self._desk.read("library_side", read_shelves, self._on_side)
        self._desk.read("library_choices", _read_choices, self._on_choices)

    def _on_side(self, shelves: Shelves) -> None:
        self.side.show_shelves(shelves)
        self._show_state()

    def _on_choices(self, choices: Choices) -> None:
        self.bar.choices = choices
        self.bar.retranslate()
        self._name_bar()

    @property
    def filter(self) -> CallFilter:
        """What is asked for: the words and chips, and what is chosen beside the list."""
        return replace(self.bar.filter, entries=self.side.filter)

    def _ask(self) -> None:
        self.list.ask(self.filter)

    def _on_answer(self) -> None:
        self._show_state()

    def _show_state(self) -> None:
        count = self.list.count
        more = "" if self.list.is_counted else "+"
        self._count.setText(translate("Library", "{count} found").format(count=f"{count:,}{more}"))
        self._save.setEnabled(self.filter != CallFilter(entries=EntryFilter()))
        if count or not self.list.is_counted:
            self._pages.setCurrentWidget(self.list)
            return
        is_empty = not sum(self.side.shelves.counts.values())
        begins = is_empty and self.side.filter is not None and self.bar.filter.is_empty
        if begins:
            self._title.setText(translate("Library", "Nothing in the library yet"))
            self._hint.setText(
                translate(
                    "Library",
                    "While inspecting, Ctrl+G files a call among the good recordings and Ctrl+B "
                    "among the bad ones. Or look through all recordings here.",
                )
            )
            self._act.setText(translate("Library", "Show all recordings"))
        else:
            self._title.setText(translate("Library", "Nothing fits"))
            self._hint.setText(translate("Library", "Take filters off, or look for fewer words."))
            self._act.setText(translate("Library", "Clear filters"))
        self._pages.setCurrentWidget(self._state)

    def _on_state_act(self) -> None:
        if self.bar.filter.is_empty and self.side.filter == EntryFilter():
            self.side.set_filter(None)
        else:
            self.side.set_filter(EntryFilter())
            self.bar.clear()
        self._ask()

    def _follow(self) -> None:
        """The first row is shown at once: what is typed beside the list is somebody's."""
        if self.detail.row is None:
            self._show_chosen()
        elif self.detail.words != self.list.list_model.words:
            self._following.start(_RESTS_MS)
        elif not self._following.isActive():
            self._following.start(_FOLLOWS_MS)

    def _show_chosen(self) -> None:
        """Its sound is prepared when it stays chosen: while one types it is always another."""
        row = self.list.row if self.list.count else None
        self.detail.show_row(row, self.list.list_model.words)
        held = self.sound.row
        if row is None or held is None or row.call.id == held.call.id:
            self._open_sound()
        else:
            self._staying.start()

    def _open_sound(self) -> None:
        if self.isVisible():
            self.sound.open(self.list.row if self.list.count else None)

    # -- acts

    def places(self) -> list[Place]:
        """The chosen rows, as parts of calls."""
        found = []
        for row in self.list.rows:
            span = row.entry.span if row.entry is not None else None
            found.append(Place(row.call.id, *(span or (None, None))))
        return found

    def _entries(self) -> list[str]:
        return [row.entry.id for row in self.list.rows if row.entry is not None]

    def _toggle_sound(self) -> None:
        self._open_sound()
        self.sound.toggle()

    def give_stars(self, stars: int) -> None:
        """To the chosen rows; the same again takes them off. One that is not in the library yet
        comes into it."""
        row = self.list.row
        if row is None:
            return
        held = row.entry.stars if row.entry is not None else 0
        wanted = 0 if held == stars else stars
        if row.entry is not None:
            entry = row.entry.id
            self._desk.write(lambda ws: library.edit_entry(ws, entry, stars=wanted))
        elif wanted:
            call = row.call.id
            self._desk.write(lambda ws: library.file_call(ws, call, None, stars=wanted))

    def suggest(self) -> None:
        """Cases about a fault, an item or a competency."""
        dialog = SuggestDialog(self._desk, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.opened.connect(self.call_chosen)
        dialog.playlist_wanted.connect(self.playlist_wanted)
        dialog.open()

    def remove(self) -> None:
        """The chosen rows leave the library; the calls stay."""
        entries = self._entries()
        if entries:
            self._desk.write(
                lambda ws: library.remove_entries(ws, entries),
                lambda changes: self.toast_wanted.emit(
                    translate("Library", "Taken out of the library"), changes.act
                ),
            )

    def _open(self, row: LibraryRow) -> None:
        self.call_chosen.emit(row.call.id, row.at_ms)

    def _open_current(self) -> None:
        if self.list.row is not None:
            self._open(self.list.row)

    def _show_menu(self, at: QPoint) -> None:
        if self.list.row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(translate("Library", "Open in Inspect"), self._open_current)
        menu.addAction(
            translate("Library", "Add to a playlist…"),
            lambda: self.playlist_wanted.emit(parts_of(self.list.rows)),
        )
        menu.addAction(translate("Library", "Tags…"), self.tags_wanted.emit)
        serial = self.list.row.call.serial
        if serial:
            menu.addAction(
                translate("Library", "Nominate as a best call…"),
                lambda: self.nominate_wanted.emit(serial),
            )
        entries = self._entries()
        if entries:
            collect = menu.addMenu(translate("Library", "Put into a collection"))
            for each in self.side.shelves.collections:
                collect.addAction(each.name, partial(self._collect, entries, each.id))
            collect.addSeparator()
            collect.addAction(
                translate("Library", "New collection…"), partial(self._new_collection, entries)
            )
            for id in self.side.filter.collections if self.side.filter is not None else ():
                words = translate("Library", "Take out of this collection")
                menu.addAction(words, partial(self._take_out, entries, id))
            menu.addSeparator()
            menu.addAction(translate("Library", "Take out of the library"), self.remove)
        menu.popup(at)

    def _collect(self, entries: list[str], collection: str) -> None:
        self._write(lambda ws: library.collect(ws, entries, collection),
                    translate("Library", "Put into the collection"))  # fmt: skip

    def _take_out(self, entries: list[str], collection: str) -> None:
        self._write(lambda ws: library.take_out(ws, entries, collection),
                    translate("Library", "Taken out of the collection"))  # fmt: skip

    def _new_collection(self, entries: list[str]) -> None:
        def made(name: str) -> None:
            self._write(
                lambda ws: library.begin_collection(ws, name, entries),
                translate("Library", "Put into the collection"),
            )

        ask_name(self, translate("Library", "New collection"), "", made)

    def _on_dropped(self, kind: str, id: str, forms: list[CaseForm]) -> None:
        """Calls on a shelf, a tag or a collection beside the list."""
        work, words = drop_work(kind, id, forms, self.side.shelves)
        self._write(work, words)

    def _write(self, work: Callable[[Workspace], Changes], words: str) -> None:
        self._desk.write(work, lambda changes: self.toast_wanted.emit(words, changes.act))

    # -- searches

    def _save_search(self) -> None:
        question = as_text(self.filter)
        words = translate("Library", "Search saved")
        ask_name(
            self,
            translate("Library", "Save this search"),
            self.bar.filter.text,
            lambda name: self._write(lambda ws: library.save_search(ws, name, question), words),
        )

    def _apply_search(self, question: str) -> None:
        wanted = as_question(question)
        self.side.set_filter(wanted.entries)
        self.bar.words.blockSignals(True)
        self.bar.words.setText(wanted.text)
        self.bar.words.blockSignals(False)
        self.bar.blockSignals(True)
        self.bar.set_filter(replace(wanted, entries=None))
        self.bar.blockSignals(False)
        self._ask()
        self.list.setFocus()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters reach the screen from the lists; those that are typed never do."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        keys = Qt.Key
        acts: dict[Qt.Key, Callable[[], object]] = {
            keys.Key_Space: self._toggle_sound,
            keys.Key_Left: partial(self.sound.skip, -_SKIP_MS),
            keys.Key_Right: partial(self.sound.skip, _SKIP_MS),
            keys.Key_G: partial(self.shelf_wanted.emit, "good"),
            keys.Key_B: partial(self.shelf_wanted.emit, "bad"),
            keys.Key_T: self.tags_wanted.emit,
            keys.Key_S: self.suggest,
            keys.Key_Slash: self.bar.words.setFocus,
            **{keys(keys.Key_0.value + n): partial(self.give_stars, n) for n in range(6)},
        }
        act = acts.get(Qt.Key(event.key()))
        if act is not None:
            act()
        elif event.key() == keys.Key_Escape and not self.bar.filter.is_empty:
            self.bar.clear()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:
        """From the words one goes down into the list."""
        if watched is self.bar.words and isinstance(event, QKeyEvent):
            goes = event.type() == QEvent.Type.KeyPress
            if goes and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.setFocus()
                return True
        return False

    # -- parts

    def retranslate(self) -> None:
        self.bar.retranslate()
        self._name_bar()
        self.list.setAccessibleName(translate("Library", "Recordings of the library"))
        self.detail.setAccessibleName(translate("Library", "The chosen recording"))
        self._suggest.setText(translate("Library", "Suggest cases…"))
        self._save.setText(translate("Library", "Save this search…"))
        self._save.setIcon(icons.icon("search"))
        self.list.list_model.tell()
        self._show_state()

    def _name_bar(self) -> None:
        words = translate(
            "Library", "Find agent (also wxm), serial number, tag, note, comment, fault…"
        )
        self.bar.words.setPlaceholderText(words)
        self.bar.words.setAccessibleName(translate("Library", "Find in the library"))

    def changeEvent(self, event: QEvent) -> None:
        if self._is_made and event.type() in (
            QEvent.Type.LanguageChange,
            QEvent.Type.PaletteChange,
        ):
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 12, 12, 8)
        top.setSpacing(8)
        top.addWidget(self.bar.words, 1)
        for part in (self.bar.status, self.bar.more):
            top.addWidget(part)
        below = QHBoxLayout()
        below.setContentsMargins(16, 0, 12, 8)
        below.setSpacing(8)
        below.addWidget(self._count, 1)
        below.addWidget(self._suggest)
        below.addWidget(self._save)
        state = QVBoxLayout(self._state)
        state.setContentsMargins(48, 48, 48, 48)
        state.setSpacing(12)
        state.addStretch(2)
        for label in (self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            state.addWidget(label)
        state.addWidget(self._act, 0, Qt.AlignmentFlag.AlignHCenter)
        state.addStretch(3)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._state)
        middle = QFrame(self)
        middle.setProperty("role", "pane")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addLayout(below)
        column.addWidget(self._pages, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setObjectName("library_splitter")
        self._splitter.setChildrenCollapsible(False)
        side = QFrame(self)
        side.setProperty("role", "pane")
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.side)
        side.setMinimumWidth(140)
        self.detail.setMinimumWidth(240)
        middle.setMinimumWidth(280)
        for pane in (side, middle, self.detail):
            self._splitter.addWidget(pane)
        for place, stretch in enumerate((0, 1, 0)):
            self._splitter.setStretchFactor(place, stretch)
        self._splitter.setSizes([176, 640, 340])
        self._splitter.restoreState(self._preferences.remembered_bytes("library_splitter"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.addWidget(self._splitter)

    def _wire(self) -> None:
        self.bar.words.installEventFilter(self)
        self.bar.changed.connect(self._ask)
        self.side.changed.connect(self._ask)
        self.side.search_chosen.connect(self._apply_search)
        self._side_acts = SideActs(self.side, self._write)
        self.side.menu_wanted.connect(self._side_acts.show_menu)
        self.side.rename_wanted.connect(self._side_acts.rename)
        self.side.delete_wanted.connect(self._side_acts.delete)
        self.side.calls_dropped.connect(self._on_dropped)
        self.list.answered.connect(self._on_answer)
        self.list.chosen_changed.connect(self._follow)
        self.list.open_wanted.connect(self._open)
        self.list.menu_wanted.connect(self._show_menu)
        self.list.remove_wanted.connect(self.remove)
        self.detail.shelf_wanted.connect(self.shelf_wanted)
        self.detail.stars_wanted.connect(self.give_stars)
        self.detail.tags_wanted.connect(self.tags_wanted)
        self.detail.open_wanted.connect(self._open_current)
        self.detail.remove_wanted.connect(self.remove)
        self._save.clicked.connect(self._save_search)
        self._suggest.clicked.connect(self.suggest)
        self._act.clicked.connect(self._on_state_act)
        self._splitter.splitterMoved.connect(
            lambda *_: self._preferences.remember_bytes(
                "library_splitter", self._splitter.saveState()
            )
        )


def parts_of(rows: Sequence[LibraryRow]) -> list[dict[str, object]]:
    """Rows as parts of calls, as playlists take them."""
    found: list[dict[str, object]] = []
    for row in rows:
        entry = row.entry
        span = entry.span if entry is not None else None
        found.append(
            {
                "call": row.call.id,
                "from_ms": span[0] if span else None,
                "to_ms": span[1] if span else None,
                "library_entry": entry.id if entry is not None else None,
                "title": entry.why if entry is not None else "",
            }
        )
    return found


def case_mime(rows: Sequence[LibraryRow]) -> QMimeData:
    data = QMimeData()
    data.setData(LIBRARY, json.dumps(parts_of(rows)).encode())
    return data


def _read_choices(db: Database) -> Choices:
    read_ahead(db, CallOrder("started", descending=True))
    return find_choices(db)
