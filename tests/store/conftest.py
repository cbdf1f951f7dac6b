"""Here every workspace is made as at a person's computer, and on the disk when it says so."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def as_at_a_persons(whole_beginning: None) -> None:
    pass
