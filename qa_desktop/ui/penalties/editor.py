"""The editor of the penalty standard: its parts, and the fields of the one that is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.penalty_draft import StandardDraft
from qa_desktop.services.standard_drafts import SavedStandard
from qa_desktop.store.standard_proposals import ProposalRow
from qa_desktop.ui import i18n
from qa_desktop.ui.flow_layout import FlowLayout
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.penalties.editing import StandardEditing
from qa_desktop.ui.penalties.fields import RULES, RUNGS
from qa_desktop.ui.penalties.words import proposal_line
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.scorecards.field_form import FieldForm
from qa_desktop.ui.scorecards.words import name_text
from qa_desktop.ui.tasks import Desk

_MOST_PROBLEMS = 20
_LETTERS = {Qt.Key.Key_N: "add", Qt.Key.Key_Insert: "add"}


@dataclass(frozen=True)
class Part:
    """A row of the list: the rules, the rungs, or a clause."""

    place: str
    number: str
    words: str
    is_wrong: bool


class PartTable(PlainTable):
    """Alt+Up and Alt+Down move the chosen clause, Esc leads out."""

    moved = Signal(int)
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Alt and an arrow changes the speed elsewhere: here it moves."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and _step(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _step(event):
            self.moved.emit(_step(event))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _step(event: QKeyEvent) -> int:
    """Of Alt+Up and Alt+Down."""
    steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
    is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return steps.get(Qt.Key(event.key()), 0) if is_alt else 0


class StandardEditor(QWidget):
    """Everything typed is kept at once; publishing is another step."""

    left = Signal()
    publish_wanted = Signal(object)
    """The ``SavedStandard`` as it is now."""
    changes_wanted = Signal(object)
    """What publishing it would change, in words."""

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("standard_editor")
        self._preferences = preferences
        self.editing = StandardEditing(desk, self)
        self._proposals: dict[str, ProposalRow] = {}
        self._filling = False
        self._back = named("standard_back", QPushButton(self))
        self._back.setProperty("role", "flat")
        self._title = named("standard_draft_title", QLabel(self))
        self._title.setProperty("role", "title")
        self._problems = named("standard_problems", QToolButton(self))
        self._problems.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._problem_menu = QMenu(self._problems)
        self._problems.setMenu(self._problem_menu)
        self._changes = named("standard_changes", QPushButton(self))
        self._publish = named("standard_publish", QPushButton(self))
        self._publish.setProperty("role", "primary")
        self.parts = PartTable("standard_parts", _model(), self)
        self._buttons = {
            name: named(f"standard_{name}", QPushButton(self))
            for name in ("add", "up", "down", "remove")
        }
        self._taken = named("standard_taken", QLabel(self, wordWrap=True))
        self._taken.setProperty("role", "nudge")
        self.form = FieldForm(self.editing, self)
        self.form.setObjectName("standard_fields")
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._lay_out()
        self._wire()
        self.retranslate()

    def open(
        self, saved: SavedStandard, proposals: list[ProposalRow], place: str, *, is_kept: bool
    ) -> None:
        """``proposals``: all of them; those about a clause stand above its fields. ``is_kept``:
        whether it is a draft already, and not what was looked at."""
        self._proposals = {row.id: row for row in proposals}
        self.editing.open(saved, is_kept=is_kept)
        self.editing.go_to(place)
        self.parts.setFocus()

    # -- acts

    def do(self, act: str) -> None:
        """``add``, ``up``, ``down`` or ``remove``, where one is in the list."""
        editing, at = self.editing, _number(self.editing.place)
        draft = editing.draft
        if act == "add":
            changed, place = draft.add_clause(at + 1 if at is not None else None)
            editing.apply(changed, place=place)
            self.form.focus_first()
        elif at is None:
            return
        elif act == "remove":
            left = len(draft.clauses) - 1
            place = f"clauses[{min(at, left - 1)}]" if left else RUNGS
            editing.apply(draft.remove(editing.place), place=place)
        else:
            changed, place = draft.move_clause(at, -1 if act == "up" else 1)
            editing.apply(changed, place=place)

    def _on_publish(self) -> None:
        if self.editing.draft.problems:
            self._problems.showMenu()
        else:
            self.publish_wanted.emit(self.editing.saved)

    def go_to_problem(self, path: str) -> None:
        place = RULES
        if path.startswith("clauses["):
            place = path[: path.index("]") + 1]
        elif path.startswith(RUNGS):
            place = RUNGS
        self.editing.go_to(place)
        self.form.focus_field(path)

    def _on_chosen(self) -> None:
        part = self.parts.row
        if part is not None and not self._filling:
            self.editing.go_to(part.place)

    # -- what is shown

    def _show(self) -> None:
        if not self.editing.is_open:
            return
        self._filling = True
        parts = _parts(self.editing.draft)
        self.parts.set_rows(parts)
        place = next((n for n, p in enumerate(parts) if p.place == self.editing.place), 0)
        if self.parts.currentIndex().row() != place:
            self.parts.selectRow(place)
        self._filling = False
        at = _number(self.editing.place)
        count = len(self.editing.draft.clauses)
        self._buttons["up"].setEnabled(at is not None and at > 0)
        self._buttons["down"].setEnabled(at is not None and at < count - 1)
        self._buttons["remove"].setEnabled(at is not None)
        self._show_problems()
        self._show_taken()

    def _show_problems(self) -> None:
        problems = self.editing.draft.problems
        count = translate("Penalties", "{n} to put right").format(n=len(problems))
        self._problems.setText(count if problems else translate("Penalties", "Nothing wrong"))
        self._problems.setEnabled(bool(problems))
        self._problem_menu.clear()
        language = i18n.catalogue_language()
        for each in problems[:_MOST_PROBLEMS]:
            at = self._where(each.path)
            said = f"{at}: {each.message.render(language)}".replace("&", "&&")
            self._problem_menu.addAction(said).triggered.connect(
                partial(self.go_to_problem, each.path)
            )

    def _where(self, path: str) -> str:
        if path.startswith("clauses["):
            table = self.editing.draft.get(path[: path.index("]") + 1])
            found = table if isinstance(table, dict) else {}
            return f"{found.get('number') or ''} {name_text(found.get('words'))}".strip() or path
        return _rungs_words() if path.startswith(RUNGS) else _rules_words()

    def _show_taken(self) -> None:
        """Proposals about the clause that is shown; whether this draft takes them up."""
        saved = self.editing.saved
        number = self.editing.draft.get(f"{self.editing.place}.number")
        is_clause = _number(self.editing.place) is not None
        lines = []
        for row in self._proposals.values():
            is_here = is_clause and row.about == "penalty" and row.clause == number
            if row.id in saved.proposals and (is_here or not is_clause):
                lines.append(
                    translate("Penalties", "Taken up: {proposal}").format(
                        proposal=proposal_line(row)
                    )
                )
            elif is_here and row.state == "open":
                lines.append(
                    translate("Penalties", "Proposed: {proposal}").format(
                        proposal=proposal_line(row)
                    )
                )
        self._taken.setText("\n".join(lines))
        self._taken.setVisible(bool(lines))

    # -- parts

    def retranslate(self) -> None:
        self._back.setText(translate("Penalties", "‹ Penalty standard"))
        self._title.setText(translate("Penalties", "Draft of the penalty standard"))
        self._changes.setText(translate("Penalties", "What changes"))
        self._publish.setText(translate("Penalties", "Publish…"))
        self._publish.setToolTip("Ctrl+Return")
        for name, words, key in (
            ("add", translate("Penalties", "+ Clause"), "N"),
            ("up", translate("Penalties", "Up"), "Alt+↑"),
            ("down", translate("Penalties", "Down"), "Alt+↓"),
            ("remove", translate("Penalties", "Remove"), "Del"),
        ):
            self._buttons[name].setText(words)
            self._buttons[name].setToolTip(key)
        self._problems.setAccessibleName(translate("Penalties", "What is to be put right"))
        self.parts.setAccessibleName(translate("Penalties", "Parts of the standard"))
        self.form.setAccessibleName(translate("Penalties", "Fields"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = _LETTERS.get(Qt.Key(event.key()))
        if act is not None and not event.modifiers() and self.parts.hasFocus():
            self.do(act)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(4, 0, 4, 0)
        top.setSpacing(8)
        top.addWidget(self._back)
        top.addWidget(self._title)
        top.addStretch(1)
        for part in (self._problems, self._changes, self._publish):
            top.addWidget(part)
        tools = FlowLayout(spacing=4)
        for button in self._buttons.values():
            tools.addWidget(button)
        below = QVBoxLayout()
        below.setContentsMargins(8, 8, 8, 8)
        below.addLayout(tools)
        left, inside = pane()
        inside.addWidget(self.parts, 1)
        inside.addLayout(below)
        right, beside = pane()
        self._taken.setContentsMargins(16, 12, 16, 0)
        beside.addWidget(self._taken)
        beside.addWidget(self.form, 1)
        for frame, stretch in ((left, 4), (right, 5)):
            self._split.addWidget(frame)
            self._split.setStretchFactor(self._split.count() - 1, stretch)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(8)
        self._split.setSizes([460, 560])
        stored = self._preferences.remembered_bytes("standard_editor")
        if not stored.isEmpty():
            self._split.restoreState(stored)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._split, 1)
        self.form.before = self._buttons["remove"]

    def _wire(self) -> None:
        editing = self.editing
        editing.changed.connect(self._show)
        self._back.clicked.connect(self.left)
        self._publish.clicked.connect(self._on_publish)
        self._changes.clicked.connect(lambda: self.changes_wanted.emit(editing.saved))
        for name, button in self._buttons.items():
            button.clicked.connect(partial(self.do, name))
        self.parts.chosen_changed.connect(self._on_chosen)
        self.parts.row_opened.connect(lambda _row: self.form.focus_first())
        self.parts.deleted.connect(lambda _row: self.do("remove"))
        self.parts.moved.connect(lambda by: self.do("up" if by < 0 else "down"))
        self.parts.left.connect(self.left)
        self.form.left.connect(self.parts.setFocus)
        self._split.splitterMoved.connect(
            lambda *_: self._preferences.remember_bytes("standard_editor", self._split.saveState())
        )
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self, self._on_publish)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)


def _model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("Penalties", "Clause"), lambda part: part.number, 72, _color
            ),
            PlainColumn(
                lambda: translate("Penalties", "What it says"),
                lambda part: part.words,
                200,
                _color,
                stretches=True,
            ),
        ],
        lambda part: part.place,
    )


def _color(part: Part) -> str | None:
    return "critical" if part.is_wrong else None


def _parts(draft: StandardDraft) -> list[Part]:
    wrong = [each.path for each in draft.problems]
    in_clauses = {path.partition("]")[0] + "]" for path in wrong if path.startswith("clauses[")}
    in_rungs = any(path.startswith(RUNGS) for path in wrong)
    in_rules = any(not path.startswith((RUNGS, "clauses[")) for path in wrong)
    return [
        Part(RULES, "", _rules_words(), in_rules),
        Part(RUNGS, "", _rungs_words(), in_rungs),
        *(
            Part(
                place,
                str(clause.get("number", "")),
                name_text(clause.get("words")),
                place in in_clauses,
            )
            for n, clause in enumerate(draft.clauses)
            for place in (f"clauses[{n}]",)
        ),
    ]


def _rules_words() -> str:
    return translate("Penalties", "General rules")


def _rungs_words() -> str:
    return translate("Penalties", "Rungs and sign-offs")


def _number(place: str) -> int | None:
    return int(place[place.rindex("[") + 1 : -1]) if place.startswith("clauses[") else None


def pane() -> tuple[QFrame, QVBoxLayout]:
    """White, with room for what stands in it."""
    frame = QFrame()
    frame.setProperty("role", "pane")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.setSpacing(0)
    return frame, inside
