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
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_dialog import FittingDialog
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.identity.passphrase_field import passphrase_field
from qa_desktop.ui.tasks import Desk

Purpose = Literal["unlock", "choose", "change"]

_WIDTH = 420


class PassphraseDialog(FittingDialog):
    """``accepted`` once the keys are unlocked; a passphrase that is refused can be typed again."""

    def __init__(
        self, desk: Desk, purpose: Purpose, parent: QWidget, *, minutes: int, signs: bool = False
    ) -> None:
        """``minutes`` is how long it will hold; ``signs`` says that an act waits for it."""
        super().__init__(parent)
        self.setObjectName("passphrase_dialog")
        self.setMinimumWidth(_WIDTH)
        self._desk, self._purpose, self._minutes, self._signs = desk, purpose, minutes, signs
        self._why = QLabel(self, wordWrap=True)
        self._why.setObjectName("passphrase_why")
        self._before = passphrase_field("passphrase_before", self)
        self._passphrase = passphrase_field("passphrase", self)
        self._again = passphrase_field("passphrase_again", self)
        self._hint = QLabel(self, wordWrap=True)
        self._hint.setProperty("role", "muted")
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
        signs = translate("Passphrase", "This step carries your own signature.")
        self._why.setText(signs if self._signs else "")
        self._why.setVisible(self._signs)
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
        self._ok.setEnabled(all(field.text() for field in self._names))

    def _submit(self) -> None:
        """Checked on the writer's thread: argon2id takes its time."""
        if self._again in self._names and self._again.text() != self._passphrase.text():
            self._refuse(UserFacingError("identity.passphrase_differs"))
            return
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
