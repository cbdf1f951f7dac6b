"""Real widgets on Qt's offscreen platform, always in the same language and theme."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from qa_desktop.ui import i18n, theme

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says this of every window that is shown; it means nothing."""
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


@pytest.fixture(autouse=True)
def english_and_light(qapp: QApplication):
    """Each test begins in English and light, whatever the one before it chose."""
    i18n.set_language(qapp, "en")
    theme.apply(qapp, "light")
    QTest.keyRelease(QWidget(), Qt.Key.Key_Control)  # Qt remembers what the last test held down
    return qapp


class SpeechPeaks:
    """Peaks that look like two people taking turns; loud where ``_loudness`` is 1."""

    def __init__(self, duration_ms: int = 277_600, channels: int = 2, level: float = 0.5) -> None:
        self.duration_ms = duration_ms
        self.channels = channels
        self.ready_ms = duration_ms
        self.level = level
        self.asked: list[tuple[int, int, int, int]] = []

    def columns(self, channel: int, start_ms: int, end_ms: int, n: int):
        self.asked.append((channel, start_ms, end_ms, n))
        at = start_ms + (np.arange(n) + 0.5) * (end_ms - start_ms) / max(n, 1)
        high = (self._loudness(channel, at) * (at < self.ready_ms) * 32_767).astype(np.int16)
        return (-high).astype(np.int16), high, (high // 3).astype(np.int16)

    def _loudness(self, channel: int, at: np.ndarray) -> np.ndarray:
        """Turns of ten seconds, the agent (channel 0) first; syllables of 200 ms."""
        speaks = (at // 10_000).astype(int) % 2 == channel
        return self.level * (0.01 + 0.99 * speaks * (0.6 + 0.4 * np.sin(at / 32.0)))


@pytest.fixture
def speech_peaks():
    """The class of fake peaks."""
    return SpeechPeaks
