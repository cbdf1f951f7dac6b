"""What a move of a slip asks for: a reason, people, a witness, a decision."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.services.slip_moves import (
    Witness,
    cancel_slip,
    decide_slip,
    dispute_slip,
    record_absence,
    send_slip,
    settle_slip,
    take_on,
    void_slip,
)
from qa_desktop.services.standard_proposals import ProposalForm
from qa_desktop.services.team import TeamPerson
from qa_desktop.store.drafts import delete_draft, get_draft, save_draft
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.fitting_dialog import ScrollingDialog
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.slips import words
from qa_desktop.ui.slips.reading import OpenedSlip, with_role
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import role_name

ASKING = frozenset(("send", "dispute", "decide", "take_on", "absent", "settle", "cancel", "void"))
"""Moves that this dialog asks for; the others need nothing but the button."""
_MUST = frozenset(("dispute", "decide", "take_on", "absent", "settle", "cancel", "void"))
_OVER = ("supervisor", "manager")


class MoveDialog(ScrollingDialog):
    """What is typed is kept as a draft until the move is made."""

    moved = Signal(object)
    """``Changes``."""

    def __init__(
        self,
        desk: Desk,
        opened: OpenedSlip,
        move: str,
        heard: list[list[int]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("slip_move_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.move_name(move).rstrip("…"))
        self._desk, self._opened, self._move, self._heard = desk, opened, move, heard
        self._form = QFormLayout()
        self._fields: list[QWidget] = []
        """In the order in which one goes through them."""
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(8)
        self._people: dict[str, QComboBox] = {}
        self._reason = GrowingText(self, least=3, most=8)
        self._reason.setObjectName("slip_reason")
        self._witness = named("slip_witness", QLineEdit(self))
        self._choices = QButtonGroup(self)
        self._takes: dict[int, str] = {}
        self._about = named("slip_about", FittingCombo(self))
        self._proposal = GrowingText(self, least=2, most=6)
        self._proposal.setObjectName("slip_proposal")
        self._error = named("slip_move_error", QLabel(self, wordWrap=True))
        self._error.setProperty("role", "error")
        self._error.hide()
        self._needed = named("slip_move_needed", QLabel(self, wordWrap=True))
        self._needed.setProperty("role", "muted")
        self._later = named("slip_move_later", QPushButton(translate("Slips", "Later"), self))
        self._later.setToolTip(translate("Slips", "What you typed is kept as a draft"))
        self._done = named("slip_move_done", QPushButton(self))
        self._done.setText(words.move_name(move).rstrip("…"))
        self._done.setProperty("role", "primary")
        self._done.setDefault(True)
        self._lay_out()
        self._later.clicked.connect(self.reject)
        self._done.clicked.connect(self._on_done)
        for field in (self._reason, self._proposal):
            field.textChanged.connect(self._on_edited)
        self._witness.textChanged.connect(self._on_edited)
        self._about.activated.connect(lambda _place: self._on_edited())
        self._choices.buttonToggled.connect(lambda *_: self._on_choice())
        self._on_choice()
        key = self._key
        desk.read("slip move", lambda db: get_draft(db, "slip", key), self._on_draft)

    @property
    def _key(self) -> str:
        return f"{self._opened.slip.row.id}:{self._move}"

    # -- the form

    def _lay_out(self) -> None:
        self.setMinimumWidth(440)
        title = named("slip_move_title", QLabel(self, wordWrap=True))
        title.setProperty("role", "title")
        title.setText(_question(self._move))
        self.body.addWidget(title)
        make: dict[str, Callable[[], None]] = {
            "send": self._ask_people,
            "decide": self._ask_decision,
            "settle": self._ask_which,
            "absent": self._ask_witness,
        }
        make.get(self._move, lambda: None)()
        if self._move != "send":
            label = translate("Slips", "Reason")
            self._add(label, self._reason)
        else:
            self._reason.hide()
        if self._move != "absent":
            self._witness.hide()
        if self._move != "decide":
            self._about.hide()
            self._proposal.hide()
        self.body.addLayout(self._form)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._later)
        buttons.addWidget(self._done)
        self.stand(self._error, self._needed, buttons)
        for before, after in pairwise((*self._fields, self._later, self._done)):
            self.setTabOrder(before, after)

    def _add(self, label: str, field: QWidget) -> None:
        self._fields.append(field)
        field.setAccessibleName(label)
        self._form.addRow(label, field)

    def _ask_people(self) -> None:
        row = self._opened.slip.row
        for role in ("lead", "supervisor", "manager"):
            combo = named(f"slip_{role}", FittingCombo(self))
            if role in _OVER:
                combo.addItem(translate("Slips", "Nobody yet"), None)
            for person in with_role(self._opened.people, role):
                if not person.is_me:
                    combo.addItem(_person_words(person), person.person)
            combo.setCurrentIndex(max(combo.findData(getattr(row, role)), 0))
            self._people[role] = combo
            self._add(role_name(role), combo)
        missing = [
            role_name(role)
            for role in self._opened.slip.drawn["sign_offs"]
            if role in _OVER and not with_role(self._opened.people, role)
        ]
        if missing:
            roles = translate("Slips", ", ").join(missing)
            words = translate(
                "Slips",
                "This rung is also signed off by: {roles}. Nobody has that role yet (Settings, Me "
                "and my team); the slip will wait for it.",
            )
            note = named("slip_no_role", QLabel(words.format(roles=roles), self, wordWrap=True))
            self._form.addRow(note)
        if not self._people["lead"].count():
            self._error.setText(
                translate(
                    "Slips",
                    "Nobody has the role of a team lead. In a team, give somebody the role: "
                    "Settings, Me and my team. Working alone, cancel the slip and draw it again: "
                    "then the lead signs on paper.",
                )
            )
            self._error.show()
            self._done.setEnabled(False)

    def _ask_decision(self) -> None:
        box = QWidget(self, objectName="slip_decision")
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        for place, (name, label) in enumerate(
            (
                ("slip_deduct", translate("Slips", "Deduct")),
                ("slip_spare", translate("Slips", "Do not deduct")),
            )
        ):
            button = named(name, QRadioButton(label, box))
            self._choices.addButton(button, place)
            row.addWidget(button)
        row.addStretch(1)
        self._form.addRow(translate("Slips", "Decision"), box)
        for name, about in _places_of(self._opened):
            self._about.addItem(name, about)
        self._add(translate("Slips", "Proposal about"), self._about)
        self._add(translate("Slips", "What the standard should say"), self._proposal)

    def _ask_which(self) -> None:
        by_op = {move.op: move for move in self._opened.slip.moves}
        box = QWidget(self, objectName="slip_which")
        column = QHBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        for place, op in enumerate(self._opened.slip.heads):
            move = by_op[op]
            label = f"{words.move_name(move.move).rstrip('…')} · {move.name} · "
            button = named(f"slip_takes_{place}", QRadioButton(box))
            button.setText(label + words.moment_of(move.at_ms))
            self._choices.addButton(button, place)
            self._takes[place] = op
            column.addWidget(button)
        self._form.addRow(translate("Slips", "What holds"), box)

    def _ask_witness(self) -> None:
        self._add(translate("Slips", "Witness"), self._witness)

    def _on_choice(self) -> None:
        spares = self._move == "decide" and self._choices.checkedId() == 1
        for field in (self._about, self._proposal):
            if self._form.indexOf(field) >= 0:
                self._form.setRowVisible(field, spares)
        self._check()
        self.fit()

    # -- what is typed

    def _on_edited(self) -> None:
        body = {
            "reason": self._reason.toPlainText(),
            "witness": self._witness.text(),
            "about": self._about.currentText(),
            "proposal": self._proposal.toPlainText(),
        }
        self._desk.save(("slip_move", self._key), partial(_keep, self._key, body))
        self._check()

    def _on_draft(self, draft: Any) -> None:
        if draft is not None:
            self._reason.set_words(str(draft.body.get("reason") or ""))
            self._proposal.set_words(str(draft.body.get("proposal") or ""))
            self._witness.blockSignals(True)
            self._witness.setText(str(draft.body.get("witness") or ""))
            self._witness.blockSignals(False)
            place = self._about.findText(str(draft.body.get("about") or ""))
            self._about.setCurrentIndex(max(place, 0))
        self._check()
        first = self._people.get("lead") or (
            self._witness if self._move == "absent" else self._reason
        )
        first.setFocus()
        self.fit()

    def _check(self) -> None:
        """The button says by itself what is still missing."""
        missing = self._missing()
        if not (self._move == "send" and not self._people["lead"].count()):
            self._done.setEnabled(not missing)
        self._needed.setText(missing)
        self._needed.setVisible(bool(missing))

    def _missing(self) -> str:
        if self._choices.buttons() and self._choices.checkedId() < 0:
            return translate("Slips", "Choose first")
        if self._move == "absent" and not self._witness.text().strip():
            return translate("Slips", "A witness is needed")
        if self._move in _MUST and not self._reason.toPlainText().strip():
            return translate("Slips", "A reason is needed")
        spares = self._move == "decide" and self._choices.checkedId() == 1
        if spares and not self._proposal.toPlainText().strip():
            return translate("Slips", "Say what the standard should say")
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.isAutoRepeat():
            return  # held since it opened the dialog
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._done.click()
        else:
            super().keyPressEvent(event)

    # -- the move

    def _on_done(self) -> None:
        """Once: the answer comes from another thread."""
        self._done.setEnabled(False)
        self._desk.write(
            partial(_write, self._act(), self._key), self._on_moved, self._on_refused, is_step=False
        )

    def _act(self) -> Callable[[Workspace], Changes]:
        slip, reason = self._opened.slip.row.id, self._reason.toPlainText()
        people = {role: combo.currentData() for role, combo in self._people.items()}
        chosen = self._choices.checkedId()
        proposal = None
        if self._move == "decide" and chosen == 1:
            about, clause, item = self._about.currentData()
            proposal = ProposalForm(self._proposal.toPlainText(), clause, about, item)
        witness = Witness(self._witness.text())
        acts: dict[str, Callable[[], Callable[[Workspace], Changes]]] = {
            "send": lambda: partial(send_slip, slip=slip, **people),
            "dispute": lambda: partial(dispute_slip, slip=slip, heard=self._heard, reason=reason),
            "decide": lambda: partial(
                decide_slip,
                slip=slip,
                heard=self._heard,
                deduct=chosen == 0,
                reason=reason,
                proposal=proposal,
            ),
            "take_on": lambda: partial(take_on, slip=slip, reason=reason),
            "absent": lambda: partial(record_absence, slip=slip, witness=witness, reason=reason),
            "settle": lambda: partial(
                settle_slip, slip=slip, takes=self._takes[chosen], reason=reason
            ),
            "cancel": lambda: partial(cancel_slip, slip=slip, reason=reason),
            "void": lambda: partial(void_slip, slip=slip, reason=reason),
        }
        return acts[self._move]()

    def _on_moved(self, changes: Changes) -> None:
        self.moved.emit(changes)
        self.accept()

    def _on_refused(self, error: UserFacingError) -> None:
        """Nothing was written, everything typed stands."""
        self._error.setText(error.say(i18n.catalogue_language()))
        self._error.show()
        self._check()
        self.fit()


def _question(move: str) -> str:
    return {
        "send": translate("Slips", "To whom does the slip go?"),
        "dispute": translate("Slips", "Why do you dispute it?"),
        "decide": translate("Slips", "What do you decide?"),
        "take_on": translate("Slips", "Why should the manager decide?"),
        "absent": translate("Slips", "The agent is not there: who can witness it?"),
        "settle": translate("Slips", "Two moves were made apart. Which one holds?"),
        "cancel": translate("Slips", "Why is the slip cancelled?"),
        "void": translate("Slips", "The appeal was granted: the slip counts no longer"),
    }[move]


def _places_of(opened: OpenedSlip) -> list[tuple[str, tuple[str, str | None, str | None]]]:
    """What a proposal may be about: the clauses of the slip, and how its items are judged. Each
    with its words; about, clause and item."""
    language = i18n.catalogue_language()
    found: dict[str, tuple[str, str | None, str | None]] = {}
    for line in opened.slip.drawn["faults"]:
        fault = opened.names.get(line["fault"])
        name = fault.render(language) if fault else line["fault"]
        clause = line.get("clause")
        words_of = translate("Slips", "Clause {clause} {fault}")
        label = words_of.format(clause=clause or "—", fault=name)
        found[label] = ("penalty", clause, line.get("item"))
    for line in opened.slip.drawn["faults"]:
        item = opened.items.get(line.get("item") or "")
        if item is not None:
            label = translate("Slips", "How “{item}” is judged").format(item=item.render(language))
            found[label] = ("judging", line.get("clause"), line["item"])
    return list(found.items())


def _person_words(person: TeamPerson) -> str:
    return " ".join(part for part in (person.number, person.name) if part)


def _keep(key: str, body: dict[str, str], workspace: Workspace) -> None:
    save_draft(workspace.db, "slip", key, body)


def _write(act: Callable[[Workspace], Changes], key: str, workspace: Workspace) -> Changes:
    with workspace.transaction():
        delete_draft(workspace.db, "slip", key)
        return act(workspace)
