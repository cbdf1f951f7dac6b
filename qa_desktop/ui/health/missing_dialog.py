"""Recordings whose audio is not here, to look for them elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qa_desktop.store.stock import WithoutAudio
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.roster.plain_table import PlainTable


class MissingDialog(QDialog):
    """``total`` may be more than are listed."""

    def __init__(
        self, listed: Sequence[WithoutAudio], total: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("missing_dialog")
        self.setWindowTitle(translate("Health", "Audio that is not here"))
        self._listed = listed
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
        table = PlainTable("missing_table", 3, self)
        table.setAccessibleName(self.windowTitle())
        table.set_headings(
            [
                translate("Health", "File name"),
                translate("Health", "Serial number"),
                translate("Health", "Started"),
            ]
        )
        table.set_rows(
            [
                (each.recording, (each.file_name, each.serial, each.started.replace("T", " ")))
                for each in listed
            ]
        )
        more = QLabel(
            translate("Health", "{shown} of {total} are shown").format(
                shown=len(listed), total=total
            ),
            self,
        )
        more.setProperty("role", "muted")
        more.setVisible(total > len(listed))
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
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(hint)
        column.addWidget(table, 1)
        column.addLayout(row)
        self.resize(640, 420)

    def _copy(self) -> None:
        lines = ("\t".join((each.file_name, each.serial, each.started)) for each in self._listed)
        QGuiApplication.clipboard().setText("\n".join(lines))
