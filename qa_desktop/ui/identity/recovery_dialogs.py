"""Dialogs with a recovery file: found a team, make a successor's key, take a key in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.recovery_file import SUFFIX
from qa_desktop.services.hidden_records import kinds_told
from qa_desktop.services.team import create_team, name_successor, recover_root
from qa_desktop.texts import text
from qa_desktop.ui import i18n
from qa_desktop.ui.file_names import documents_folder
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.identity.passphrase_field import passphrase_field
from qa_desktop.ui.identity.team_dialog import PathField, TeamDialog
from qa_desktop.ui.naming import named
from qa_desktop.ui.tasks import Desk


class _RecoveryDialog(TeamDialog):
    """Fields of a file and its passphrase; ``again`` where the passphrase is being chosen."""

    def __init__(
        self, name: str, title: str, desk: Desk, parent: QWidget, *, is_new: bool, start: str = ""
    ) -> None:
        super().__init__(name, title, desk, parent)
        label = translate("Team", "Recovery file")
        self.file = PathField(f"{name}_file", label, SUFFIX, saves=is_new, start=start)
        self.phrase = passphrase_field(f"{name}_passphrase", self)
        self.again = passphrase_field(f"{name}_again", self)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(8)
        self._fields: list[QLineEdit] = [self.file.field, self.phrase]
        if is_new:
            self._fields.append(self.again)
        self.again.setVisible(is_new)

    def lay_out(self, explanation: str, act: str, first: QWidget) -> None:
        """``first`` gets the keyboard."""
        self.body.addWidget(self.words(explanation, "muted"))
        self.body.addLayout(self.form)
        rows = [
            (translate("Team", "Recovery file"), self.file),
            (translate("Team", "Its passphrase"), self.phrase),
        ]
        if self.again in self._fields:
            rows.append((translate("Team", "Once more"), self.again))
        for label, field in rows:
            field.setAccessibleName(label)
            self.form.addRow(label, field)
        for field in self._fields:
            field.textChanged.connect(self._show_ready)
        self.finish(act, self._submit)
        self._show_ready()
        first.setFocus()

    def _show_ready(self) -> None:
        self.ok.setEnabled(all(field.text().strip() for field in self._fields))

    def _submit(self) -> None:
        file = self.file.path
        if self.again in self._fields and self.again.text() != self.phrase.text():
            self.refuse(UserFacingError("identity.passphrase_differs"))
        elif file is not None:
            self.carry_out(file, self.phrase.text())

    def carry_out(self, file: Path, passphrase: str) -> None:
        raise NotImplementedError


class FoundDialog(_RecoveryDialog):
    """Found a team 建立团队."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        title = translate("Team", "Found a team")
        self._is_done = False
        super().__init__("found", title, desk, parent, is_new=True, start=_place("team"))
        self._team = named("found_name", QLineEdit(self))
        self._team.setAccessibleName(translate("Team", "Name of the team"))
        self.form.addRow(translate("Team", "Name of the team"), self._team)
        self._fields.append(self._team)
        self.lay_out(
            translate(
                "Team",
                "Who belongs to the team, and in which roles, is signed with its root key. That "
                "key goes into a recovery file: keep it on a stick in a safe, and its passphrase "
                "somewhere else. Without it nobody can ever change the roster again when this "
                "computer is gone.",
            ),
            translate("Team", "Found the team"),
            self._team,
        )

    def _on_written(self, done: Any) -> None:
        """Where something no longer shows, it is said before the dialog goes."""
        self._is_done = True
        if not done.hidden:
            self.accept()
            return
        told = text(
            "trust_group.founding_hides", count=len(done.hidden), kinds=kinds_told(done.hidden)
        )
        self.message.setText(told.render(i18n.catalogue_language()))
        self.message.setProperty("role", "nudge")
        self.message.style().polish(self.message)
        self.message.show()
        for field in self._fields:
            field.setEnabled(False)
        self.file.setEnabled(False)
        self.no.hide()
        self.ok.setText(translate("Team", "Close"))
        self.ok.setEnabled(True)
        self.fit()

    def _submit(self) -> None:
        if self._is_done:
            self.accept()
        else:
            super()._submit()

    def carry_out(self, file: Path, passphrase: str) -> None:
        self.write(
            partial(
                create_team,
                name=self._team.text(),
                recovery=file,
                recovery_passphrase=passphrase,
            )
        )


class SuccessorDialog(_RecoveryDialog):
    """A second key that may keep the roster 接任密钥."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        title = translate("Team", "Name a successor")
        start = _place("successor")
        super().__init__("successor", title, desk, parent, is_new=True, start=start)
        self.lay_out(
            translate(
                "Team",
                "Makes a second key that may keep the roster, for a colleague who takes over when "
                "you are not there. Hand over the file and, by another way, its passphrase.",
            ),
            translate("Team", "Make the key"),
            self.phrase,
        )

    def carry_out(self, file: Path, passphrase: str) -> None:
        self.write(partial(name_successor, recovery=file, recovery_passphrase=passphrase))


class RecoverDialog(_RecoveryDialog):
    """Take in the key of a recovery file 用恢复文件接管."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        title = translate("Team", "Keep the roster on this computer")
        super().__init__("recover", title, desk, parent, is_new=False)
        self.lay_out(
            translate(
                "Team",
                "With the recovery file of the team, or of a successor, you can add and revoke "
                "people from this computer. The key is then sealed by your own passphrase.",
            ),
            translate("Team", "Take it in"),
            self.file,
        )

    def carry_out(self, file: Path, passphrase: str) -> None:
        self.write(partial(recover_root, file=file, passphrase=passphrase))


def _place(name: str) -> str:
    return str(documents_folder() / f"{name}{SUFFIX}")
