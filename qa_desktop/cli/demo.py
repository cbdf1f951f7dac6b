"""``demo``: the main job on the shipped recordings."""

from __future__ import annotations

from pathlib import Path

import click

from qa_desktop.cli.session import Command, Session, pass_session

_NOT_OK = 3


@click.command("demo", cls=Command)
@click.option("--out", type=click.Path(path_type=Path), default=Path("demo-out"), show_default=True)
@click.option("--read", type=click.Path(path_type=Path), hidden=True)
@click.pass_context
@pass_session
def demo(session: Session, context: click.Context, out: Path, read: Path | None) -> None:
    """Do the main job on the shipped recordings, with the real widgets and the real player.

    Leaves pictures in the folder OUT; works where there is no screen too. Each step is read again
    by a fresh process (``--read``). Ends with status 3 when one is not right.
    """
    if read is not None:
        from qa_desktop.services.demo_reading import read_workspace

        session.answer(read_workspace(read), [])
        return
    from qa_desktop.ui.demo.driver import run_demo

    report = run_demo(out, session.language)
    marks = {True: "ok  ", False: "FAIL"}
    lines = [
        f"{marks[step['ok']]} {step['seconds']:6.1f} s  {step['name']}" for step in report["steps"]
    ]
    session.answer(report, [*lines, *report["files"]])
    context.exit(0 if all(step["ok"] for step in report["steps"]) else _NOT_OK)


COMMANDS = [demo]
