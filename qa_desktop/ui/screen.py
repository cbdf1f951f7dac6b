"""What the window asks of every screen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qa_desktop.store.workspace import Changes


class Screen(QWidget):
    """One page of the window; listed in ``ui.screens``."""

    def refresh(self, changes: Changes) -> None:
        """Something was written: read again what is shown of these subjects."""
        raise NotImplementedError
