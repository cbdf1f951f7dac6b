"""The text of a card's QR code, from a photo, a picture file or the clipboard."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.identity_card import IdentityCard, has_card_text, read_card

ENDINGS = (".png", ".jpg", ".jpeg", ".bmp", ".webp", ".gif")
_MOST_BYTES = 50_000_000
_SIDE = 3_000
"""Pixels; a photo of a telephone has more than a code needs."""


def read_card_picture(file: Path) -> IdentityCard:
    """Raises ``UserFacingError`` for what is no picture or holds no card's code."""
    return card_in(_loaded(file))


def card_in(image: QImage) -> IdentityCard:
    """The card whose code is in the picture; other codes beside it do not matter."""
    import zxingcpp

    grey = _shrunk(image).convertToFormat(QImage.Format.Format_Grayscale8)
    height, width = grey.height(), grey.width()
    flat = np.frombuffer(grey.constBits(), np.uint8, count=height * grey.bytesPerLine())
    pixels = np.ascontiguousarray(flat.reshape(height, -1)[:, :width])
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    codes = zxingcpp.read_barcodes(pixels, formats=formats)
    found = sorted({code.text for code in codes if has_card_text(code.text)})
    if len(found) != 1:
        raise UserFacingError("card.two_codes" if found else "card.no_code")
    return read_card(found[0])


def _loaded(file: Path) -> QImage:
    """At a size that a hostile picture cannot make larger."""
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    size = reader.size()
    try:
        is_large = file.stat().st_size > _MOST_BYTES
    except OSError as error:
        raise UserFacingError("card.not_read", file=str(file)) from error
    if is_large or not reader.canRead():
        raise UserFacingError("card.bad_picture", file=file.name)
    if max(size.width(), size.height()) > _SIDE:
        scaled = QSize(_SIDE, _SIDE)
        reader.setScaledSize(size.scaled(scaled, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise UserFacingError("card.bad_picture", file=file.name)
    return image


def _shrunk(image: QImage) -> QImage:
    if max(image.width(), image.height()) <= _SIDE:
        return image
    return image.scaled(
        _SIDE,
        _SIDE,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
