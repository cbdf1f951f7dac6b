"""A splitter that is as the person left it."""

from __future__ import annotations

from PySide6.QtWidgets import QSplitter

from qa_desktop.ui.preferences import Preferences


def remember_split(split: QSplitter, preferences: Preferences) -> None:
    """Its sizes as the person left them, by its object name."""
    place = split.objectName()
    kept = preferences.remembered(place)
    if isinstance(kept, list) and len(kept) == split.count():
        split.setSizes([int(each) for each in kept])
    split.splitterMoved.connect(lambda *_: preferences.remember(place, split.sizes()))
