"""Dialogs about one person of the team: add them by their card, change their roles, revoke."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.identity_card import SUFFIX, IdentityCard, has_card_text, read_card
from qa_desktop.journal.roster import Term
from qa_desktop.services.identity import fingerprint, read_card_file
from qa_desktop.services.team import TeamPerson, add_member, revoke_member, set_roles
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.identity.card_picture import ENDINGS, card_in, read_card_picture
from qa_desktop.ui.identity.fingerprint_view import FingerprintView
from qa_desktop.ui.identity.roles_editor import RolesEditor
from qa_desktop.ui.identity.team_dialog import TeamDialog
from qa_desktop.ui.naming import named
from qa_desktop.ui.tasks import Desk, Job


class AddDialog(TeamDialog):
    """Add somebody by their card: nothing before the fingerprints were compared."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__("add", translate("Team", "Add a person"), desk, parent)
        self._card: IdentityCard | None = None
        self._reading: Job | None = None
        self._hint = self.words(
            translate(
                "Team",
                "Ask for the identity card of the person: as a file, as text, or a picture of its "
                "QR code. This computer's camera is not used.",
            ),
            "muted",
        )
        choose = named("add_choose", QPushButton(translate("Team", "Card or picture…"), self))
        choose.clicked.connect(self._choose)
        paste = named("add_paste", QPushButton(translate("Team", "Paste text or picture"), self))
        paste.clicked.connect(self._paste)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(choose)
        row.addWidget(paste)
        row.addStretch(1)
        self._who = named("add_who", QLabel(self))
        self._who.setTextFormat(Qt.TextFormat.PlainText)
        self._who.setProperty("role", "title")
        self._words = FingerprintView("add_fingerprint", self)
        same = translate("Team", "We read the fifteen words to each other: all are the same")
        self._compared = named("add_compared", QCheckBox(same, self))
        self._roles = RolesEditor([Term("inspector")], self)
        self._roles.troubled.connect(self.fit)
        self._sure = named("add_sure", QCheckBox(self))
        self._doubt = ""
        for button in (choose, paste):
            button.setAutoDefault(False)
        self.body.addWidget(self._hint)
        self.body.addLayout(row)
        self._shown = (self._who, self._words, self._compared, self._roles)
        for part in (*self._shown, self._sure):
            self.body.addWidget(part)
            part.hide()
        self._compared.toggled.connect(self._show_ready)
        self._sure.toggled.connect(self._show_ready)
        self.finish(translate("Team", "Add"), self._submit)
        self._show_ready()
        choose.setFocus()

    def open_card(self, file: Path) -> None:
        is_picture = file.suffix.lower() in ENDINGS
        self._take(partial(read_card_picture if is_picture else read_card_file, file))

    def _paste(self) -> None:
        """A screenshot of the code, or the card as text."""
        picture = QApplication.clipboard().image()
        words = QApplication.clipboard().text()
        if picture.isNull() or has_card_text(words):
            self._take(partial(read_card, words))
        else:
            self._take(partial(card_in, picture))

    def _choose(self) -> None:
        title = translate("Team", "Choose an identity card")
        kinds = translate("Team", "Identity cards and pictures ({kinds})").format(
            kinds=" ".join(f"*{ending}" for ending in (SUFFIX, *ENDINGS))
        )
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if chosen:
            self.open_card(Path(chosen))

    def _take(self, read: Callable[[], IdentityCard]) -> None:
        """Anybody may have written it; what is not right is not shown. Read on the pool: a photo
        is large, and a folder on the network may not answer soon."""
        self.message.hide()
        self._compared.setChecked(False)
        self._ask_again("", "")
        self._on_read(None)
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self._desk.work(lambda _tell, _stop: read(), self._on_read, self.refuse)

    def _on_read(self, card: IdentityCard | None) -> None:
        self._card = card
        self._show_card()
        self._show_ready()
        self.fit()

    def _show_card(self) -> None:
        card = self._card
        for part in self._shown:
            part.setVisible(card is not None)
        self._hint.setVisible(card is None)
        if card is not None:
            self._who.setText(" ".join(part for part in (card.number, card.name) if part))
            self._words.set_fingerprint(fingerprint(card))

    def _show_ready(self) -> None:
        is_sure = self._sure.isChecked() or not self._doubt
        self.ok.setEnabled(self._card is not None and self._compared.isChecked() and is_sure)

    def _submit(self) -> None:
        if self._card is None:
            return
        try:
            terms = self._roles.terms()
        except UserFacingError as error:
            self.refuse(error)
            return
        sure = self._sure.isChecked()
        self.write(
            partial(
                add_member,
                card=self._card,
                terms=terms,
                new_key=sure and self._doubt == "trust_group.other_key",
                lift=sure and self._doubt == "trust_group.is_revoked",
            )
        )

    def refuse(self, error: UserFacingError) -> None:
        """A card that looks like a forged one is added only when that is said expressly."""
        super().refuse(error)
        if error.id == "trust_group.other_key":
            self._ask_again(
                error.id, translate("Team", "I asked this person: the new key is really theirs")
            )
        elif error.id == "trust_group.is_revoked":
            self._ask_again(
                error.id, translate("Team", "The key is surely in their own hands: let it count")
            )
        self._show_ready()

    def _ask_again(self, doubt: str, words: str) -> None:
        self._doubt = doubt
        self._sure.setChecked(False)
        self._sure.setText(words)
        self._sure.setVisible(bool(doubt))


class RolesDialog(TeamDialog):
    """Other roles, or other days for them."""

    def __init__(self, desk: Desk, person: TeamPerson, parent: QWidget) -> None:
        super().__init__("roles", translate("Team", "Roles"), desk, parent)
        self._person = person
        who = self.words(shown_name(person), "title")
        who.setTextFormat(Qt.TextFormat.PlainText)
        self._roles = RolesEditor(person.terms, self)
        self._roles.troubled.connect(self.fit)
        hint = translate(
            "Team",
            "What somebody did counts by the roles of that day. For who leaves, set a last day: "
            "everything until then stays.",
        )
        for part in (who, self._roles, self.words(hint, "muted")):
            self.body.addWidget(part)
        self.finish(translate("Team", "Save"), self._submit)

    def _submit(self) -> None:
        try:
            terms = self._roles.terms()
        except UserFacingError as error:
            self.refuse(error)
        else:
            self.write(partial(set_roles, person=self._person.person, terms=terms))


class RevokeDialog(TeamDialog):
    """What revoking does, in words, before it is done."""

    def __init__(self, desk: Desk, person: TeamPerson, parent: QWidget) -> None:
        super().__init__("revoke", translate("Team", "Revoke a key"), desk, parent)
        self._person = person
        who = self.words(shown_name(person), "title")
        who.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(who)
        for words in (
            translate(
                "Team",
                "For a key that was lost or stolen. Nothing that it signs from now on will count, "
                "on any computer of the team.",
            ),
            translate(
                "Team",
                "What of this person has arrived here stays. What has not will not count any more: "
                "merge their last bundle first.",
            ),
            translate(
                "Team",
                "Somebody who only leaves or changes their work keeps the key: give their roles a "
                "last day instead.",
            ),
        ):
            self.body.addWidget(self.words(words))
        self.finish(translate("Team", "Revoke"), self._submit)
        self.ok.setDefault(False)
        self.no.setDefault(True)
        self.no.setFocus()

    def _submit(self) -> None:
        self.write(partial(revoke_member, person=self._person.person))


def shown_name(person: TeamPerson) -> str:
    """工号 姓名; the beginning of the id while neither is known."""
    named_by = " ".join(part for part in (person.number, person.name) if part)
    return named_by or person.person[:8]
