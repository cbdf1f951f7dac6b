"""The rulings 质检口径 that were made since a card was written: shown with its items' guidance."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt

from qa_desktop.store.standard_proposals import find_rulings
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.inspect.card_rows import CardRows
from qa_desktop.ui.inspect.scoring import Scoring
from qa_desktop.ui.tasks import Desk


class Rulings(QObject):
    """Read when another card is opened, and when somebody decides about one."""

    def __init__(self, desk: Desk, scoring: Scoring, rows: CardRows) -> None:
        super().__init__(rows)
        self._desk, self._scoring, self._rows = desk, scoring, rows
        self._code: str | None = None
        scoring.opened.connect(self._on_opened)
        desk.changed.connect(self._on_changed, Qt.ConnectionType.DirectConnection)

    def _on_opened(self) -> None:
        version = self._scoring.version
        if version is not None and version.code != self._code:
            self._code = version.code
            self._rows.set_rulings({})
            self._read()

    def _on_changed(self, changes: Changes) -> None:
        if "standard_proposal" in changes.subjects:
            self._read()

    def _read(self) -> None:
        if self._code is not None:
            read = partial(find_rulings, scorecard_code=self._code)
            self._desk.read("rulings", read, self._rows.set_rulings)
