"""The log of bugs: a traceback that a person can send along."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path

from qa_desktop import __version__, paths
from qa_desktop.domain.masking import mask_in_text


def log_bug(workspace: Path, error: BaseException) -> Path:
    """Append the traceback to the workspace's log, else to the profile's; the file."""
    entry = (
        f"{datetime.now().astimezone().isoformat(timespec='seconds')} qa-desktop {__version__}\n"
        f"{mask_in_text(''.join(traceback.format_exception(error)))}\n"
    )
    folder = workspace / "log"
    if not folder.is_dir():
        folder = paths.profile() / "log"
        folder.mkdir(parents=True, exist_ok=True)
    file = folder / "errors.log"
    with file.open("a", encoding="utf-8", errors="backslashreplace") as stream:
        stream.write(entry)
    return file
