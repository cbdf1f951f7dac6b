"""A report's HTML as pages: A4, table headings repeated, page numbers, the fonts embedded.

Qt is imported when the first page is made; a program without a window gets its application here.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.reports.html import page_words
from qa_desktop.reports.printing import PrintTarget
from qa_desktop.texts import Language

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPagedPaintDevice, QPainter, QRawFont, QTextDocument

CHINESE_FACES: Final = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "SimSun",
)
_MARGIN_MM: Final = 12.0
_FOOT_MM: Final = 7.0
_FOOT_POINTS: Final = 7.5
_PER_INCH: Final = 25.4
_RESOLUTION: Final = 300
_WHOLE: Final = 4
_TWO_SIDED: Final = (2, 3)
"""Of Qt's numbers those along the long and the short side."""
_GLYPH_RANGE: Final = re.compile(rb"(?<=> \[)(?:<[0-9A-F]{4}> )+(?=\])")
_SIGN: Final = re.compile(rb"<([0-9A-F]{4})>")


@dataclass(frozen=True)
class Paper:
    """A report's HTML, its title at the foot of each page, and how it lies on paper."""

    page: str
    title: str
    landscape: bool
    points: float


def to_pdf(
    papers: Iterable[Paper],
    *,
    title: str,
    language: Language,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bytes:
    """The bytes of one PDF file with all papers in order, each numbered by itself; empty where
    there is none. ``progress`` is told pages done and in all of a paper."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QPdfWriter

    need_application()
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setTitle(title)
    writer.setCreator("QA Desktop")
    press = _Press(writer, language, cancelled)
    with press:
        for paper in papers:
            press.put(paper, progress)
    buffer.close()
    font = report_font(_FOOT_POINTS, language)
    return with_the_signs_of("".join(press.signs), bytes(kept.data()), font)


def print_papers(
    papers: Iterable[Paper],
    target: PrintTarget,
    *,
    title: str,
    language: Language,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Send the papers to the printer as one job; on both sides of the sheets, each begins on a
    sheet of its own. ``progress`` is told pages done and in all of a paper.

    Raises ``UserFacingError`` where the printer does not take it or there is none of the pages
    asked for, and ``CancelledError``: pages that were sent before that are printed.
    """
    from PySide6.QtPrintSupport import QPrinter

    need_application()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if target.printer:
        printer.setPrinterName(target.printer)
    if target.output:
        printer.setOutputFileName(target.output)
    elif not printer.isValid():
        raise UserFacingError("report.no_printer", name=target.name)
    printer.setDocName(title)
    printer.setCopyCount(target.copies)
    grey, colour = QPrinter.ColorMode.GrayScale, QPrinter.ColorMode.Color
    printer.setColorMode(grey if target.is_grey else colour)
    printer.setDuplex(QPrinter.DuplexMode(target.duplex))
    press = _Press(printer, language, cancelled, (target.first, target.last), target.duplex)
    try:
        with press:
            for paper in papers:
                press.put(paper, progress)
    except BaseException:
        if target.output and press.has_begun:
            Path(target.output).unlink(missing_ok=True)
        raise
    if press.pages and target.first > press.pages:
        raise UserFacingError("report.no_such_page", first=target.first, pages=press.pages)
    if printer.printerState() == QPrinter.PrinterState.Error:
        raise UserFacingError("report.no_printer", name=target.name)


class _Press:
    """Papers one after the other on one device, of all their pages those from one to another
    (``only``, from 1, 0 for no end)."""

    def __init__(
        self,
        device: QPagedPaintDevice,
        language: Language,
        cancelled: Callable[[], bool],
        only: tuple[int, int] = (0, 0),
        duplex: int = 0,
    ) -> None:
        self.pages = 0
        """So far, those that are not wanted too."""
        self.signs: set[str] = set()
        self._device, self._language, self._cancelled = device, language, cancelled
        self._only = only
        self._two_sided = duplex in _TWO_SIDED
        self._painter: QPainter | None = None

    def __enter__(self) -> _Press:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._painter is not None:
            self._painter.end()

    @property
    def has_begun(self) -> bool:
        return self._painter is not None

    def put(self, paper: Paper, progress: Callable[[int, int], None]) -> None:
        """Nothing where the device refuses: it says why."""
        device, language = self._device, self._language
        if self._two_sided and self.pages % 2:
            self.pages += 1
            if self._painter is not None and self._wants(self.pages):
                device.newPage()
        layout = page_layout(paper.landscape)
        if layout.orientation() != device.pageLayout().orientation() or not self.has_begun:
            device.setPageLayout(layout)  # a printer that is at work takes no other
        document = lay_out(paper.page, device, paper.points, language)
        count = document.pageCount()
        wanted = [page for page in range(count) if self._wants(self.pages + page + 1)]
        for done, page in enumerate(wanted, 1):
            if self._cancelled():
                raise CancelledError
            if not self._turn():
                return
            _paint_page(self._painter, document, device, page, paper.title, language)
            progress(done, len(wanted))
        self.pages += count
        self.signs.update(document.toPlainText() + paper.title + page_words(1, 1, language))

    def _wants(self, page: int) -> bool:
        first, last = self._only
        return page >= first and (not last or page <= last)

    def _turn(self) -> bool:
        """On to a fresh page; False where the device refuses."""
        from PySide6.QtGui import QPainter

        if self._painter is not None:
            self._device.newPage()
            return True
        painter = QPainter(self._device)
        self._painter = painter if painter.isActive() else None
        return self._painter is not None


def with_the_signs_of(words: str, pdf: bytes, font: QFont) -> bytes:
    """The same file, in which a glyph says the sign that was written.

    Where a font draws two signs with one glyph (户 and the radical ⼾, two kinds of dash), Qt names
    the first one: the file could not be searched for what it shows. The maps from glyphs to signs
    stand in the file as plain text, each sign as four figures.
    """
    from PySide6.QtGui import QFontDatabase, QRawFont

    systems = QFontDatabase.WritingSystem
    faces = [QRawFont.fromFont(font, each) for each in (systems.Any, systems.SimplifiedChinese)]
    used = {sign for sign in words if ord(sign) < 0x10000}
    drawn = {(n, _glyph(face, sign)): sign for n, face in enumerate(faces) for sign in used}

    def written(found: re.Match[bytes]) -> bytes:
        sign = chr(int(found.group(1), 16))
        if sign in used:
            return found.group()
        meant = [drawn.get((n, _glyph(face, sign))) for n, face in enumerate(faces)]
        known = next((each for each in meant if each), None)
        return b"<%04X>" % ord(known) if known else found.group()

    def mended(found: re.Match[bytes]) -> bytes:
        return _SIGN.sub(written, found.group())

    return _GLYPH_RANGE.sub(mended, pdf)


def _glyph(face: QRawFont, sign: str) -> int:
    """Its number in the face, or a negative one of its own where there is none."""
    found = face.glyphIndexesForString(sign)
    return found[0] if found and found[0] else -ord(sign)


def page_layout(landscape: bool) -> Any:
    """A4 with the report's margins; the writer's coordinates begin inside them."""
    from PySide6.QtCore import QMarginsF
    from PySide6.QtGui import QPageLayout, QPageSize

    sides = QPageLayout.Orientation
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        sides.Landscape if landscape else sides.Portrait,
        QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM),
        QPageLayout.Unit.Millimeter,
    )


def lay_out(
    page: str, device: QPagedPaintDevice, points: float, language: Language
) -> QTextDocument:
    """The document broken into the pages of ``device``, which it needs as long as it lives."""
    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QTextDocument

    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(report_font(points, language))
    document.documentLayout().setPaintDevice(device)
    document.setDocumentMargin(0)
    document.setHtml(page)
    height = device.height() - _foot(device)
    document.setPageSize(QSizeF(device.width(), height))
    _keep_headings(document)
    return document


def _keep_headings(document: QTextDocument) -> None:
    """A heading goes with the two lines or table rows under it: never alone at a page's end. One
    of the fourth level, ``h4``, goes with the whole table under it, where a page holds that:
    signatures stay together."""
    from PySide6.QtGui import QTextCursor, QTextFormat

    layout, height = document.documentLayout(), document.pageSize().height()

    def page_of(block: Any) -> int:
        return int(layout.blockBoundingRect(block).top() // height)

    block = document.begin()
    while block.isValid():
        whole = block.blockFormat().headingLevel() == _WHOLE
        below = (_last_below if whole else _second_below)(block.next())
        if block.blockFormat().headingLevel() and below and page_of(below) > page_of(block):
            cursor = QTextCursor(block)
            kept = cursor.blockFormat()
            kept.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            cursor.setBlockFormat(kept)
        block = block.next()


def _last_below(block: Any) -> Any:
    """The last row of a table, else the block itself."""
    from PySide6.QtGui import QTextCursor

    table = QTextCursor(block).currentTable() if block.isValid() else None
    if table is None:
        return block if block.isValid() else None
    return table.cellAt(table.rows() - 1, 0).lastCursorPosition().block()


def _second_below(block: Any) -> Any:
    """The first row of a table behind its headings, else the block itself."""
    from PySide6.QtGui import QTextCursor

    table = QTextCursor(block).currentTable() if block.isValid() else None
    if table is None or table.rows() < 2:
        return block if block.isValid() else None
    return table.cellAt(1, 0).firstCursorPosition().block()


def paint(
    document: QTextDocument, device: QPagedPaintDevice, title: str, language: Language
) -> None:
    """Every page of ``document`` with its foot: the title, and which page it is."""
    from PySide6.QtGui import QPainter

    painter = QPainter(device)
    if not painter.isActive():
        return
    for page in range(document.pageCount()):
        if page:
            device.newPage()
        _paint_page(painter, document, device, page, title, language)
    painter.end()


def _paint_page(
    painter: Any,
    document: QTextDocument,
    device: QPagedPaintDevice,
    page: int,
    title: str,
    language: Language,
) -> None:
    from PySide6.QtCore import QRectF

    size = document.pageSize()
    painter.save()
    painter.translate(0, -page * size.height())
    seen = QRectF(0, page * size.height(), size.width(), size.height())
    document.drawContents(painter, seen)
    painter.restore()
    words = page_words(page + 1, document.pageCount(), language)
    _paint_foot(painter, device, title, words, language)


def _paint_foot(
    painter: Any, device: QPagedPaintDevice, title: str, page: str, language: Language
) -> None:
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QColor, QFontMetricsF

    foot = _foot(device)
    painter.setFont(report_font(_FOOT_POINTS, language))
    painter.setPen(QColor("#5b6574"))
    room = QRectF(0, device.height() - foot * 0.7, device.width(), foot * 0.7)
    metrics = QFontMetricsF(painter.font(), device)
    left = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room.width() * 0.7)
    bottom = Qt.AlignmentFlag.AlignBottom
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | bottom), left)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | bottom), page)


def _foot(device: QPagedPaintDevice) -> float:
    return _FOOT_MM / _PER_INCH * device.logicalDpiY()


def report_font(points: float, language: Language) -> QFont:
    """A face that has Chinese signs stands first in Chinese, and behind the system's otherwise."""
    from PySide6.QtGui import QFont, QFontDatabase

    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    known = set(QFontDatabase.families())
    chinese = [face for face in CHINESE_FACES if face in known]
    own = list(system.families())
    font = QFont(system)
    font.setFamilies([*chinese, *own] if language == "zh" else [*own, *chinese])
    font.setPointSizeF(points)
    # Shaped, figures beside Latin letters are glyphs that no sign maps to: the text of the file
    # could neither be searched nor copied (Qt 6.11 with Noto Sans CJK)
    font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    return font


def words_of_pages(file: Path) -> list[str] | None:
    """What a PDF says, page by page; None where it is none, or is locked."""
    from PySide6.QtPdf import QPdfDocument

    need_application()
    document = QPdfDocument()
    if document.load(str(file)) != QPdfDocument.Error.None_:
        return None
    return [document.getAllText(page).text() for page in range(document.pageCount())]


@cache
def need_application() -> Any:
    """The one that runs, else one without a window, kept for the life of the program."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtGui import QGuiApplication

    running = QCoreApplication.instance()
    if running is not None:
        return running
    if sys.platform == "linux" and not (os.environ.keys() & {"DISPLAY", "WAYLAND_DISPLAY"}):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["qa-desktop"])
