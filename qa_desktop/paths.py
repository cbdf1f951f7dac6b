"""Where the folders outside the package lie: from source, from a wheel, and when frozen.

The one place that knows. Everything else asks here.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


@cache
def _root() -> Path:
    """The folder that holds ``resources/``, ``forms/`` and ``docs/guide/``."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen)
    return _PACKAGE if (_PACKAGE / "resources").is_dir() else _PACKAGE.parent


def resources(*parts: str) -> Path:
    """A path below ``resources/``."""
    return _root().joinpath("resources", *parts)


def forms(*parts: str) -> Path:
    """A path below ``forms/``."""
    return _root().joinpath("forms", *parts)


def third_party_licences() -> Path | None:
    """The folder of licence texts that the installed program brings; None from source."""
    folder = _root() / "licences"
    return folder if folder.is_dir() else None


def own_program() -> list[str]:
    """How a process of this program is started: its file and what comes before a command."""
    return [sys.executable, *([] if getattr(sys, "frozen", False) else ["-m", "qa_desktop"])]


def docs(*parts: str) -> Path:
    """A path below ``docs/``: the user guide is shipped, the developers' pages are not."""
    return _root().joinpath("docs", *parts)


def profile() -> Path:
    """The user's own folder, outside every workspace: keys, last positions, settings.

    ``QA_DESKTOP_PROFILE`` moves it (tests, the demo, a portable installation).
    """
    override = os.environ.get("QA_DESKTOP_PROFILE")
    return Path(override) if override else Path(platformdirs.user_data_dir("QA Desktop", False))


def demo_workspace() -> Path:
    """The demo's own workspace, beside the ordinary one: it never mixes with real calls."""
    return profile() / "demo"


def default_workspace() -> Path:
    """Where the first workspace is made when nobody named one."""
    return profile() / "workspace"
