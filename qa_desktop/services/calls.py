"""Calls without a recording, setting a call aside, reusable remarks, and what was heard."""

from __future__ import annotations

from datetime import datetime

from qa_desktop.domain.evaluation import INVALID_REASONS, METHODS_WITHOUT_RECORDING
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, delete, set_fields
from qa_desktop.journal.journal import new_id
from qa_desktop.store.workspace import Changes, Workspace


def start_live_call(
    workspace: Workspace, *, agent: str | None, method: str, started: datetime
) -> Changes:
    """A call heard live or side by side: no recording yet, the stopwatch stamps annotations.

    The call's id is ``ids[0]``; serial and file can be attached later.
    """
    if method not in METHODS_WITHOUT_RECORDING:
        raise UserFacingError("evaluation.bad_method")
    values = {
        "agent": agent,
        "method": method,
        "started": started.replace(tzinfo=None).isoformat(timespec="seconds"),
    }
    return workspace.write([create("call", new_id(), values)])


def set_call_duration(workspace: Workspace, call: str, duration_ms: int) -> Changes:
    """The length of a call without a recording, when its stopwatch stops."""
    return workspace.write([set_fields("call", call, {"duration_ms": duration_ms})])


def set_serial(workspace: Workspace, call: str, serial: str) -> Changes:
    """The serial number 流水号, for instance of a live call, once it is known."""
    return workspace.write([set_fields("call", call, {"serial": serial.strip() or None})])


def set_aside(workspace: Workspace, call: str, reason: str | None) -> Changes:
    """Mark a call as invalid 无效录音 with a reason, or take the mark back with None."""
    if reason is not None and reason not in INVALID_REASONS:
        raise UserFacingError("evaluation.bad_method")
    return workspace.write([set_fields("call", call, {"invalid_reason": reason})])


def save_remark(
    workspace: Workspace, *, code: str, text: str, kind: str | None = None, id: str | None = None
) -> Changes:
    """Add a reusable remark 常用评语, or change the one with ``id``."""
    if not code.strip() or not text.strip() or any(sign.isspace() for sign in code.strip()):
        raise UserFacingError("remark.incomplete")
    values = {"code": code.strip(), "text": text.strip(), "kind": kind}
    change = set_fields("remark", id, values) if id else create("remark", new_id(), values)
    return workspace.write([change])


def delete_remark(workspace: Workspace, remark: str) -> Changes:
    return workspace.write([delete("remark", remark)])
