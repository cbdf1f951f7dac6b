"""Case-analysis sessions 案例分析会: planned, held, and what came of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.reports.model import Report
from qa_desktop.services.session_papers import minutes_report
from qa_desktop.store.playlists import PlaylistRow, find_playlists
from qa_desktop.store.sessions import SessionRow, find_sessions
from qa_desktop.store.workspace import Changes
from qa_desktop.ui import i18n
from qa_desktop.ui.file_names import documents_folder
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.call_sound import CallSound
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainTable
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.reports.output import ask_file, print_report
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.training import words
from qa_desktop.ui.training.attendance_part import AttendancePart
from qa_desktop.ui.training.effect_part import EffectPart
from qa_desktop.ui.training.page import TrainingPage
from qa_desktop.ui.training.papers import write_paper
from qa_desktop.ui.training.parts import Part
from qa_desktop.ui.training.points_part import PointsPart
from qa_desktop.ui.training.quiz_part import QuizPart
from qa_desktop.ui.training.satisfaction_part import SatisfactionPart
from qa_desktop.ui.training.session_acts import SessionActs
from qa_desktop.ui.training.session_reading import OpenedSession, people_entries, read_session
from qa_desktop.ui.training.session_tables import session_model
from qa_desktop.ui.training.split import remember_split

_SUBJECTS = {
    *("session", "attendance", "agreed_point", "suggestion", "quiz_question", "quiz_attempt"),
    *("satisfaction", "playlist", "agent", "person", "membership", "team"),
}


class SessionsPage(TrainingPage):
    """N plans one, Enter changes it, H marks it as held, M prints the minutes, Del removes it."""

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        sound: CallSound,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sessions_page")
        self._desk, self._preferences = desk, preferences
        self._is_stale = False
        self._wanted: str | None = None
        self.opened: OpenedSession | None = None
        self.session_acts = SessionActs(desk, self)
        self.table = PlainTable("sessions_table", session_model(), self)
        self._empty = named("sessions_empty", QLabel(self, wordWrap=True))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "muted")
        self._lists = QStackedWidget(self)
        self._new = self._button("session_new", "primary")
        self._edit = self._button("session_edit")
        self._hold = self._button("session_hold")
        self._minutes = self._button("session_minutes")
        self._send = self._button("session_send")
        self._title = named("session_title", QLabel(self, wordWrap=True))
        self._title.setProperty("role", "title")
        self._facts = named("session_facts", QLabel(self, wordWrap=True))
        self._facts.setProperty("role", "muted")
        self.tabs = named("session_tabs", QTabBar(self))
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setExpanding(False)
        self.attendance = AttendancePart(self.session_acts, self)
        self.points = PointsPart(self.session_acts, self)
        self.quiz = QuizPart(desk, sound, self.session_acts, self)
        self.satisfaction = SatisfactionPart(self.session_acts, self)
        self.effect = EffectPart(desk, self.session_acts, self)
        self._parts = QStackedWidget(self)
        for part in self._shown:
            self.tabs.addTab("")
            self._parts.addWidget(part)
        self._pane = QFrame(self)
        self._lay_out()
        self._wire()
        self.setFocusProxy(self.table)
        self.retranslate()
        self._read()

    @property
    def _shown(self) -> tuple[Part, ...]:
        return self.attendance, self.points, self.quiz, self.satisfaction, self.effect

    # -- what is shown

    def refresh(self, changes: Changes) -> None:
        if changes.subjects & _SUBJECTS:
            self._is_stale = True
            if self.isVisible():
                self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while another page was shown."""
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def plan(self, playlist: str | None = None) -> None:
        """A new session, perhaps about a playlist."""
        self.session_acts.plan(self.choose, playlist)

    def choose(self, session: str) -> None:
        """As soon as it is in the list."""
        self._wanted = session
        self._read()

    def _read(self) -> None:
        self._is_stale = False
        self._desk.read("sessions", _read_list, self._on_read)

    def _on_read(self, found: _Found) -> None:
        self.session_acts.people, self.session_acts.playlists = found.people, found.playlists
        self.table.set_rows(found.rows)
        place = next((n for n, row in enumerate(found.rows) if row.id == self._wanted), None)
        if place is not None:
            self._wanted = None
            self.table.selectRow(place)
        self._show_list(self.table if found.rows else self._new)
        self._open_row()

    def _show_list(self, keyboard: QWidget) -> None:
        """An empty list cannot have the keyboard: then N and Enter are at the button."""
        had_it = self.window().focusWidget() is self.keyboard  # also while a dialog is in front
        self._lists.setCurrentIndex(0 if keyboard is self.table else 1)
        if keyboard is not self.keyboard:
            self.setFocusProxy(keyboard)
            if had_it:
                keyboard.setFocus()

    def _open_row(self) -> None:
        row = self.table.row
        self._pane.setVisible(row is not None)
        self._show_acts()
        if row is not None:
            read = partial(read_session, session=row.id)
            self._desk.read("session", read, self._on_opened)

    def _on_opened(self, opened: OpenedSession) -> None:
        self.opened = opened
        row = opened.row
        self._title.setText(row.title)
        playlist = next((p.title for p in opened.playlists if p.id == row.playlist), "")
        facts = (
            words.kind_name(row.kind) if row.kind else "",
            words.when_planned_too(row),
            translate("Training", "{count} min").format(count=row.minutes) if row.minutes else "",
            row.place,
            row.trainer_name,
            playlist,
        )
        self._facts.setText("  ·  ".join(fact for fact in facts if fact))
        for part in self._shown:
            part.show_session(opened)
        self._show_acts()

    def _show_acts(self) -> None:
        row: SessionRow | None = self.table.row
        for button in (self._edit, self._hold, self._minutes, self._send):
            button.setEnabled(row is not None)
        is_held = row is not None and row.held is not None
        self._hold.setText(
            translate("Training", "Not held after all")
            if is_held
            else translate("Training", "Held")
        )

    # -- acts

    def _on_edit(self) -> None:
        if self.table.row is not None:
            self.session_acts.edit(self.table.row)

    def _on_hold(self) -> None:
        if self.table.row is not None:
            self.session_acts.hold(self.table.row)

    def _on_send(self) -> None:
        if self.table.row is not None:
            self.send_wanted.emit("session", self.table.row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = {
            Qt.Key.Key_N: self._new,
            Qt.Key.Key_E: self._edit,
            Qt.Key.Key_H: self._hold,
            Qt.Key.Key_M: self._minutes,
        }.get(Qt.Key(event.key()))
        here = self.table.hasFocus() or self._new.hasFocus()
        if button is None or event.modifiers() or not here:
            super().keyPressEvent(event)
        else:
            button.click()

    def make_menu(self) -> QMenu:
        """The minutes on paper or in a file."""
        menu = QMenu(self)
        menu.setObjectName("minutes_menu")
        menu.addAction(translate("Training", "Print…"), self._print)
        menu.addAction(translate("Training", "Save as PDF…"), partial(self.save_minutes, "pdf"))
        menu.addAction(translate("Training", "Save as Excel…"), partial(self.save_minutes, "xlsx"))
        return menu

    def _pop_up(self) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._minutes.mapToGlobal(self._minutes.rect().bottomLeft()))

    def _print(self) -> None:
        row = self.table.row
        read = _minutes_of(row)
        self._desk.read(
            "minutes", read, lambda report: print_report(self._desk, report, self.window())
        )

    def save_minutes(self, ending: str) -> None:
        """Ask where, and write them."""
        row: SessionRow = self.table.row
        name = translate("Training", "Minutes {title} {day}")
        out = ask_file(
            self.window(), name.format(title=row.title, day=row.day), ending, documents_folder()
        )
        if out is not None:
            read = _minutes_of(row)
            self._desk.read("minutes", read, partial(self._write, out))

    def _write(self, out: Path, report: Report) -> None:
        write_paper(self._desk, report, out, lambda told: self.toast_wanted.emit(told, None))

    # -- parts

    def retranslate(self) -> None:
        for place, label in enumerate(
            (
                translate("Training", "Attendance"),
                translate("Training", "Agreed and suggested"),
                translate("Training", "Quiz"),
                translate("Training", "Satisfaction"),
                translate("Training", "Did it help?"),
            )
        ):
            self.tabs.setTabText(place, label)
        self.tabs.setAccessibleName(translate("Training", "Parts of the session"))
        self._new.setText(translate("Training", "New session…"))
        self._edit.setText(translate("Training", "Change…"))
        self._minutes.setText(translate("Training", "Minutes ▾"))
        self._send.setText(translate("Training", "Send…"))
        for button, key in (
            (self._new, "N"),
            (self._edit, "E"),
            (self._hold, "H"),
            (self._minutes, "M"),
        ):
            button.setToolTip(key)
        self.table.setAccessibleName(translate("Training", "Sessions"))
        self._empty.setText(
            translate(
                "Training",
                "No session yet.\nPlan one with “New session…”: playlist, list of attendance, "
                "quiz and minutes belong to it.",
            )
        )
        self._show_acts()
        if self.opened is not None:
            self._on_opened(self.opened)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _button(self, name: str, role: str | None = None) -> QPushButton:
        button = named(name, QPushButton(self))
        button.setAutoDefault(False)
        button.setProperty("role", role)
        return button

    def _wire(self) -> None:
        self.table.chosen_changed.connect(self._open_row)
        self.table.row_opened.connect(lambda _row: self._on_edit())
        self.table.deleted.connect(self.session_acts.delete)
        self.tabs.currentChanged.connect(self._parts.setCurrentIndex)
        self._new.clicked.connect(lambda: self.plan())
        self._edit.clicked.connect(self._on_edit)
        self._hold.clicked.connect(self._on_hold)
        self._minutes.clicked.connect(self._pop_up)
        self._send.clicked.connect(self._on_send)
        self.session_acts.done.connect(self.toast_wanted)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(12, 8, 12, 8)
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self._send, self._minutes, self._hold, self._edit, self._new):
            buttons.addWidget(button)
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        left = QFrame(self)
        left.setProperty("role", "pane")
        inside = QVBoxLayout(left)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._lists)
        self._pane.setProperty("role", "pane")
        head = QVBoxLayout()
        head.setContentsMargins(14, 12, 14, 0)
        head.setSpacing(4)
        head.addWidget(self._title)
        head.addWidget(self._facts)
        head.addSpacing(4)
        head.addWidget(self.tabs)
        right = QVBoxLayout(self._pane)
        right.setContentsMargins(1, 1, 1, 1)
        right.setSpacing(0)
        right.addLayout(head)
        right.addWidget(self._parts, 1)
        split = named("sessions_split", QSplitter(Qt.Orientation.Horizontal, self))
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self._pane)
        split.setStretchFactor(1, 1)
        split.setSizes([380, 620])
        remember_split(split, self._preferences)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(buttons)
        column.addWidget(split, 1)


@dataclass(frozen=True)
class _Found:
    rows: list[SessionRow]
    people: Sequence[tuple[str, str]]
    playlists: Sequence[PlaylistRow]


def _minutes_of(row: SessionRow) -> Callable[[Database], Report]:
    return partial(minutes_report, session=row.id, language=i18n.catalogue_language())


def _read_list(db: Database) -> _Found:
    return _Found(find_sessions(db), people_entries(db), find_playlists(db))
