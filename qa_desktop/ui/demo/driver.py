"""``qa-desktop demo``: the whole job on the shipped calls, by keyboard, on the real window.

A step is ok only when a fresh process that opens the workspace again reads what it claims.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qa_desktop import paths
from qa_desktop.services.demo import DEMO_PERSON
from qa_desktop.store.workspace import Workspace
from qa_desktop.texts import Language
from qa_desktop.ui import i18n
from qa_desktop.ui.app import application
from qa_desktop.ui.demo.hands import Camera, DemoStuckError
from qa_desktop.ui.demo.job import Job

Report = dict[str, Any]

_OWN = {"LC_ALL": "C.UTF-8"}


def run_demo(out: Path, language: Language) -> Report:
    """Do the job; ``{"steps": [{"name", "ok", "seconds"}], "files": [...]}`` (CLI.md).

    Works in a workspace and with keys of its own, so nothing of the person's is touched.
    """
    out.mkdir(parents=True, exist_ok=True)
    if sys.platform == "linux" and not (os.environ.keys() & {"DISPLAY", "WAYLAND_DISPLAY"}):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    temporary = tempfile.TemporaryDirectory(prefix="qa-desktop-demo-")
    with temporary as own, _environment(QA_DESKTOP_PROFILE=own):
        return _run(Path(own) / "demo", out.absolute(), language)


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _run(folder: Path, out: Path, language: Language) -> Report:
    name, number = DEMO_PERSON
    Workspace.open(folder, name=name, number=number).close()
    app = application()
    code: i18n.LanguageCode = "zh_CN" if language == "zh" else "en"
    camera = Camera(app, out, code)
    job = Job(app, folder, camera, code)
    steps: list[dict[str, Any]] = []
    try:
        for step_name, act, claim in job.steps():
            began = time.monotonic()
            ok = _did(step_name, act, claim, folder)
            seconds = round(time.monotonic() - began, 2)
            steps.append({"name": step_name, "ok": ok, "seconds": seconds})
            if not ok:
                break
    finally:
        job.leave()
    return {"steps": steps, "files": camera.files}


def _did(name: str, act: Callable[[], None], claim: Callable[[Report], bool], folder: Path) -> bool:
    try:
        act()
        return claim(_read_by_a_fresh_process(folder))
    except DemoStuckError as error:
        sys.stderr.write(f"{name}: waited in vain for {error}\n")
        return False


def _read_by_a_fresh_process(folder: Path) -> Report:
    command = [*paths.own_program(), "demo", "--read", str(folder), "--json"]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, **_OWN})  # noqa: S603
    found: Report = json.loads(done.stdout)
    return found
