"""Keys as people know them from elsewhere: whole tables, chosen in Settings, changed from there on.

Express Scribe is what transcribers' pedals are set up for; its keys are those of its own list
(F9 plays, F4 stops, F7 and F8 wind, F2, F3 and F10 are speeds). oTranscribe's are the defaults
in its source (Esc, F1 to F4, Ctrl+J). Acts whose keys they take get another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.key_acts import Place
from qa_desktop.ui.key_table import KeyTable


@dataclass(frozen=True)
class Preset:
    id: str
    label: str
    keys: Mapping[str, Mapping[Place, tuple[str, ...]]]
    """Act → place → its keys there, for what differs from the keys that acts come with."""

    @property
    def name(self) -> str:
        return translate("KeyPresets", self.label)

    def table(self) -> KeyTable:
        made = KeyTable()
        for act, places in self.keys.items():
            for place, wanted in places.items():
                made = made.with_keys(act, place, wanted)
        return made


PRESETS: Final[tuple[Preset, ...]] = (
    Preset("default", QT_TRANSLATE_NOOP("KeyPresets", "As the program comes"), {}),
    Preset(
        "express_scribe",
        QT_TRANSLATE_NOOP("KeyPresets", "Like Express Scribe"),
        {
            "play": {"anywhere": ("F9", "Media Play")},
            "pause": {"anywhere": ("F4", "Media Pause")},
            "back_1": {"anywhere": ("F7",)},
            "forward_1": {"anywhere": ("F8",)},
            "slower": {"anywhere": ("F2", "Alt+Down")},
            "faster": {"anywhere": ("F3", "Alt+Up")},
            "preset_speed": {"anywhere": ("F10",)},
            "hold_to_play": {"anywhere": ("F12",)},
            "feedback_sheet": {"anywhere": ("Ctrl+F7",)},
        },
    ),
    Preset(
        "otranscribe",
        QT_TRANSLATE_NOOP("KeyPresets", "Like oTranscribe"),
        {
            "play_pause": {"timeline": ("Esc", "Space"), "anywhere": ("F9",)},
            "forget_play": {"timeline": ("Shift+Esc",)},
            "back_1": {"anywhere": ("F1",)},
            "forward_1": {"anywhere": ("F2",)},
            "slower": {"anywhere": ("F3", "Alt+Down")},
            "faster": {"anywhere": ("F4", "Alt+Up")},
            "mark_note": {"anywhere": ("Ctrl+J", "Ctrl+Shift+N")},
            "show_keys": {"anywhere": ("Ctrl+F1",)},
        },
    ),
)


def preset_of(table: KeyTable) -> Preset | None:
    """The one whose keys are in force; None once the person has changed any."""
    return next((each for each in PRESETS if each.table().changes == table.changes), None)
