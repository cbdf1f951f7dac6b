"""The hidden ``window-up``: what ``bench window`` times, in a fresh process."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("window-up", hidden=True)
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.pass_context
def window_up(context: click.Context, folder: Path | None) -> None:
    """Say when the window on FOLDER has been painted; without one an empty window."""
    from qa_desktop.ui import bench_ui_probe

    if folder is None:
        context.exit(bench_ui_probe.show_empty_window())
    context.exit(bench_ui_probe.show_our_window(folder))


COMMANDS = [window_up]
