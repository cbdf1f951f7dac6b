"""Write a bundle, receipt, request or answer: for whom, what, with which sound, where to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.services.bundle_plan import BundlePlan
from qa_desktop.services.bundle_writing import Written
from qa_desktop.services.peers import Peer, read_peers
from qa_desktop.ui import i18n
from qa_desktop.ui.exchange.pages import at_the_end, offer, page_column, words_label
from qa_desktop.ui.exchange.write_place import WritePlace
from qa_desktop.ui.exchange.write_run import WriteOrder, WriteRun
from qa_desktop.ui.exchange.write_words import (
    clips_words,
    file_words,
    next_words,
    person_line,
    purpose_words,
    size_words,
    what_words,
    written_words,
)
from qa_desktop.ui.fitting_dialog import resize_on_screen
from qa_desktop.ui.health.sizes import size_in_words
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.tasks import Desk

_SIZE = QSize(620, 500)
_ASKING, _WORKING, _RESULT = range(3)
_AUDIO = ("none", "clips", "full")
_LEAST_LIST = 96


class WriteDialog(QDialog):
    """``order`` is what is asked for; whom it is for is ticked at first. ``title`` is what its
    subject is called, or who asked."""

    written = Signal(object)
    """``Written``."""

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        order: WriteOrder,
        title: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("write_dialog")
        self.setWindowTitle(purpose_words(order.purpose))
        self._desk, self._preferences = desk, preferences
        self._asked, self._title = order, title
        self._names: dict[str, str] = {}
        self._written: tuple[Path, ...] = ()
        self._plan: BundlePlan | None = None
        self._can_encrypt: bool | None = None
        """None until it is known of those who are ticked: then what is written decides."""
        self._run = WriteRun(desk, self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._asking_page())
        self._pages.addWidget(self._working_page())
        self._pages.addWidget(self._result_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.addWidget(self._pages)
        resize_on_screen(self, _SIZE)
        self._run.planned.connect(self._on_planned)
        self._run.progressed.connect(self._on_progress)
        self._run.written.connect(self._on_written)
        self._run.failed.connect(self._on_failed)
        self._run.cancelled.connect(lambda: self._pages.setCurrentIndex(_ASKING))
        self._show_name()
        desk.read("peers to write to", read_peers, self._on_peers)

    def reject(self) -> None:
        """Closing while it writes gives it up first; nothing stays behind."""
        if self._run.running:
            self._run.cancel()
        else:
            super().reject()

    # -- pages

    def _asking_page(self) -> QWidget:
        page = QWidget(self)
        self._what = named("write_what", QLabel(what_words(self._asked, self._title), page))
        self._what.setWordWrap(True)
        self._what.setProperty("role", "title")
        self._make_fields(page)
        self._message = named("write_message", QLabel(page, wordWrap=True))
        self._message.setProperty("role", "error")
        self._message.hide()
        cancel = named("write_cancel", QPushButton(translate("WriteBundle", "Cancel"), page))
        cancel.clicked.connect(self.reject)
        self._start = named("write_start", QPushButton(translate("WriteBundle", "Write"), page))
        self._start.setProperty("role", "primary")
        self._start.setDefault(True)
        self._start.setEnabled(False)  # until it is known whom it is for
        self._start.clicked.connect(self._on_start)
        column = page_column(page)
        column.addWidget(self._what)
        column.addWidget(_scrolling(self._laid_out()), 1)
        column.addWidget(self._size)
        column.addWidget(self._message)
        column.addLayout(at_the_end(cancel, self._start))
        return page

    def _make_fields(self, page: QWidget) -> None:
        """In the order in which Tab goes through them."""
        self._people = named("write_people", _PeopleList(page))
        self._people.setProperty("role", "ticks")
        self._people.setMinimumHeight(_LEAST_LIST)
        room = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        room.setVerticalStretch(1)
        self._people.setSizePolicy(room)
        self._people.setAccessibleName(translate("WriteBundle", "For whom"))
        self._people.itemChanged.connect(lambda _item: self._on_people())
        self._anybody = named("write_anybody", QLabel(page, wordWrap=True))
        self._anybody.setProperty("role", "muted")
        self._audio = named("write_audio", QComboBox(page))
        for code in _AUDIO:
            self._audio.addItem("", code)
        self._audio.setCurrentIndex(_AUDIO.index(self._asked.audio))
        self._audio.setAccessibleName(translate("WriteBundle", "Recordings"))
        self._audio.setVisible(self._asked.purpose == "bundle")
        self._audio.currentIndexChanged.connect(lambda _row: self._show_size())
        self._encrypt = named("write_encrypt", QCheckBox(translate("WriteBundle", "Encrypt"), page))
        self._encrypt.setChecked(True)
        self._encrypt_hint = named("write_encrypt_hint", QLabel(page, wordWrap=True))
        self._encrypt_hint.setProperty("role", "muted")
        self._place = WritePlace(self._desk, self._preferences, page)
        self._size = named("write_size", QLabel(page, wordWrap=True))
        self._size.setProperty("role", "muted")

    def _laid_out(self) -> QWidget:
        place = self._place.row
        fields = _Fields(objectName="write_fields")
        form = QFormLayout(fields)
        form.setContentsMargins(0, 0, 8, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for words, field in (
            (translate("WriteBundle", "For whom"), self._people),
            ("", self._anybody),
            (translate("WriteBundle", "Recordings"), self._audio),
            ("", self._encrypt),
            ("", self._encrypt_hint),
            (translate("WriteBundle", "Folder"), place),
            (translate("WriteBundle", "File"), self._place.name),
        ):
            form.addRow(words, field)
        label = form.labelForField(place)
        assert isinstance(label, QLabel)  # noqa: S101
        label.setBuddy(self._place.folder)
        form.setRowVisible(self._audio, self._asked.purpose == "bundle")
        form.setRowVisible(self._anybody, self._asked.purpose == "bundle")
        form.setRowVisible(self._encrypt, False)  # until it is known that it can be
        self._form = form
        return fields

    def _working_page(self) -> QWidget:
        page = QWidget(self)
        doing = QLabel(translate("WriteBundle", "Writing, then reading back what was written…"))
        doing.setObjectName("write_doing")
        self._bar = named("write_progress", QProgressBar(page))
        self._bar.setTextVisible(False)
        stop = named("write_stop", QPushButton(translate("WriteBundle", "Cancel"), page))
        stop.setAutoDefault(False)
        stop.clicked.connect(self.reject)
        column = page_column(page)
        column.addStretch(1)
        column.addWidget(doing)
        column.addWidget(self._bar)
        column.addStretch(1)
        column.addLayout(at_the_end(stop))
        return page

    def _result_page(self) -> QWidget:
        page = QWidget(self)
        self._result = named("write_result", QLabel(page, wordWrap=True))
        self._result.setProperty("role", "title")
        self._files = words_label("write_files")
        self._next = named("write_next", QLabel(page, wordWrap=True))
        self._next.setProperty("role", "muted")
        show = named("write_show", QPushButton(translate("WriteBundle", "Show in folder"), page))
        show.clicked.connect(self._show_in_folder)
        copy = named("write_copy", QPushButton(translate("WriteBundle", "Copy the path"), page))
        copy.clicked.connect(self._copy_path)
        self._close = named("write_close", QPushButton(translate("WriteBundle", "Close"), page))
        self._close.setProperty("role", "primary")
        self._close.clicked.connect(self.accept)
        column = page_column(page)
        for part in (self._result, self._files, self._next):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(at_the_end(show, copy, self._close))
        return page

    # -- asking

    def _on_peers(self, peers: list[Peer]) -> None:
        others = [peer for peer in peers if not (peer.is_self or peer.is_revoked)]
        self._people.blockSignals(True)
        self._people.clear()
        for peer in others:
            item = QListWidgetItem(person_line(peer), self._people)
            item.setData(Qt.ItemDataRole.UserRole, peer.person)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = peer.person in self._asked.to
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self._people.blockSignals(False)
        can_choose = bool(others) and self._asked.purpose != "answer"
        self._form.setRowVisible(self._people, can_choose)
        self._names = {peer.person: peer.name for peer in others}
        self._start.setEnabled(True)
        (self._people if can_choose else self._start).setFocus()
        if can_choose:
            self._people.setCurrentRow(0)
        self._on_people()

    def _to(self) -> tuple[str, ...]:
        items = [self._people.item(row) for row in range(self._people.count())]
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def _on_people(self) -> None:
        anybody = not self._to()
        self._anybody.setText(
            translate(
                "WriteBundle",
                "Nobody ticked: for anybody, with everything, so that whoever gets it needs "
                "nothing else.",
            )
            if anybody
            else translate(
                "WriteBundle", "What they have acknowledged with their own bundles is left out."
            )
        )
        self._form.setRowVisible(
            self._anybody, self._asked.purpose == "bundle" and self._asked.subject is None
        )
        self._show_name()
        self._can_encrypt = None
        if self._asked.purpose != "answer":
            self._plan = None
            self._show_size()
            self._run.plan(self._order())
        else:
            self._show_encryption(BundlePlan(0, 0, 0, 0))

    def _order(self) -> WriteOrder:
        return replace(
            self._asked,
            to=self._to(),
            audio=self._audio.currentData() or "none",
            plain=self._can_encrypt is False or not self._encrypt.isChecked(),
        )

    def _on_planned(self, plan: BundlePlan) -> None:
        self._audio.setItemText(0, translate("WriteBundle", "Without recordings"))
        self._audio.setItemText(1, clips_words(plan))
        whole = translate("WriteBundle", "Whole recordings: {count}, {size}")
        self._audio.setItemText(
            2, whole.format(count=f"{plan.recordings:,}", size=size_in_words(plan.audio_bytes))
        )
        self._show_encryption(plan)
        self._plan = plan
        self._show_size()

    def _show_size(self) -> None:
        if self._plan is None:
            self._size.setText(translate("WriteBundle", "Counting…"))
        elif self._asked.purpose != "bundle":
            self._size.clear()
        else:
            self._size.setText(size_words(self._plan, self._audio.currentData()))

    def _show_encryption(self, plan: BundlePlan) -> None:
        """What can be encrypted is, unless the person says otherwise."""
        is_answer = self._asked.purpose == "answer"
        has_keys = (bool(self._to()) or is_answer) and not plan.without_key
        self._can_encrypt = has_keys
        self._form.setRowVisible(self._encrypt, has_keys)
        if plan.without_key:
            names = "、".join(self._names.get(each) or each[:8] for each in plan.without_key)
            words = translate(
                "WriteBundle",
                "Cannot be encrypted: no single key of {names} is known. Merge a bundle of theirs "
                "first.",
            ).format(names=names)
        elif has_keys:
            words = translate(
                "WriteBundle", "Only those it is for, and you, can read it; nobody on the way."
            )
        else:
            words = translate("WriteBundle", "Anybody who gets the file can read it.")
        self._encrypt_hint.setText(words)

    def _show_name(self) -> None:
        names = [self._names.get(person, "") for person in self._to()] if self._names else []
        about = self._title or "、".join(name for name in names[:2] if name)
        parts = [file_words(self._asked.purpose), about, date.today().isoformat()]
        self._place.suggest(self._asked.name or "-".join(part for part in parts if part))

    # -- writing

    def _on_start(self) -> None:
        self._message.hide()
        self._bar.setMaximum(0)
        self._pages.setCurrentIndex(_WORKING)
        self.setFocus()
        self._run.start(self._order(), self._place.out)

    def _on_progress(self, done: int, total: int) -> None:
        self._bar.setMaximum(total)
        self._bar.setValue(done)

    def _on_written(self, written: Written) -> None:
        self._place.remember()
        self._written = written.files
        self._result.setText(written_words(self._asked.purpose, written))
        self._files.setText("\n".join(str(file) for file in written.files))
        self._next.setText(next_words(self._asked.purpose, written))
        self._pages.setCurrentIndex(_RESULT)
        offer(self._close)
        self.written.emit(written)

    def _on_failed(self, error: UserFacingError) -> None:
        self._pages.setCurrentIndex(_ASKING)
        self._refuse(error)

    def _refuse(self, error: UserFacingError) -> None:
        self._message.setText(error.say(i18n.catalogue_language()))
        self._message.show()

    def _show_in_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written[0].parent)))

    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(str(file) for file in self._written))


class _PeopleList(QListWidget):
    """Takes the room that is left and asks for little, so that a usual screen scrolls nothing."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _LEAST_LIST)


class _Fields(QWidget):
    """In a narrow window its sentences need more lines, and what scrolls it has to know."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # another sentence
            self._fit()
        return done

    def _fit(self) -> None:
        if self.layout().hasHeightForWidth():
            self.setMinimumHeight(self.layout().totalHeightForWidth(self.width()))


def _scrolling(fields: QWidget) -> QScrollArea:
    """On a small screen what is asked goes up and down, above buttons that stay in sight."""
    scroll = named("write_scroll", QScrollArea())
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keyboard
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidgetResizable(True)
    scroll.setWidget(fields)
    return scroll
