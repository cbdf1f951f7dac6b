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
    "qa_desktop.reports.registry", "qa_desktop.reports.html", "qa_desktop.reports.pdf",
    "qa_desktop.exchange", "qa_desktop.services.reporting", "qa_desktop.services.report_data",
    # screens that are made when they are first wanted
    "qa_desktop.ui.calls.view", "qa_desktop.ui.settings.view", "qa_desktop.ui.roster.view",
    "qa_desktop.ui.reports.view", "qa_desktop.ui.coaching.view", "qa_desktop.ui.help.window",
    "qa_desktop.ui.demo", "qa_desktop.ui.bench_ui", "qa_desktop.services.bench",
    # words that are looked up
    "pypinyin", "importlib.metadata", "keyring", "multiprocessing", "email", "http",
)  # fmt: skip

SCRIPT = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication

def stop():
    sys.stdout.write(json.dumps(sorted(sys.modules)))
    sys.stdout.flush()
    return 0

QApplication.exec = staticmethod(stop)
from qa_desktop.ui import app
app._import_engine = lambda *_: None  # on a worker, at the same time
app.run(Path(sys.argv[1]), "en")
"""


def loaded_before_the_window(folder: Path) -> set[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", SCRIPT, str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    return set(json.loads(done.stdout))


def test_only_what_the_first_screen_needs_is_loaded(tmp_path: Path) -> None:
    Workspace.open(tmp_path / "workspace", name="李敏", number="8001").close()
    loaded = loaded_before_the_window(tmp_path / "workspace")
    assert "qa_desktop.ui.inspect.view" in loaded
    early = [name for name in loaded if any(f"{name}.".startswith(f"{each}.") for each in LATER)]
    assert sorted(early) == []
