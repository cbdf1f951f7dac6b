"""What was written for others: what waits for whom, requests to answer, and the files."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.domain.agents import agent_words
from qa_desktop.services.gap_requests import WaitingRequest, waiting_requests
from qa_desktop.services.outbox import Correspondent, SentFile, read_outbox
from qa_desktop.ui.exchange.nothing import Nothing
from qa_desktop.ui.exchange.received_rows import purpose_name
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.record_words import moment_words
from qa_desktop.ui.tasks import Desk


@dataclass(frozen=True)
class _Found:
    people: tuple[Correspondent, ...] = ()
    files: tuple[SentFile, ...] = ()
    requests: tuple[WaitingRequest, ...] = ()


class SentPane(QWidget):
    """W writes a bundle, for the chosen person where the people have the keyboard."""

    write_wanted = Signal(object)
    answer_wanted = Signal(str, str)
    toast_wanted = Signal(str, object)

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sent_pane")
        self._desk = desk
        self._offered: list[Correspondent] = []
        self._names: dict[str, str] = {}
        self._write = named("sent_write", QPushButton(self))
        self._write.setProperty("role", "primary")
        self._show = named("sent_show", QPushButton(self))
        self._copy = named("sent_copy", QPushButton(self))
        self._first = named("sent_first", QPushButton())
        self._first.setProperty("role", "primary")
        self._nothing = Nothing("sent_nothing", [self._first], self)
        self._request = _RequestBar(self)
        self.people = PlainTable("sent_people", _people_model(), self)
        self.files = PlainTable("sent_files", self._files_model(), self)
        self._split = named("sent_split", QSplitter(Qt.Orientation.Vertical, self))
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.people)
        self._split.addWidget(self.files)
        self._split.setSizes([220, 320])
        self._split.restoreState(preferences.remembered_bytes("sent_split"))
        self._split.splitterMoved.connect(
            lambda *_: preferences.remember_bytes("sent_split", self._split.saveState())
        )
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(self._split)
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 0, 12, 8)
        tools.setSpacing(8)
        for button in (self._write, self._show, self._copy):
            tools.addWidget(button)
        tools.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self._request)
        column.addWidget(self._pages, 1)
        self._write.clicked.connect(self._on_write)
        self._first.clicked.connect(lambda: self.write_wanted.emit(None))
        self._show.clicked.connect(self._show_in_folder)
        self._copy.clicked.connect(self._copy_path)
        self._request.answer_wanted.connect(self.answer_wanted)
        self.people.row_opened.connect(lambda row: self.write_wanted.emit(row.person))
        self.files.row_opened.connect(lambda _row: self._show_in_folder())
        self.files.chosen_changed.connect(self._show_buttons)
        self.retranslate()
        self.read()

    @property
    def keyboard(self) -> QWidget:
        if self._pages.currentIndex() == 0:
            return self._first
        return self.people if self._offered else self.files

    def read(self) -> None:
        self._desk.read("sent", _read, self._on_read)

    def _on_read(self, found: _Found) -> None:
        self._names = {
            each.person: agent_words(each.number, each.name) or each.person[:8]
            for each in found.people
        }
        self._offered = [each for each in found.people if not each.is_revoked]
        self.people.set_rows(self._offered)
        self.people.setVisible(bool(self._offered))
        self.files.set_rows(found.files)
        self._request.show_requests(found.requests)
        self._pages.setCurrentIndex(1 if self._offered or found.files else 0)
        self._show_buttons()

    def _show_buttons(self) -> None:
        has_any = self._pages.currentIndex() == 1
        self._write.setVisible(has_any)
        for button in (self._show, self._copy):
            button.setVisible(has_any)
            button.setEnabled(self.files.row is not None)

    def _on_write(self) -> None:
        chosen: Correspondent | None = self.people.row if self.people.hasFocus() else None
        self.write_wanted.emit(chosen.person if chosen else None)

    def _show_in_folder(self) -> None:
        row: SentFile | None = self.files.row
        if row is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(row.path.parent)))

    def _copy_path(self) -> None:
        row: SentFile | None = self.files.row
        if row is not None:
            QGuiApplication.clipboard().setText(str(row.path))
            self.toast_wanted.emit(translate("Exchange", "Path copied"), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_W and not event.modifiers():
            self._on_write()
        else:
            super().keyPressEvent(event)

    def _files_model(self) -> PlainModel:
        return PlainModel(
            [
                PlainColumn(
                    lambda: translate("Exchange", "Written"),
                    lambda row: moment_words(row.at),
                    fits=True,
                ),
                PlainColumn(lambda: translate("Exchange", "For"), self._whom, 160),
                PlainColumn(
                    lambda: translate("Exchange", "What"),
                    lambda row: purpose_name(row.purpose),
                    96,
                ),
                PlainColumn(
                    lambda: translate("Exchange", "Entries"),
                    lambda row: f"{row.operations:,}",
                    80,
                    number=True,
                ),
                PlainColumn(
                    lambda: translate("Exchange", "There"),
                    _received,
                    color=lambda row: "strength" if row.acknowledged else None,
                    fits=True,
                ),
                PlainColumn(
                    lambda: translate("Exchange", "File"), lambda row: str(row.path), stretches=True
                ),
            ],
            lambda row: f"{row.path} {row.at} {row.person}",
        )

    def _whom(self, row: SentFile) -> str:
        if not row.person:
            return translate("Exchange", "Anybody")
        return self._names.get(row.person, row.person[:8])

    def retranslate(self) -> None:
        self._write.setText(translate("Exchange", "Write a bundle…  W"))
        self._show.setText(translate("Exchange", "Show in folder"))
        self._copy.setText(translate("Exchange", "Copy the path"))
        self._first.setText(translate("Exchange", "Write a bundle…"))
        self._nothing.say(
            translate("Exchange", "Nothing written for others yet"),
            translate(
                "Exchange",
                "A bundle is one file with what others do not have yet. Here you see later what "
                "waits for whom and who has received what.",
            ),
        )
        self.people.setAccessibleName(translate("Exchange", "What waits for whom"))
        self.files.setAccessibleName(translate("Exchange", "Files written"))
        self._request.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _RequestBar(QFrame):
    """Somebody misses something that is here: the oldest request, and the button to answer it."""

    answer_wanted = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._requests: tuple[WaitingRequest, ...] = ()
        self._words = named("sent_request", QLabel(self, wordWrap=True))
        self._answer = named("sent_answer", QPushButton(self))
        self._answer.clicked.connect(self._on_answer)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        row.addWidget(self._answer)
        self.hide()

    def show_requests(self, requests: tuple[WaitingRequest, ...]) -> None:
        self._requests = requests
        self.setVisible(bool(requests))
        self.retranslate()

    def retranslate(self) -> None:
        self._answer.setText(translate("Exchange", "Write the answer…"))
        if not self._requests:
            return
        request = self._requests[-1]
        words = translate("Exchange", "{who} misses {asked} entries; {here} of them are here.")
        self._words.setText(
            words.format(
                who=request.who or translate("Exchange", "Somebody unknown here"),
                asked=f"{request.asked:,}",
                here=f"{request.here:,}",
            )
        )
        self._answer.setEnabled(request.here > 0)

    def _on_answer(self) -> None:
        if self._requests:
            request = self._requests[-1]
            self.answer_wanted.emit(request.bundle, request.who)


def _people_model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("Exchange", "Person"),
                lambda row: agent_words(row.number, row.name) or row.person[:8],
                160,
            ),
            PlainColumn(
                lambda: translate("Exchange", "Waits for them"),
                lambda row: f"{row.waiting:,}" if row.waiting else "—",
                120,
                number=True,
            ),
            PlainColumn(
                lambda: translate("Exchange", "Received up to"),
                lambda row: (
                    moment_words(row.heard_at)
                    if row.heard_at
                    else translate("Exchange", "nothing known")
                ),
                fits=True,
            ),
            PlainColumn(lambda: translate("Exchange", "Last file"), _last_file, stretches=True),
            PlainColumn(
                lambda: translate("Exchange", "Encrypted"),
                lambda row: (
                    translate("Exchange", "can be")
                    if row.can_encrypt
                    else translate("Exchange", "no key known")
                ),
                fits=True,
            ),
        ],
        lambda row: row.person,
    )


def _last_file(row: Correspondent) -> str:
    if row.last_file is None:
        return ""
    return f"{row.last_file.path.name} · {moment_words(row.last_file.at)}"


def _received(row: SentFile) -> str:
    if row.acknowledged:
        return translate("Exchange", "✓ received")
    if row.purpose == "operations" and row.person:
        return translate("Exchange", "not known yet")
    return ""


def _read(db: Database) -> _Found:
    outbox = read_outbox(db)
    return _Found(outbox.people, outbox.files, tuple(waiting_requests(db)))
