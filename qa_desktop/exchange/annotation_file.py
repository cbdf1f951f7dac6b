"""The annotations file of the command line (CLI.md): a JSON list of marks on one call."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from qa_desktop.errors import UserFacingError, reason_of

MAX_FILE_BYTES: Final = 4_000_000
_SHAPES: Final[dict[str, tuple[type, ...]]] = {
    "at": (int,),
    "to": (int, type(None)),
    "kind": (str,),
    "text": (str,),
    "item": (str, type(None)),
    "competency": (str, type(None)),
    "discussion_stop": (bool,),
}
_NEEDED: Final = ("at", "kind", "text")
_RENAMED: Final = {"at": "at_ms", "to": "to_ms"}


def read_annotations(path: Path) -> list[dict[str, Any]]:
    """Arguments of ``add_annotation`` for every mark, in the order of the file.

    Raises ``UserFacingError`` naming the mark (from 1) and the member that is wrong.
    """
    marks = _read(path)
    if not isinstance(marks, list):
        raise UserFacingError("annotation_file.not_a_list", file=path.name)
    return [_arguments(path, number, mark) for number, mark in enumerate(marks, start=1)]


def _read(path: Path) -> Any:
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_FILE_BYTES + 1)
        if len(content) > MAX_FILE_BYTES:
            raise UserFacingError("annotation_file.too_large", file=path.name)
        return json.loads(content.decode("utf-8-sig"))
    except OSError as error:
        raise UserFacingError(
            "annotation_file.unreadable", file=path.name, detail=reason_of(error)
        ) from error
    except (ValueError, RecursionError) as error:
        detail = str(error) if isinstance(error, json.JSONDecodeError) else type(error).__name__
        raise UserFacingError("annotation_file.not_json", file=path.name, detail=detail) from error


def _arguments(path: Path, number: int, mark: Any) -> dict[str, Any]:
    members: dict[str, Any] = mark if isinstance(mark, dict) else {}
    wrong = [name for name in members if not _fits(name, members[name])]
    missing = [name for name in _NEEDED if name not in members]
    if wrong or missing:
        name = (wrong or missing)[0].encode("ascii", "backslashreplace").decode()[:40]
        raise UserFacingError("annotation_file.bad_mark", file=path.name, number=number, name=name)
    return {_RENAMED.get(name, name): value for name, value in members.items()}


def _fits(name: str, value: Any) -> bool:
    """``True`` is no number of milliseconds, and half of a surrogate pair is no text."""
    shape = _SHAPES.get(name, ())
    if isinstance(value, bool) and bool not in shape:
        return False
    if isinstance(value, str) and not value.isprintable() and _has_surrogate(value):
        return False
    return isinstance(value, shape)


def _has_surrogate(value: str) -> bool:
    return any("\ud800" <= sign <= "\udfff" for sign in value)
