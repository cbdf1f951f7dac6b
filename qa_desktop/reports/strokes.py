"""A signature's strokes as a small picture (PNG), so that it can be drawn on paper.

Strokes are lists of [x, y, ms], x and y from 0 to 10,000 of the pad. Somebody else's program may
have signed anything: what is no stroke is left out.
"""

from __future__ import annotations

import base64
import json
import struct
import zlib
from collections.abc import Iterator
from typing import Any, Final

import numpy as np

WIDTH, HEIGHT = 480, 160
_SIDE: Final = 10_000
_MOST_POINTS: Final = 20_000
_RADIUS: Final = 1.5


def picture_of(strokes: str | None) -> str:
    """A ``data:`` URI of a PNG, dark on white; empty where nothing can be drawn."""
    lines = list(_lines(strokes))
    if not lines:
        return ""
    paper = np.full((HEIGHT, WIDTH), 255, dtype=np.uint8)
    for line in lines:
        _draw(paper, line)
    return f"data:image/png;base64,{base64.b64encode(_png(paper)).decode('ascii')}"


def _lines(strokes: str | None) -> Iterator[list[tuple[float, float]]]:
    try:
        said = json.loads(strokes or "[]")
    except (ValueError, RecursionError):
        return
    left = _MOST_POINTS
    for line in said if isinstance(said, list) else ():
        points = [point for point in map(_point, line) if point] if isinstance(line, list) else []
        points = points[:left]
        left -= len(points)
        if points:
            yield points


def _point(said: Any) -> tuple[float, float] | None:
    if not isinstance(said, list) or len(said) < 2:
        return None
    x, y = said[:2]
    if type(x) is not int or type(y) is not int or not (0 <= x <= _SIDE and 0 <= y <= _SIDE):
        return None
    return x * (WIDTH - 1) / _SIDE, y * (HEIGHT - 1) / _SIDE


def _draw(paper: np.ndarray[Any, np.dtype[np.uint8]], line: list[tuple[float, float]]) -> None:
    for (x0, y0), (x1, y1) in zip(line, line[1:] or line, strict=False):
        steps = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) * 2))
        for step in range(steps + 1):
            _dot(paper, x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps)


def _dot(paper: np.ndarray[Any, np.dtype[np.uint8]], x: float, y: float) -> None:
    """Soft at its edge."""
    reach = int(_RADIUS) + 1
    for row in range(max(0, int(y) - reach), min(HEIGHT, int(y) + reach + 1)):
        for column in range(max(0, int(x) - reach), min(WIDTH, int(x) + reach + 1)):
            away = ((column - x) ** 2 + (row - y) ** 2) ** 0.5
            shade = int(255 * min(1.0, max(0.0, away - _RADIUS + 0.5)))
            paper[row, column] = min(int(paper[row, column]), shade)


def _png(paper: np.ndarray[Any, np.dtype[np.uint8]]) -> bytes:
    rows = b"".join(b"\0" + row.tobytes() for row in paper)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
