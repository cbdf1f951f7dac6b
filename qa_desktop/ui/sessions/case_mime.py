"""Calls and seconds of calls on their way into a playlist by drag and drop."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QMimeData

from qa_desktop.services.playlists import CaseForm
from qa_desktop.ui.call_mime import LIBRARY


def case_mime(forms: Iterable[CaseForm]) -> QMimeData:
    members = [
        {
            "call": form.call,
            "library_entry": form.library_entry,
            "from_ms": form.from_ms,
            "to_ms": form.to_ms,
        }
        for form in forms
    ]
    mime = QMimeData()
    mime.setData(LIBRARY, json.dumps(members).encode())
    return mime


def forms_of(mime: QMimeData) -> list[CaseForm]:
    """Empty where it holds none; anything may be dropped."""
    if not mime.hasFormat(LIBRARY):
        return []
    try:
        said = json.loads(bytes(mime.data(LIBRARY).data()))
    except ValueError:
        return []
    return forms_from(said if isinstance(said, list) else [])


def forms_from(said: Iterable[Any]) -> list[CaseForm]:
    return [form for each in said if (form := _form(each)) is not None]


def _form(said: Any) -> CaseForm | None:
    if not isinstance(said, Mapping) or not isinstance(said.get("call"), str):
        return None
    entry, begin, end = (said.get(name) for name in ("library_entry", "from_ms", "to_ms"))
    whole = not (type(begin) is int and type(end) is int)
    return CaseForm(
        said["call"],
        None if whole else begin,
        None if whole else end,
        entry if isinstance(entry, str) else None,
    )
