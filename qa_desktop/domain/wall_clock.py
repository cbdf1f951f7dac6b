"""Moments as operations write them, for people to read."""

from __future__ import annotations

from datetime import datetime
from typing import Final

_FIRST_MS: Final = 86_400_000
_LAST_MS: Final = 32_503_500_000_000
"""Within the years 1970 and 2999 in every zone: what Windows can tell the date of."""


def local_moment(at_ms: int) -> datetime:
    """The local time of a wall clock in ms since 1970, without a zone. Others may have signed any
    number: one that no calendar has is shown as the first or last that it has."""
    return datetime.fromtimestamp(min(max(at_ms, _FIRST_MS), _LAST_MS) / 1000)
