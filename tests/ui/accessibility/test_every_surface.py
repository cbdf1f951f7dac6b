"""Every screen and every dialog, in both languages and themes: names, keyboard, targets, room,
focus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from qa_desktop.ui import i18n, theme
from qa_desktop.ui.main_window import MainWindow
from tests.pictures.surfaces import SURFACES, Surface, settle
from tests.ui.accessibility import judging

_JUDGES = (
    judging.unnamed,
    judging.loose_labels,
    judging.unreached,
    judging.small_targets,
    judging.cramped,
    judging.mouse_only,
    judging.unseen_focus,
    judging.faint_words,
)


# What a theme decides does not depend on the language, and what a language decides not on the
# theme: each is seen once, on one window that lives through both changes.
@pytest.fixture(
    scope="module", params=[("zh_CN", "light"), ("en", "dark")], ids=lambda each: "-".join(each)
)
def dressed(
    request: pytest.FixtureRequest, stage: MainWindow, qapp: QApplication
) -> Iterator[MainWindow]:
    language, mode = request.param
    i18n.set_language(qapp, language)
    theme.apply(qapp, mode)
    settle(stage)
    yield stage
    i18n.set_language(qapp, "en")


@pytest.mark.parametrize("surface", SURFACES, ids=lambda each: each.id)
def test_nobody_finds_fault_with_it(dressed: MainWindow, surface: Surface) -> None:
    window = surface.show(dressed)
    faults = [fault for judge in _JUDGES for fault in judge(window)]
    surface.hide(dressed, window)
    settle(dressed)
    assert not faults, "\n".join(faults)
