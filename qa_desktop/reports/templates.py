"""Print forms 打印模板: HTML files in ``forms/print`` that a team can edit.

``{{name}}`` puts a value in, escaped; ``{{#list}}…{{/list}}`` repeats for each entry (or stands
once where the value is there), ``{{^name}}…{{/name}}`` stands where it is not. A form is somebody's
file until it has been checked: only known names, only tags and attributes of text and tables, no
script, no link, no picture, nothing that is loaded from elsewhere.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from qa_desktop import paths
from qa_desktop.errors import UserFacingError, reason_of
from qa_desktop.texts import Text, text

MAX_BYTES: Final = 262_144
MAX_DEPTH: Final = 12

_TAG = re.compile(r"\{\{\s*([#^/]?)\s*([A-Za-z_][A-Za-z0-9_.-]*)\s*\}\}")
_BRACES = re.compile(r"\{\{|\}\}")
_MARK = "\ue000"
"""Stands for a value while the HTML around it is checked; never in a form itself."""

_TAGS: Final = frozenset(
    {"html", "head", "title", "meta", "style", "body", "h1", "h2", "h3", "h4", "p", "div", "span"}
    | {"b", "strong", "i", "em", "u", "small", "sub", "sup", "br", "hr", "ul", "ol", "li"}
    | {"table", "thead", "tbody", "tfoot", "tr", "th", "td", "center"}
)
_ATTRIBUTES: Final = frozenset(
    {"class", "style", "width", "height", "align", "valign", "colspan", "rowspan", "border"}
    | {"cellspacing", "cellpadding", "bgcolor", "lang", "charset", "name", "content"}
)
_NOT_IN_STYLE = re.compile(r"url\s*\(|@|expression|javascript|\\|<|behavior|-moz-binding", re.I)
_PAGES: Final = frozenset({"A4 portrait", "A4 landscape"})
_OWN_VALUES: Final = ("color.", "font.", "language", "width", "align")
"""Values that the program makes, which may stand in a tag or a style; no person's words may."""


class Markup(str):
    """HTML that the program made: it is put in as it is."""

    __slots__ = ()


@dataclass(frozen=True)
class Block:
    """``kind`` is ``#`` or ``^``."""

    kind: str
    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Hole:
    name: str


Part = str | Hole | Block


@dataclass(frozen=True)
class Template:
    """A form that was found good. ``landscape``: ``<meta name="page" content="A4 landscape">``."""

    name: str
    parts: tuple[Part, ...]
    landscape: bool

    def fill(self, values: Mapping[str, Any]) -> str:
        return "".join(_filled(self.parts, [values]))


Schema = Mapping[str, Any]
"""What a form may name: a value is None, a list of entries is their schema."""


class TemplateProblemError(UserFacingError):
    """The form ``file`` is no good; ``problem`` says why and ``line`` where."""

    def __init__(self, file: str, line: int, problem: Text) -> None:
        super().__init__("report.template_bad", file=file, line=line, problem=problem)


def load(name: str, schema: Schema, folder: Path | None = None) -> Template:
    """The form ``name``: the workspace's own in ``folder``, where there is one, else the shipped
    one. Raises ``UserFacingError`` when it is not good."""
    own = folder / f"{name}.html" if folder is not None else None
    file = own if own is not None and own.is_file() else paths.forms("print", f"{name}.html")
    try:
        raw = file.read_bytes()
    except OSError as error:
        why = reason_of(error)
        raise UserFacingError("report.template_unreadable", file=file.name, why=why) from error
    if len(raw) > MAX_BYTES:
        raise TemplateProblemError(file.name, 1, text("report.template_too_large"))
    try:
        source = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateProblemError(file.name, 1, text("report.template_no_utf8")) from error
    return parse(source, file.name, schema)


def parse(source: str, file: str, schema: Schema) -> Template:
    """Check a form and take it apart."""
    source = source.replace("\r\n", "\n")
    if _MARK in source or "\0" in source:
        raise TemplateProblemError(file, 1, text("report.template_no_utf8"))
    parts = _Parser(source, file).parts()
    _check_names(source, file, parts, [schema])
    checker = _HtmlCheck(source, file)
    checker.check()
    return Template(file, parts, checker.landscape)


# -- taking apart


@dataclass
class _Open:
    kind: str
    name: str
    line: int
    parts: list[Part] = field(default_factory=list)


class _Parser:
    def __init__(self, source: str, file: str) -> None:
        self._source = source
        self._file = file

    def parts(self) -> tuple[Part, ...]:
        stack = [_Open("", "", 1)]
        end = 0
        for found in _TAG.finditer(self._source):
            self._words(stack[-1], end, found.start())
            end = found.end()
            self._take(stack, found.group(1), found.group(2), _line(self._source, found.start()))
        self._words(stack[-1], end, len(self._source))
        if len(stack) > 1:
            problem = text("report.template_not_closed", name=stack[-1].name)
            raise TemplateProblemError(self._file, stack[-1].line, problem)
        return tuple(stack[0].parts)

    def _words(self, into: _Open, start: int, end: int) -> None:
        words = self._source[start:end]
        stray = _BRACES.search(words)
        if stray:
            line = _line(self._source, start + stray.start())
            raise TemplateProblemError(self._file, line, text("report.template_braces"))
        if words:
            into.parts.append(words)

    def _take(self, stack: list[_Open], kind: str, name: str, line: int) -> None:
        if not kind:
            stack[-1].parts.append(Hole(name))
        elif kind == "/":
            closed = stack.pop() if len(stack) > 1 else None
            if closed is None or closed.name != name:
                problem = text("report.template_not_open", name=name)
                raise TemplateProblemError(self._file, line, problem)
            stack[-1].parts.append(Block(closed.kind, name, tuple(closed.parts)))
        elif len(stack) > MAX_DEPTH:
            raise TemplateProblemError(self._file, line, text("report.template_too_deep"))
        else:
            stack.append(_Open(kind, name, line))


def _line(source: str, position: int) -> int:
    return source.count("\n", 0, position) + 1


# -- names


def _check_names(source: str, file: str, parts: Sequence[Part], scopes: list[Schema]) -> None:
    for part in parts:
        if isinstance(part, str):
            continue
        known, inner = _look_up(part.name, scopes)
        if not known or (isinstance(part, Hole) and inner is not None):
            place = re.search(r"\{\{\s*[#^/]?\s*" + re.escape(part.name), source)
            line = _line(source, place.start()) if place else 1
            problem = text("report.template_unknown", name=part.name)
            raise TemplateProblemError(file, line, problem)
        if isinstance(part, Block):
            within = [*scopes, inner] if part.kind == "#" and inner is not None else scopes
            _check_names(source, file, part.parts, within)


def _look_up(name: str, scopes: Sequence[Mapping[str, Any]]) -> tuple[bool, Any]:
    """``a.b`` is first sought whole, so that ``color.ink`` is one name."""
    for scope in reversed(scopes):
        if name in scope:
            return True, scope[name]
    return False, None


# -- filling in


def _filled(parts: Sequence[Part], scopes: list[Mapping[str, Any]]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Hole):
            value = _look_up(part.name, scopes)[1]
            yield value if isinstance(value, Markup) else html.escape(str(value or ""))
        else:
            yield from _block(part, scopes)


def _block(block: Block, scopes: list[Mapping[str, Any]]) -> Iterator[str]:
    value = _look_up(block.name, scopes)[1]
    if block.kind == "^":
        if not value:
            yield from _filled(block.parts, scopes)
    elif isinstance(value, Mapping):
        yield from _filled(block.parts, [*scopes, value])
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from _filled(block.parts, [*scopes, entry])
    elif value:
        yield from _filled(block.parts, scopes)


# -- the HTML


class _HtmlCheck(HTMLParser):
    """Finds the first thing that a form may not hold."""

    def __init__(self, source: str, file: str) -> None:
        super().__init__(convert_charrefs=False)
        self._file = file
        self._source = source
        self._in_style = False
        self.landscape = False

    def check(self) -> None:
        self.feed(_TAG.sub(_stand_in, self._source))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS or _MARK in (self.get_starttag_text() or ""):
            self._refuse("report.template_tag", tag=tag)
        for name, value in attrs:
            if name not in _ATTRIBUTES:
                self._refuse("report.template_attribute", name=name)
            if name == "style":
                self._check_style(value or "")
        if tag == "meta":
            self._take_meta(dict(attrs))
        self._in_style = tag == "style"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._in_style = False

    def handle_endtag(self, tag: str) -> None:
        if tag not in _TAGS:
            self._refuse("report.template_tag", tag=tag)
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self._check_style(data)
        elif "<" in data:  # with a value behind it, it would become a tag
            self._refuse("report.template_tag", tag=data[data.index("<") :][:20])

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self._refuse("report.template_tag", tag=decl[:20])

    def handle_pi(self, data: str) -> None:
        self._refuse("report.template_tag", tag=data[:20])

    def unknown_decl(self, data: str) -> None:
        self._refuse("report.template_tag", tag=data[:20])

    def _take_meta(self, values: dict[str, str | None]) -> None:
        if values.get("name") == "page":
            if values.get("content") not in _PAGES:
                self._refuse("report.template_page", pages=" / ".join(sorted(_PAGES)))
            self.landscape = values["content"] == "A4 landscape"
        elif set(values) != {"charset"}:
            self._refuse("report.template_attribute", name="content")

    def _check_style(self, style: str) -> None:
        found = _NOT_IN_STYLE.search(style)
        if found or _MARK in style:
            self._refuse("report.template_style", found=found.group() if found else "{{ }}")

    def _refuse(self, problem: str, **params: Any) -> None:
        raise TemplateProblemError(self._file, self.getpos()[0], text(problem, **params))


def _stand_in(found: re.Match[str]) -> str:
    """A figure for a value of the program's, nothing for a block's marks, else the mark."""
    kind, name = found.groups()
    if kind:
        return ""
    return "0" if name.startswith(_OWN_VALUES) else _MARK
