"""Me and my team: the fingerprint, the card, and the passphrase that acts ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit, QPushButton

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.identity_card import read_card
from qa_desktop.journal.keys import PersonKeys
from qa_desktop.services.fingerprints import read_fingerprint
from qa_desktop.services.identity import read_card_file
from qa_desktop.services.passphrase import set_passphrase
from qa_desktop.ui import i18n
from qa_desktop.ui.identity.card_dialog import CardDialog
from qa_desktop.ui.identity.fingerprint_view import FingerprintView
from tests.ui.window.conftest import Office, Seat

WORDS = "hear then say"
pytestmark = pytest.mark.usefixtures("quick_seals")


@pytest.fixture
def seat(office: Office) -> Seat:
    seated = office.sit()
    seated.window.show_settings("identity")
    seated.settle()
    return seated


def dialog(seat: Seat, name: str) -> QDialog:
    """The one that is open."""
    found: list[QDialog] = []

    def shown() -> bool:
        found[:] = [each for each in seat.window.findChildren(QDialog, name) if each.isVisible()]
        return bool(found)

    seat.wait(shown)
    return found[0]


def nothing_asks(seat: Seat) -> bool:
    return not any(each.isVisible() for each in seat.window.findChildren(QDialog))


def type_in(asked: QDialog, **fields: str) -> None:
    for name, words in fields.items():
        field = asked.findChild(QLineEdit, name)
        assert field is not None and field.isVisible()
        field.clear()
        QTest.keyClicks(field, words)


def confirm(seat: Seat, asked: QDialog) -> None:
    asked.findChild(QPushButton, "passphrase_ok").click()
    seat.settle()


def refusal(asked: QDialog) -> str:
    return asked.findChild(QLabel, "passphrase_message").text()


def sealed(seat: Seat) -> None:
    """A passphrase was set earlier, and the keys are locked."""
    seat.window.desk.write(lambda ws: set_passphrase(ws, WORDS))
    seat.wait(lambda: seat.text("status_keys").startswith("Unlocked"))
    seat.window.desk.keys.lock()
    seat.wait(lambda: seat.text("status_keys") == "Locked")


def sign(seat: Seat) -> list[object]:
    """An act that the person signs; what comes of it."""
    came: list[object] = []
    seat.window.desk.write(lambda ws: ws.keys.signing_keys(), came.append, came.append)
    return came


def test_a_person_alone_sees_nothing_of_keys(seat: Seat) -> None:
    assert not seat.find(QPushButton, "status_keys").isVisible()
    assert nothing_asks(seat)


def test_the_fingerprint_is_read_aloud_in_the_language_of_the_screen(seat: Seat, qapp) -> None:
    shown = seat.find(FingerprintView, "identity_fingerprint")
    seat.wait(lambda: shown.fingerprint)
    english = [label.text() for label in shown._words]
    i18n.set_language(qapp, "zh_CN")
    seat.settle()
    chinese = "".join(label.text() for label in shown._words)
    assert len(chinese) == 15
    assert read_fingerprint(" ".join(english)) == read_fingerprint(chinese) == shown.fingerprint
    seat.find(QPushButton, "identity_copy").click()
    pasted = QApplication.clipboard().text()
    assert shown.fingerprint.hex in pasted and shown.fingerprint.rows("zh")[0] in pasted


def test_the_card_is_shown_copied_and_saved(seat: Seat, tmp_path: Path) -> None:
    seat.find(QPushButton, "identity_card").click()
    shown = dialog(seat, "card_dialog")
    assert isinstance(shown, CardDialog)
    shown.findChild(QPushButton, "card_copy").click()
    copied = read_card(QApplication.clipboard().text())
    assert (copied.name, copied.number) == ("李敏", "Q017")
    shown.save(tmp_path / "limin")
    assert read_card_file(tmp_path / "limin.qacard") == copied
    shown.save(tmp_path / "limin.qacard" / "x")
    assert "cannot be written" in shown.findChild(QLabel, "card_done").text()


def test_a_first_passphrase_is_chosen_twice_the_same(seat: Seat) -> None:
    seat.find(QPushButton, "identity_set_passphrase").click()
    asked = dialog(seat, "passphrase_dialog")
    hint = asked.findChild(QLabel, "passphrase_trouble")
    sets = asked.findChild(QPushButton, "passphrase_ok")
    type_in(asked, passphrase=WORDS, passphrase_again="hear then sat")
    assert "differ" in hint.text() and not sets.isEnabled()
    type_in(asked, passphrase="12345", passphrase_again="12345")
    assert hint.text() == "At least 6 characters" and not sets.isEnabled()
    QTest.keyClick(asked.findChild(QLineEdit, "passphrase_again"), Qt.Key.Key_Return)
    seat.settle()
    assert seat.window.desk.keys.state() == "open" and asked.isVisible()
    type_in(asked, passphrase=WORDS, passphrase_again=WORDS)
    assert not hint.text() and sets.isEnabled()
    confirm(seat, asked)
    seat.wait(lambda: seat.text("status_keys").startswith("Unlocked until"))
    assert nothing_asks(seat)
    assert seat.text("identity_keys") == "Unlocked"


def test_locked_and_unlocked_from_the_bottom_of_the_window(seat: Seat) -> None:
    sealed(seat)
    mark = seat.find(QPushButton, "status_keys")
    mark.click()
    asked = dialog(seat, "passphrase_dialog")
    type_in(asked, passphrase="hear then sing")
    confirm(seat, asked)
    assert "not the passphrase" in refusal(asked) and asked.isVisible()
    type_in(asked, passphrase=WORDS)
    QTest.keyClick(asked.findChild(QLineEdit, "passphrase"), Qt.Key.Key_Return)
    seat.wait(lambda: seat.text("status_keys").startswith("Unlocked"))
    mark.click()
    seat.wait(lambda: seat.text("status_keys") == "Locked")
    assert seat.window.desk.keys.state() == "locked"


def test_an_act_that_is_signed_asks_and_goes_on(seat: Seat) -> None:
    sealed(seat)
    came = sign(seat)
    asked = dialog(seat, "passphrase_dialog")
    assert asked.findChild(QLabel, "passphrase_why").isVisible() and not came
    type_in(asked, passphrase=WORDS)
    confirm(seat, asked)
    seat.wait(lambda: came)
    assert isinstance(came[0], PersonKeys)


def test_an_encrypted_bundle_asks_in_words_of_its_own(seat: Seat) -> None:
    sealed(seat)
    came: list[object] = []
    seat.window.desk.write(lambda ws: ws.keys.receive_secret(), came.append, came.append)
    asked = dialog(seat, "passphrase_dialog")
    assert "encrypted" in asked.findChild(QLabel, "passphrase_why").text()
    type_in(asked, passphrase=WORDS)
    confirm(seat, asked)
    seat.wait(lambda: came)
    assert isinstance(came[0], bytes)


def test_an_act_before_any_passphrase_has_one_chosen(seat: Seat) -> None:
    came = sign(seat)
    asked = dialog(seat, "passphrase_dialog")
    type_in(asked, passphrase=WORDS, passphrase_again=WORDS)
    confirm(seat, asked)
    seat.wait(lambda: came)
    assert isinstance(came[0], PersonKeys)


def test_acts_that_wait_together_ask_once_and_are_given_up_together(seat: Seat) -> None:
    sealed(seat)
    one, other = sign(seat), sign(seat)
    seat.settle()
    asked = dialog(seat, "passphrase_dialog")
    asked.findChild(QPushButton, "passphrase_cancel").click()
    seat.wait(lambda: one and other)
    for (error,) in (one, other):
        assert isinstance(error, UserFacingError) and error.id == "identity.locked"
    assert nothing_asks(seat)


def test_work_of_the_pool_waits_for_the_passphrase_too(seat: Seat) -> None:
    sealed(seat)
    came: list[object] = []
    desk = seat.window.desk
    desk.work(lambda _progress, _cancelled: desk.keys.person_keys(), came.append, came.append)
    type_in(asked := dialog(seat, "passphrase_dialog"), passphrase=WORDS)
    confirm(seat, asked)
    seat.wait(lambda: came)
    assert isinstance(came[0], PersonKeys)


def test_time_locks_the_keys_by_itself(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    keys = seat.window.desk.keys
    monkeypatch.setattr(keys, "_clocks", (lambda: now[0], lambda: now[0]))
    sealed(seat)
    keys.unlock(WORDS, 15)
    seat.wait(lambda: seat.text("status_keys").startswith("Unlocked"))
    now[0] += 15 * 60 + 1
    seat.window.key_gate._timer.timeout.emit()
    seat.wait(lambda: seat.text("status_keys") == "Locked")
    assert keys._keys is None, "also gone from memory"


def test_asked_every_time_is_a_setting(seat: Seat) -> None:
    sealed(seat)
    minutes = seat.find(QComboBox, "identity_minutes")
    minutes.setCurrentIndex(minutes.findData(0))
    minutes.activated.emit(minutes.currentIndex())
    seat.settle()
    for _ in range(2):
        unlock_for_one_act(seat)


def unlock_for_one_act(seat: Seat) -> None:
    came = sign(seat)
    asked = dialog(seat, "passphrase_dialog")
    type_in(asked, passphrase=WORDS)
    confirm(seat, asked)
    seat.wait(lambda: came)
    assert isinstance(came[0], PersonKeys)


def test_the_passphrase_is_changed_with_the_present_one(seat: Seat) -> None:
    sealed(seat)
    seat.find(QPushButton, "identity_set_passphrase").click()
    asked = dialog(seat, "passphrase_dialog")
    new = "something else now"
    type_in(asked, passphrase_before="wrong one", passphrase=new, passphrase_again=new)
    confirm(seat, asked)
    assert "not the passphrase" in refusal(asked)
    type_in(asked, passphrase_before=WORDS)
    confirm(seat, asked)
    seat.wait(lambda: nothing_asks(seat))
    with pytest.raises(UserFacingError):
        seat.window.desk.keys.unlock(WORDS, 15)
    seat.window.desk.keys.unlock(new, 15)


def test_a_dialog_that_is_closed_while_it_unlocks_is_told_nothing(seat: Seat) -> None:
    sealed(seat)
    seat.find(QPushButton, "status_keys").click()
    asked = dialog(seat, "passphrase_dialog")
    type_in(asked, passphrase=WORDS)
    asked.findChild(QPushButton, "passphrase_ok").click()
    asked.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    seat.wait(lambda: seat.text("status_keys").startswith("Unlocked"))
    seat.settle()
    assert nothing_asks(seat)
