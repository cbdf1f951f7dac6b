"""The scorecard templates that are shipped: built-in versions, identical everywhere."""

from __future__ import annotations

from functools import cache

from qa_desktop import paths
from qa_desktop.domain.scoring import ScorecardVersion, load_template


@cache
def _versions() -> tuple[ScorecardVersion, ...]:
    files = sorted(paths.forms("scorecards").glob("*.toml"))
    return tuple(load_template(file.read_text(encoding="utf-8"), file.name) for file in files)


def built_in_templates() -> list[ScorecardVersion]:
    """Every template in ``forms/scorecards/``, by file name; read once per process."""
    return list(_versions())
