"""A customer's number stands nowhere in clear unless somebody asked to see it (PRODUCT.md C2)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.call_acts import delete_calls
from qa_desktop.services.calls import set_serial
from qa_desktop.services.importing import import_recordings
from qa_desktop.services.list_loading import load_content
from qa_desktop.services.stock import take_stock
from qa_desktop.store.calls import find_calls
from qa_desktop.store.connection import connect
from qa_desktop.store.reader import Reader
from qa_desktop.store.unmaskings import find_unmaskings
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui.calls.import_dialog import ImportDialog
from qa_desktop.ui.health.erase_dialog import EraseDialog
from qa_desktop.ui.health.missing_dialog import MissingDialog
from qa_desktop.ui.palette.rows import ENTRY
from qa_desktop.ui.screens import SCREENS
from tests.factories import write_wav
from tests.sheets_here import read_here
from tests.ui.window.conftest import Office, Seat

NUMBER = "13912345678"
MASKED = "139****5678"

_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.WhatsThisRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


@pytest.fixture
def calls(tmp_path: Path) -> list[str]:
    """Two calls with the number in the file's name; one has it in its serial number too."""
    sources = tmp_path / "recordings"
    for second in (1, 2):
        name = f"20261120-09351{second}-0617-{NUMBER}.wav"
        write_wav(sources / name, 2.0, tone=300 + second)
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as workspace:
        import_recordings(workspace.folder, lambda act: act(workspace), [sources])
        found = [call.id for call in find_calls(workspace.db, workspace.person)]
        set_serial(workspace, found[1], f"20261120-{NUMBER}")
        add_annotation(workspace, found[0], at_ms=100, kind="note", text="回访")
        listed = tmp_path / "calls.csv"  # of a call that has no recording
        rows = (
            ["流水号", "工号", "开始时间", "客户号码"],
            [f"流水{NUMBER}", "0617", "2026-11-20 12:00:00", NUMBER],
        )
        listed.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
        load_content(workspace, listed, "calls", read_here(listed, "calls"))
    return found


def words_of(widget: QWidget) -> Iterator[str]:
    """Everything that can be read from a widget, by eyes, ears or a pointer at rest."""
    yield from (widget.toolTip(), widget.statusTip(), widget.whatsThis(), widget.windowTitle())
    yield from (widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))
    if isinstance(widget, QToolButton) and widget.menu():
        yield from (action.text() for action in widget.menu().actions())
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from words_in(widget.model())


def words_in(model: QAbstractItemModel) -> Iterator[str]:
    """Of the first rows; there are no trees in this program."""
    # a list model keeps its columnCount to itself
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(min(model.rowCount(), 50)):
        for column in range(columns):
            yield from (str(model.data(model.index(row, column), role)) for role in _ROLES)


def read_everything(seat: Seat) -> list[str]:
    seat.settle()
    widgets = [
        each for top in QApplication.topLevelWidgets() for each in (top, *top.findChildren(QWidget))
    ]
    return [words for widget in widgets for words in words_of(widget)]


def test_no_screen_shows_a_raw_number(office: Office, calls: list[str]) -> None:
    seat = office.sit(opens_call=False)
    for call in calls:
        seat.window.open_call(call)
        seat.opened(call)
        everything = read_everything(seat)
        assert MASKED in everything
        assert [words for words in everything if NUMBER in words] == []
    for screen in SCREENS:
        seat.window.show_screen(screen.id)
        seat.settle()
        for tabs in seat.window.screen(screen.id).findChildren(QTabBar):
            for place in range(tabs.count()):
                tabs.setCurrentIndex(place)
                found = [words for words in read_everything(seat) if NUMBER in words]
                assert found == [], (screen.id, place)
        assert [words for words in read_everything(seat) if NUMBER in words] == [], screen.id


def test_the_number_is_shown_for_this_call_only_and_written_down(
    office: Office, calls: list[str]
) -> None:
    seat = office.sit(opens_call=False)
    seat.window.open_call(calls[0])
    seat.opened(calls[0])
    shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    seat.key(Qt.Key.Key_M, shift)
    assert seat.text("call_customer") == NUMBER
    assert NUMBER in seat.find(QLabel, "call_customer").accessibleName()
    db = connect(seat.folder / DATABASE, readonly=True)
    (look,) = find_unmaskings(db)
    assert (look.person, look.call) == ("李敏", calls[0])
    seat.find(QToolButton, "show_number").click()
    seat.settle()
    assert seat.text("call_customer") == MASKED and len(find_unmaskings(db)) == 1
    seat.find(QToolButton, "show_number").click()
    seat.settle()
    assert seat.text("call_customer") == NUMBER and len(find_unmaskings(db)) == 2
    db.close()
    seat.window.open_call(calls[1])
    seat.opened(calls[1])
    assert seat.text("call_customer") == MASKED
    seat.window.open_call(calls[0])
    seat.opened(calls[0])
    assert seat.text("call_customer") == MASKED, "left means masked again"
    seat.window.undoing.undo()
    seat.settle()
    assert seat.text("toast_words") == "Nothing to undo", "a look cannot be taken back"


def test_a_broken_file_is_named_without_the_number(
    office: Office, calls: list[str], tmp_path
) -> None:
    broken = tmp_path / "more" / f"20261121-0935-0617-{NUMBER}.wav"
    broken.parent.mkdir()
    broken.write_bytes(b"RIFF nothing")
    seat = office.sit(opens_call=False)
    dialog = ImportDialog(seat.window.desk, seat.window.preferences, seat.window)
    dialog.begin([broken])
    seat.settle()
    assert [words for words in read_everything(seat) if NUMBER in words] == []
    dialog.close()
    QCoreApplication.processEvents()


def test_the_palette_names_recordings_without_the_number(office: Office, calls: list[str]) -> None:
    seat = office.sit(opens_call=False)
    seat.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    seat.find(QLineEdit, "palette_field").setText("20261120")
    seat.settle()
    found = seat.find(QListWidget, "palette_list")
    entries = [found.item(row).data(ENTRY) for row in range(found.count())]
    assert sum(entry is not None and entry.kind == "call" for entry in entries) == 2
    assert [words for words in words_of(found) if NUMBER in words] == []
    assert [entry for entry in entries if entry and NUMBER in entry.title] == []


def test_the_trash_names_calls_without_the_number(office: Office, calls: list[str]) -> None:
    with Workspace.open(office.folder) as workspace:
        every = [call.id for call in find_calls(workspace.db, workspace.person)]
        delete_calls(workspace, every)
    seat = office.sit(opens_call=False)
    seat.window.show_settings("trash")
    seat.settle()
    table = seat.find(QAbstractItemView, "trash_table")
    assert table.model().rowCount() == len(every) == 2
    assert [words for words in words_of(table) if NUMBER in words] == []


def test_missing_audio_is_listed_and_copied_without_the_number(
    office: Office, calls: list[str], qapp
) -> None:
    for file in (office.folder / "audio").rglob("*"):
        if file.is_file():
            file.unlink()
    with Reader.open(office.folder) as reader:
        stock = take_stock(reader)
    assert stock.without_audio == 2
    dialog = MissingDialog(stock.listed, stock.without_audio)
    office.qtbot.addWidget(dialog)
    dialog.findChild(QAbstractButton, "missing_copy").click()
    copied = QApplication.clipboard().text()
    assert MASKED in copied and NUMBER not in copied
    table = dialog.findChild(QAbstractItemView, "missing_table")
    assert [words for words in words_of(table) if NUMBER in words] == []


def test_erasing_a_recording_is_no_way_around_the_mask(office: Office, calls: list[str]) -> None:
    seat = office.sit(opens_call=False)
    dialog = EraseDialog(seat.window.desk, "recording", subject=calls[0], parent=seat.window)
    dialog.show()
    typed = dialog.findChild(QLineEdit, "erase_typed")
    seat.wait(typed.isVisible)
    assert [words for words in read_everything(seat) if NUMBER in words] == []
    asked = dialog.findChild(QLabel, "erase_ask").text()
    typed.setText(asked.split("“")[1].split("”")[0])
    assert dialog.findChild(QAbstractButton, "erase_yes").isEnabled()
    dialog.close()
