"""What lies in the watched folder, kept up to date while the window is open."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from qa_desktop.errors import UserFacingError
from qa_desktop.store.arrived_files import SUBJECT
from qa_desktop.store.settings import get_setting
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.tasks import Desk

if TYPE_CHECKING:
    from qa_desktop.services.inbox import Arrived, InboxWatch


class ArrivedBundles(QObject):
    """While no folder is watched, no thread runs and nothing that reads bundles is loaded."""

    changed = Signal()
    """``files``, ``folder`` or ``trouble`` is another."""
    arrived = Signal(list)
    """Names of files that were not there before."""
    _told = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._watch: InboxWatch | None = None
        self._known: set[Path] | None = None
        self.folder: Path | None = None
        self.files: list[Arrived] = []
        self.trouble: UserFacingError | None = None
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        desk.changed.connect(self._on_changed)
        self._read()

    @property
    def new_count(self) -> int:
        return sum(each.state == "new" for each in self.files)

    def choose(self, folder: Path | None) -> None:
        """Watch this folder from now on, or none."""
        self._desk.write(partial(_choose, folder), is_step=False)

    def dismiss(self, file: Path, *, again: bool = False) -> None:
        """Not to be offered any more, or ``again``."""
        self._desk.write(partial(_dismiss, file, again), is_step=False)

    def look_now(self) -> None:
        if self._watch is not None:
            self._watch.look_now()

    def stop(self) -> None:
        """Before the desk is closed."""
        if self._watch is not None:
            self._watch.stop()
            self._watch = None

    def _on_changed(self, changes: Changes) -> None:
        if SUBJECT in changes.subjects:
            self._read()
            self.look_now()

    def _read(self) -> None:
        self._desk.read("inbox folder", partial(get_setting, key="inbox_folder"), self._on_folder)

    def _on_folder(self, chosen: str) -> None:
        folder = Path(chosen) if chosen else None
        if folder == self.folder:
            return
        self.stop()
        self.folder, self.files, self.trouble, self._known = folder, [], None, None
        if folder is not None:
            from qa_desktop.services.inbox import InboxWatch

            self._watch = InboxWatch(self._desk.folder, self._told.emit)
            self._watch.start()
        self.changed.emit()

    def _on_told(self, said: list[Arrived] | UserFacingError) -> None:
        if self._watch is None:  # of a folder that is not watched any more
            return
        if isinstance(said, UserFacingError):
            self.files, self.trouble = [], said
        else:
            self.files, self.trouble = said, None
            fresh = {each.file for each in said if each.state == "new"}
            if self._known is not None and (names := sorted(fresh - self._known)):
                self.arrived.emit([file.name for file in names])
            self._known = {each.file for each in said}
        self.changed.emit()


def _choose(folder: Path | None, workspace: Workspace) -> Changes:
    from qa_desktop.services.inbox import choose_inbox

    return choose_inbox(workspace, folder)


def _dismiss(file: Path, again: bool, workspace: Workspace) -> Changes:
    from qa_desktop.services.inbox import dismiss, offer_again

    return offer_again(workspace, file) if again else dismiss(workspace, file)
