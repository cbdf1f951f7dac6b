"""Erasing for ever, with open eyes: what will go, what stays, and a word to type before it is done.

``EraseDialog(desk, "recording", subject=call_id)`` asks about that call at once; without a subject
the person names it first.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.masking import mask_in_text
from qa_desktop.errors import UserFacingError
from qa_desktop.services.erasing import (
    ErasedKind,
    ErasurePlan,
    erase,
    plan_customer,
    plan_person,
    plan_recording,
    replace_backups,
)
from qa_desktop.store.calls import find_call_named
from qa_desktop.store.people import find_agents
from qa_desktop.store.reader import Reader
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_dialog import ScrollingDialog
from qa_desktop.ui.health.sizes import count_in_words, number_of, size_in_words
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.tasks import Desk, Job

_ROW = 28
_LIST_HEIGHT = 4 * _ROW + _ROW // 2


class EraseDialog(ScrollingDialog):
    def __init__(
        self,
        desk: Desk,
        kind: ErasedKind,
        *,
        subject: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("erase_dialog")
        self.setWindowTitle(_title(kind))
        self._desk = desk
        self._kind = kind
        self._subject = subject
        self._plan: ErasurePlan | None = None
        self._job: Job | None = None
        self._is_erasing = False
        self._make_parts()
        self._lay_out()
        self._show()
        if subject:
            self._look()

    # -- parts

    def _make_parts(self) -> None:
        self._name = QLineEdit(self)
        self._name.setObjectName("erase_name")
        self._name.setPlaceholderText(_hint(self._kind))
        self._name.setAccessibleName(_hint(self._kind))
        self._name.returnPressed.connect(self._look)
        self._name.textEdited.connect(self._forget)
        self._find = self._button("erase_find", translate("Erase", "Look"), self._look)
        self._with = QCheckBox(
            translate("Erase", "Also the recordings of the calls with this number"), self
        )
        self._with.setObjectName("erase_with_recordings")
        self._with.toggled.connect(self._look_again)
        self._message = _words("erase_message", "error")
        self._goes = _words("erase_goes")
        self._texts = QListWidget(self)
        self._texts.setObjectName("erase_texts")
        self._texts.setProperty("role", "ticks")
        self._texts.setAccessibleName(translate("Erase", "What will go"))
        self._texts.setFixedHeight(_LIST_HEIGHT)
        self._stays = _words("erase_stays", "muted")
        self._backups = QCheckBox(
            translate("Erase", "Make a new backup and delete the older ones in this workspace"),
            self,
        )
        self._backups.setObjectName("erase_replace_backups")
        self._ask = _words("erase_ask")
        self._typed = QLineEdit(self)
        self._typed.setObjectName("erase_typed")
        self._typed.textChanged.connect(lambda _: self._show())
        self._cancel = self._button("erase_cancel", translate("Erase", "Cancel"), self.reject)
        self._yes = self._button("erase_yes", translate("Erase", "Erase for ever"), self._erase)
        self._yes.setProperty("role", "primary")

    def _button(self, name: str, words: str, clicked: Any) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAutoDefault(False)  # Return in a field must not press the first of them
        button.clicked.connect(clicked)
        return button

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.addWidget(self._name, 1)
        first.addWidget(self._find)
        self._found = QFrame(self)
        inside = QVBoxLayout(self._found)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        below = (self._goes, self._texts, self._stays, self._backups, self._ask, self._typed)
        for part in below:
            inside.addWidget(part)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self._cancel)
        last.addWidget(self._yes)
        self.body.addLayout(first)
        self.body.addWidget(self._with)
        self.body.addWidget(self._found)
        self.body.addStretch(1)
        self.stand(self._message, last)
        self.setMinimumWidth(560)
        self._name.setVisible(not self._subject)
        self._find.setVisible(not self._subject)

    # -- looking

    def _look(self) -> None:
        name = self._subject or self._name.text().strip()
        if not name or self._job is not None or self._is_erasing:
            return
        self._forget()
        self._say(translate("Erase", "Looking…"))
        work = partial(_plan, self._desk.folder, self._kind, name, self._with.isChecked())
        self._job = self._desk.work(work, self._on_found, self._on_failed)
        self._show()

    def _look_again(self) -> None:
        if self._plan is not None:
            self._look()

    def _forget(self) -> None:
        self._plan = None
        self._typed.clear()
        self._say("")
        self._show()

    def _on_found(self, plan: ErasurePlan) -> None:
        self._job = None
        self._say("")
        if plan.is_empty:
            name = self._name.text().strip() or plan.name
            self._on_failed(UserFacingError("erase.nothing", name=name))
            return
        self._plan = plan
        self._texts.clear()
        for words in plan.texts:
            item = QListWidgetItem(words, self._texts)
            item.setSizeHint(QSize(0, _ROW))
        self._show()
        self._typed.setFocus()

    def _on_failed(self, error: UserFacingError) -> None:
        self._job = None
        self._is_erasing = False
        self._say(error.say(i18n.catalogue_language()))
        self._show()

    # -- erasing

    def _erase(self) -> None:
        if self._plan is None or not self._is_confirmed():
            return
        self._is_erasing = True
        self._say(translate("Erase", "Erasing…"))
        self._show()
        work = partial(_erase, self._plan)
        self._desk.write(work, self._on_erased, self._on_failed, is_step=False)

    def _on_erased(self, _changes: Changes) -> None:
        if self._backups.isChecked():
            work = partial(_replace_backups, self._desk.folder)
            self._desk.work(work, lambda _: self.accept(), self._on_not_replaced)
        else:
            self.accept()

    def _on_not_replaced(self, error: UserFacingError) -> None:
        """It is erased all the same."""
        self._plan = None
        self._on_failed(error)

    def reject(self) -> None:
        """Not while it is being done."""
        if not self._is_erasing:
            if self._job is not None:
                self._job.cancel()
            super().reject()

    # -- what is shown

    def _is_confirmed(self) -> bool:
        return self._plan is not None and self._typed.text().strip() == self._plan.name.strip()

    def _say(self, words: str) -> None:
        self._message.setText(words)
        self._message.setVisible(bool(words))

    def _show(self) -> None:
        plan = self._plan
        self._with.setVisible(self._kind == "customer")
        self._found.setVisible(plan is not None)
        idle = self._job is None and not self._is_erasing
        for part in (self._name, self._find, self._with, self._backups, self._typed):
            part.setEnabled(idle)
        self._cancel.setEnabled(not self._is_erasing)
        self._yes.setEnabled(idle and self._is_confirmed())
        if plan is not None:
            self._goes.setText(_what_goes(plan))
            self._stays.setText(_what_stays(plan))
            ask = translate("Erase", "This cannot be undone. Type {name} to confirm:")
            self._ask.setText(ask.format(name=f"“{plan.name}”"))
            self._typed.setAccessibleName(self._ask.text())
        self.fit()  # the lists are as long as what was found


def _title(kind: ErasedKind) -> str:
    return {
        "recording": translate("Erase", "Erase a recording for ever"),
        "agent": translate("Erase", "Erase an agent for ever"),
        "person": translate("Erase", "Erase a person for ever"),
        "customer": translate("Erase", "Erase a customer's number for ever"),
    }[kind]


def _hint(kind: ErasedKind) -> str:
    return {
        "recording": translate("Erase", "Serial number or file name"),
        "agent": translate("Erase", "Work number"),
        "person": translate("Erase", "Work number"),
        "customer": translate("Erase", "The whole telephone number"),
    }[kind]


def _what_goes(plan: ErasurePlan) -> str:
    """One line for each kind of thing, only where there is any."""
    counts = plan.counts
    texts = sum(counts.get(kind, 0) for kind in counts if kind not in _COUNTED_APART)
    lines = [
        (
            len(plan.recordings),
            translate("Erase", "1 recording ({size})"),
            translate("Erase", "{n} recordings ({size})"),
        ),
        (
            counts.get("file_name", 0),
            translate("Erase", "1 file name"),
            translate("Erase", "{n} file names"),
        ),
        (
            counts.get("call", 0),
            translate("Erase", "1 number of a call (customer, order, serial)"),
            translate("Erase", "{n} numbers of calls (customer, order, serial)"),
        ),
        (
            counts.get("annotation", 0),
            translate("Erase", "1 comment, earlier versions too"),
            translate("Erase", "{n} comments, earlier versions too"),
        ),
        (
            counts.get("evaluation", 0),
            translate("Erase", "1 text in an evaluation"),
            translate("Erase", "{n} texts in evaluations"),
        ),
        (
            counts.get("agent", 0) + counts.get("person", 0),
            translate("Erase", "1 name or number of a person"),
            translate("Erase", "{n} names and numbers of people"),
        ),
        (texts, translate("Erase", "1 other text"), translate("Erase", "{n} other texts")),
        (len(plan.local.drafts), translate("Erase", "1 draft"), translate("Erase", "{n} drafts")),
        (
            len(plan.local.listed),
            translate("Erase", "1 row of a call list"),
            translate("Erase", "{n} rows of call lists"),
        ),
        (
            len(plan.local.lists) + len(plan.local.bundles),
            translate("Erase", "1 name of an imported list or bundle"),
            translate("Erase", "{n} names of imported lists and bundles"),
        ),
    ]
    head = translate("Erase", "Will be removed everywhere and refused for ever:")
    said = [
        "  •  " + number_of(count, one, many).replace("{size}", size_in_words(plan.audio_bytes))
        for count, one, many in lines
        if count
    ]
    return "\n".join([head, *said])


_COUNTED_APART = ("file_name", "call", "annotation", "evaluation", "agent", "person")


def _what_stays(plan: ErasurePlan) -> str:
    stays = translate(
        "Erase",
        "What stays: times, answers and scores (calls: {calls}, evaluations: {evaluations}), and "
        "that it was erased, when and by whom. Backups keep it until they are thinned out; files "
        "elsewhere (exports, a second backup place) are yours to look after.",
    )
    return stays.format(
        calls=count_in_words(plan.kept_calls), evaluations=count_in_words(plan.kept_evaluations)
    )


def _words(name: str, role: str = "") -> QLabel:
    label = QLabel(wordWrap=True)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    return label


def _plan(
    folder: Path, kind: ErasedKind, name: str, with_recordings: bool, _progress: Any, cancelled: Any
) -> ErasurePlan:
    with Reader.open(folder) as reader:
        if kind == "recording":
            call = find_call_named(reader.db, reader.person, name)
            return _masked(plan_recording(reader, call.id, cancelled), call.customer_number)
        if kind == "customer":
            return plan_customer(reader, name, with_recordings=with_recordings, cancelled=cancelled)
        found = [each.id for each in find_agents(reader.db) if name in (each.number, each.id)]
        if not found:
            raise UserFacingError("erase.unknown_person")
        return _masked(plan_person(reader, "agent", found[0], cancelled), None)


def _masked(plan: ErasurePlan, number: str | None) -> ErasurePlan:
    """As it is read and typed: erasing is no way around the mask. Of a customer's number the
    person has typed the whole already."""
    texts = tuple(mask_in_text(words, number) for words in plan.texts)
    return replace(plan, name=mask_in_text(plan.name, number), texts=texts)


def _erase(plan: ErasurePlan, workspace: Workspace) -> Changes:
    return erase(workspace, plan)


def _replace_backups(folder: Path, _progress: Any, cancelled: Any) -> None:
    with Reader.open(folder) as reader:
        replace_backups(reader, cancelled)
