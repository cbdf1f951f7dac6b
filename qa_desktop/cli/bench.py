"""``bench``: figures of this machine beside their reference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from qa_desktop.cli import output
from qa_desktop.cli.session import Command, Session, pass_session
from qa_desktop.errors import UserFacingError

Measure = Callable[[], Sequence[dict[str, Any]]]


def _measures() -> dict[str, Measure]:
    """Name of a measurement → what takes it; the window's lie in ``ui``."""
    from qa_desktop.audio import bench as audio
    from qa_desktop.services import bench as services
    from qa_desktop.ui import bench_ui

    return {
        "window": bench_ui.bench_window,
        "open": bench_ui.bench_open_call,
        "key": bench_ui.bench_key_to_playhead,
        "submit": services.bench_submit,
        "operations": services.bench_operations,
        "peaks": audio.bench_peaks,
    }


@click.command("bench", cls=Command)
@click.argument("name", required=False)
@pass_session
def bench(session: Session, name: str | None) -> None:
    """Figures of this machine beside their reference.

    All of them, or one: window, open, key, submit, operations, peaks. Every figure stands beside a reference taken in the same run; the ratio is what compares
    between machines.
    """
    measures = _measures()
    if name is not None and name not in measures:
        raise UserFacingError("cli.bench_unknown", name=name, known=", ".join(measures))
    figures: list[dict[str, Any]] = []
    for chosen in [name] if name else measures:
        output.write_message(f"{chosen} …")
        figures += measures[chosen]()
    headings = ("name", "value", "unit", "reference", "ratio", "goal", "ok")
    rows = ([_shown(figure[heading]) for heading in headings] for figure in figures)
    session.answer(figures, output.table(rows, headings))


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    return "" if value is None else str(value)


COMMANDS = [bench]
