"""Pictures small enough to be kept beside the text: only the colours that are really used."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage, qRgb

_COLORS = 256


def save_small(image: QImage, file: Path) -> None:
    """As an indexed PNG: exact up to 256 colours, beyond that each pixel in the nearest of them.

    A screen has few colours and their blends along the edges of letters, so nothing is seen of
    it, and the file is a third as large.
    """
    pixels = _pixels(image)
    colors, places, counts = np.unique(pixels, return_inverse=True, return_counts=True)
    # a small dot of a strong colour says more than one more shade of an edge
    strength = np.ptp(_channels(colors), axis=1)
    kept = colors[np.sort(np.argsort(counts * (1 + strength / 8))[-_COLORS:])]
    index = _nearest(colors, kept)[places].reshape(image.height(), image.width())
    indexed = QImage(image.width(), image.height(), QImage.Format.Format_Indexed8)
    indexed.setColorTable([_rgb(color) for color in kept.tolist()])
    rows = np.frombuffer(indexed.bits(), np.uint8).reshape(image.height(), -1)
    rows[:, : image.width()] = index
    file.parent.mkdir(parents=True, exist_ok=True)
    indexed.save(str(file), "PNG", 0)


def _pixels(image: QImage) -> np.ndarray:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(plain.constBits(), np.uint32).reshape(plain.height(), -1)
    return rows[:, : plain.width()].copy() & 0xFFFFFF


def _nearest(colors: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """For each of ``colors`` the place in ``kept`` of the one that is closest."""
    parts, choices = _channels(colors), _channels(kept)
    result = np.empty(len(colors), np.uint8)
    for start in range(0, len(colors), 1024):
        some = parts[start : start + 1024]
        distance = ((some[:, None, :] - choices[None, :, :]) ** 2).sum(axis=2)
        result[start : start + 1024] = distance.argmin(axis=1)
    return result


def _channels(colors: np.ndarray) -> np.ndarray:
    return np.stack([colors >> 16 & 255, colors >> 8 & 255, colors & 255], axis=1).astype(np.int32)


def _rgb(color: int) -> int:
    return qRgb(color >> 16 & 255, color >> 8 & 255, color & 255)
