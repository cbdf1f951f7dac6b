"""What others handed over: bundles to look into, the watched folder, and what was merged."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.store.bundles import BundleNote, find_bundles
from qa_desktop.store.people import find_persons
from qa_desktop.ui import i18n
from qa_desktop.ui.exchange.arrived import ArrivedBundles
from qa_desktop.ui.exchange.nothing import Nothing
from qa_desktop.ui.exchange.pages import set_role
from qa_desktop.ui.exchange.received_rows import (
    ReceivedRow,
    moment_of,
    rows_of,
    state_color,
    state_words,
)
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.tasks import Desk


class ReceivedPane(QWidget):
    """O chooses a file, Enter looks into the chosen one, Del puts it away."""

    open_wanted = Signal()
    file_opened = Signal(object)
    """The path of a bundle."""

    def __init__(self, desk: Desk, inbox: ArrivedBundles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("received_pane")
        self._desk, self._inbox = desk, inbox
        self._notes: list[BundleNote] = []
        self._names: dict[str, str] = {}
        self._open = named("received_open", QPushButton(self))
        self._open.setProperty("role", "primary")
        self._open.clicked.connect(self.open_wanted)
        self._hint = named("received_hint", QLabel(self, wordWrap=True))
        self._hint.setProperty("role", "muted")
        self._watch = named("received_watch", QPushButton(self))
        self._watch.clicked.connect(self._choose_folder)
        self._unwatch = named("received_unwatch", QPushButton(self))
        self._unwatch.setProperty("role", "flat")
        self._unwatch.clicked.connect(lambda: inbox.choose(None))
        self._nothing = Nothing("received_nothing", [], self)
        self.table = PlainTable("received_table", _model(), self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(self.table)
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 0, 12, 8)
        tools.setSpacing(8)
        tools.addWidget(self._open)
        tools.addWidget(self._watch)
        tools.addWidget(self._unwatch)
        tools.addSpacing(4)
        tools.addWidget(self._hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self._pages, 1)
        self.table.row_opened.connect(self._on_opened)
        self.table.deleted.connect(self._on_deleted)
        inbox.changed.connect(self._fill)
        self.retranslate()
        self.read()

    @property
    def keyboard(self) -> QWidget:
        return self.table if self.table.model().rowCount() else self._open

    def read(self) -> None:
        self._desk.read("received", _read, self._on_read)

    def _on_read(self, found: tuple[list[BundleNote], dict[str, str]]) -> None:
        self._notes, self._names = found
        self._fill()

    def _fill(self) -> None:
        rows = rows_of(self._inbox.files, self._notes, self._names)
        self.table.set_rows(rows)
        self._pages.setCurrentIndex(1 if rows else 0)
        self._show_folder()

    def _show_folder(self) -> None:
        folder, trouble = self._inbox.folder, self._inbox.trouble
        self._unwatch.setVisible(folder is not None)
        if trouble is not None:
            words = trouble.say(i18n.catalogue_language())
        elif folder is not None:
            words = translate("Exchange", "Watching {folder}").format(folder=str(folder))
        else:
            words = translate(
                "Exchange",
                "Or drop a .qab file anywhere on the window. A share or synced folder can be "
                "watched: new bundles in it are offered here.",
            )
        self._hint.setText(words)
        self._hint.setToolTip(words)
        set_role(self._hint, "error" if trouble is not None else "muted")

    def _on_opened(self, row: ReceivedRow) -> None:
        if row.path is not None:
            self.file_opened.emit(row.path)

    def _on_deleted(self, row: ReceivedRow) -> None:
        """Put away, or offered again."""
        if row.path is not None and row.state != "merged":
            self._inbox.dismiss(row.path, again=row.state == "dismissed")

    def _choose_folder(self) -> None:
        title = translate("Exchange", "Folder to watch")
        start = str(self._inbox.folder or Path.home())
        chosen = QFileDialog.getExistingDirectory(self, title, start)
        if chosen:
            self._inbox.choose(Path(chosen))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_O and not event.modifiers():
            self.open_wanted.emit()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self._open.setText(translate("Exchange", "Open a bundle…  O"))
        self._watch.setText(translate("Exchange", "Watch a folder…"))
        self._unwatch.setText(translate("Exchange", "Stop watching"))
        self._nothing.say(
            translate("Exchange", "Nothing received yet"),
            translate(
                "Exchange",
                "When somebody hands you a bundle (a .qab file), open it here: the preview tells "
                "who wrote it and what it brings, before anything is merged.",
            ),
        )
        self.table.setAccessibleName(translate("Exchange", "Bundles received"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("Exchange", "State"), state_words, color=state_color, fits=True
            ),
            PlainColumn(lambda: translate("Exchange", "When"), moment_of, fits=True),
            PlainColumn(lambda: translate("Exchange", "From"), lambda row: row.who, 190),
            PlainColumn(lambda: translate("Exchange", "What"), lambda row: row.brings, 170),
            PlainColumn(
                lambda: translate("Exchange", "File"),
                lambda row: f"{row.file}   {row.tip}".rstrip(),
                stretches=True,
            ),
        ],
        lambda row: row.key,
    )


def _read(db: Database) -> tuple[list[BundleNote], dict[str, str]]:
    notes = [note for note in find_bundles(db) if note.direction == "in"]
    return notes, {id: f"{number} {name}".strip() for id, number, name in find_persons(db)}
