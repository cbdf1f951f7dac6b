"""The playlists there are, and the editor of the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.domain.playlist import KINDS
from qa_desktop.errors import UserFacingError
from qa_desktop.services.playlists import (
    CaseForm,
    PlaylistForm,
    add_cases,
    add_playlist,
    copy_cases,
    delete_cases,
    delete_playlist,
    duplicate_playlist,
    edit_playlist,
    hide_names,
    order_cases,
)
from qa_desktop.store.drafts import find_drafts_of
from qa_desktop.store.playlists import (
    CaseRow,
    Playlist,
    PlaylistRow,
    find_playlists,
    read_playlist,
)
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.ask_dialog import AskDialog, Question, choice, line
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.call_sound import CallSound
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.sessions.case_list import CaseList
from qa_desktop.ui.sessions.case_mime import forms_of
from qa_desktop.ui.sessions.case_pane import CasePane
from qa_desktop.ui.sessions.lent_sound import LentSound
from qa_desktop.ui.sessions.words import (
    balance_words,
    is_too_long,
    kind_words,
    minutes_of,
    time_words,
)
from qa_desktop.ui.tasks import Desk

if TYPE_CHECKING:
    from qa_desktop.ui.presenter.presenter import Presenter

SUBJECTS = frozenset({"playlist", "playlist_case", "case_stop", "call", "agent", "recording"})


@dataclass(frozen=True)
class _Found:
    rows: list[PlaylistRow]
    opened: Playlist | None
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)


class PlaylistsPage(Screen):
    """N makes a playlist, Enter renames it, P presents it, X exports it, A adds calls."""

    toast_wanted = Signal(str, object)
    send_wanted = Signal(str)
    library_wanted = Signal()
    """The person wants to find calls for this playlist."""
    forms_dropped = Signal(list)
    """``CaseForm``s for which there is no playlist yet."""

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        sound: CallSound,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("playlists_page")
        self.setAcceptDrops(True)
        self._desk, self._preferences = desk, preferences
        self._is_stale = True
        self._wanted: str | None = None
        """To be chosen as soon as it is in the list."""
        self._opened: Playlist | None = None
        self._drafts: dict[str, dict[str, Any]] = {}
        self._presenter: Presenter | None = None
        self.sound = LentSound(desk, sound, self)
        self.table = PlainTable("playlists_table", _playlist_model(), self)
        self.cases = CaseList(self)
        self.pane = CasePane(desk, self.sound, self)
        self._new = named("playlist_new", QPushButton(self))
        self._menu_button = named("playlist_menu", QToolButton(self))
        self._menu_button.setText("⋯")
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._menu_button)
        self._menu_button.setMenu(self._menu)
        self._title = named("playlist_title", QLabel(self))
        self._title.setProperty("role", "title")
        self._time = named("playlist_time", QLabel(self))
        self._balance = named("playlist_balance", QLabel(self, wordWrap=True))
        self._balance.setProperty("role", "nudge")
        self._present = named("playlist_present", QPushButton(self))
        self._present.setProperty("role", "primary")
        self._export = named("playlist_export", QPushButton(self))
        self._empty_words = named("playlists_empty", QLabel(self, wordWrap=True))
        self._empty_new = named("playlists_empty_new", QPushButton(self))
        self._no_cases = named("cases_empty", QLabel(self, wordWrap=True))
        self._find = named("cases_find", QPushButton(self))
        self._pages = QStackedWidget(self)
        self._case_pages = QStackedWidget(self)
        self._lay_out()
        self._wire()
        self.setFocusProxy(self.table)
        self.retranslate()

    # -- what is shown

    def refresh(self, changes: Changes) -> None:
        if changes.subjects & SUBJECTS:
            self._is_stale = True
            if self.isVisible():
                self.read()

    def wake(self) -> None:
        """The page is shown."""
        if self._is_stale:
            self.read()
        else:
            self._show_case()

    def sleep(self) -> None:
        """Another screen is shown: what was typed is kept, the player goes back."""
        self.pane.commit()
        if self._presenter is None:
            self.pane.show_case(None, {})
            self.sound.give_back()

    def read(self) -> None:
        self._is_stale = False
        opened = self._wanted or (self.table.row.id if self.table.row is not None else None)
        self._desk.read("playlists", partial(_read, opened=opened), self._on_read)

    def show_playlist(self, playlist: str) -> None:
        self._wanted = playlist
        self._is_stale = True
        if self.isVisible():
            self.read()

    def _on_read(self, found: _Found) -> None:
        self._drafts = found.drafts
        self._opened = found.opened
        self.table.blockSignals(True)
        self.table.set_rows(found.rows)
        if found.opened is not None:
            ids = [row.id for row in found.rows]
            self.table.selectRow(ids.index(found.opened.row.id))
        self.table.blockSignals(False)
        self._wanted = None
        self._pages.setCurrentIndex(0 if found.rows else 1)
        self._show_opened()

    def _on_chosen(self) -> None:
        row = self.table.row
        if row is not None and (self._opened is None or row.id != self._opened.row.id):
            self.read()

    def _show_opened(self) -> None:
        found = self._opened
        for part in (self._present, self._export, self._menu_button):
            part.setEnabled(found is not None)
        self._title.setText(found.row.title if found is not None else "")
        self._time.setText(time_words(found) if found is not None else "")
        self._time.setProperty("role", "nudge" if found and is_too_long(found) else "muted")
        self._time.style().polish(self._time)
        self._balance.setText(balance_words(found) if found is not None else "")
        self._balance.setVisible(bool(self._balance.text()))
        cases = found.cases if found is not None else ()
        self._present.setEnabled(bool(cases))
        self._export.setEnabled(bool(cases))
        self._case_pages.setCurrentIndex(0 if cases else 1)
        self.cases.set_cases(tuple(map(self._as_typed, cases)))
        self._show_case()

    def _as_typed(self, case: CaseRow) -> CaseRow:
        """With the name that is being typed."""
        typed = self.pane.typed_into(case.id)
        draft = self._drafts.get(case.id, {}) if typed is None else typed
        return replace(case, title=str(draft.get("title", case.title)).strip())

    def _on_titled(self, id: str) -> None:
        for number, case in enumerate(self._opened.cases if self._opened else (), 1):
            if case.id == id:
                self.cases.set_case(self._as_typed(case), number)

    def _show_case(self) -> None:
        if not self.isVisible() or self._presenter is not None:
            return
        id = self.cases.current
        cases = self._opened.cases if self._opened is not None else ()
        case = next((each for each in cases if each.id == id), None)
        self.pane.show_case(case, self._drafts.get(id or "", {}))

    def panes(self) -> Sequence[QWidget]:
        return self.table, self.cases, self.pane.timeline, self.pane.first_field

    @property
    def opened(self) -> Playlist | None:
        """The playlist in the editor."""
        return self._opened

    # -- playlists

    def ask_new(self) -> None:
        self._ask(None, PlaylistForm(""))

    def ask_change(self) -> None:
        """Its name, kind and length."""
        if self._opened is not None:
            row = self._opened.row
            form = PlaylistForm(row.title, row.kind, row.minutes, row.template)
            self._ask(row.id, form)

    def _ask(self, playlist: str | None, form: PlaylistForm) -> None:
        kinds = [(kind, kind_words(kind)) for kind in KINDS]
        lengths = sorted({20, 30, 45, 60, 90, 120, form.minutes})
        minutes = [(n, translate("Sessions", "{count} min").format(count=n)) for n in lengths]
        name = translate("Sessions", "Name")
        questions = [
            Question("title", name, line(form.title)),
            Question("kind", translate("Sessions", "Kind"), choice(kinds, form.kind)),
            Question("minutes", translate("Sessions", "Length"), choice(minutes, form.minutes)),
        ]
        title = (
            translate("Sessions", "New playlist")
            if playlist is None
            else translate("Sessions", "Change the playlist")
        )
        dialog = AskDialog("playlist_dialog", title, questions, self)

        def submit(answers: dict[str, Any]) -> None:
            wanted = PlaylistForm(**answers, template=form.template)
            act: Callable[[Workspace], Changes] = partial(add_playlist, form=wanted)
            if playlist is not None:
                act = partial(edit_playlist, playlist=playlist, form=wanted)
            self._desk.write(act, partial(self._on_saved, dialog), dialog.refuse)

        dialog.submitted.connect(submit)
        dialog.open()

    def _on_saved(self, dialog: AskDialog, changes: Changes) -> None:
        dialog.accept()
        if changes.ids:
            self.show_playlist(changes.ids[0])

    def duplicate(self, *, template: bool = False) -> None:
        """A copy that is chosen then; of a template a playlist. A template is made aside."""
        if self._opened is None:
            return
        row = self._opened.row
        words = translate("Sessions", "{title} (copy)")
        title = row.title if row.template or template else words.format(title=row.title)
        act = partial(duplicate_playlist, playlist=row.id, title=title, template=template)
        if template:
            self._write(act, translate("Sessions", "Kept as a template at the end of the list"))
        else:
            self._desk.write(act, lambda changes: self.show_playlist(changes.ids[0]))

    def delete(self) -> None:
        if self._opened is not None:
            act = partial(delete_playlist, playlist=self._opened.row.id)
            self._write(act, translate("Sessions", "Playlist deleted"))

    # -- calls that are dragged here, other than to a place among the cases

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(bool(forms_of(event.mimeData())))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The playlist under the hand is opened."""
        row = self._playlist_at(event.position().toPoint())
        if row >= 0 and row != self.table.currentIndex().row():
            self.table.selectRow(row)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Behind the cases of the chosen playlist: the one under the hand on the way here is chosen
        at once, opened only when it has been read."""
        forms, playlist = forms_of(event.mimeData()), self.table.row
        if playlist is not None:
            self._add_to(playlist.id, forms)
        else:
            self.forms_dropped.emit(forms)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _playlist_at(self, point: QPoint) -> int:
        """The row of the table there; -1 for none."""
        viewport = self.table.viewport()
        inside = viewport.mapFrom(self, point)
        return self.table.rowAt(inside.y()) if viewport.rect().contains(inside) else -1

    # -- cases

    def add(self, forms: list[CaseForm], before: str | None = None) -> None:
        """Into the playlist that is open."""
        if self._opened is not None and forms:
            self._add_to(self._opened.row.id, forms, before)

    def _add_to(self, playlist: str, forms: list[CaseForm], before: str | None = None) -> None:
        act = partial(add_cases, playlist=playlist, forms=forms, before=before)
        words = translate("Sessions", "Cases added: {count}").format(count=len(forms))
        self._write(act, words)

    def _order(self, ids: list[str]) -> None:
        if self._opened is not None:
            self._write(partial(order_cases, playlist=self._opened.row.id, order=ids))

    def _copy(self, ids: list[str]) -> None:
        if self._opened is not None and ids:
            self._write(partial(copy_cases, cases=ids, playlist=self._opened.row.id))

    def _delete_cases(self, ids: list[str]) -> None:
        self._write(
            partial(delete_cases, cases=ids), translate("Sessions", "Taken out of the playlist")
        )

    def _hide_all(self, hidden: bool) -> None:
        if self._opened is not None:
            self._write(partial(hide_names, playlist=self._opened.row.id, hidden=hidden))

    def _write(self, act: Callable[[Workspace], Changes], toast: str = "") -> None:
        def done(changes: Changes) -> None:
            if toast:
                self.toast_wanted.emit(toast, changes.act)

        self._desk.write(act, done, self._on_refused)

    def _on_refused(self, error: UserFacingError) -> None:
        self._desk.trouble.emit(error)

    # -- presenting and exporting

    def present(self, case: str | None = None) -> None:
        """From its first case, or from this one."""
        if self._opened is None or not self._opened.cases or self._presenter is not None:
            return
        from qa_desktop.ui.presenter.presenter import Presenter

        self.pane.commit()
        self.pane.show_case(None, {})
        presenter = Presenter(self._desk, self.sound, self._opened.row.id, self)
        self._presenter = presenter
        presenter.ended.connect(self._on_presented)
        presenter.begin(case)

    def _present_chosen(self) -> None:
        self.present(self.cases.current)

    def _on_presented(self) -> None:
        self._presenter = None
        self.sound.close()
        if self.isVisible():
            self.read()
        else:
            self.sound.give_back()

    @property
    def presenter(self) -> Presenter | None:
        """The presenter that runs."""
        return self._presenter

    def export(self) -> None:
        if self._opened is None or not self._opened.cases:
            return
        from qa_desktop.ui.sessions.export_dialog import ExportDialog

        self.sound.pause()
        dialog = ExportDialog(self._desk, self._preferences, self._opened.row, self)
        dialog.open()

    # -- parts

    def acts(self) -> dict[Qt.Key, Callable[[], object]]:
        """Letters of this page, where a list has the keyboard."""
        return {
            Qt.Key.Key_N: self.ask_new,
            Qt.Key.Key_P: self.present,
            Qt.Key.Key_X: self.export,
            Qt.Key.Key_A: self.library_wanted.emit,
            Qt.Key.Key_Space: self.pane.toggle,
        }

    def _fill_menu(self) -> None:
        self._menu.clear()
        is_template = self._opened is not None and self._opened.row.template
        begin = translate("Sessions", "New playlist from this template")
        entries: list[tuple[str, Callable[[], object]]] = [
            (translate("Sessions", "Present from the chosen case"), self._present_chosen),
            (translate("Sessions", "Name, kind and length…"), self.ask_change),
            (begin if is_template else translate("Sessions", "Duplicate"), self.duplicate),
        ]
        if not is_template:
            make = partial(self.duplicate, template=True)
            entries.append((translate("Sessions", "Keep as a template"), make))
        entries += [
            (translate("Sessions", "Hide all names from the room"), partial(self._hide_all, True)),
            (translate("Sessions", "Show all names"), partial(self._hide_all, False)),
            (translate("Sessions", "Send to somebody…"), self._send),
            (translate("Sessions", "Delete the playlist"), self.delete),
        ]
        for words, act in entries:
            self._menu.addAction(words).triggered.connect(lambda _on=False, act=act: act())

    def _send(self) -> None:
        if self._opened is not None:
            self.send_wanted.emit(self._opened.row.id)

    def retranslate(self) -> None:
        self._new.setText(translate("Sessions", "New playlist"))
        self._present.setText(translate("Sessions", "Present"))
        self._export.setText(translate("Sessions", "Export…"))
        self._menu_button.setToolTip(translate("Sessions", "More"))
        self._menu_button.setAccessibleName(translate("Sessions", "More"))
        self.table.setAccessibleName(translate("Sessions", "Playlists"))
        self.cases.setAccessibleName(translate("Sessions", "Cases in their order"))
        self._empty_words.setText(
            translate(
                "Sessions",
                "No playlists yet. A playlist holds the cases of a session: seconds of calls, "
                "where to stop, what to ask.",
            )
        )
        self._empty_new.setText(translate("Sessions", "New playlist"))
        self._no_cases.setText(
            translate(
                "Sessions",
                "No case yet. Find calls in the library and drag them here, or add the call that "
                "is open in Inspect from its menu ⋯.",
            )
        )
        self._find.setText(translate("Sessions", "Find calls"))
        self._fill_menu()
        self._show_opened()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _wire(self) -> None:
        self.table.chosen_changed.connect(self._on_chosen)
        self.table.row_opened.connect(lambda _row: self.ask_change())
        self.table.deleted.connect(lambda _row: self.delete())
        self.cases.chosen_changed.connect(self._show_case)
        self.cases.order_wanted.connect(self._order)
        self.cases.added.connect(self.add)
        self.cases.deleted.connect(self._delete_cases)
        self.cases.copied.connect(self._copy)
        self.pane.toast_wanted.connect(self.toast_wanted)
        self.pane.titled.connect(self._on_titled)
        self._menu.aboutToShow.connect(self._fill_menu)
        for button, act in (
            (self._new, self.ask_new),
            (self._empty_new, self.ask_new),
            (self._present, self.present),
            (self._export, self.export),
            (self._find, self.library_wanted.emit),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, act=act: act())

    def _lay_out(self) -> None:
        left = _pane(self)
        inside = QVBoxLayout(left)
        inside.setContentsMargins(1, 8, 1, 1)
        top = QHBoxLayout()
        top.setContentsMargins(11, 0, 11, 0)
        top.addWidget(self._new)
        top.addStretch(1)
        inside.addLayout(top)
        inside.addWidget(self.table, 1)
        middle = _pane(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(1, 12, 1, 1)
        column.setSpacing(4)
        for label in (self._title, self._time, self._balance):
            label.setContentsMargins(12, 0, 12, 0)
            column.addWidget(label)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(12, 4, 12, 4)
        buttons.setSpacing(8)
        for button in (self._present, self._export, self._menu_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self._case_pages.addWidget(self.cases)
        self._case_pages.addWidget(_centred(self, self._no_cases, self._find))
        column.addWidget(self._case_pages, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setObjectName("playlists_split")
        split.setChildrenCollapsible(False)
        for part in (left, middle, self.pane):
            split.addWidget(part)
        for place, share in enumerate((2, 3, 5)):
            split.setStretchFactor(place, share)
        split.setSizes([220, 320, 560])
        kept = self._preferences.remembered("playlists_split")
        if isinstance(kept, list) and len(kept) == 3:
            split.setSizes([int(each) for each in kept])
        split.splitterMoved.connect(
            lambda *_: self._preferences.remember("playlists_split", split.sizes())
        )
        self._pages.addWidget(split)
        self._pages.addWidget(_centred(self, self._empty_words, self._empty_new))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._pages)


def _pane(parent: QWidget) -> QFrame:
    made = QFrame(parent)
    made.setProperty("role", "pane")
    return made


def _centred(parent: QWidget, words: QLabel, button: QPushButton) -> QWidget:
    """What to do next, and the button for it."""
    page = QWidget(parent)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    words.setProperty("role", "muted")
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(12)
    column.addStretch(2)
    column.addWidget(words)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(button)
    row.addStretch(1)
    column.addLayout(row)
    column.addStretch(3)
    return page


def _playlist_model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(lambda: translate("Sessions", "Playlist"), _row_title, stretches=True),
            PlainColumn(
                lambda: translate("Sessions", "Min"),
                lambda row: f"{minutes_of(row.expected_ms)}/{row.minutes}",
                fits=True,
                number=True,
            ),
        ],
        lambda row: row.id,
    )


def _row_title(row: PlaylistRow) -> str:
    if row.template:
        return translate("Sessions", "Template: {title}").format(title=row.title)
    return row.title


def _read(db: Database, opened: str | None) -> _Found:
    rows = find_playlists(db)
    ids = [row.id for row in rows]
    wanted = opened if opened in ids else (ids[0] if ids else None)
    drafts = {draft.key: draft.body for draft in find_drafts_of(db, "playlist_case")}
    return _Found(rows, read_playlist(db, wanted) if wanted is not None else None, drafts)
