"""Which column of the sheet is which field: a chooser and samples for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QScrollArea, QSizePolicy, QWidget

from qa_desktop.domain.masking import mask_in_text, mask_number
from qa_desktop.exchange.headings import column_letters
from qa_desktop.exchange.sheets import NumberedRow, Row
from qa_desktop.exchange.tables import ListKind
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.import_sheet.words import field_name

_SAMPLES = 3
_NOWHERE = 1 << 30


class MappingGrid(QScrollArea):
    """A line per field of a kind of list."""

    changed = Signal()

    def __init__(
        self, parent: QWidget | None = None, name_of: Callable[[str], str] = field_name
    ) -> None:
        super().__init__(parent)
        self._name_of = name_of
        self.setObjectName("sheet_mapping")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._choosers: dict[str, QComboBox] = {}
        self._samples: dict[str, QLabel] = {}
        self._rows: Sequence[NumberedRow] = ()

    def show_kind(
        self,
        kind: ListKind,
        cells: Row,
        rows: Sequence[NumberedRow],
        first: Sequence[str] = (),
    ) -> None:
        """Fields of ``kind``, those that most people have ``first``, to be found among columns
        headed ``cells``; ``rows`` lie below, and may go on to the right of the last heading."""
        self._rows = rows
        wide = max((len(row) for _, row in rows), default=0)
        cells = (*cells, *[""] * (wide - len(cells)))
        self._choosers, self._samples = {}, {}
        body = QWidget(self)
        body.setObjectName("sheet_mapping_body")
        grid = QGridLayout(body)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        needed = {field for group in kind.needed if len(group) == 1 for field in group}
        for line, field in enumerate(dict.fromkeys((*first, *kind.names))):
            name = self._name_of(field) + ("  *" if field in needed else "")
            label = QLabel(name, body)
            chooser = self._chooser(field, cells, body)
            label.setBuddy(chooser)
            samples = QLabel(body)
            samples.setProperty("role", "muted")
            samples.setTextFormat(Qt.TextFormat.PlainText)
            samples.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._samples[field] = samples
            for column, part in enumerate((label, chooser, samples)):
                grid.addWidget(part, line, column)
        grid.setRowStretch(len(kind.names), 1)
        self.setWidget(body)

    def _chooser(self, field: str, cells: Row, parent: QWidget) -> QComboBox:
        chooser = QComboBox(parent)
        chooser.setObjectName(f"column_of_{field}")
        chooser.setAccessibleName(self._name_of(field))
        chooser.setMinimumWidth(180)
        chooser.addItem(translate("ImportSheet", "— not in this sheet —"), -1)
        for column, heading in enumerate(cells):
            chooser.addItem(heading or column_letters(column), column)
        chooser.currentIndexChanged.connect(self._on_chosen)
        self._choosers[field] = chooser
        return chooser

    def set_columns(self, columns: Mapping[str, int]) -> None:
        """Show a mapping; tells nobody."""
        for field, chooser in self._choosers.items():
            chooser.blockSignals(True)
            chooser.setCurrentIndex(max(chooser.findData(columns.get(field, -1)), 0))
            chooser.blockSignals(False)
        self._show_samples()

    def columns(self) -> dict[str, int]:
        """Field → column, of those that have one."""
        chosen = {field: int(chooser.currentData()) for field, chooser in self._choosers.items()}
        return {field: column for field, column in chosen.items() if column >= 0}

    def _on_chosen(self) -> None:
        self._show_samples()
        self.changed.emit()

    def _show_samples(self) -> None:
        columns = self.columns()
        for field, label in self._samples.items():
            column = columns.get(field)
            cells = (
                row[column] for _, row in self._rows if column is not None and len(row) > column
            )
            found = list(dict.fromkeys(cell for cell in cells if cell))[:_SAMPLES]
            hide = mask_number if field == "number" else mask_in_text
            words = " · ".join(hide(cell) for cell in found)
            label.setText(words)
            label.setToolTip(words)
