"""Names of stages, moves and rungs on the screen."""

from __future__ import annotations

from datetime import datetime

from qa_desktop.domain.penalty_ladder import yuan
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.store.slips import SlipRow
from qa_desktop.texts import Text, text
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.words import moment_text, role_name


def said(id: str, **parameters: object) -> str:
    """A text of the catalogue in the person's language."""
    return text(id, **parameters).render(i18n.catalogue_language())


def rung_name(code: str) -> str:
    return said(f"rung.{code}")


def rung_and_amount(rung: Text, cents: int) -> str:
    """``经济扣罚 50 元``."""
    name = rung.render(i18n.catalogue_language())
    return f"{name} {money(cents)}" if cents else name


def money(cents: int) -> str:
    return said("slip.money", amount=yuan(cents))


def stage_words(row: SlipRow) -> str:
    """Where it stands, and of a decision which way it went."""
    if row.stage == "decided":
        return said("slip.decided_deducts" if row.deducts else "slip.decided_spares")
    return said(f"slip.stage_{row.stage}")


def stage_color(row: SlipRow) -> str | None:
    if row.stage in ("disputed", "taken_on", "contested"):
        return "critical"
    if row.stage in ("waived", "cancelled", "voided"):
        return "muted"
    return "strength" if row.stage == "closed" else "accent" if row.stage == "signed" else None


def waiting_words(row: SlipRow) -> str:
    """Role and name of whom it waits for."""
    if row.waiting is None:
        return ""
    if row.waiting == "agent":
        return translate("Slips", "Agent")
    name = getattr(row, f"{row.waiting}_name", None)
    role = role_name(row.waiting)
    return f"{role} {name}" if name else role


def since_words(row: SlipRow, now: datetime) -> str:
    """The day since which it waits."""
    return "" if row.waiting is None else day_words(row.since_ms, now)


def due_words(row: SlipRow, now: datetime) -> str:
    """Until when; how late it is."""
    if row.due_ms is None:
        return ""
    due = local_moment(row.due_ms)
    late = (now - due).days
    if due >= now:
        return due.date().isoformat()
    if late < 1:
        return translate("Slips", "{day}, overdue").format(day=due.date().isoformat())
    words = translate("Slips", "{day}, overdue by {days} d")
    return words.format(day=due.date().isoformat(), days=late)


def day_words(ms: int, now: datetime) -> str:
    """``11-25``; with its year where that is another than now."""
    day = local_moment(ms).date()
    return f"{day:%m-%d}" if day.year == now.year else day.isoformat()


def due_in_list(row: SlipRow, now: datetime) -> str:
    """The day until when, or how late it is: what is most wanted fits a narrow column."""
    if row.due_ms is None:
        return ""
    late = (now - local_moment(row.due_ms)).days
    if local_moment(row.due_ms) >= now:
        return day_words(row.due_ms, now)
    if late < 1:
        return translate("Slips", "overdue")
    return translate("Slips", "{days} d late").format(days=late)


def moment_of(ms: int) -> str:
    return moment_text(local_moment(ms))


def move_name(code: str) -> str:
    """On the button that makes it."""
    return {
        "send": translate("Slips", "Send…"),
        "confirm": translate("Slips", "Confirm"),
        "dispute": translate("Slips", "Dispute…"),
        "decide": translate("Slips", "Decide…"),
        "accept": translate("Slips", "Accept"),
        "take_on": translate("Slips", "To the manager…"),
        "lapse": translate("Slips", "Take silence as the rule says"),
        "hear": translate("Slips", "Talk with the agent…"),
        "absent": translate("Slips", "Agent absent…"),
        "sign_off": translate("Slips", "Sign off"),
        "settle": translate("Slips", "Settle…"),
        "cancel": translate("Slips", "Cancel the slip…"),
        "void": translate("Slips", "Void after an appeal…"),
    }[code]
