"""What calls are dragged as, from any list of them."""

from __future__ import annotations

from typing import Final

LIBRARY: Final = "application/x-qa-desktop-library"
"""A JSON list of objects with ``call`` and perhaps ``library_entry``, ``from_ms``, ``to_ms``."""
