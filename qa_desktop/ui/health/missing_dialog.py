"""Recordings whose audio is not here, to look for them elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qa_desktop.store.stock import WithoutAudio
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable


class MissingDialog(QDialog):
    """``total`` may be more than are listed."""

    def __init__(
        self, listed: Sequence[WithoutAudio], total: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("missing_dialog")
        self.setWindowTitle(translate("Health", "Audio that is not here"))
        self._listed = listed
        self.finished.connect(self.deleteLater)
        hint = QLabel(
            translate(
                "Health",
                "Import the original files again to bring them back; scores and comments are "
                "all there.",
            ),
            self,
            wordWrap=True,
        )
        hint.setProperty("role", "muted")
        table = PlainTable("missing_table", _model(), self, letters_find=True)
        table.setAccessibleName(self.windowTitle())
        table.set_rows(listed)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(hint)
        column.addWidget(table, 1)
        column.addLayout(self._foot(total))
        self.resize(640, 420)

    def _foot(self, total: int) -> QHBoxLayout:
        words = translate("Health", "{shown} of {total} are shown")
        more = QLabel(words.format(shown=len(self._listed), total=total), self)
        more.setProperty("role", "muted")
        more.setVisible(total > len(self._listed))
        copy = QPushButton(translate("Health", "Copy the list"), self)
        copy.setObjectName("missing_copy")
        copy.clicked.connect(self._copy)
        close = QPushButton(translate("Health", "Close"), self)
        close.setObjectName("missing_close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addWidget(more)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _copy(self) -> None:
        lines = ("\t".join((each.file_name, each.serial, each.started)) for each in self._listed)
        QGuiApplication.clipboard().setText("\n".join(lines))


def _model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("Health", "File name"), lambda row: row.file_name, stretches=True
            ),
            PlainColumn(
                lambda: translate("Health", "Serial number"), lambda row: row.serial, stretches=True
            ),
            PlainColumn(
                lambda: translate("Health", "Started"),
                lambda row: row.started.replace("T", " "),
                stretches=True,
            ),
        ],
        lambda row: row.recording,
    )
