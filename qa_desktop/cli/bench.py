"""``bench``: figures of this machine beside their reference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
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


def _library(calls: int = 1_000_000) -> Sequence[dict[str, Any]]:
    from qa_desktop.ui.bench_library import bench_library

    return bench_library(calls)


MEASURES: dict[str, Measure] = {
    "window": _window,
    "key": _key,
    "submit": _submit,
    "operations": _operations,
    "peaks": _peaks,
    "sound": _sound,
    "calls": _calls,
    "library": _library,
}
"""Name of a measurement → what takes it; each imports only what it measures."""

_ON_REQUEST = {"library"}
"""Taken only by name: a million calls take minutes to make up."""


@click.command("bench", cls=Command)
@click.argument("name", type=WORDS, required=False)
@click.option(
    "--calls", type=click.IntRange(min=100), help="Calls in the library; a million if not given."
)
@pass_session
def bench(session: Session, name: str | None, calls: int | None) -> None:
    """Figures of this machine beside their reference.

    All of them, or one: window, key, submit, operations, peaks, sound, calls; library only by
    name, as it makes up a million calls first. Every reference is taken in the same run; the ratio
    is what compares between machines.
    """
    if name is not None and name not in MEASURES:
        raise UserFacingError("cli.bench_unknown", name=name, known=", ".join(MEASURES))
    figures: list[dict[str, Any]] = []
    for chosen in [name] if name else [one for one in MEASURES if one not in _ON_REQUEST]:
        output.write_message(f"{chosen} …")
        measure = partial(_library, calls) if chosen == "library" and calls else MEASURES[chosen]
        figures += [_with_goal_in_words(figure) for figure in measure()]
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
