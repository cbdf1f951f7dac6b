"""Suggested cases 推荐案例: what the lesson is about, how many, and what was used lately."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.annotations import COMPETENCIES
from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.domain.suggestions import Candidate
from qa_desktop.services.suggesting import suggest_cases
from qa_desktop.store.call_counts import find_choices
from qa_desktop.store.calls import CallRow, get_call
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.number_box import NumberBox
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import competency_name

Kind = Literal["fault", "item", "competency", "words"]

_COLORS: Final = {"good": "strength", "bad": "weakness"}


@dataclass(frozen=True)
class Suggested:
    candidate: Candidate
    call: CallRow


class SuggestDialog(QDialog):
    """Asks as soon as something is chosen; what it finds can be opened or put into a playlist."""

    opened = Signal(str, object)
    """A call, and the millisecond to go to or None."""
    playlist_wanted = Signal(object)
    """Parts of calls, as the library's rows are dragged."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("suggest_dialog")
        self._desk = desk
        self.setWindowTitle(translate("Library", "Suggest cases"))
        self.resize(820, 480)
        self.subject = named("suggest_subject", QComboBox(self))
        self.subject.setEditable(True)
        self.subject.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.subject.completer().setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.subject.setAccessibleName(translate("Library", "About"))
        self.subject.lineEdit().setPlaceholderText(
            translate("Library", "A fault, an item, a competency, or words of a comment")
        )
        self.count = self._box("suggest_count", 1, 12, 3, translate("Library", "How many"))
        self.sessions = self._box(
            "suggest_sessions", 0, 52, 4, translate("Library", "Not used in the last sessions")
        )
        self.table = PlainTable("suggest_table", _model(), self)
        self.table.setAccessibleName(translate("Library", "Suggested cases"))
        self._hint = named("suggest_hint", QLabel(self, wordWrap=True))
        self._hint.setProperty("role", "muted")
        self._add = named("suggest_add", QPushButton(translate("Library", "Add to a playlist…")))
        self._add.setProperty("role", "primary")
        self._close = named("suggest_close", QPushButton(translate("Library", "Close")))
        for button in (self._add, self._close):
            button.setAutoDefault(False)
        self._lay_out()
        self._wire()
        self._asked: tuple[Kind, str, int, int] | None = None
        self._are_evaluated = True
        """Whether faults and items are among what can be chosen."""
        self._show([])
        desk.read("suggest_subjects", _read_subjects, self._on_subjects)

    def _box(self, name: str, least: int, most: int, value: int, words: str) -> NumberBox:
        box = named(name, NumberBox(self))
        box.setRange(least, most)
        box.setValue(value)
        box.setAccessibleName(words)
        return box

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, part in (
            (translate("Library", "About"), self.subject),
            (translate("Library", "How many"), self.count),
            (translate("Library", "Not used in the last sessions"), self.sessions),
        ):
            row.addWidget(QLabel(words, self))
            row.addWidget(part, 1 if part is self.subject else 0)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._close)
        foot.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self._hint)
        column.addLayout(foot)

    def _wire(self) -> None:
        self.subject.currentIndexChanged.connect(self._ask)
        self.subject.activated.connect(self._ask)  # the same one again, after words were typed
        self.subject.lineEdit().editingFinished.connect(self._ask)
        for box in (self.count, self.sessions):
            box.valueChanged.connect(self._ask)
        self.table.row_opened.connect(self._open)
        self._close.clicked.connect(self.reject)
        self._add.clicked.connect(self._on_add)

    def _on_subjects(self, subjects: list[tuple[Kind, str, str]]) -> None:
        self.subject.blockSignals(True)
        for kind, code, words in subjects:
            self.subject.addItem(words, (kind, code))
        self.subject.setCurrentIndex(-1)
        self.subject.blockSignals(False)
        self._are_evaluated = any(kind != "competency" for kind, _, _ in subjects)
        self._asked = None
        self._show([])
        self.subject.setFocus()

    @property
    def _about(self) -> tuple[Kind, str] | None:
        """What was chosen, else the words that were typed."""
        said = self.subject.currentText().strip()
        place = self.subject.currentIndex()
        if place >= 0 and said == self.subject.itemText(place).strip():
            kind, code = self.subject.itemData(place)
            return kind, code
        return ("words", said) if said else None

    def _ask(self, *_: Any) -> None:
        about = self._about
        if about is None or (asked := (*about, *self._numbers())) == self._asked:
            return
        self._asked = asked
        kind, code, count, sessions = asked
        read = partial(
            _read, person=self._desk.person, kind=kind, code=code, count=count, sessions=sessions
        )
        self._desk.read("suggest", read, self._show)

    def _numbers(self) -> tuple[int, int]:
        return self.count.value(), self.sessions.value()

    def _show(self, found: list[Suggested]) -> None:
        self.found = found
        self.table.set_rows(found)
        self._add.setEnabled(bool(found))
        self._hint.setText(self._hint_of(found))

    def _hint_of(self, found: list[Suggested]) -> str:
        about = self._about
        if about is None:
            return translate(
                "Library",
                "Choose what the lesson is about, or type words that stand in comments, notes or "
                "tags, and press Enter.",
            ) + ("" if self._are_evaluated else " " + _more_with_evaluations())
        if found:
            return _kinds_of(found)
        if about[0] == "words":
            return translate(
                "Library",
                "No comment, note, tag, fault or lost item says “{words}”, or the last sessions "
                "used those calls already.",
            ).format(words=about[1])
        return translate(
            "Library",
            "Nothing in the submitted evaluations and comments shows this yet. Submit "
            "evaluations, or give the comments their competency in Inspect (Alt+1 to Alt+6). "
            "Words that stand in comments can be typed here as well.",
        )

    def _open(self, row: Suggested) -> None:
        self.opened.emit(row.call.id, row.candidate.at_ms)
        self.accept()

    def _on_add(self) -> None:
        self.playlist_wanted.emit([_part(row) for row in self.found])
        self.accept()


def _kinds_of(found: list[Suggested]) -> str:
    sides = {row.candidate.side for row in found} - {"open"}
    if not sides:  # nobody has said of any whether it is good or bad
        return ""
    if sides == {"bad"}:
        return translate("Library", "No good example was found; nobody is always the bad one.")
    if sides == {"good"}:
        return translate("Library", "No bad example was found.")
    return translate("Library", "Good and bad in pairs; nobody is always the bad example.")


def _more_with_evaluations() -> str:
    return translate(
        "Library",
        "Faults and scorecard items are offered as well once there are submitted evaluations.",
    )


def _part(row: Suggested) -> dict[str, object]:
    return {
        "call": row.call.id, "from_ms": None, "to_ms": None,
        "library_entry": row.candidate.entry, "title": "",
    }  # fmt: skip


def _side(row: Suggested) -> str:
    words = {"good": translate("Library", "✓ Good"), "bad": translate("Library", "✗ Bad")}
    return words.get(row.candidate.side, "—")


def _said(row: Suggested) -> str:
    """On one line."""
    return " ".join(mask_in_text(row.candidate.said, row.call.customer_number).split())


def _model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("Library", "Example"), _side, 72,
                color=lambda row: _COLORS.get(row.candidate.side),
            ),
            PlainColumn(
                lambda: translate("Library", "Agent"),
                lambda row: agent_words(row.call.agent_number, row.call.agent_name), 120,
            ),
            PlainColumn(lambda: translate("Library", "What it says"), _said, stretches=True),
            PlainColumn(lambda: translate("Library", "Business"),
                        lambda row: row.call.business or "", 110),
            PlainColumn(lambda: translate("Library", "Started"),
                        lambda row: (row.call.started or "").replace("T", " "), 150),
            PlainColumn(
                lambda: translate("Library", "Listen at"),
                lambda row: "" if row.candidate.at_ms is None
                else format_duration(row.candidate.at_ms), 72,
            ),
        ],
        lambda row: row.call.id,
    )  # fmt: skip


def _read_subjects(db: Database) -> list[tuple[Kind, str, str]]:
    choices, language = find_choices(db), i18n.catalogue_language()
    faults: list[tuple[Kind, str, str]] = [
        ("fault", code, name.render(language)) for code, name in choices.faults
    ]
    items: list[tuple[Kind, str, str]] = [
        ("item", code, name.render(language)) for code, name in choices.items
    ]
    competencies: list[tuple[Kind, str, str]] = [
        ("competency", code, competency_name(code)) for code in COMPETENCIES
    ]
    return [*faults, *competencies, *items]


def _read(
    db: Database, person: str, kind: Kind, code: str, count: int, sessions: int
) -> list[Suggested]:
    found = suggest_cases(db, kind, code, count=count, sessions=sessions, person=person)
    return [Suggested(each, get_call(db, person, each.call)) for each in found]
