"""Every test has a profile of its own, and Qt draws offscreen."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hypothesis import settings
from sqlite_utils import Database

from qa_desktop.journal import keys, projection
from qa_desktop.store import connection
from qa_desktop.store import workspace as workspaces
from qa_desktop.store.migrations import migrate
from qa_desktop.store.workspace import Workspace

# The same examples in every run: a failure is the change's, never luck's. The long forms, which
# go looking, are behind the ``slow`` marker and set their own.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.load_profile("suite")

_PRAGMAS = connection._PRAGMAS
_fsync = os.fsync

if time.localtime().tm_hour == 23 and hasattr(time, "tzset"):
    # A suite that runs over midnight would find yesterday's tomorrow: it lives two hours behind.
    # The workers inherit this and do not come here again.
    east = time.localtime().tm_gmtoff // 60 - 120
    os.environ["TZ"] = f"QAT{'-' if east > 0 else '+'}{abs(east) // 60}:{abs(east) % 60:02}"
    time.tzset()

_HERE = Path(__file__).parent
_LONG = (
    *("e2e", "recipes", "cli", "ui/accessibility", "ui/window", "fuzz", "test_installer_parts.py"),
    *("test_packaging.py", "test_demo_media.py", "store", "exchange", "journal", "services"),
)
"""Where a file takes many seconds: these are begun first, so that no core waits at the end for the
last file of another. Within each, and after them, in the usual order."""


def pytest_configure(config: pytest.Config) -> None:
    """xdist would begin with the files of the most tests; those of e2e have few, and long ones."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _turn(item.path))


@cache
def _turn(path: Path) -> int:
    place = path.relative_to(_HERE).as_posix() if path.is_relative_to(_HERE) else ""
    return next((turn for turn, long in enumerate(_LONG) if place.startswith(long)), len(_LONG))


def pytest_collection_finish() -> None:
    """The thousands of tests and their modules stay to the end: the collector passes them by."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    gc.unfreeze()


@pytest.fixture(autouse=True)
def profile(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keys and last positions of this test alone."""
    folder = tmp_path_factory.mktemp("profile")
    monkeypatch.setenv("QA_DESKTOP_PROFILE", str(folder))
    monkeypatch.delenv("QA_DESKTOP_WORKSPACE", raising=False)
    return folder


@pytest.fixture(autouse=True, scope="module")
def collected() -> Iterator[None]:
    """As in the program, which collects at rest and on the main thread only (``ui.app``): never
    while a window is being made, whose threads read; here when a file of tests is over."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def collector_at_rest(collected: None) -> Iterator[None]:
    """Whatever a program that a test ran in this process did to the collector ends with it."""
    gc.disable()
    yield
    gc.disable()


@pytest.fixture(scope="session", autouse=True)
def light_beginning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """More than a thousand tests begin with a new workspace. Its two hundred tables and indexes
    are made once in this process and copied page by page after that, and nobody pulls the plug of
    this computer: the disk is not waited for. ``tests/store`` and the programs that tests start
    do all of it, as at a person's."""
    made = connection.connect(tmp_path_factory.mktemp("tables") / "workspace.db")
    migrate(made)

    def migrate_or_copy(db: Database) -> None:
        if db.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            migrate(db)
        else:
            made.conn.backup(db.conn)
            projection.bring_up_to_date(db)  # a test may have declared more

    pragmas = ["synchronous = OFF" if "synchronous" in p else p for p in connection._PRAGMAS]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workspaces, "migrate", migrate_or_copy)
        patch.setattr(connection, "_PRAGMAS", pragmas)
        patch.setattr(os, "fsync", lambda _file: None)
        yield
    made.close()


@pytest.fixture
def whole_beginning(monkeypatch: pytest.MonkeyPatch, light_beginning: None) -> None:
    """A new workspace as at a person's computer."""
    monkeypatch.setattr(workspaces, "migrate", migrate)
    monkeypatch.setattr(connection, "_PRAGMAS", _PRAGMAS)
    monkeypatch.setattr(os, "fsync", _fsync)


@pytest.fixture
def quick_seals(monkeypatch: pytest.MonkeyPatch) -> None:
    """The least that argon2id does, where it is not what is tested."""
    weak = {"iterations": 1, "lanes": 1, "memory_kib": 8}
    monkeypatch.setattr(keys, "_ARGON2", weak)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A new workspace of inspector 李敏, number 8001."""
    with Workspace.open(tmp_path / "workspace", name="李敏", number="8001") as opened:
        yield opened


@pytest.fixture
def qtbot(qtbot: Any) -> Any:
    """Waits for a condition as long as a busy machine may need; what comes is not waited for."""
    for name in ("waitSignal", "waitSignals"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=60_000))
    qtbot.waitUntil = partial(_wait_until, qtbot)
    return qtbot


def _wait_until(qtbot: Any, condition: Callable[[], bool | None], timeout: int = 60_000) -> None:
    """As pytest-qt's, whose turns are of 10 ms: most of what is waited for is there in one."""
    until = time.monotonic() + timeout / 1_000
    for turn_ms in chain((1, 1, 2, 3, 5), repeat(10)):
        late = time.monotonic() > until
        try:
            if condition() in (True, None):
                return
        except AssertionError:
            if late:
                raise
        if late:
            raise qtbot.TimeoutError(f"waited for {timeout} ms")
        qtbot.wait(turn_ms)
