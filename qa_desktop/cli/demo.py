"""``demo``: the main job on the shipped recordings."""

from __future__ import annotations

from pathlib import Path

import click

from qa_desktop.cli.session import Command, Session, pass_session

_NOT_OK = 3


@click.command("demo", cls=Command)
@click.option("--out", type=click.Path(path_type=Path), default=Path("demo-out"), show_default=True)
@click.pass_context
@pass_session
def demo(session: Session, context: click.Context, out: Path) -> None:
    """Do the main job on the shipped recordings, with the real widgets.

    The real player too; pictures are left in the folder OUT. Runs where there is no screen too. Ends with status 3 when a step is not right.
    """
    from qa_desktop.ui.demo_driver import run_demo

    report = run_demo(out, session.language)
    marks = {True: "ok  ", False: "FAIL"}
    lines = [
        f"{marks[step['ok']]} {step['seconds']:6.1f} s  {step['name']}" for step in report["steps"]
    ]
    session.answer(report, [*lines, *report["files"]])
    context.exit(0 if all(step["ok"] for step in report["steps"]) else _NOT_OK)


COMMANDS = [demo]
