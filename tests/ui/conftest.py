"""Real widgets on Qt's offscreen platform, always in the same language and theme."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from qa_desktop.ui import i18n, theme


@pytest.fixture(autouse=True)
def english_and_light(qapp: QApplication):
    """Each test begins in English and light, whatever the one before it chose."""
    i18n.set_language(qapp, "en")
    theme.apply(qapp, "light")
    return qapp
