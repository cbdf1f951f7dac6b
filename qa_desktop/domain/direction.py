"""Words of any script beside others: what is written in them never turns their neighbours round.

Unicode's bidirectional algorithm (UAX #9): embeddings, overrides and isolates that somebody typed
or pasted are taken out, as no reader of a comment can see them.
"""

from __future__ import annotations

from typing import Final

_TURNING: Final = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def without_turns(text: str) -> str:
    """Without embeddings, overrides and isolates; marks of direction (U+200E, U+200F) stay."""
    return text.translate(_TURNING)
