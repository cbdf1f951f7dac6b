"""The history of a record: every operation, when, who, what."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.journal.operation import is_id
from qa_desktop.services.health import HistoryLine, get_history
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import moment_text

_KINDS = {
    "hello": QT_TRANSLATE_NOOP("History", "Device added"),
    "create": QT_TRANSLATE_NOOP("History", "Created"),
    "set": QT_TRANSLATE_NOOP("History", "Changed"),
    "delete": QT_TRANSLATE_NOOP("History", "Deleted"),
    "restore": QT_TRANSLATE_NOOP("History", "Brought back"),
    "fact": QT_TRANSLATE_NOOP("History", "Submitted"),
    "withdraw": QT_TRANSLATE_NOOP("History", "Withdrawn"),
    "erase": QT_TRANSLATE_NOOP("History", "Erased for ever"),
    "unmask": QT_TRANSLATE_NOOP("History", "Number looked at"),
}

_FIELDS = {
    "agent": QT_TRANSLATE_NOOP("History", "Agent"),
    "team": QT_TRANSLATE_NOOP("History", "Team"),
    "person": QT_TRANSLATE_NOOP("History", "Person"),
    "name": QT_TRANSLATE_NOOP("History", "Name"),
    "number": QT_TRANSLATE_NOOP("History", "Number"),
    "nickname": QT_TRANSLATE_NOOP("History", "Nickname"),
    "skill_group": QT_TRANSLATE_NOOP("History", "Skill group"),
    "area": QT_TRANSLATE_NOOP("History", "Area"),
    "status": QT_TRANSLATE_NOOP("History", "Status"),
    "role": QT_TRANSLATE_NOOP("History", "Role"),
    "started": QT_TRANSLATE_NOOP("History", "Started"),
    "serial": QT_TRANSLATE_NOOP("History", "Serial no."),
    "customer_number": QT_TRANSLATE_NOOP("History", "Customer number"),
    "order_number": QT_TRANSLATE_NOOP("History", "Order no."),
    "disposition": QT_TRANSLATE_NOOP("History", "Saved as"),
    "business": QT_TRANSLATE_NOOP("History", "Business"),
    "method": QT_TRANSLATE_NOOP("History", "Method"),
    "invalid_reason": QT_TRANSLATE_NOOP("History", "Set aside because"),
    "circumstance": QT_TRANSLATE_NOOP("History", "Circumstance"),
    "text": QT_TRANSLATE_NOOP("History", "Words"),
    "kind": QT_TRANSLATE_NOOP("History", "Kind"),
    "competency": QT_TRANSLATE_NOOP("History", "Competency"),
    "code": QT_TRANSLATE_NOOP("History", "Code"),
    "strengths": QT_TRANSLATE_NOOP("History", "What was good"),
    "advice": QT_TRANSLATE_NOOP("History", "What to change"),
    "grade": QT_TRANSLATE_NOOP("History", "Grade"),
    "reason": QT_TRANSLATE_NOOP("History", "Reason"),
    "answer": QT_TRANSLATE_NOOP("History", "Answer"),
    "about": QT_TRANSLATE_NOOP("History", "About what"),
    "action": QT_TRANSLATE_NOOP("History", "What was agreed"),
    "result": QT_TRANSLATE_NOOP("History", "Result"),
    "follow_up": QT_TRANSLATE_NOOP("History", "Look again"),
    "held": QT_TRANSLATE_NOOP("History", "Held"),
    "level": QT_TRANSLATE_NOOP("History", "Listening"),
    "tier": QT_TRANSLATE_NOOP("History", "Tier"),
    "day": QT_TRANSLATE_NOOP("History", "Day"),
    "note": QT_TRANSLATE_NOOP("History", "Note"),
    "source": QT_TRANSLATE_NOOP("History", "Source"),
}
"""Fields of records that mean something to a person; the others are the program's own."""


class HistoryDialog(QDialog):
    """Reads it when it opens; ``title`` says what the record is."""

    def __init__(self, desk: Desk, entity: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history_dialog")
        self.setWindowTitle(translate("History", "History"))
        words = QLabel(title, self, wordWrap=True)
        words.setProperty("role", "title")
        self._table = PlainTable("history_table", _model(), self, letters_find=True)
        self._table.setAccessibleName(self.windowTitle())
        close = QPushButton(translate("History", "Close"), self)
        close.setObjectName("history_close")
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(words)
        column.addWidget(self._table, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(720, 420)
        desk.read("history", partial(get_history, entity=entity), self._on_found)

    def _on_found(self, lines: list[HistoryLine]) -> None:
        self._table.set_rows(lines)


def _model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(lambda: translate("History", "When"), _when, fits=True),
            PlainColumn(lambda: translate("History", "Who"), lambda line: line.who, fits=True),
            PlainColumn(lambda: translate("History", "What"), _what, fits=True),
            PlainColumn(lambda: translate("History", "Values"), _values, stretches=True),
        ],
        lambda line: line.id,
    )


def _when(line: HistoryLine) -> str:
    try:
        return moment_text(local_moment(line.at))
    except (ValueError, OverflowError, OSError):
        return str(line.at)


def _what(line: HistoryLine) -> str:
    kind = _KINDS.get(line.kind)
    return translate("History", kind) if kind else line.kind


def _values(line: HistoryLine) -> str:
    """Field: value, what was erased and what only the program knows left out; the hashes of an
    erasure tell nobody anything."""
    if line.kind == "erase":
        return ""
    shown = (
        f"{translate('History', _FIELDS[name])}: {value}"
        for name, value in line.values.items()
        if name in _FIELDS and isinstance(value, str) and value and not is_id(value)
    )
    return "; ".join(shown)
