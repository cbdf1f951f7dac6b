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
    from qa_desktop.audio.bench_peaks import bench_peaks

    return bench_peaks()


def _sound() -> Sequence[dict[str, Any]]:
    from qa_desktop.audio.bench import bench_open_call

    return bench_open_call()


def _calls() -> Sequence[dict[str, Any]]:
    from qa_desktop.services.bench_lists import bench_calls

    return bench_calls()


def _merge(rows: int = 100_000) -> Sequence[dict[str, Any]]:
    from qa_desktop.services.bench_exchange import bench_merge

    figures = bench_merge(rows)
    # The process that merges has no window: loaded now, Qt is not part of its memory.
    from qa_desktop.ui.bench_merge import bench_frames

    return [*figures, *bench_frames(rows)]


def _bundle(rows: int = 100_000) -> Sequence[dict[str, Any]]:
    from qa_desktop.services.bench_exchange import bench_bundle

    return bench_bundle(rows)


def _timeline() -> Sequence[dict[str, Any]]:
    from qa_desktop.ui.bench_timeline import bench_timeline

    return bench_timeline()


def _import() -> Sequence[dict[str, Any]]:
    from qa_desktop.ui.bench_import import bench_import

    return bench_import()


def _library(calls: int = 1_000_000) -> Sequence[dict[str, Any]]:
    from qa_desktop.ui.bench_library import bench_library

    return bench_library(calls)


def _what_if(rows: int = 100_000) -> Sequence[dict[str, Any]]:
    from qa_desktop.services.bench_what_if import bench_what_if

    return bench_what_if(rows)


def _slips(rows: int = 50) -> Sequence[dict[str, Any]]:
    from qa_desktop.ui.bench_slips import bench_slips

    return bench_slips(rows)


MEASURES: dict[str, Measure] = {
    "window": _window,
    "key": _key,
    "submit": _submit,
    "operations": _operations,
    "peaks": _peaks,
    "sound": _sound,
    "calls": _calls,
    "timeline": _timeline,
    "import": _import,
    "merge": _merge,
    "bundle": _bundle,
    "library": _library,
    "what-if": _what_if,
    "slips": _slips,
}
"""Name of a measurement → what takes it; each imports only what it measures."""

_SIZED = {
    "merge": _merge,
    "bundle": _bundle,
    "library": _library,
    "what-if": _what_if,
    "slips": _slips,
}
"""Taken only by name, and of a size that can be chosen: a million calls, or a hundred thousand
evaluations, take minutes to make up; fifty slips are listened to at the speed of the sound."""


@click.command("bench", cls=Command)
@click.argument("name", type=WORDS, required=False)
@click.option(
    "--calls", type=click.IntRange(min=100), help="Calls in the library; a million if not given."
)
@click.option(
    "--rows",
    type=click.IntRange(min=10),
    help="Evaluations in the bundle; 100,000 if not given. Slips; 50.",
)
@pass_session
def bench(session: Session, name: str | None, calls: int | None, rows: int | None) -> None:
    """Figures of this machine beside their reference.

    All of them, or one: window, key, submit, operations, peaks, sound, calls, timeline, import.
    Only by name, as they make up what they measure first: library, a million calls; merge, bundle
    and what-if, 100,000 evaluations; slips, 50 that a lead hears and signs. Every reference
    is taken in the same run; the ratio is what compares between machines.
    """
    if name is not None and name not in MEASURES:
        raise UserFacingError("cli.bench_unknown", name=name, known=", ".join(MEASURES))
    figures: list[dict[str, Any]] = []
    for chosen in [name] if name else [one for one in MEASURES if one not in _SIZED]:
        output.write_message(f"{chosen} …")
        size = calls if chosen == "library" else rows
        sized = _SIZED.get(chosen)
        measure = partial(sized, size) if sized and size else MEASURES[chosen]
        figures += [_with_goal_in_words(figure) for figure in measure()]
    lines = ([_shown(figure[heading]) for heading in FIGURES] for figure in figures)
    session.answer(figures, output.table(lines, FIGURES))


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
