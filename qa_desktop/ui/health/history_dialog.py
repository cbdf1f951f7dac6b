"""The history of a record: who changed what, when, and which bundle brought it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qa_desktop.services.history import HistoryLine, RecordHistory, read_history
from qa_desktop.ui.fitting_dialog import resize_on_screen
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.record_words import (
    FIELDS,
    device_words,
    field_words,
    kind_words,
    moment_words,
    record_type_words,
    refusal_words,
    value_words,
)
from qa_desktop.ui.tasks import Desk

_SIZE = QSize(860, 520)
_DETAIL_HEIGHT = 120


class HistoryDialog(QDialog):
    """Reads it when it opens; ``title`` stands there where nothing says any more what it was."""

    def __init__(
        self, desk: Desk, entity: str, title: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("history_dialog")
        self.setWindowTitle(translate("History", "History"))
        self._history = RecordHistory()
        self._title = title
        self._words = named("history_title", QLabel(title, self, wordWrap=True))
        self._words.setProperty("role", "title")
        self._table = PlainTable("history_table", self._model(), self, letters_find=True)
        self._table.setAccessibleName(self.windowTitle())
        self._table.chosen_changed.connect(self._show_detail)
        self._detail = named("history_detail", QLabel(self, wordWrap=True))
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._detail.setMinimumHeight(_DETAIL_HEIGHT)
        close = QPushButton(translate("History", "Close"), self)
        close.setObjectName("history_close")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self._words)
        column.addWidget(self._table, 1)
        column.addWidget(self._detail)
        column.addLayout(foot)
        resize_on_screen(self, _SIZE)
        desk.read("history", partial(read_history, entity=entity), self._on_found)

    def _on_found(self, history: RecordHistory) -> None:
        self._history = history
        if history.kind:
            kind = record_type_words(history.kind)
            self._words.setText(f"{kind}  {history.words or self._title}".rstrip())
        self._table.set_rows(history.lines)

    def _model(self) -> PlainModel:
        return PlainModel(
            [
                PlainColumn(
                    lambda: translate("History", "When"),
                    _when,
                    color=lambda line: "weakness" if line.ahead else None,
                    fits=True,
                ),
                PlainColumn(lambda: translate("History", "Who"), _who, fits=True),
                PlainColumn(
                    lambda: translate("History", "What"),
                    _what,
                    color=lambda line: "muted" if line.why else None,
                    fits=True,
                ),
                PlainColumn(lambda: translate("History", "Values"), self._values, stretches=True),
                PlainColumn(lambda: translate("History", "Came with"), _came_with, fits=True),
            ],
            lambda line: line.id,
        )

    def _values(self, line: HistoryLine) -> str:
        return "; ".join(f"{name}: {words}" for name, words in self._said(line))

    def _said(self, line: HistoryLine) -> list[tuple[str, str]]:
        """Fields that mean something to a person and what they were set to; the hashes of an
        erasure tell nobody anything."""
        if line.kind in ("erase", "hello", "roster"):
            return []
        return [
            (field_words(name), value_words(name, value, self._history.names))
            for name, value in line.values.items()
            if name in FIELDS
            and not isinstance(value, (dict, list))
            and (line.kind == "set" or value not in (None, ""))
        ]

    def _show_detail(self) -> None:
        """All of the chosen line, which has no room in a row."""
        line: HistoryLine | None = self._table.row
        if line is None:
            self._detail.clear()
            return
        device = device_words(line.replica, self._history.here)
        head = translate("History", "{what} by {who}, {when}, on {device} (no. {seq} from there)")
        said = [
            head.format(
                what=kind_words(line.kind),
                who=line.who or translate("History", "somebody unknown here"),
                when=moment_words(line.at),
                device=device,
                seq=line.seq,
            ),
            *(f"{name}: {words}" for name, words in self._said(line)),
            _origin(line),
        ]
        if line.why:
            said.append(refusal_words(line.why))
        if line.ahead:
            said.append(
                translate(
                    "History",
                    "Dated more than a day ahead: the clock of that computer was wrong. It counts "
                    "like any other, but its date proves nothing.",
                )
            )
        self._detail.setText("\n".join(part for part in said if part))


def _when(line: HistoryLine) -> str:
    shown = moment_words(line.at)
    return f"⚠ {shown}" if line.ahead else shown


def _what(line: HistoryLine) -> str:
    done = kind_words(line.kind)
    return f"⊘ {done}" if line.why else done


def _who(line: HistoryLine) -> str:
    return line.who or translate("History", "unknown")


def _came_with(line: HistoryLine) -> str:
    return line.file or ("" if line.bundle is None else line.bundle[:8])


def _origin(line: HistoryLine) -> str:
    """Which bundle brought it here."""
    if line.bundle is None:
        return translate("History", "Written in this workspace.")
    if line.merged_at is None:
        return translate("History", "Came with a bundle that is no longer noted here.")
    words = translate("History", "Came with the bundle {file} of {who}, merged {when}.")
    return words.format(
        file=line.file,
        who=line.sender or translate("History", "somebody unknown here"),
        when=moment_words(line.merged_at),
    )
