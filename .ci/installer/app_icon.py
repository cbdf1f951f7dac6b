"""The program's icon as files of Windows, macOS and Linux, painted from ``resources/icons``.

Both containers hold plain PNG files: ICO as Windows reads it since Vista, ICNS since macOS 10.7.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Mapping
from pathlib import Path

ICO_SIZES = (16, 24, 32, 48, 64, 256)
ICNS_KINDS = {16: b"icp4", 32: b"icp5", 128: b"ic07", 256: b"ic08", 512: b"ic09", 1024: b"ic10"}
"""Edge in pixels → the type code of its entry."""


def write_icons(svg: Path, folder: Path) -> dict[str, Path]:
    """Paint ``svg`` and write ``qa-desktop.ico``, ``.icns`` and ``.png`` (256) into ``folder``."""
    pictures = _paint(svg, sorted({*ICO_SIZES, *ICNS_KINDS}))
    contents = {
        "ico": ico({size: pictures[size] for size in ICO_SIZES}),
        "icns": icns({size: pictures[size] for size in ICNS_KINDS}),
        "png": pictures[256],
    }
    folder.mkdir(parents=True, exist_ok=True)
    files = {ending: folder / f"qa-desktop.{ending}" for ending in contents}
    for ending, file in files.items():
        file.write_bytes(contents[ending])
    return files


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """A header, one entry of 16 bytes per picture, the pictures; 256 pixels are written as 0."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    at = len(head) + 16 * len(pictures)
    entries = b""
    for size, png in pictures.items():
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), at)
        at += len(png)
    return head + entries + b"".join(pictures.values())


def icns(pictures: Mapping[int, bytes]) -> bytes:
    """Blocks of type, length (with its own 8 bytes) and picture."""
    blocks = b"".join(
        ICNS_KINDS[size] + struct.pack(">I", 8 + len(png)) + png for size, png in pictures.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(blocks)) + blocks


def _paint(svg: Path, sizes: list[int]) -> dict[int, bytes]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen" if os.name == "posix" else "minimal")
    from PySide6.QtCore import QBuffer, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(svg))
    made = {}
    for size in sizes:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")
        made[size] = bytes(buffer.data().data())
    return made
