"""What may not be loaded before the window is shown: each costs the person waiting time.

A fresh process opens the window on a real workspace and lists its modules at the first ``exec``,
before any worker has answered. What is needed later is imported where it is needed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from qa_desktop.store.workspace import Workspace

LATER = (
    # decoders, players, what is only for the demo or for building
    "av", "soundfile", "vlc", "pydub", "PySide6.QtMultimedia", "numpy.random", "numpy.fft",
    # spreadsheets, reports, printing
    "openpyxl", "defusedxml", "PySide6.QtPrintSupport", "PySide6.QtPdf",
    "qa_desktop.reports", "qa_desktop.exchange", "qa_desktop.services.reporting",
    "qa_desktop.services.report_data",
    # screens that are made when they are first wanted
    "qa_desktop.ui.calls.view", "qa_desktop.ui.settings.view", "qa_desktop.ui.roster.view",
    "qa_desktop.ui.reports.view", "qa_desktop.ui.coaching.view", "qa_desktop.ui.help",
    "qa_desktop.ui.import_sheet", "qa_desktop.ui.health", "qa_desktop.services.importing",
    # dialogs
    "qa_desktop.ui.welcome_dialog", "qa_desktop.ui.trouble_dialog", "qa_desktop.ui.restore_dialog",
    "qa_desktop.ui.recover_dialog",
    "qa_desktop.ui.inspect.live_dialog", "qa_desktop.ui.inspect.revisions_dialog",
    "qa_desktop.ui.coaching.entry_dialog", "qa_desktop.ui.coaching.feedback_dialog",
    # what is measured and shown
    "qa_desktop.ui.demo", "qa_desktop.ui.bench_ui", "qa_desktop.services.bench",
    # words that are looked up
    "pypinyin", "importlib.metadata", "keyring", "multiprocessing", "email", "http",
)  # fmt: skip

SCRIPT = """
import json, sys
from pathlib import Path
from qa_desktop.ui import app
from PySide6.QtWidgets import QApplication

def stop():
    sys.stdout.write(json.dumps(list(sys.modules)))
    sys.stdout.flush()
    return 0

QApplication.exec = staticmethod(stop)
app._import_engine = lambda *_: None  # on a worker, at the same time
app.run(Path(sys.argv[1]), "en")
"""


def loaded_before_the_window(folder: Path) -> list[str]:
    """In the order in which they were loaded."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", SCRIPT, str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    return list(json.loads(done.stdout))


def test_only_what_the_first_screen_needs_is_loaded(tmp_path: Path) -> None:
    Workspace.open(tmp_path / "workspace", name="李敏", number="8001").close()
    loaded = loaded_before_the_window(tmp_path / "workspace")
    assert "qa_desktop.ui.inspect.view" in loaded
    early = [name for name in loaded if any(f"{name}.".startswith(f"{each}.") for each in LATER)]
    assert sorted(early) == []


def test_libraries_and_layers_are_loaded_before_qt(tmp_path: Path) -> None:
    """PySide6 reads the source text of each module that comes after it (``qa_desktop.ui``)."""
    Workspace.open(tmp_path / "workspace", name="李敏", number="8001").close()
    loaded = loaded_before_the_window(tmp_path / "workspace")
    after_qt = set(loaded[loaded.index("PySide6") :])
    heavy = ("numpy", "sqlite_utils", "cryptography", "click", "qa_desktop.services")
    late = [name for name in after_qt if any(f"{name}.".startswith(f"{each}.") for each in heavy)]
    assert sorted(late) == []
