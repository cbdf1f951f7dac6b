"""Where a bundle or a clip goes: a folder and a name that nothing there has yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from qa_desktop.ui.file_names import documents_folder, name_for_file
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.tasks import Desk, Job


@dataclass(frozen=True)
class PlaceKind:
    """``setting`` keeps the folder; ``prefix`` begins the names of the widgets."""

    setting: str
    prefix: str
    suffix: str


BUNDLES: Final = PlaceKind("bundle_folder", "write", ".qab")


class WritePlace(QObject):
    """The disk is only ever asked from the pool: a folder on the network may not answer soon."""

    def __init__(
        self, desk: Desk, preferences: Preferences, page: QWidget, kind: PlaceKind = BUNDLES
    ) -> None:
        super().__init__(page)
        self._desk, self._preferences, self._kind = desk, preferences, kind
        self._suffix = kind.suffix
        self._is_named = False
        """The person has typed a name for the file."""
        self._wish = ""
        self._looking: Job | None = None
        kept = str(preferences.get(kind.setting) or "")
        self.folder = named(
            f"{kind.prefix}_place", QLineEdit(kept or str(documents_folder()), page)
        )
        self.folder.setAccessibleName(translate("WriteBundle", "Folder"))
        choose = QPushButton(translate("WriteBundle", "Choose…"), page)
        self.browse = named(f"{kind.prefix}_browse", choose)
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._choose)
        self.name = named(f"{kind.prefix}_name", QLineEdit(page))
        self.name.setAccessibleName(translate("WriteBundle", "File"))
        self.name.textEdited.connect(self._on_name)
        if kept:
            there = partial(_is_folder, Path(kept))
            desk.work(lambda _tell, _stop: there(), partial(self._on_kept, kept))

    @property
    def row(self) -> QHBoxLayout:
        """The folder and its button; the name is a row of its own."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        row.addWidget(self.browse)
        return row

    @property
    def out(self) -> Path:
        """The file that is to be written; what no system has in a name is ``_`` in it."""
        name = name_for_file(self.name.text().strip()) or self._wish
        folder = Path(self.folder.text().strip())
        return folder / (name if name.lower().endswith(self._suffix) else f"{name}{self._suffix}")

    def set_suffix(self, suffix: str) -> None:
        """Another kind of file: the name keeps what the person typed of it."""
        name = self.name.text()
        if name.lower().endswith(self._suffix):
            self.name.setText(name[: -len(self._suffix)])
        self._suffix = suffix
        self.suggest(self._wish)

    def suggest(self, name: str) -> None:
        """A name that says what it is, unless the person typed one; counted on where a file of it
        is there."""
        self._wish = name_for_file(name)
        if self._is_named:
            return
        if not self.name.text().startswith(self._wish):
            self.name.setText(self._wish)
        if self._looking is not None:
            self._looking.cancel()
        look = partial(_free_name, Path(self.folder.text().strip()), self._wish, self._suffix)
        self._looking = self._desk.work(lambda _tell, _stop: look(), self._on_free)

    def remember(self) -> None:
        """The next one goes there too."""
        self._preferences.set(self._kind.setting, self.folder.text().strip())

    def _on_free(self, name: str) -> None:
        if not self._is_named:
            self.name.setText(name)

    def _on_kept(self, kept: str, is_there: bool) -> None:
        """A folder that has gone is not offered again."""
        if not is_there and self.folder.text() == kept:
            self.folder.setText(str(documents_folder()))
            self.suggest(self._wish)

    def _on_name(self, words: str) -> None:
        self._is_named = bool(words.strip())

    def _choose(self) -> None:
        title = translate("WriteBundle", "Folder for the file")
        chosen = QFileDialog.getExistingDirectory(self.folder, title, self.folder.text())
        if chosen:
            self.folder.setText(chosen)
            self.suggest(self._wish)


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False


def _free_name(folder: Path, name: str, suffix: str) -> str:
    free, number = name, 1
    try:
        while (folder / f"{free}{suffix}").exists():
            number += 1
            free = f"{name}-{number}"
    except OSError:  # what is typed there is no folder
        return name
    return free
