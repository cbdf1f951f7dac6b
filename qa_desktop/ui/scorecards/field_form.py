"""The fields of what is chosen in the tree, each with the sentence about what is wrong in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.scoring.reading import Found
from qa_desktop.ui import i18n
from qa_desktop.ui.flow_layout import FlowLayout
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.scorecards.editing import Editing
from qa_desktop.ui.scorecards.field_widgets import FieldWidget, field_widget
from qa_desktop.ui.scorecards.fields import Field

Shape = tuple[Any, ...]
_KEPT = 12
"""Forms of other shapes that are kept."""


class FieldForm(QScrollArea):
    """A form is made once for each shape and shown again: going from item to item is quick, and
    what is typed stays under the cursor."""

    left = Signal()
    """Esc: back to the tree."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card_fields")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._editing = editing
        self._place = ""
        self._body = QWidget(self, objectName="card_fields_body")
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setWidget(self._body)
        self._forms: dict[Shape, _Form] = {}
        """The one used last stands last."""
        self._form: _Form | None = None
        self.before: QWidget | None = None
        """Tab goes from it to the first field."""
        editing.changed.connect(self.show_fields)
        QApplication.instance().focusChanged.connect(self._on_focus)

    @property
    def _cells(self) -> dict[str, _Cell]:
        return self._form.cells if self._form is not None else {}

    def show_fields(self) -> None:
        if not self._editing.is_open:
            return
        editing = self._editing
        fields = editing.fields()
        shape = tuple(field.shape for field in fields)
        had = self._focused_name() if self._editing.place == self._place else None
        shown = self._form
        self._form = self._forms.pop(shape, None) or self._make(fields)
        self._forms[shape] = self._form
        for field in fields:
            hint = field.note or self._first(field, editing.draft.hints)
            self._cells[field.name].show_field(field, self._problem_of(field), hint)
        if self._form is not shown:
            self._form.show()
            self._link(self._form)
            if had is not None:
                self.focus_field(had)
            if shown is not None:
                shown.hide()
            self._forget()
        if self._editing.place != self._place:
            self._place = self._editing.place
            self.verticalScrollBar().setValue(0)

    def _make(self, fields: list[Field]) -> _Form:
        form = _Form(fields, self._body)
        for cell in form.cells.values():
            if cell.widget is not None:
                cell.widget.edited.connect(self._on_edited)
        self._column.addWidget(form)
        return form

    def _link(self, form: _Form) -> None:
        """Tab comes to its fields from the tree's side."""
        last = self.before
        for cell in form.cells.values():
            for part in cell.widget.stops() if cell.widget is not None else ():
                if last is not None:
                    QWidget.setTabOrder(last, part)
                last = part

    def _forget(self, keep: int = _KEPT) -> None:
        while len(self._forms) > keep:
            oldest = next(iter(self._forms))
            form = self._forms.pop(oldest)
            form.setParent(None)
            form.deleteLater()

    def focus_first(self) -> None:
        """The keyboard to the first field, what is in it selected."""
        if self._cells:
            self.focus_field(next(iter(self._cells)))

    def focus_field(self, name: str) -> None:
        """The field of that name or path, else the one that has it in it, else the first."""
        name = name.removeprefix(f"{self._editing.place}.")
        while name and name not in self._cells:
            name = name.rpartition(".")[0] if "." in name else ""
        cell = self._cells.get(name) or next(iter(self._cells.values()), None)
        if cell is not None and cell.widget is not None:
            cell.widget.take_keyboard()

    def _focused_name(self) -> str | None:
        now = QApplication.focusWidget()
        if now is None or not self.isAncestorOf(now):
            return None
        return next((name for name, cell in self._cells.items() if cell.isAncestorOf(now)), None)

    def _problem_of(self, field: Field) -> str:
        if not field.path:
            return ""
        return self._first(field, self._editing.draft.problems_at(field.path))

    def _first(self, field: Field, told: Sequence[Found]) -> str:
        """The first that belongs to the field."""
        below = (f"{field.path}.", f"{field.path}[")
        found = [
            each
            for each in told
            if each.path == field.path or (field.inner and each.path.startswith(below))
        ]
        if field.path.endswith((".name", ".guidance", ".words")):
            found = [each for each in found if not each.path.endswith(".en")]
        return found[0].message.render(i18n.catalogue_language()) if found else ""

    def _on_edited(self, field: Field, value: Any) -> None:
        is_typed = field.kind in ("line", "number", "amount", "words", "fault")
        typed_into = f"{self._editing.place} {field.name}" if is_typed else None
        editing = self._editing
        draft = editing.before_typing(typed_into) if typed_into else editing.draft
        found = field.changed(draft, value)
        if isinstance(found, tuple):
            draft, added = found
            self._editing.apply(draft)
            self.focus_field(f"{added}.name")
        else:
            self._editing.apply(found, typed_into)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, 48)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(translate("Scorecards", "Fields"))
            self.show_fields()
            self._forget(keep=1)  # the others are in the language before
        super().changeEvent(event)


class _Form(QWidget):
    """The fields of one shape."""

    def __init__(self, fields: list[Field], parent: QWidget) -> None:
        super().__init__(parent)
        self.cells: dict[str, _Cell] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        line: _Line | None = None
        for field in fields:
            if line is None or not field.beside:
                line = _Line(self)
                column.addWidget(line)
            self.cells[field.name] = line.add(field)
        column.addStretch(1)


class _Line(QWidget):
    """Fields beside each other, as far as there is room; below them what is wrong in them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(spacing=12, at_foot=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addLayout(self._flow)

    def add(self, field: Field) -> _Cell:
        cell = _Cell(field, self)
        if field.kind in ("words", "ticks", "heading"):
            self._column.addWidget(cell)
        else:
            self._flow.addWidget(cell)
        self._column.addWidget(cell.problem)
        return cell


class _Cell(QWidget):
    """A field below its label."""

    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self.widget: FieldWidget | None = field_widget(field, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        is_inside = field.kind in ("tick", "button")
        self.problem = named(f"problem_{field.name}", QLabel(parent, wordWrap=True))
        self.problem.setProperty("role", "error")
        self.problem.hide()
        if field.label and not is_inside:
            label = QLabel(field.label, self)
            label.setProperty("role", "muted" if field.kind == "heading" else "fact")
            column.addWidget(label)
            if self.widget is not None:
                label.setBuddy(self.widget.stops()[0])
        if self.widget is not None:
            column.addWidget(self.widget)

    def show_field(self, field: Field, problem: str, hint: str) -> None:
        """``hint``: what is said below it while nothing is wrong."""
        if self.widget is not None:
            self.widget.show_field(field)
            self.widget.describe(problem or hint)
        role = "error" if problem else "nudge"
        if self.problem.property("role") != role:
            self.problem.setProperty("role", role)
            self.problem.style().unpolish(self.problem)
            self.problem.style().polish(self.problem)
        self.problem.setText(problem or hint)
        self.problem.setVisible(bool(problem or hint))
