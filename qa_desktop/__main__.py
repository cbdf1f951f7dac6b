"""``qa-desktop`` and ``python -m qa_desktop``: the window, or a command of the command line."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Entry point of the program; ends the process with the statuses of CLI.md."""
    if getattr(sys, "frozen", False):
        _leave_other_programs_their_libraries()
    _work_beside(*sys.argv[1:])
    from qa_desktop.cli.app import run

    sys.exit(run(sys.argv[1:]))


def _work_beside(command: str = "", *arguments: str) -> None:
    """What runs in processes of its own that somebody waits for (a merge, a backup, an opened
    recording): they are done before the command line would have been read. Ends the process;
    for others, does nothing."""
    if command == "prepare-lines" and not arguments:
        from qa_desktop.exchange.bundle.preparing import serve_here

        serve_here()
        sys.exit()
    if command == "decode-audio" and not arguments:
        from qa_desktop.audio.decoder_child import serve_here as decode_here

        decode_here()
        sys.exit()
    if command == "check-copy" and len(arguments) == 1:
        from pathlib import Path

        from qa_desktop.store.copy_check import problem_of

        sys.exit(problem_of(Path(arguments[0])))


def _leave_other_programs_their_libraries() -> None:
    """On Linux the installed program starts with ``LD_LIBRARY_PATH`` set to its own folder.

    The loader of this process has read it already; a file manager that is opened from here must
    not load our libraries (PyInstaller's manual, "LD_LIBRARY_PATH considerations").
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    elif sys.platform == "linux":
        os.environ.pop("LD_LIBRARY_PATH", None)
    # A process of ourselves then has to set it anew instead of relying on its parent.
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


if __name__ == "__main__":
    main()
