"""Writing a dataset 数据集 for other programs: where, with whose names, how far it is."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.services.dataset_child import export_in_child
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_dialog import FittingDialog
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.tasks import Desk, Job


class DatasetDialog(FittingDialog):
    """Closing it gives the export up."""

    def __init__(self, desk: Desk, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataset_dialog")
        self.setWindowTitle(translate("Dataset", "Export a dataset"))
        self._desk, self.folder = desk, folder
        self._job: Job | None = None
        title = _label("dataset_title", translate("Dataset", "Export a dataset"), "title")
        words = translate(
            "Dataset",
            "Writes all records as Parquet tables, for DuckDB, Spark or a data warehouse. An "
            "earlier dataset in the same folder is replaced.",
        )
        self._place = _label("dataset_folder", str(folder))
        self._choose = _button("dataset_choose", translate("Dataset", "Change…"), self._on_choose)
        self._choose.setAccessibleName(translate("Dataset", "Another folder for the dataset"))
        place = QHBoxLayout()
        place.addWidget(self._place, 1)
        place.addWidget(self._choose)
        self._names = QCheckBox(translate("Dataset", "With names and written words"), self)
        self._names.setObjectName("dataset_names")
        hint = translate(
            "Dataset",
            "Without, people are only ids, so that figures can be judged fairly. Customers' "
            "numbers stay masked in any case; what was erased is not there.",
        )
        self._words = _label("dataset_words", "")
        self._words.hide()
        self._bar = QProgressBar(self)
        self._bar.setObjectName("dataset_progress")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(translate("Dataset", "Rows written"))
        self._bar.hide()
        self._no = _button("dataset_no", translate("Dataset", "Cancel"), self.reject)
        self._show = _button("dataset_show", translate("Dataset", "Show the folder"), self._on_show)
        self._show.hide()
        self._go = _button("dataset_go", translate("Dataset", "Export"), self._on_go)
        self._go.setProperty("role", "primary")
        self._go.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self._no)
        row.addStretch(1)
        row.addWidget(self._show)
        row.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(_label("dataset_hint", words, "muted"))
        column.addLayout(place)
        column.addWidget(self._names)
        column.addWidget(_label("dataset_names_hint", hint, "muted"))
        column.addWidget(self._bar)
        column.addWidget(self._words)
        column.addSpacing(4)
        column.addLayout(row)
        self.setMinimumWidth(520)
        self._go.setFocus()

    def _on_choose(self) -> None:
        title = translate("Dataset", "An empty folder, or one of an earlier dataset")
        chosen = QFileDialog.getExistingDirectory(self, title, str(self.folder.parent))
        if chosen:
            self.folder = Path(chosen)
            self._place.setText(chosen)
            self.fit()

    def _on_go(self) -> None:
        """Begin, or, when it is done, leave."""
        if self._show.isVisible():
            self.accept()
            return
        self._set_busy(True)
        self._bar.setRange(0, 0)
        work = partial(
            export_in_child,
            self._desk.folder,
            i18n.current_language(),
            self.folder,
            names=self._names.isChecked(),
        )
        self._job = self._desk.work(
            lambda tell, cancelled: work(progress=tell, cancelled=cancelled),
            self._on_done,
            self._on_failed,
            self._on_progress,
        )

    def _on_progress(self, done: int, whole: int) -> None:
        self._bar.setRange(0, whole)
        self._bar.setValue(done)

    def _on_done(self, tables: dict[str, int]) -> None:
        self._set_busy(False)
        words = translate("Dataset", "Written: {tables} tables, {rows} rows.")
        self._say(words.format(tables=len(tables), rows=f"{sum(tables.values()):,}"))
        self._no.hide()
        self._show.show()
        self._go.setText(translate("Dataset", "Close"))

    def _on_failed(self, error: UserFacingError) -> None:
        self._set_busy(False)
        self._say(error.say(i18n.catalogue_language()))

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._words.show()
        self._go.setFocus()
        self.fit()

    def _set_busy(self, busy: bool) -> None:
        if not busy:
            self._job = None
        self._bar.setVisible(busy)
        self._words.hide()
        for part in (self._choose, self._names, self._go):
            part.setEnabled(not busy)
        self.fit()

    def reject(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        super().reject()

    def _on_show(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))


def _label(name: str, words: str, role: str = "") -> QLabel:
    label = QLabel(words, wordWrap=True)
    label.setObjectName(name)
    if role:
        label.setProperty("role", role)
    return label


def _button(name: str, words: str, clicked) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(name)
    button.clicked.connect(clicked)
    return button
