"""``qa-desktop`` and ``python -m qa_desktop``: the window, or a command of the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of the program; ends the process with the statuses of CLI.md."""
    from qa_desktop.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
