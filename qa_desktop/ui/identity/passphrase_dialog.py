"""Asks for the passphrase over the person's keys, for their first one, or for another one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.services.passphrase import set_passphrase, unlock
from qa_desktop.store.key_session import LEAST_LENGTH, is_too_short
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_dialog import FittingDialog
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.identity.passphrase_field import passphrase_field
from qa_desktop.ui.tasks import Desk

Purpose = Literal["unlock", "choose", "change"]
Act = Literal["signs", "reads"]
"""What waits for the keys: a signature, or an encrypted bundle to be opened."""

_WIDTH = 420


class PassphraseDialog(FittingDialog):
    """``accepted`` once the keys are unlocked; a passphrase that is refused can be typed again."""

    def __init__(
        self, desk: Desk, purpose: Purpose, parent: QWidget, *, minutes: int, act: Act | None = None
    ) -> None:
        """``minutes`` is how long it will hold; ``act`` says what waits for it."""
        super().__init__(parent)
        self.setObjectName("passphrase_dialog")
        self.setMinimumWidth(_WIDTH)
        self._desk, self._purpose, self._minutes, self._act = desk, purpose, minutes, act
        self._why = QLabel(self, wordWrap=True)
        self._why.setObjectName("passphrase_why")
        self._before = passphrase_field("passphrase_before", self)
        self._passphrase = passphrase_field("passphrase", self)
        self._again = passphrase_field("passphrase_again", self)
        self._hint = QLabel(self, wordWrap=True)
        self._hint.setProperty("role", "muted")
        self._trouble_note = QLabel(self, wordWrap=True)
        self._trouble_note.setObjectName("passphrase_trouble")
        self._trouble_note.setProperty("role", "muted")
        self._message = QLabel(self, wordWrap=True)
        self._message.setObjectName("passphrase_message")
        self._message.setProperty("role", "error")
        self._message.hide()
        self._ok = QPushButton(self)
        self._ok.setObjectName("passphrase_ok")
        self._ok.setProperty("role", "primary")
        self._ok.setDefault(True)
        self._cancel = QPushButton(self)
        self._cancel.setObjectName("passphrase_cancel")
        self._names = {each: QLabel(self) for each in self._shown_fields()}
        self._lay_out()
        for field in self._names:
            field.textChanged.connect(self._show_ready)
        self.retranslate()
        next(iter(self._names)).setFocus()

    def _shown_fields(self) -> list[QLineEdit]:
        shown = {
            "unlock": [self._passphrase],
            "choose": [self._passphrase, self._again],
            "change": [self._before, self._passphrase, self._again],
        }[self._purpose]
        for field in (self._before, self._passphrase, self._again):
            field.setVisible(field in shown)
        return shown

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for field, name in self._names.items():
            name.setBuddy(field)
            form.addRow(name, field)
        if self._purpose != "unlock":
            form.addRow("", self._trouble_note)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self._ok, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self._cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._submit)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._why)
        column.addLayout(form)
        for part in (self._hint, self._message, buttons):
            column.addWidget(part)

    def retranslate(self) -> None:
        self.setWindowTitle(
            {
                "unlock": translate("Passphrase", "Unlock your keys"),
                "choose": translate("Passphrase", "Choose a passphrase"),
                "change": translate("Passphrase", "Change the passphrase"),
            }[self._purpose]
        )
        self._why.setText(self._why_words())
        self._why.setVisible(self._act is not None)
        names = {
            self._before: translate("Passphrase", "Present passphrase"),
            self._passphrase: translate("Passphrase", "Passphrase")
            if self._purpose == "unlock"
            else translate("Passphrase", "New passphrase"),
            self._again: translate("Passphrase", "Once more"),
        }
        for field, label in self._names.items():
            label.setText(names[field])
            field.setAccessibleName(names[field])
        self._hint.setText(self._hint_words())
        unlocks = translate("Passphrase", "Unlock")
        sets = translate("Passphrase", "Set the passphrase")
        self._ok.setText(unlocks if self._purpose == "unlock" else sets)
        self._cancel.setText(translate("Passphrase", "Cancel"))
        self._show_ready()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _why_words(self) -> str:
        if self._act == "reads":
            return translate("Passphrase", "This bundle is encrypted: your keys open it.")
        if self._act == "signs":
            return translate("Passphrase", "This step carries your own signature.")
        return ""

    def _hint_words(self) -> str:
        if self._purpose != "unlock":
            return translate(
                "Passphrase",
                "A sentence that you remember and nobody guesses. Nobody can find it out or reset "
                "it for you: write it down and keep the paper at home. To type Chinese, press the "
                "eye first.",
            )
        if self._minutes == 0:
            return translate("Passphrase", "Asked for every time: you can change that in Settings.")
        words = translate("Passphrase", "Holds for {minutes} minutes, or until you lock.")
        return words.format(minutes=self._minutes)

    def _show_ready(self) -> None:
        """What is still wrong is said beside the fields as they are typed."""
        trouble = self._trouble()
        self._trouble_note.setText(trouble)
        self._trouble_note.setVisible(self._purpose != "unlock")
        self._ok.setEnabled(not trouble and all(field.text() for field in self._names))

    def _trouble(self) -> str:
        first, again = self._passphrase.text(), self._again.text()
        if self._purpose == "unlock" or not first:
            return ""
        if is_too_short(first):
            words = translate("Passphrase", "At least {least} characters")
            return words.format(least=LEAST_LENGTH)
        if again and again != first:
            return translate("Passphrase", "The two entries differ")
        return ""

    def _submit(self) -> None:
        """Checked on the writer's thread: argon2id takes its time."""
        self._message.hide()
        self._ok.setEnabled(False)
        self._desk.write(self._work(), self._on_done, self._refuse, is_step=False)

    def _on_done(self, _changes: Changes) -> None:
        """Not a lambda: the dialog may have been closed meanwhile, and is not told then."""
        self.accept()

    def _work(self) -> Callable[[Workspace], Changes]:
        given = self._passphrase.text()
        if self._purpose == "unlock":
            return partial(unlock, passphrase=given)
        before = self._before.text() if self._purpose == "change" else None
        return partial(set_passphrase, passphrase=given, before=before)

    def _refuse(self, error: UserFacingError) -> None:
        self._message.setText(error.say(i18n.catalogue_language()))
        self._message.show()
        self.fit()
        self._show_ready()
        wrong = self._before if error.id == "identity.wrong_passphrase" else self._passphrase
        field = wrong if wrong in self._names else self._passphrase
        field.setFocus()
        field.selectAll()
