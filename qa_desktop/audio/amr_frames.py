"""How long an AMR file is, from the headers of its frames (RFC 4867, 5): a frame is 20 ms.

FFmpeg takes them up one by one, 1.5 s for two hours, and nothing is drawn meanwhile.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

_FRAME_MS: Final = 20
_NARROW: Final = (13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1)
_WIDE: Final = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1)
"""Bytes of a frame by its mode, with the byte that says the mode."""
_KINDS: Final = {b"#!AMR\n": _NARROW, b"#!AMR-WB\n": _WIDE}
_RUN: Final = 32
_MOST_BYTES: Final = 32 << 20
"""Five hours; what is larger is left to FFmpeg, in memory and time that are bounded."""


def amr_ms(path: Path) -> int | None:
    """None for what is no AMR of one channel; a frame that is cut off at the end counts."""
    with path.open("rb") as file:
        head = file.read(len(max(_KINDS, key=len)))
        magic = next((each for each in _KINDS if head.startswith(each)), None)
        if magic is None or path.stat().st_size > _MOST_BYTES:
            return None
        file.seek(len(magic))
        content = file.read()
    steps = [_KINDS[magic][head >> 3 & 15] for head in range(256)]
    at = frames = 0
    while at < len(content):
        size = steps[content[at]]
        # mostly many of one mode follow each other
        same = content[at : at + _RUN * size : size].count(content[at]) == _RUN
        at += _RUN * size if same else size
        frames += _RUN if same else 1
    return frames * _FRAME_MS
