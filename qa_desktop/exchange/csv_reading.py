"""csv as diallers, order systems and Excel write it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.sheets import SheetSource, plain_cell

_CSV_TEXT = re.compile(r'="([^"]*)"')
_WEB_PAGE = re.compile(r"\s*<(!doctype|html|table|\?xml|meta)\b", re.IGNORECASE)
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f]")
_TELL_EVERY = 1_000


def open_csv(data: bytes, name: str) -> SheetSource:
    """The one sheet of a csv file; it has no name."""
    text = _decode(data, name)
    if _WEB_PAGE.match(text[:200]):
        raise UserFacingError("sheet.web_page", file=name)
    return SheetSource("", lambda tell: _rows(text, name, tell))


def _rows(text: str, name: str, tell: Callable[[float], None]) -> Iterator[tuple[int, list[str]]]:
    stream = io.StringIO(text, newline="")
    lines = csv.reader(stream, delimiter=_delimiter(text), strict=True)
    try:
        for number, cells in enumerate(lines, start=1):
            if number % _TELL_EVERY == 0:
                tell(stream.tell() / len(text))
            yield number, [_csv_text(cell) for cell in cells]
    except csv.Error as error:
        raise UserFacingError("sheet.not_csv", file=name) from error


def _decode(data: bytes, name: str) -> str:
    """A byte order mark decides, else UTF-8, else GB18030 (what Chinese Windows writes)."""
    marked = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    named = [encoding for mark, encoding in marked.items() if data.startswith(mark)]
    for encoding in named or ["utf-8", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            is_binary = _CONTROL.search(text) is not None
            raise UserFacingError("sheet.not_text" if is_binary else "sheet.nul_bytes", file=name)
        return text
    raise UserFacingError("sheet.not_text", file=name)


def _delimiter(text: str) -> str:
    """The commonest of comma, tab and semicolon in the first lines."""
    opening = text[:4_000]
    return max(",\t;", key=opening.count)


def _csv_text(cell: str) -> str:
    """``="0617"`` and ``'0617`` are how exports keep Excel from eating zeros: text, no formula."""
    plain = plain_cell(cell)
    if plain.startswith("=") and (kept := _CSV_TEXT.fullmatch(plain)):
        return plain_cell(kept[1])
    return plain[1:] if plain.startswith("'") and plain[1:2].isdigit() else plain
