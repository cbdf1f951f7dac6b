"""The dialog opens on the main thread: nothing that reads or writes sound is loaded for it."""

from __future__ import annotations

import os
import subprocess
import sys

LOADED = """
import sys
import qa_desktop.ui.clips.dialog
print([name for name in ("soundfile", "pydub", "av") if name in sys.modules])
"""


def test_no_library_of_sound_is_loaded_with_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.strip() == "[]"
