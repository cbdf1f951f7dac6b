"""Me and my team: found, add by card, roles, revoke, successor, join, as people do it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTransform
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from qa_desktop.exchange.identity_card import as_plain_text, read_card, write_card
from qa_desktop.journal.changes import create
from qa_desktop.journal.keys import PersonKeys
from qa_desktop.journal.roster import Term
from qa_desktop.services import team
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.identity import own_card
from qa_desktop.services.passphrase import set_passphrase
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.identity.card_dialog import CardDialog
from qa_desktop.ui.identity.fingerprint_view import FingerprintView
from qa_desktop.ui.identity.person_dialogs import AddDialog
from qa_desktop.ui.plain_table import PlainTable
from tests.ui.window.conftest import Office, Seat

pytestmark = pytest.mark.usefixtures("quick_seals")

WORDS, RECOVERY = "hear then say", "kept in the safe"


@pytest.fixture
def colleague(tmp_path: Path) -> Iterator[Workspace]:
    """赵强, at another computer."""
    keys = KeyStore(tmp_path / "zhao-keys")
    with Workspace.open(tmp_path / "zhao", name="赵强", number="8003", keys=keys) as opened:
        yield opened


@pytest.fixture
def seat(office: Office) -> Seat:
    seated = office.sit()
    seated.window.show_settings("identity")
    seated.settle()
    return seated


@pytest.fixture
def keeper(seat: Seat, tmp_path: Path) -> Seat:
    """A window of somebody who founded a team, keys unlocked."""
    desk = seat.window.desk
    recovery = tmp_path / "team.qarecovery"
    desk.write(lambda ws: set_passphrase(ws, WORDS))
    desk.write(lambda ws: team.create_team(ws, "华东质检组", recovery, RECOVERY))
    seat.wait(lambda: people(seat))
    return seat


def asked(seat: Seat, name: str) -> QDialog:
    found: list[QDialog] = []

    def shown() -> bool:
        found[:] = [each for each in seat.window.findChildren(QDialog, name) if each.isVisible()]
        return bool(found)

    seat.wait(shown)
    return found[0]


def nothing_asks(seat: Seat) -> bool:
    return not any(each.isVisible() for each in seat.window.findChildren(QDialog))


def press(seat: Seat, button: str) -> None:
    seat.find(QPushButton, button).click()


def fill(dialog: QDialog, **fields: str) -> None:
    for name, words in fields.items():
        field = dialog.findChild(QLineEdit, name)
        assert field is not None and field.isVisible(), name
        field.clear()
        QTest.keyClicks(field, words)


def tick(dialog: QDialog, name: str, *, on: bool = True) -> None:
    box = dialog.findChild(QCheckBox, name)
    assert box is not None
    box.setChecked(on)


def tick_role(dialog: QDialog, role: str, *, on: bool = True) -> None:
    (box,) = (each for each in dialog.findChildren(QCheckBox) if each.text() == role)
    box.setChecked(on)


def ok(dialog: QDialog) -> QPushButton:
    found = dialog.findChild(QPushButton, f"{dialog.objectName()}_ok")
    assert found is not None
    return found


def message(dialog: QDialog) -> str:
    label = dialog.findChild(QLabel, f"{dialog.objectName()}_message")
    return label.text() if label.isVisible() else ""


def people(seat: Seat) -> list[list[str]]:
    model = seat.find(PlainTable, "team_people").model()
    return [
        [model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())
    ]


def is_shown(seat: Seat, name: str) -> bool:
    return bool(seat.find(QWidget, name).isVisibleTo(seat.window))


def test_alone_one_sees_a_sentence_and_two_buttons(seat: Seat) -> None:
    assert is_shown(seat, "team_alone") and is_shown(seat, "team_found")
    for name in ("team_people", "team_add", "team_revoke", "team_recover", "team_score_as"):
        assert not is_shown(seat, name)
    assert seat.text("status_person") == "李敏"


def test_founding_has_a_passphrase_chosen_on_the_way(seat: Seat, tmp_path: Path) -> None:
    press(seat, "team_found")
    dialog = asked(seat, "found")
    fill(dialog, found_name="East", found_file=str(tmp_path / "r"), found_passphrase=RECOVERY)
    assert not ok(dialog).isEnabled()
    fill(dialog, found_again="kept in the sale")
    ok(dialog).click()
    assert "differ" in message(dialog)
    fill(dialog, found_again=RECOVERY)
    ok(dialog).click()
    phrase = asked(seat, "passphrase_dialog")
    fill(phrase, passphrase=WORDS, passphrase_again=WORDS)
    phrase.findChild(QPushButton, "passphrase_ok").click()
    seat.wait(lambda: nothing_asks(seat) and people(seat))
    assert (tmp_path / "r.qarecovery").exists()
    assert people(seat) == [["Q017 李敏 (you)", "inspector, manager, quality lead", ""]]
    assert seat.text("team_name") == "Team: East"
    assert is_shown(seat, "team_add") and not is_shown(seat, "team_found")
    seat.wait(lambda: seat.text("status_person") == "李敏 · inspector, manager, quality lead")


def test_nobody_is_added_before_the_words_were_compared(
    keeper: Seat, colleague: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "zhao.qacard"
    file.write_text(own_card(colleague), encoding="utf-8")
    press(keeper, "team_add")
    dialog = asked(keeper, "add")
    assert isinstance(dialog, AddDialog) and not ok(dialog).isEnabled()
    dialog.open_card(tmp_path / "nothing.qacard")
    keeper.wait(lambda: "cannot be read" in message(dialog))
    assert not ok(dialog).isEnabled()
    dialog.open_card(file)
    keeper.wait(lambda: dialog.findChild(QLabel, "add_who").text() == "8003 赵强")
    assert not ok(dialog).isEnabled()
    tick(dialog, "add_compared")
    assert ok(dialog).isEnabled()
    dialog.open_card(file)
    keeper.wait(dialog.findChild(QWidget, "add_compared").isVisible)
    assert not ok(dialog).isEnabled(), "another card, another comparison"
    tick(dialog, "add_compared")
    tick_role(dialog, "inspector", on=False)
    tick_role(dialog, "team lead")
    ok(dialog).click()
    keeper.wait(lambda: len(people(keeper)) == 2)
    assert people(keeper)[0] == ["8003 赵强", "team lead", ""]


def test_a_card_is_pasted_from_a_message(keeper: Seat, colleague: Workspace) -> None:
    press(keeper, "team_add")
    dialog = asked(keeper, "add")
    QApplication.clipboard().setText("no card")
    dialog.findChild(QPushButton, "add_paste").click()
    keeper.wait(lambda: "no identity card" in message(dialog))
    QApplication.clipboard().setText(f"hello!\n{as_plain_text(own_card(colleague))}\nbye")
    dialog.findChild(QPushButton, "add_paste").click()
    shown = dialog.findChild(FingerprintView, "add_fingerprint")
    keeper.wait(lambda: shown.fingerprint == team.fingerprint_of(*_keys(colleague)))
    assert message(dialog) == ""


def test_a_card_is_read_from_a_picture_of_its_code(
    keeper: Seat, colleague: Workspace, tmp_path: Path
) -> None:
    """A photo of a screen: grey, turned, with something beside the code; and a screenshot."""
    card = CardDialog(own_card(colleague), keeper.window)
    card.show()
    photo = card.grab().toImage().transformed(QTransform().rotate(7))
    photo.save(str(tmp_path / "photo.jpg"), quality=60)
    press(keeper, "team_add")
    dialog = asked(keeper, "add")
    assert isinstance(dialog, AddDialog)
    shown = dialog.findChild(FingerprintView, "add_fingerprint")
    dialog.open_card(tmp_path / "photo.jpg")
    keeper.wait(lambda: shown.fingerprint == team.fingerprint_of(*_keys(colleague)))
    QApplication.clipboard().setPixmap(keeper.window.grab())
    dialog.findChild(QPushButton, "add_paste").click()
    keeper.wait(lambda: "no code of an identity card" in message(dialog))
    QApplication.clipboard().setPixmap(card.grab())
    dialog.findChild(QPushButton, "add_paste").click()
    keeper.wait(lambda: shown.isVisible() and message(dialog) == "")
    (tmp_path / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    dialog.open_card(tmp_path / "bad.png")
    keeper.wait(lambda: "cannot be opened" in message(dialog))
    assert not ok(dialog).isEnabled()


def _keys(workspace: Workspace) -> tuple[str, str]:
    card = read_card(own_card(workspace))
    return card.sign_key, card.receive_key


def add(seat: Seat, workspace: Workspace, *terms: Term) -> None:
    card = read_card(own_card(workspace))
    before = len(people(seat))
    seat.window.desk.write(lambda ws: team.add_member(ws, card, terms))
    seat.wait(lambda: len(people(seat)) > before)


def test_another_key_for_somebody_known_needs_a_second_word(
    keeper: Seat, colleague: Workspace
) -> None:
    add(keeper, colleague, Term("inspector"))
    forged = write_card(PersonKeys.generate(colleague.person), "赵强", "8003")
    press(keeper, "team_add")
    dialog = asked(keeper, "add")
    QApplication.clipboard().setText(as_plain_text(forged))
    dialog.findChild(QPushButton, "add_paste").click()
    keeper.wait(dialog.findChild(QWidget, "add_compared").isVisible)
    tick(dialog, "add_compared")
    ok(dialog).click()
    keeper.wait(lambda: "another key" in message(dialog))
    assert not ok(dialog).isEnabled()
    tick(dialog, "add_sure")
    ok(dialog).click()
    keeper.wait(lambda: nothing_asks(keeper))
    found: list[team.Team] = []
    keeper.window.desk.read("check", team.read_team, found.append)
    keeper.wait(lambda: found)
    (zhao,) = (each for each in found[0].people if each.name == "赵强")
    assert zhao.fingerprint != team.fingerprint_of(*_keys(colleague))


def test_roles_get_their_days(keeper: Seat, colleague: Workspace) -> None:
    add(keeper, colleague, Term("inspector"))
    keeper.find(PlainTable, "team_people").selectRow(0)
    press(keeper, "team_roles")
    dialog = asked(keeper, "roles")
    fill(dialog, role_1_until="yesterday")
    trouble = dialog.findChild(QLabel, "role_1_trouble")
    assert "no day" in trouble.text() and trouble.isVisible() and not message(dialog)
    fill(dialog, role_1_until="2026-1")
    assert not trouble.text(), "not typed to its end yet"
    dialog.findChild(QLineEdit, "role_1_until").editingFinished.emit()
    assert "no day" in trouble.text()
    fill(dialog, role_1_until="yesterday")
    assert "2026-11-22" in dialog.findChild(QLineEdit, "role_1_from").placeholderText()
    ok(dialog).click()
    assert "no day" in message(dialog)
    fill(dialog, role_1_from="2026-11-01", role_1_until="2026-10-01")
    assert not trouble.isVisible()
    ok(dialog).click()
    keeper.wait(lambda: "before the first day" in message(dialog))
    fill(dialog, role_1_until="2099-12-31")
    ok(dialog).click()
    keeper.wait(lambda: nothing_asks(keeper))
    keeper.wait(lambda: people(keeper)[0][2] == "inspector 2026-11-01 – 2099-12-31")


def test_revoking_says_what_it_does_and_is_no_accident(keeper: Seat, colleague: Workspace) -> None:
    add(keeper, colleague, Term("inspector"))
    table = keeper.find(PlainTable, "team_people")
    table.selectRow(1)
    assert not keeper.find(QPushButton, "team_revoke").isEnabled(), "that is oneself"
    table.selectRow(0)
    press(keeper, "team_revoke")
    dialog = asked(keeper, "revoke")
    assert dialog.findChild(QPushButton, "revoke_cancel").isDefault()
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "last bundle first" in words and "give their roles a last day" in words
    ok(dialog).click()
    keeper.wait(lambda: people(keeper)[-1][:2] == ["8003 赵强", "Revoked"])
    table.selectRow(1)
    assert not keeper.find(QPushButton, "team_revoke").isEnabled(), "revoked already"


def test_who_founds_is_told_what_colleagues_wrote_and_does_not_show(
    seat: Seat, colleague: Workspace, tmp_path: Path
) -> None:
    desk = seat.window.desk
    colleague.write([create("agent", "a-1", {"name": "坐席"})])
    (file,) = write_out(colleague, tmp_path / "theirs.qab").files
    desk.write(lambda ws: merge(ws, file))
    desk.write(lambda ws: set_passphrase(ws, WORDS))
    seat.settle()
    press(seat, "team_found")
    dialog = asked(seat, "found")
    fill(dialog, found_name="East", found_file=str(tmp_path / "r"), found_passphrase=RECOVERY)
    fill(dialog, found_again=RECOVERY)
    ok(dialog).click()
    seat.wait(lambda: message(dialog) and ok(dialog).isEnabled())
    assert "1 × Agent" in message(dialog) and "founded" in message(dialog)
    ok(dialog).click()
    seat.wait(lambda: nothing_asks(seat) and people(seat))


@pytest.fixture
def other_team(colleague: Workspace, tmp_path: Path) -> Path:
    """A bundle of the team that 赵强 keeps; 李敏 is not in it."""
    set_passphrase(colleague, WORDS)
    team.create_team(colleague, "西区", tmp_path / "west.qarecovery", RECOVERY)
    return write_out(colleague, tmp_path / "west.qab").files[0]


def test_joining_compares_first(seat: Seat, other_team: Path, colleague: Workspace) -> None:
    seat.window.join_team(other_team)
    dialog = asked(seat, "join")
    seat.wait(lambda: dialog.findChild(QLabel, "join_team").text() == "西区")
    assert "not in it yet" in dialog.findChild(QLabel, "join_people").text()
    shown = dialog.findChild(FingerprintView, "join_fingerprint").fingerprint
    assert shown == team.fingerprint_of(str(colleague.trust_group))
    assert not ok(dialog).isEnabled()
    tick(dialog, "join_compared")
    ok(dialog).click()
    seat.wait(lambda: nothing_asks(seat) and people(seat))
    assert is_shown(seat, "team_not_yet") and not is_shown(seat, "team_add")
    assert seat.text("identity_person") == "Q017 李敏", "one's own name stays"


def test_what_joining_would_hide_is_asked_about(seat: Seat, other_team: Path) -> None:
    changes = [create("agent", f"a-{n}", {"name": f"坐席{n}"}) for n in range(6)]
    seat.window.desk.write(lambda ws: ws.write(changes))
    press(seat, "team_join")
    dialog = asked(seat, "join")
    fill(dialog, join_file=str(other_team))
    seat.wait(lambda: dialog.findChild(QLabel, "join_team").text() == "西区")
    tick(dialog, "join_compared")
    ok(dialog).click()
    seat.wait(lambda: message(dialog))
    assert dialog.findChild(QCheckBox, "join_hides").isVisible() and not ok(dialog).isEnabled()
    tick(dialog, "join_hides")
    ok(dialog).click()
    seat.wait(lambda: nothing_asks(seat) and people(seat))


def test_a_share_that_does_not_answer_holds_up_no_dialog(
    seat: Seat, other_team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = threading.Event()
    is_file = Path.is_file
    monkeypatch.setattr(
        Path, "is_file", lambda path: path != other_team or (answer.wait(60) and is_file(path))
    )
    press(seat, "team_join")
    dialog = asked(seat, "join")
    fill(dialog, join_file=str(other_team))
    assert not ok(dialog).isEnabled() and not answer.is_set()
    answer.set()
    seat.wait(lambda: dialog.findChild(QLabel, "join_team").text() == "西区")


def test_a_file_that_is_no_bundle_of_a_team_is_said_to_be(seat: Seat, tmp_path: Path) -> None:
    (tmp_path / "x.qab").write_bytes(b"nothing")
    press(seat, "team_join")
    dialog = asked(seat, "join")
    fill(dialog, join_file=str(tmp_path / "x.qab"))
    seat.wait(lambda: message(dialog))
    assert not ok(dialog).isEnabled()
    dialog.findChild(QPushButton, "join_cancel").click()
    seat.wait(lambda: nothing_asks(seat))


def test_a_recovery_file_brings_the_keeping_here(
    seat: Seat, other_team: Path, colleague: Workspace, tmp_path: Path
) -> None:
    seat.window.join_team(other_team)
    dialog = asked(seat, "join")
    seat.wait(lambda: dialog.findChild(QLabel, "join_team").text())
    tick(dialog, "join_compared")
    ok(dialog).click()
    seat.wait(lambda: nothing_asks(seat) and people(seat))
    seat.window.desk.write(lambda ws: set_passphrase(ws, WORDS))
    press(seat, "team_recover")
    dialog = asked(seat, "recover")
    fill(dialog, recover_file=str(tmp_path / "west.qarecovery"), recover_passphrase="guessed it")
    ok(dialog).click()
    seat.wait(lambda: "not the passphrase" in message(dialog))
    fill(dialog, recover_passphrase=RECOVERY)
    ok(dialog).click()
    seat.wait(lambda: nothing_asks(seat) and is_shown(seat, "team_add"))
    press(seat, "team_successor")
    dialog = asked(seat, "successor")
    spare = tmp_path / "spare.qarecovery"
    phrase = {"successor_passphrase": RECOVERY, "successor_again": RECOVERY}
    fill(dialog, successor_file=str(spare), **phrase)
    ok(dialog).click()
    seat.wait(lambda: nothing_asks(seat))
    assert spare.exists()


def test_one_scores_in_a_role_that_one_has(keeper: Seat) -> None:
    chooser = keeper.find(QComboBox, "team_score_as")
    roles = [chooser.itemData(row) for row in range(chooser.count())]
    assert roles == ["inspector", "manager", "quality_lead"]
    me = keeper.window.desk.person
    terms = [Term("lead"), Term("manager")]
    keeper.window.desk.write(lambda ws: team.set_roles(ws, me, terms))
    keeper.wait(lambda: keeper.window.preferences.get("role") == "lead")
    keeper.wait(lambda: chooser.count() == 2)
    chooser.setCurrentIndex(1)
    chooser.activated.emit(1)
    assert keeper.window.preferences.get("role") == "manager"


def test_the_language_changes_while_it_is_shown(keeper: Seat, qapp) -> None:
    i18n.set_language(qapp, "zh_CN")
    keeper.settle()
    assert keeper.text("team_add") == "添加成员…"
    assert people(keeper)[0][1] == "质检员、经理、质检主管"
    assert keeper.text("status_person") == "李敏 · 质检员、经理、质检主管"


def test_a_teams_bundle_that_is_opened_offers_to_join(seat: Seat, other_team: Path) -> None:
    seat.window.exchange.open_bundle(other_team)
    dialog = asked(seat, "bundle_dialog")
    join = dialog.findChild(QPushButton, "bundle_join")
    seat.wait(lambda: join.isVisible())
    join.click()
    joining = asked(seat, "join")
    seat.wait(lambda: joining.findChild(QLabel, "join_team").text() == "西区")


def test_a_dialog_that_is_closed_while_it_writes_is_told_nothing(
    keeper: Seat, colleague: Workspace
) -> None:
    add(keeper, colleague, Term("inspector"))
    keeper.find(PlainTable, "team_people").selectRow(0)
    press(keeper, "team_roles")
    dialog = asked(keeper, "roles")
    tick_role(dialog, "team lead")
    ok(dialog).click()
    dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    keeper.settle()
    keeper.wait(lambda: people(keeper)[0][1] == "inspector, team lead")


def test_who_does_not_keep_the_roster_is_not_asked_for_roles(seat: Seat, other_team: Path) -> None:
    seat.window.join_team(other_team)
    dialog = asked(seat, "join")
    seat.wait(lambda: dialog.findChild(QLabel, "join_team").text())
    tick(dialog, "join_compared")
    ok(dialog).click()
    seat.wait(lambda: nothing_asks(seat) and people(seat))
    table = seat.find(PlainTable, "team_people")
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert not is_shown(seat, "team_roles") and nothing_asks(seat)


def test_the_team_of_another_file_is_not_shown(
    seat: Seat, other_team: Path, tmp_path: Path
) -> None:
    """The path is changed while the first file is still being looked at."""
    seat.window.join_team(other_team)
    dialog = asked(seat, "join")
    dialog.findChild(QLineEdit, "join_file").setText(str(tmp_path / "another.qab"))
    seat.settle()
    seat.settle()
    assert not dialog.findChild(QLabel, "join_team").isVisible()
    assert not dialog.findChild(QWidget, "join_progress").isVisible()
