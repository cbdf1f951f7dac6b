"""What others handed over: bundles to look into, and those that were merged."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from sqlite_utils import Database

from qa_desktop.store.bundles import BundleNote, find_bundles
from qa_desktop.store.people import find_persons
from qa_desktop.ui.exchange.nothing import Nothing
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.record_words import moment_words
from qa_desktop.ui.tasks import Desk


class ReceivedPane(QWidget):
    """O opens a bundle."""

    open_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("received_pane")
        self._desk = desk
        self._names: dict[str, str] = {}
        self._open = named("received_open", QPushButton(self))
        self._open.setProperty("role", "primary")
        self._open.clicked.connect(self.open_wanted)
        self._hint = named("received_hint", QLabel(self, wordWrap=True))
        self._hint.setProperty("role", "muted")
        self._nothing = Nothing("received_nothing", [], self)
        self.table = PlainTable("received_table", self._model(), self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(self.table)
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 0, 12, 8)
        tools.setSpacing(12)
        tools.addWidget(self._open)
        tools.addWidget(self._hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self._pages, 1)
        self.retranslate()
        self.read()

    @property
    def keyboard(self) -> QWidget:
        return self.table if self.table.model().rowCount() else self._open

    def read(self) -> None:
        self._desk.read("received", _read, self._on_read)

    def _on_read(self, found: tuple[list[BundleNote], dict[str, str]]) -> None:
        notes, self._names = found
        self.table.set_rows(notes)
        self._pages.setCurrentIndex(1 if notes else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_O and not event.modifiers():
            self.open_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _model(self) -> PlainModel:
        return PlainModel(
            [
                PlainColumn(
                    lambda: translate("Exchange", "Merged"),
                    lambda note: moment_words(note.at),
                    fits=True,
                ),
                PlainColumn(
                    lambda: translate("Exchange", "From"),
                    lambda note: (
                        self._names.get(note.person)
                        or translate("Exchange", "Somebody unknown here")
                    ),
                    160,
                ),
                PlainColumn(
                    lambda: translate("Exchange", "New entries"),
                    lambda note: f"{note.operations:,}",
                    110,
                    number=True,
                ),
                PlainColumn(
                    lambda: translate("Exchange", "File"), lambda note: note.file, stretches=True
                ),
            ],
            lambda note: note.id,
        )

    def retranslate(self) -> None:
        self._open.setText(translate("Exchange", "Open a bundle…  O"))
        self._hint.setText(
            translate(
                "Exchange",
                "Or drop a .qab file anywhere on the window. You see what it would do before "
                "anything is merged.",
            )
        )
        self._nothing.say(
            translate("Exchange", "Nothing received yet"),
            translate(
                "Exchange",
                "When somebody hands you a bundle (a .qab file), open it here: the preview tells "
                "who wrote it and what it brings.",
            ),
        )
        self.table.setAccessibleName(translate("Exchange", "Merged bundles"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _read(db: Database) -> tuple[list[BundleNote], dict[str, str]]:
    notes = [note for note in find_bundles(db) if note.direction == "in"]
    return notes, {id: f"{number} {name}".strip() for id, number, name in find_persons(db)}
