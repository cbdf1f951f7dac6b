"""About 关于: the version, the licence, and the libraries that the program stands on."""

from __future__ import annotations

from importlib import metadata

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from qa_desktop import __version__
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.settings.page import Rows, SettingsPage, value_label

_LIBRARIES = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("python-vlc", "LGPL-2.1"),
    ("pysqlite3", "zlib"),
    ("sqlite-utils", "Apache-2.0"),
    ("numpy", "BSD-3-Clause"),
    ("soundfile", "BSD-3-Clause"),
    ("cryptography", "Apache-2.0 / BSD-3-Clause"),
    ("openpyxl", "MIT"),
    ("defusedxml", "PSF-2.0"),
    ("pydub", "MIT"),
    ("keyring", "MIT"),
    ("uuid-utils", "BSD-3-Clause"),
    ("filelock", "MIT"),
    ("platformdirs", "MIT"),
    ("click", "BSD-3-Clause"),
)
"""Distribution and licence, as in ``docs/decisions/0003-libraries-and-what-they-bind.md``."""


class AboutPage(SettingsPage):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = (QLabel(), QLabel())
        self._version = value_label("about_version")
        self._version.setText(__version__)
        self._qt = value_label("about_qt")
        self._qt.setText(qVersion())
        self._licence = value_label("about_licence")
        self._rows = Rows(self._version, self._qt, self._licence)
        self.add_pane(self._rows, title=self._titles[0])
        self.add_pane(_library_table(), title=self._titles[1])
        self.end()
        self.retranslate()

    def retranslate(self) -> None:
        self._titles[0].setText(translate("Settings", "QA Desktop"))
        self._titles[1].setText(translate("Settings", "Libraries and their licences"))
        self._rows.name(
            translate("Settings", "Version"),
            "Qt",
            translate("Settings", "Licence"),
        )
        self._licence.setText(
            translate("Settings", "MIT. Works offline; nothing leaves this computer by itself.")
        )


def _library_table() -> QWidget:
    table = QWidget()
    table.setObjectName("about_libraries")
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(2, 1)
    for row, (library, licence) in enumerate(_LIBRARIES):
        for column, words in enumerate((library, _version_of(library), licence)):
            label = QLabel(words, table)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if column:
                label.setProperty("role", "muted")
            grid.addWidget(label, row, column)
    return table


def _version_of(distribution: str) -> str:
    """A frozen program has no list of distributions."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""
