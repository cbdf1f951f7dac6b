"""xlsx: openpyxl opens the workbook, its styles and texts; the rows are read here.

openpyxl's own loop makes an object per cell and a row for every number that is skipped: a list of
100,000 calls takes it three times as long, and a sheet with a million empty rows minutes. Its
``load_workbook`` would also go through every sheet that does not claim a size.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final, NoReturn
from xml.parsers import expat

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.sheets import Limits, SheetSource, plain_cell

_EXACT_BELOW = 10**15
"""Excel keeps 15 digits; a longer number has already lost its end."""
_CHUNK = 1 << 16
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_STRINGS = "xl/sharedstrings.xml"
_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
_DATE, _SPAN, _PERCENT = "date", "span", "percent"

Style = str | int
"""How a number is shown: one of the three above, or padded to so many digits."""


class _UnsafeError(Exception):
    """The XML declares entities: no spreadsheet program writes that."""


@contextmanager
def open_workbook(data: bytes, name: str, limits: Limits) -> Iterator[list[SheetSource]]:
    """The visible sheets; errors in reading them come out of here as ``UserFacingError``."""
    import openpyxl  # a third of a second: only when a sheet is read
    from defusedxml.common import DefusedXmlException

    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("openpyxl must run with defusedxml")
    try:
        _check_archive(data, name, limits)
        yield _sources(data, name, limits)
    except (UserFacingError, GeneratorExit):
        raise
    except (_UnsafeError, DefusedXmlException) as error:
        raise UserFacingError("sheet.entities", file=name) from error
    except MemoryError as error:
        raise UserFacingError("sheet.expands", file=name) from error
    except Exception as error:  # a parser of strangers' files raises whatever it stumbles over
        raise UserFacingError("sheet.not_xlsx", file=name) from error


def _check_archive(data: bytes, name: str, limits: Limits) -> None:
    """Declared sizes are enough: ``zipfile`` never hands out more than a member declares."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    expanded = sum(member.file_size for member in members)
    texts = sum(each.file_size for each in members if each.filename.lower() == _STRINGS)
    too_large = expanded > limits.expanded_bytes or texts > limits.strings_bytes
    if len(members) > limits.members or too_large:
        raise UserFacingError("sheet.expands", file=name)


def _sources(data: bytes, name: str, limits: Limits) -> list[SheetSource]:
    """What a sheet claims about its size is not looked at, and links are not followed."""
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet

    opener = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    opener.read_manifest()
    opener.read_strings()
    opener.read_workbook()
    apply_stylesheet(opener.archive, opener.wb)
    styles = _styles(opener.wb)
    sources = []
    for sheet, relation in opener.parser.find_sheets():
        if sheet.state == "visible" and relation.Type.endswith("/worksheet"):
            member = opener.archive.getinfo(relation.target)
            reader = _Reader(opener.shared_strings, styles, opener.wb.epoch, name, limits)
            sources.append(SheetSource(sheet.name, _reading(opener.archive, member, reader)))
    return sources


def _reading(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, reader: _Reader
) -> Callable[[Callable[[float], None]], Iterator[tuple[int, list[str]]]]:
    return lambda tell: reader.rows(archive, member, tell)


def _styles(book: Any) -> dict[str, Style]:
    """How the number of a cell with this style is shown, where that matters to us."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    found: dict[str, Style] = {}
    for index, style in enumerate(book._cell_styles):
        number_format = BUILTIN_FORMATS.get(style.numFmtId)
        if style.numFmtId >= 164:
            number_format = book._number_formats[style.numFmtId - 164]
        if index in book._timedelta_formats:
            found[str(index)] = _SPAN
        elif index in book._date_formats:
            found[str(index)] = _DATE
        elif "%" in (number_format or ""):
            found[str(index)] = _PERCENT
        elif number_format and len(number_format) > 1 and set(number_format) == {"0"}:
            found[str(index)] = len(number_format)
    return found


class _Reader:
    """Turns the XML of one sheet into rows of texts, a piece of the file at a time."""

    def __init__(
        self, strings: list[str], styles: dict[str, Style], epoch: datetime, name: str, lim: Limits
    ) -> None:
        self._strings = strings
        self._styles = styles
        self._epoch = epoch
        self._name = name
        self._limits = lim
        self._columns: dict[str, int] = {}
        self._texts: dict[str, str] = {}

    def rows(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, tell: Callable[[float], None]
    ) -> Iterator[tuple[int, list[str]]]:
        ready: list[tuple[int, list[str]]] = []
        parser = self._parser(ready)
        done = 0
        with archive.open(member) as stream:
            while piece := stream.read(_CHUNK):
                parser.Parse(piece, False)
                done += len(piece)
                tell(done / max(member.file_size, 1))
                yield from ready
                ready.clear()
        parser.Parse(b"", True)
        yield from ready

    def _parser(self, ready: list[tuple[int, list[str]]]) -> expat.XMLParserType:
        """Handlers as closures over plain variables: they run ten million times."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.EntityDeclHandler = _refuse
        tags = {f"{space} {tag}": tag for space in _NAMESPACES for tag in _TAGS}
        column_of, text_of = self._column, self._text
        columns = self._columns
        most_columns, most_signs = self._limits.columns, self._limits.cell_characters
        number = at = signs = 0
        cells: list[str] = []
        kind = style = ""
        said: list[str] = []
        collecting = aside = False

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal number, at, cells, kind, style, said, signs, collecting, aside
            name = tags.get(tag)
            if name == "c":
                reference = attributes.get("r")
                if reference is None:
                    at += 1
                else:
                    letters = reference.rstrip("0123456789")
                    at = columns.get(letters) or column_of(letters, reference)
                kind = attributes.get("t", "n")
                style = attributes.get("s", "")
                said, signs = [], 0
            elif name == "v" or name == "t":
                collecting = not aside
            elif name == "row":
                number = int(attributes.get("r", number + 1))
                if not 0 < number <= _LAST_ROW:
                    raise ValueError("row number out of range")
                cells, at = [], 0
            elif name == "rPh":
                aside = True

        def characters(piece: str) -> None:
            nonlocal signs
            if collecting:
                said.append(piece)
                signs += len(piece)
                if signs > most_signs:
                    raise UserFacingError(
                        "sheet.cell_too_long", file=self._name, row=number, limit=most_signs
                    )

        def end(tag: str) -> None:
            nonlocal collecting, aside, cells
            name = tags.get(tag)
            if name == "c":
                if said and (text := text_of("".join(said), kind, style)):
                    if at > most_columns:
                        raise UserFacingError(
                            "sheet.too_many_columns",
                            file=self._name,
                            row=number,
                            limit=most_columns,
                        )
                    if at > len(cells):
                        cells.extend([""] * (at - len(cells)))
                    cells[at - 1] = text
            elif name == "v" or name == "t":
                collecting = False
            elif name == "row":
                if cells:
                    ready.append((number, cells))
                    cells = []
            elif name == "rPh":
                aside = False

        parser.StartElementHandler = start
        parser.CharacterDataHandler = characters
        parser.EndElementHandler = end
        return parser

    def _column(self, letters: str, reference: str) -> int:
        """``A`` → 1; kept, since every row asks again."""
        if _REFERENCE.fullmatch(reference) is None:
            raise ValueError("not a cell reference")
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        if column > _LAST_COLUMN:
            raise ValueError("no such column")
        self._columns[letters] = column
        return column

    def _text(self, raw: str, kind: str, style: str) -> str:
        """What the cell shows, as far as it matters: ``0617`` under the number format ``0000``."""
        if kind == "n":
            return self._number(raw, self._styles.get(style))
        if kind == "s":
            found = self._texts.get(raw)
            if found is None:
                found = self._texts[raw] = plain_cell(self._strings[int(raw)])
            return found
        if kind == "b":
            return "True" if raw.strip() in ("1", "true") else "False"
        if kind == "d":
            return raw.strip().replace("T", " ").removesuffix("Z")
        return "" if kind == "e" else plain_cell(raw)

    def _number(self, raw: str, style: Style | None) -> str:
        if style is None and raw.isdecimal() and raw.isascii():
            return raw.lstrip("0") or "0"
        value = float(raw) if set(raw) & set(".eE") else int(raw)
        if style in (_DATE, _SPAN):
            return _moment_text(value, style == _SPAN, self._epoch)
        if style == _PERCENT:
            return f"{Decimal(raw) * 100:f}%" if abs(value) < _EXACT_BELOW else raw
        digits = _digits(value)
        return digits.zfill(style) if isinstance(style, int) else digits


_TAGS: Final = ("c", "v", "t", "row", "rPh")


def _refuse(*_: object) -> NoReturn:
    raise _UnsafeError


def _digits(value: int | float) -> str:
    """Exact digits; a float too long to be exact stays in scientific writing (``digits_lost``)."""
    if isinstance(value, float):
        if not value.is_integer():
            return repr(value)
        if abs(value) >= _EXACT_BELOW:
            return f"{value:.14E}"
        value = int(value)
    return str(value)


def _moment_text(value: int | float, is_span: bool, epoch: datetime) -> str:
    from openpyxl.utils.datetime import from_excel

    try:
        moment = from_excel(value, epoch, timedelta=is_span)
    except (ValueError, OverflowError):
        return ""
    if isinstance(moment, datetime):
        return moment.isoformat(" ")
    if isinstance(moment, (date, time)):
        return moment.isoformat()
    return _span_text(moment)


def _span_text(value: timedelta) -> str:
    seconds, micro = divmod(value // timedelta(microseconds=1), 1_000_000)
    clock = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{clock}.{micro:06}".rstrip("0").rstrip(".") if micro else clock
