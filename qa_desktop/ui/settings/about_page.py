"""About 关于: the version, the licence, and the libraries that the program stands on."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from qa_desktop import __version__, paths
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.settings.page import SettingsPage, value_label

if TYPE_CHECKING:
    from qa_desktop.ui.settings.view import SettingsView

LIBRARIES = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("python-vlc", "LGPL-2.1"),
    ("pysqlite3", "zlib"),
    ("sqlite-utils", "Apache-2.0"),
    ("numpy", "BSD-3-Clause"),
    ("soundfile", "BSD-3-Clause"),
    ("cryptography", "Apache-2.0 / BSD-3-Clause"),
    ("PyNaCl", "Apache-2.0 / ISC"),
    ("orjson", "MPL-2.0 / Apache-2.0 / MIT"),
    ("openpyxl", "MIT"),
    ("defusedxml", "PSF-2.0"),
    ("pydub", "MIT"),
    ("pyrage", "MIT"),
    ("keyring", "MIT"),
    ("uuid-utils", "BSD-3-Clause"),
    ("filelock", "MIT"),
    ("platformdirs", "MIT"),
    ("pypinyin", "MIT"),
    ("click", "BSD-3-Clause"),
)
"""Distribution and licence, as in ``docs/decisions/0003-libraries-and-what-they-bind.md``."""


class AboutPage(SettingsPage):
    def __init__(self, view: SettingsView) -> None:
        super().__init__(view)
        version = value_label("about_version")
        version.setText(f"{__version__}  (Qt {qVersion()})")
        self._licence = value_label("about_licence")
        pane = self.add_pane(QT_TRANSLATE_NOOP("Settings", "QA Desktop"))
        pane.add_row(QT_TRANSLATE_NOOP("Settings", "Version"), version)
        pane.add_row(QT_TRANSLATE_NOOP("Settings", "Licence"), self._licence)
        if texts := paths.third_party_licences():
            place = value_label("about_licence_texts")
            place.setText(str(texts))
            pane.add_row(QT_TRANSLATE_NOOP("Settings", "Texts of all licences"), place)
        self.add_pane(QT_TRANSLATE_NOOP("Settings", "Libraries and their licences")).add(_table())
        self.finish()

    def retranslate(self) -> None:
        super().retranslate()
        self._licence.setText(
            translate("Settings", "MIT. Works offline; nothing leaves this computer by itself.")
        )


def _table() -> QWidget:
    table = QWidget(objectName="about_libraries")
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(2, 1)
    for row, (library, licence) in enumerate(LIBRARIES):
        for column, words in enumerate((library, _version_of(library), licence)):
            label = QLabel(words, table)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if column:
                label.setProperty("role", "muted")
            grid.addWidget(label, row, column)
    return table


def _version_of(distribution: str) -> str:
    """Empty in a frozen program that was built without the list of distributions."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""
