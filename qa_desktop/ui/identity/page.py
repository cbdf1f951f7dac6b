"""Me and my team 我与团队: who I am to others, the passphrase over my keys, the team."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLabel

from qa_desktop.services.identity import fingerprint, own_card
from qa_desktop.store.key_session import KeyState
from qa_desktop.store.reader import Owner, get_owner
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.identity.card_dialog import CardDialog
from qa_desktop.ui.identity.fingerprint_view import FingerprintView
from qa_desktop.ui.identity.team_pane import TeamPane
from qa_desktop.ui.settings.page import SettingsPage, push_button, value_label

if TYPE_CHECKING:
    from qa_desktop.ui.settings.view import SettingsView

MINUTES = (0, 5, 15, 30, 60)


class IdentityPage(SettingsPage):
    def __init__(self, view: SettingsView) -> None:
        super().__init__(view)
        self._desk, self._preferences, self._gate = view.desk, view.preferences, view.key_gate
        self._person = value_label("identity_person")
        self._fingerprint = FingerprintView("identity_fingerprint", self)
        self._aloud = _hint(self)
        self._card = push_button("identity_card", self._show_card)
        self._copy = push_button("identity_copy", self._fingerprint.copy)
        me = self.add_pane(QT_TRANSLATE_NOOP("Settings", "My identity"))
        me.add_row(QT_TRANSLATE_NOOP("Settings", "Name and number"), self._person)
        me.add(self._fingerprint, self._aloud)
        me.add_buttons(self._card, self._copy)
        self._state = value_label("identity_keys")
        self._why = _hint(self)
        self._minutes = self._minutes_combo()
        self._set = push_button("identity_set_passphrase", self._gate.choose)
        self._unlock = push_button("identity_unlock", self._gate.unlock)
        self._lock = push_button("identity_lock", self._gate.lock)
        keys = self.add_pane(QT_TRANSLATE_NOOP("Settings", "Passphrase"))
        keys.add_row(QT_TRANSLATE_NOOP("Settings", "My signing keys"), self._state)
        keys.add_row(QT_TRANSLATE_NOOP("Settings", "Ask again after"), self._minutes)
        keys.add(self._why)
        keys.add_buttons(self._unlock, self._lock, self._set)
        self._team = TeamPane(view.desk, view.preferences, self)
        self.add_pane(QT_TRANSLATE_NOOP("Settings", "Team of colleagues")).add(self._team)
        self._gate.changed.connect(self._show_keys)
        self.finish()
        self._read()

    def join_team(self, file: Path) -> None:
        """With a bundle that somebody tried to merge."""
        self._team.join(file)

    def refresh(self, changes: Changes) -> None:
        self._team.refresh(changes)
        if changes.subjects & {"person", "replica"}:
            self._read()

    def retranslate(self) -> None:
        super().retranslate()
        self._aloud.setText(
            translate(
                "Settings",
                "The fifteen words stand for your keys. Read them to the other person when "
                "somebody adds your card: if theirs are the same, nobody has come between you.",
            )
        )
        self._card.setText(translate("Settings", "My card…"))
        self._copy.setText(translate("Settings", "Copy the fingerprint"))
        self._unlock.setText(translate("Settings", "Unlock…"))
        self._lock.setText(translate("Settings", "Lock now"))
        self._why.setText(
            translate(
                "Settings",
                "What only you may do is signed with your own keys: decisions, sign-offs, "
                "publications, the team. Listening, marking and scoring never ask for it.",
            )
        )
        every = translate("Settings", "Every time")
        minutes = translate("Settings", "{minutes} minutes")
        for place, value in enumerate(MINUTES):
            self._minutes.setItemText(place, minutes.format(minutes=value) if value else every)
        self._show_keys()

    def _minutes_combo(self) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName("identity_minutes")
        for value in MINUTES:
            combo.addItem("", value)
        combo.setCurrentIndex(max(combo.findData(self._preferences.get("unlock_minutes")), 0))
        combo.activated.connect(
            lambda _: self._preferences.set("unlock_minutes", combo.currentData())
        )
        return combo

    def _read(self) -> None:
        self._desk.read("owner of keys", get_owner, self._show_owner)

    def _show_owner(self, owner: Owner) -> None:
        self._person.setText(" ".join(part for part in (owner.number, owner.name) if part))
        self._fingerprint.set_fingerprint(fingerprint(owner))

    def _show_keys(self) -> None:
        state: KeyState = self._desk.keys.state()
        self._state.setText(
            {
                "open": translate("Settings", "No passphrase yet; nothing has asked for one"),
                "locked": translate("Settings", "Locked"),
                "unlocked": translate("Settings", "Unlocked"),
            }[state]
        )
        self._unlock.setVisible(state == "locked")
        self._lock.setVisible(state == "unlocked")
        first = translate("Settings", "Set a passphrase…")
        another = translate("Settings", "Change the passphrase…")
        self._set.setText(first if state == "open" else another)

    def _show_card(self) -> None:
        self._desk.write(own_card, lambda card: CardDialog(card, self).open(), is_step=False)


def _hint(page: SettingsPage) -> QLabel:
    label = QLabel(page, wordWrap=True)
    label.setProperty("role", "muted")
    return label
