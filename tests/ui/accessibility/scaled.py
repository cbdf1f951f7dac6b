"""``python -m tests.ui.accessibility.scaled``: the faults of every surface at the scale of this
process (``QT_SCALE_FACTOR``) as one JSON object, in every language and logical size of the window;
with ``--short`` each size in one language.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from qa_desktop.ui import i18n, theme
from qa_desktop.ui.app import application
from tests.pictures.surfaces import DIALOGS, SURFACES, settle
from tests.ui.accessibility import judging
from tests.ui.accessibility.conftest import open_stage

_OF_WINDOW = [each for each in SURFACES if each.id not in dict(DIALOGS)]
"""A dialog has a size of its own."""
_SIZES = {"1280×720": (1280, 720), "960×540": (960, 540), "640×328": (640, 328)}
"""The second is what a screen of 1920×1080 pixels has left at 200 %, the third one of 1280×720
with its title bar."""


_SHORT = {"1280×720": "zh_CN", "960×540": "en", "640×328": "en"}
"""The window of everybody in the language of most; the least room for the longer words."""

_SMALL = 960
"""Less room than that is left only at 200 % and above."""


def main() -> int:
    app = application()
    assert isinstance(app, QApplication)
    i18n.set_language(app, "zh_CN")
    theme.apply(app, "light")
    window = open_stage(Path(os.environ["QA_DESKTOP_PROFILE"]) / "workspace")
    ratio = window.devicePixelRatioF()
    found: dict[str, list[str]] = {}
    for language in i18n.LANGUAGES:
        i18n.set_language(app, language)
        theme.apply(app, "light")
        for name, size in _SIZES.items():
            if size[0] < _SMALL and ratio < 2:
                continue
            if "--short" in sys.argv and _SHORT[name] != language:
                continue
            window.resize(*size)
            settle(window)
            for surface in SURFACES if name == "1280×720" else _OF_WINDOW:
                shown = surface.show(window)
                faults = judging.cramped(shown) + judging.small_targets(shown)
                surface.hide(window, shown)
                if faults:
                    found[f"{surface.id}, {language}, {name}"] = faults
    json.dump({"ratio": ratio, "faults": found}, sys.stdout)
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
