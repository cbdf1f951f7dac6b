"""Every screen and every dialog, in both languages: names, keyboard, targets, room, focus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

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


@pytest.fixture(scope="module", params=i18n.LANGUAGES)
def stage_speaking(request, stage: MainWindow, qapp) -> MainWindow:
    i18n.set_language(qapp, request.param)
    theme.apply(qapp, "light")
    settle(stage)
    return stage


@pytest.mark.parametrize("surface", SURFACES, ids=lambda each: each.id)
def test_nobody_finds_fault_with_it(stage_speaking: MainWindow, surface: Surface) -> None:
    window = surface.show(stage_speaking)
    faults = [fault for judge in _JUDGES for fault in judge(window)]
    surface.hide(stage_speaking, window)
    settle(stage_speaking)
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="module")
def dark_stage(stage: MainWindow, qapp) -> Iterator[MainWindow]:
    theme.apply(qapp, "dark")
    settle(stage)
    yield stage
    theme.apply(qapp, "light")


@pytest.mark.parametrize("surface", SURFACES, ids=lambda each: each.id)
def test_words_can_be_read_in_the_dark(dark_stage: MainWindow, surface: Surface) -> None:
    window = surface.show(dark_stage)
    faults = judging.faint_words(window) + judging.unseen_focus(window)
    surface.hide(dark_stage, window)
    settle(dark_stage)
    assert not faults, "\n".join(faults)
