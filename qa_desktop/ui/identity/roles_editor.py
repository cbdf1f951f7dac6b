"""Roles with their days: a row for each role, and one more for each further period of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QWidget

from qa_desktop.domain.evaluation import ROLES
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.roster import Term
from qa_desktop.texts import text
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named

_DAY_WIDTH = 116
_EXAMPLE = "2026-11-22"
_BEGUN_DAY = re.compile(r"(?!.{10})\d{0,4}(-\d{0,2}){0,2}")


def role_name(role: str) -> str:
    """质检员, 组长, …; a role that this version does not know by its code."""
    return text(f"role.{role}").render(i18n.catalogue_language()) if role in ROLES else role


class RolesEditor(QWidget):
    changed = Signal()
    troubled = Signal()
    """A trouble shows or is gone: the dialog may need another height."""

    def __init__(self, terms: Sequence[Term], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("roles_editor")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        heads = ("", translate("Team", "From"), translate("Team", "Until"))
        for column, words in enumerate(heads):
            head = QLabel(words, self)
            head.setProperty("role", "fact")
            grid.addWidget(head, 0, column)
        self._rows: list[tuple[str, QCheckBox, QLineEdit, QLineEdit]] = []
        for number, (role, term) in enumerate(_offered(terms), start=1):
            ticked = named(f"role_{number}", QCheckBox(role_name(role), self))
            ticked.setChecked(term is not None)
            begins = self._day(f"role_{number}_from", role, heads[1], term.begins if term else None)
            ends = self._day(f"role_{number}_until", role, heads[2], term.ends if term else None)
            for column, part in enumerate((ticked, begins, ends)):
                grid.addWidget(part, 2 * number, column)
            trouble = named(f"role_{number}_trouble", QLabel(self, wordWrap=True))
            trouble.setProperty("role", "error")
            grid.addWidget(trouble, 2 * number + 1, 0, 1, 3)
            self._rows.append((role, ticked, begins, ends))
            ticked.toggled.connect(self._show)
            show_trouble = partial(self._show_trouble, trouble, ticked, (begins, ends))
            for field in (begins, ends):
                field.editingFinished.connect(show_trouble)
                field.textChanged.connect(partial(show_trouble, is_typed=True))
            ticked.toggled.connect(show_trouble)
            show_trouble()
        hint = QLabel(translate("Team", "Days like 2026-11-22; empty: no limit"), self)
        hint.setProperty("role", "muted")
        grid.addWidget(hint, 2 * len(self._rows) + 2, 0, 1, 3)
        self._show()

    def terms(self) -> list[Term]:
        """Raises ``UserFacingError`` for a day that is none."""
        return [
            Term(role, _day_of(begins), _day_of(ends))
            for role, ticked, begins, ends in self._rows
            if ticked.isChecked()
        ]

    def _day(self, name: str, role: str, what: str, day: str | None) -> QLineEdit:
        field = named(name, QLineEdit(day or "", self))
        field.setPlaceholderText(_EXAMPLE)
        field.setToolTip(translate("Team", "A day like 2026-11-22, or empty"))
        field.setAccessibleName(f"{role_name(role)}: {what}")
        field.setFixedWidth(_DAY_WIDTH)
        return field

    def _show_trouble(
        self,
        trouble: QLabel,
        ticked: QCheckBox,
        fields: Sequence[QLineEdit],
        *_: object,
        is_typed: bool = False,
    ) -> None:
        """Below the row that it is about; while one types only of what no day begins like."""
        said = ""
        try:
            for field in fields if ticked.isChecked() else ():
                if not (is_typed and _BEGUN_DAY.fullmatch(field.text().strip())):
                    _day_of(field)
        except UserFacingError as error:
            said = error.say(i18n.catalogue_language())
        trouble.setText(said)
        trouble.setVisible(bool(said))
        self.troubled.emit()

    def _show(self) -> None:
        for _, ticked, begins, ends in self._rows:
            for field in (begins, ends):
                field.setEnabled(ticked.isChecked())
        self.changed.emit()


def _offered(terms: Sequence[Term]) -> list[tuple[str, Term | None]]:
    """Every period that is held, and a row for every role that is not."""
    known = [*ROLES, *sorted({term.role for term in terms} - set(ROLES))]
    rows: list[tuple[str, Term | None]] = []
    for role in known:
        held = [term for term in terms if term.role == role]
        rows += [(role, term) for term in held] or [(role, None)]
    return rows


def _day_of(field: QLineEdit) -> str | None:
    words = field.text().strip()
    if not words:
        return None
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError as error:
        raise UserFacingError("trust_group.no_day", day=words) from error
