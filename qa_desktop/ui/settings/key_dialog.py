"""The keys of one act in one place: press a new one, take one away; a clash is said and settled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.ui import keys
from qa_desktop.ui.fitting_dialog import FittingDialog
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.key_acts import Act, Place
from qa_desktop.ui.key_table import KeyTable, why_not


class KeyRecorder(QLabel):
    """Takes whatever is pressed while it has the focus; Esc leaves it, unless Esc is wanted."""

    pressed = Signal(str)
    """In portable form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("key_recorder")
        self.setProperty("role", "recorder")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumHeight(44)
        self.setWordWrap(True)

    def event(self, event: QEvent) -> bool:
        """Before shortcuts and the walk of the focus; letters without an input method."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._record(event)
            return True
        return super().event(event)

    def _record(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta):
            return
        if key == Qt.Key.Key_Backtab:
            key, held = Qt.Key.Key_Tab, held | Qt.KeyboardModifier.ShiftModifier
        held &= ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
        sequence = QKeySequence(event.keyCombination().__class__(held, key))
        self.pressed.emit(sequence.toString(QKeySequence.SequenceFormat.PortableText))


class KeyDialog(FittingDialog):
    """``ask`` returns the table with the new keys, or None."""

    @classmethod
    def ask(cls, parent: QWidget, table: KeyTable, act: Act, place: Place) -> KeyTable | None:
        dialog = cls(parent, table, act, place)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        found = dialog.table() if accepted else None
        dialog.deleteLater()
        return found

    def __init__(self, parent: QWidget, table: KeyTable, act: Act, place: Place) -> None:
        super().__init__(parent)
        self.setObjectName("key_dialog")
        self.setMinimumWidth(420)
        self._table, self._act, self._place = table, act, place
        self._keys = list(act.keys(place))
        self._offered = ""
        self.setWindowTitle(translate("KeyDialog", "Keys for “{act}”").format(act=act.name))
        self._where = QLabel(place_name(place), self)
        self._where.setProperty("role", "muted")
        self._list = QListWidget(self)
        self._list.setObjectName("key_list")
        self._list.setProperty("role", "ticks")
        self._list.setAccessibleName(translate("KeyDialog", "Keys of this act"))
        self._list.setMaximumHeight(110)
        self._recorder = KeyRecorder(self)
        self._recorder.setText(translate("KeyDialog", "Press the new key here"))
        self._recorder.setAccessibleName(self._recorder.text())
        self._recorder.pressed.connect(self._offer)
        self._message = QLabel(self)
        self._message.setObjectName("key_message")
        self._message.setWordWrap(True)
        self._add = self._button("key_add", translate("KeyDialog", "Add this key"), self._take)
        self._remove = self._button(
            "key_remove", translate("KeyDialog", "Remove the chosen key"), self._take_away
        )
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        take = self._buttons.button(ok)
        take.setProperty("role", "primary")
        take.style().polish(take)  # the box has made it, and styled it already
        self._buttons.button(ok).setObjectName("key_ok")
        self._buttons.button(cancel).setObjectName("key_cancel")
        self._buttons.accepted.connect(self._on_ok)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self._show()
        self._recorder.setFocus()

    def table(self) -> KeyTable:
        """With the keys as they are chosen now."""
        return self._table.with_keys(self._act.id, self._place, self._keys)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addWidget(self._remove)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for part in (self._where, self._list, self._recorder, self._message):
            column.addWidget(part)
        column.addLayout(row)
        column.addWidget(self._buttons)

    def _button(self, name: str, words: str, clicked) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(clicked)
        return button

    def _offer(self, sequence: str) -> None:
        """What was pressed, whether it can be given, and whose it is now."""
        self._offered = sequence
        self._recorder.setText(keys.shown(sequence))
        refused = why_not(sequence, self._place)
        use = self._table.use_of(sequence, self._place, self._act.id)
        if refused is not None:
            self._message.setText(refusal(refused))
        elif use is not None and use.act.fixed:
            words = translate("KeyDialog", "This key belongs to “{act}” for good")
            self._message.setText(words.format(act=use.act.name))
        elif use is not None:
            words = translate(
                "KeyDialog", "Now “{act}” ({place}); adding it here takes it away there"
            )
            self._message.setText(words.format(act=use.act.name, place=place_name(use.place)))
        else:
            self._message.setText(translate("KeyDialog", "This key is free"))
        self.fit()
        self._add.setEnabled(refused is None and not (use is not None and use.act.fixed))
        self._add.setDefault(self._add.isEnabled())
        if self._add.isEnabled() and self._recorder.hasFocus():
            self._add.setFocus()  # nothing that is pressed leads out of the recorder

    def _take(self) -> None:
        if self._offered and self._offered not in self._keys:
            self._keys.append(self._offered)
        self._show()
        take = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        take.setDefault(True)
        take.setFocus()  # Enter is all that is left to do

    def _on_ok(self) -> None:
        """A key that was pressed and can be given is meant, also where nobody pressed Add."""
        if self._add.isEnabled():
            self._take()
        self.accept()

    def _take_away(self) -> None:
        chosen = self._list.currentItem()
        if chosen is not None:
            self._keys.remove(chosen.data(Qt.ItemDataRole.UserRole))
        self._show()

    def _show(self) -> None:
        self._list.clear()
        for key in self._keys:
            item = QListWidgetItem(keys.shown(key), self._list)
            item.setData(Qt.ItemDataRole.UserRole, key)
        if self._keys:
            self._list.setCurrentRow(0)
        self._offered = ""
        self._recorder.setText(translate("KeyDialog", "Press the new key here"))
        self._message.clear()
        self._add.setEnabled(False)
        self._remove.setEnabled(bool(self._keys))


def place_name(place: Place) -> str:
    """Where a key works, in the person's language."""
    return {
        "timeline": translate("KeyDialog", "On the timeline"),
        "anywhere": translate("KeyDialog", "Anywhere, also while typing"),
        "text": translate("KeyDialog", "In the comment"),
    }[place]


def refusal(why: str) -> str:
    """Why a key cannot be given, in the person's language."""
    return {
        "input_method": translate("KeyDialog", "This key belongs to the input method"),
        "editing": translate("KeyDialog", "This key edits text (copy, paste, select)"),
        "system": translate("KeyDialog", "This key belongs to the system"),
        "typing": translate("KeyDialog", "This key is needed for typing; hold Ctrl or Alt with it"),
        "none": translate("KeyDialog", "This is no key of its own; press another"),
    }[why]
