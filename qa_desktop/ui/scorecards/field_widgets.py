"""A widget for each kind of field of a scorecard."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from qa_desktop.domain.penalty_draft import cents_of
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.flow_layout import FlowLayout
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.naming import named
from qa_desktop.ui.scorecards.fault_field import FaultEdit
from qa_desktop.ui.scorecards.fields import Field

_LINE_WIDE = 168
_CODE_WIDE = 108
_NUMBER_WIDE = 84


def _width(field: Field) -> int:
    if field.kind in ("number", "amount"):
        return _NUMBER_WIDE
    return _CODE_WIDE if field.path.endswith(".id") else _LINE_WIDE


class FieldWidget(QWidget):
    """``edited`` carries the field and its new value; showing a value emits nothing."""

    edited = Signal(object, object)

    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = field

    def _hold(self, part: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(part)

    def stops(self) -> Sequence[QWidget]:
        """Where Tab stops, in order."""
        raise NotImplementedError

    def show_field(self, field: Field) -> None:
        """Another field of the same shape, with its value."""
        self.field = field
        self.show_value(field.value)

    def show_value(self, value: Any) -> None:
        raise NotImplementedError

    def take_keyboard(self) -> None:
        self.stops()[0].setFocus(Qt.FocusReason.TabFocusReason)

    def describe(self, problem: str) -> None:
        """What is wrong, for those who hear the screen."""
        for part in self.stops():
            part.setAccessibleDescription(problem)


class _Line(FieldWidget):
    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(field, parent)
        self._edit = named(f"field_{field.name}", QLineEdit(self))
        self._edit.setAccessibleName(field.label)
        self._edit.setFixedWidth(_width(field))
        self._edit.textEdited.connect(lambda typed: self.edited.emit(self.field, typed))
        self._hold(self._edit)

    def stops(self) -> Sequence[QWidget]:
        return (self._edit,)

    def show_value(self, value: Any) -> None:
        if str(value) != self._edit.text() and not self._says_the_same(str(value)):
            self._edit.setText(str(value))

    def _says_the_same(self, value: str) -> bool:
        """Full-width digits stand as they were typed."""
        said = self._edit.text()
        is_number = self.field.kind == "number" and self._edit.hasFocus()
        return is_number and unicodedata.normalize("NFKC", said).strip() == value

    def take_keyboard(self) -> None:
        super().take_keyboard()
        self._edit.selectAll()


class _Amount(_Line):
    """In yuan."""

    def _says_the_same(self, value: str) -> bool:
        """``20.5`` stands as it was typed."""
        return self._edit.hasFocus() and cents_of(self._edit.text()) == cents_of(value)


class _Words(FieldWidget):
    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(field, parent)
        self._edit = named(f"field_{field.name}", GrowingText(self, least=2, most=8))
        self._edit.setAccessibleName(field.label)
        self._edit.textChanged.connect(
            lambda: self.edited.emit(self.field, self._edit.toPlainText())
        )
        self._hold(self._edit)

    def stops(self) -> Sequence[QWidget]:
        return (self._edit,)

    def show_value(self, value: Any) -> None:
        self._edit.set_words(str(value))


class _Combo(FittingCombo):
    """The wheel goes on to the form: nobody changes a rule by scrolling past it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Choice(FieldWidget):
    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(field, parent)
        self._combo = named(f"field_{field.name}", _Combo(self))
        self._combo.setAccessibleName(field.label)
        self._combo.setMaximumWidth(300)
        self._offered: list[tuple[str, str]] = []
        self._combo.activated.connect(
            lambda _place: self.edited.emit(self.field, self._combo.currentData())
        )
        self._hold(self._combo)

    def stops(self) -> Sequence[QWidget]:
        return (self._combo,)

    def show_value(self, value: Any) -> None:
        if self._offered != list(self.field.choices):
            self._offered = list(self.field.choices)
            self._combo.clear()
            for code, words in self._offered:
                self._combo.addItem(words, code)
        self._combo.setCurrentIndex(max(self._combo.findData(value), 0))


class _Tick(FieldWidget):
    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(field, parent)
        self._box = named(f"field_{field.name}", QCheckBox(field.label, self))
        self._box.clicked.connect(lambda on: self.edited.emit(self.field, on))
        self._hold(self._box)

    def stops(self) -> Sequence[QWidget]:
        return (self._box,)

    def show_value(self, value: Any) -> None:
        self._box.setChecked(bool(value))


class _Ticks(FieldWidget):
    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(field, parent)
        self._boxes: dict[str, QCheckBox] = {}
        flow = FlowLayout(self, spacing=8)
        for code, words in field.choices:
            box = self._boxes[code] = named(f"field_{field.name}.{code}", QCheckBox(words, self))
            box.clicked.connect(self._on_clicked)
            flow.addWidget(box)

    def stops(self) -> Sequence[QWidget]:
        return tuple(self._boxes.values())

    def show_value(self, value: Any) -> None:
        for code, box in self._boxes.items():
            box.setChecked(code in value)

    def _on_clicked(self) -> None:
        ticked = [code for code, box in self._boxes.items() if box.isChecked()]
        self.edited.emit(self.field, ticked)


class _Button(FieldWidget):
    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(field, parent)
        self._button = named(f"field_{field.name}", QPushButton(field.label, self))
        self._button.setProperty("role", "flat")
        self._button.clicked.connect(lambda: self.edited.emit(self.field, None))
        self._hold(self._button)
        self.layout().setAlignment(self._button, Qt.AlignmentFlag.AlignLeft)

    def stops(self) -> Sequence[QWidget]:
        return (self._button,)

    def show_value(self, value: Any) -> None:
        """A button has none."""


class _Fault(FieldWidget):
    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(field, parent)
        self._fault = FaultEdit(f"field_{field.name}", field.label, self)
        self._fault.code_edited.connect(lambda code: self.edited.emit(self.field, code))
        self._hold(self._fault)

    def stops(self) -> Sequence[QWidget]:
        return (self._fault.edit,)

    def show_value(self, value: Any) -> None:
        self._fault.show_code(str(value), self.field.offered)

    def take_keyboard(self) -> None:
        super().take_keyboard()
        self._fault.edit.selectAll()


_KINDS: dict[str, type[FieldWidget]] = {
    "line": _Line,
    "number": _Line,
    "amount": _Amount,
    "words": _Words,
    "choice": _Choice,
    "tick": _Tick,
    "ticks": _Ticks,
    "button": _Button,
    "fault": _Fault,
}


def field_widget(field: Field, parent: QWidget) -> FieldWidget | None:
    """None for a heading."""
    kind = _KINDS.get(field.kind)
    return kind(field, parent) if kind is not None else None
