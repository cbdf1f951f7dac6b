"""People and devices: last heard from, has, lacks; gaps, forks and copies told in words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.agents import agent_words
from qa_desktop.services.peers import Peer, read_peers
from qa_desktop.ui.exchange.nothing import Nothing
from qa_desktop.ui.exchange.pages import words_label
from qa_desktop.ui.exchange.people_words import (
    device_lines,
    fingerprint_of_peer,
    role_words,
    state_color,
    state_words,
    trouble_lines,
)
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.identity.fingerprint_view import FingerprintView
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.record_words import moment_words
from qa_desktop.ui.tasks import Desk


class PeoplePane(QWidget):
    """The list at the left; who is chosen stands at the right with all devices."""

    open_wanted = Signal()
    write_wanted = Signal(object)
    """A bundle for this person (id), or None for anybody."""
    request_wanted = Signal(object)
    """What is missing is to be asked of this person (id), or None: of anybody."""

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("people_pane")
        self._desk = desk
        self._peers: list[Peer] = []
        self._alone_open = named("people_alone_open", QPushButton())
        self._alone_open.setProperty("role", "primary")
        self._alone_write = named("people_alone_write", QPushButton())
        self._alone = Nothing("people_alone", [self._alone_open, self._alone_write], self)
        self.table = PlainTable("people_table", _model(), self, letters_find=True)
        self._detail = _PeerDetail(self)
        self._split = named("people_split", QSplitter(Qt.Orientation.Horizontal, self))
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.table)
        self._split.addWidget(self._detail)
        self._split.setSizes([640, 420])
        self._split.restoreState(preferences.remembered_bytes("people_split"))
        self._split.splitterMoved.connect(
            lambda *_: preferences.remember_bytes("people_split", self._split.saveState())
        )
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._alone)
        self._pages.addWidget(self._split)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.table.chosen_changed.connect(self._show_peer)
        self.table.row_opened.connect(lambda _peer: self._detail.write.setFocus())
        self._detail.write.clicked.connect(self._on_write)
        self._detail.ask.clicked.connect(self._on_ask)
        self._alone_open.clicked.connect(self.open_wanted)
        self._alone_write.clicked.connect(lambda: self.write_wanted.emit(None))
        self.retranslate()
        self.read()

    @property
    def keyboard(self) -> QWidget:
        return self.table if self._is_in_company else self._alone_open

    @property
    def _is_in_company(self) -> bool:
        return len(self._peers) > 1 or any(len(peer.devices) > 1 for peer in self._peers)

    def read(self) -> None:
        self._desk.read("peers", read_peers, self._on_read)

    def _on_read(self, peers: list[Peer]) -> None:
        self._peers = peers
        self.table.set_rows(peers)
        self._pages.setCurrentIndex(1 if self._is_in_company else 0)
        self._show_peer()

    def _show_peer(self) -> None:
        self._detail.show_peer(self.table.row)

    def _on_write(self) -> None:
        peer: Peer | None = self.table.row
        if peer is not None:
            self.write_wanted.emit(None if peer.is_self else peer.person)

    def _on_ask(self) -> None:
        peer: Peer | None = self.table.row
        if peer is not None:
            self.request_wanted.emit(None if peer.is_self else peer.person)

    def retranslate(self) -> None:
        self._alone.say(
            translate("Exchange", "You have not exchanged anything yet"),
            translate(
                "Exchange",
                "Working alone you need nothing of this. To work with others, swap files: write a "
                "bundle and hand it over by share, mail or USB stick, and open the bundles that "
                "others hand to you. Whatever the order, everybody ends up with the same.",
            ),
        )
        self._alone_open.setText(translate("Exchange", "Open a bundle…"))
        self._alone_write.setText(translate("Exchange", "Write a bundle…"))
        self.table.setAccessibleName(translate("Exchange", "People"))
        self._detail.retranslate()
        self._show_peer()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _PeerDetail(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._peer: Peer | None = None
        self._name = named("peer_name", QLabel(wordWrap=True))
        self._name.setProperty("role", "title")
        self._roles = words_label("peer_roles", "muted")
        self._fingerprint_head = QLabel(wordWrap=True)
        self._fingerprint_head.setProperty("role", "fact")
        self._fingerprint = FingerprintView("peer_fingerprint")
        self._devices = words_label("peer_devices")
        self._troubles = words_label("peer_troubles", "nudge")
        self.write = named("peer_write", QPushButton())
        self.ask = named("peer_ask", QPushButton())
        body = QWidget(objectName="peer_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 12, 20, 16)
        column.setSpacing(12)
        for part in (self._name, self._roles, self._devices, self._troubles):
            column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.write)
        row.addWidget(self.ask)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(self._fingerprint_head)
        column.addWidget(self._fingerprint)
        column.addStretch(1)
        self._scroll = named("peer_scroll", QScrollArea(self))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def show_peer(self, peer: Peer | None) -> None:
        self._peer = peer
        self._scroll.widget().setVisible(peer is not None)
        if peer is None:
            return
        name = agent_words(peer.number, peer.name)
        self._name.setText(name or translate("Exchange", "Somebody unknown here"))
        for label, words in (
            (self._roles, role_words(peer)),
            (self._devices, device_lines(peer)),
            (self._troubles, trouble_lines(peer)),
        ):
            label.setText(words)
            label.setVisible(bool(words))
        fingerprint = fingerprint_of_peer(peer)
        for part in (self._fingerprint_head, self._fingerprint):
            part.setVisible(fingerprint is not None)
        if fingerprint is not None:
            self._fingerprint.set_fingerprint(fingerprint)
        self.ask.setVisible(bool(peer.gaps) or peer.ahead > 0)
        self.write.setVisible(not peer.is_revoked)
        self.write.setText(
            translate("Exchange", "Write a bundle for anybody…")
            if peer.is_self
            else translate("Exchange", "Write a bundle for {name}…").format(name=peer.name or name)
        )

    def retranslate(self) -> None:
        self.ask.setText(translate("Exchange", "Ask for what is missing…"))
        self._fingerprint_head.setText(
            translate("Exchange", "Fingerprint, to be compared in person or by telephone")
        )
        self._scroll.setAccessibleName(translate("Exchange", "The chosen person"))


def _model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(lambda: translate("Exchange", "Person"), _name, stretches=True),
            PlainColumn(
                lambda: translate("Exchange", "Devices"),
                lambda peer: f"{len(peer.devices)}",
                72,
                number=True,
            ),
            PlainColumn(lambda: translate("Exchange", "Last heard from"), _heard, fits=True),
            PlainColumn(lambda: translate("Exchange", "Not here yet"), _ahead, 96, number=True),
            PlainColumn(lambda: translate("Exchange", "Lacks"), _lacks, 96, number=True),
            PlainColumn(
                lambda: translate("Exchange", "State"), state_words, 160, state_color, fits=True
            ),
        ],
        lambda peer: peer.person,
    )


def _name(peer: Peer) -> str:
    name = agent_words(peer.number, peer.name) or translate("Exchange", "Somebody unknown here")
    return translate("Exchange", "{name} (you)").format(name=name) if peer.is_self else name


def _heard(peer: Peer) -> str:
    if peer.is_self:
        return ""
    return moment_words(peer.heard_at) if peer.heard_at else translate("Exchange", "never")


def _ahead(peer: Peer) -> str:
    return "" if peer.is_self or peer.heard_at is None else f"{peer.ahead:,}"


def _lacks(peer: Peer) -> str:
    if peer.is_self:
        return ""
    return translate("Exchange", "all") if peer.lacks is None else f"{peer.lacks:,}"
