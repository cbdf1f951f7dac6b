"""``bench``: figures of this machine beside their reference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from qa_desktop.cli import output
from qa_desktop.cli.session import WORDS, Command, Session, pass_session
from qa_desktop.errors import UserFacingError

Measure = Callable[[], Sequence[dict[str, Any]]]

FIGURES = ("name", "value", "unit", "reference", "ratio", "goal", "ok")


def _window() -> Sequence[dict[str, Any]]:
    from qa_desktop.ui.bench_ui import bench_window

    return bench_window()


def _key() -> Sequence[dict[str, Any]]:
    from qa_desktop.ui.bench_ui import bench_open_and_key

    return bench_open_and_key()


def _submit() -> Sequence[dict[str, Any]]:
    from qa_desktop.services.bench import bench_submit

    return bench_submit()


def _operations() -> Sequence[dict[str, Any]]:
    from qa_desktop.services.bench import bench_operations

    return bench_operations()


def _peaks() -> Sequence[dict[str, Any]]:
    from qa_desktop.audio.bench import bench_peaks

    return bench_peaks()


def _sound() -> Sequence[dict[str, Any]]:
    from qa_desktop.audio.bench import bench_open_call

    return bench_open_call()


def _calls() -> Sequence[dict[str, Any]]:
    from qa_desktop.services.bench_lists import bench_calls

    return bench_calls()


MEASURES: dict[str, Measure] = {
    "window": _window,
    "key": _key,
    "submit": _submit,
    "operations": _operations,
    "peaks": _peaks,
    "sound": _sound,
    "calls": _calls,
}
"""Name of a measurement → what takes it; each imports only what it measures."""


@click.command("bench", cls=Command)
@click.argument("name", type=WORDS, required=False)
@pass_session
def bench(session: Session, name: str | None) -> None:
    """Figures of this machine beside their reference.

    All of them, or one: window, key, submit, operations, peaks, sound, calls. Every reference is
    taken in the same run; the ratio is what compares between machines.
    """
    if name is not None and name not in MEASURES:
        raise UserFacingError("cli.bench_unknown", name=name, known=", ".join(MEASURES))
    figures: list[dict[str, Any]] = []
    for chosen in [name] if name else MEASURES:
        output.write_message(f"{chosen} …")
        figures += [_with_goal_in_words(figure) for figure in MEASURES[chosen]()]
    rows = ([_shown(figure[heading]) for heading in FIGURES] for figure in figures)
    session.answer(figures, output.table(rows, FIGURES))


def _with_goal_in_words(figure: dict[str, Any]) -> dict[str, Any]:
    """``goal`` says what it limits: the ratio where there is a reference, else the value."""
    goal = figure["goal"]
    if goal is None or isinstance(goal, str):
        return figure
    limited = "×" if figure["reference"] is not None else figure["unit"]
    return {**figure, "goal": f"≤ {goal:g} {limited}"}


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    return "" if value is None else str(value)


COMMANDS = [bench]
