"""The scorecard templates that are shipped: built-in versions, identical everywhere.

A template that changes leaves its old file in ``earlier/``, so that what was scored with it is
still understood: the version in ``forms/scorecards/`` is offered, both are known.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from qa_desktop import paths
from qa_desktop.domain.scoring import ScorecardVersion, load_template


@cache
def _versions() -> tuple[ScorecardVersion, ...]:
    return _read(paths.forms("scorecards"))


@cache
def _earlier() -> tuple[ScorecardVersion, ...]:
    return _read(paths.forms("scorecards") / "earlier")


def _read(folder: Path) -> tuple[ScorecardVersion, ...]:
    files = sorted(folder.glob("*.toml"))
    return tuple(load_template(file.read_text(encoding="utf-8"), file.name) for file in files)


def built_in_templates() -> list[ScorecardVersion]:
    """Every template in ``forms/scorecards/``, by file name; read once per process."""
    return list(_versions())


def earlier_templates() -> list[ScorecardVersion]:
    """What was shipped once and has been changed since."""
    return list(_earlier())
