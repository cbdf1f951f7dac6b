"""What the codes of a scorecard are called on screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from qa_desktop.domain.scoring.rounding import decimal_text
from qa_desktop.services.scorecard_editing import PROPOSED, SavedDraft
from qa_desktop.texts import text
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.words import moment_text

Choices = Sequence[tuple[str, str]]
"""Code and words."""


def name_text(name: Any) -> str:
    """A name as a draft has it: words, or words in both languages."""
    if isinstance(name, dict):
        return str(name.get(i18n.catalogue_language()) or "")
    return str(name or "")


def draft_names(drafts: Sequence[SavedDraft]) -> dict[str, str]:
    """What drafts are called in a list of them, by their ids: those of one name by when they were
    begun (their ids tell) and last typed."""
    found: dict[str, str] = {}
    for saved in drafts:
        name = name_text(saved.draft.get("name")) or translate("Scorecards", "Without a name")
        alike = [each for each in drafts if each.draft.get("name") == saved.draft.get("name")]
        if len(alike) > 1:
            words = translate("Scorecards", "{name}: draft {n}, {about}")
            about = draft_about(saved)
            name = words.format(name=name, n=draft_number(saved, alike), about=about)
        found[saved.id] = name
    return found


def draft_number(saved: SavedDraft, drafts: Sequence[SavedDraft]) -> int:
    """1 is the one begun first."""
    return sorted(each.id for each in drafts).index(saved.id) + 1


def draft_about(saved: SavedDraft) -> str:
    """Where it came from, and when it was last typed."""
    changed = moment_text(datetime.fromtimestamp(saved.changed_at / 1000))
    parts = [translate("Scorecards", "last typed {moment}").format(moment=changed)]
    if saved.origin == PROPOSED:
        parts.insert(0, translate("Scorecards", "Proposed weights"))
    elif saved.origin:
        parts.insert(0, translate("Scorecards", "From {file}").format(file=saved.origin))
    return " · ".join(parts)


def share_text(share: Fraction | None) -> str:
    return "" if share is None else f"{decimal_text(100 * share, 1)}%"


def answer_kinds() -> Choices:
    return (
        ("yes_no", translate("Scorecards", "Yes or no")),
        ("choice", translate("Scorecards", "Options with points")),
        ("scale", translate("Scorecards", "Scale")),
        ("deduct", translate("Scorecards", "Points off each time")),
        ("text", translate("Scorecards", "Words, not scored")),
    )


def na_rules() -> Choices:
    return (
        ("forbidden", translate("Scorecards", "Not allowed")),
        ("exclude", translate("Scorecards", "Left out, others take its weight")),
        ("full", translate("Scorecards", "Counts as full")),
    )


def evidence_rules() -> Choices:
    return (
        ("optional", translate("Scorecards", "Not needed")),
        ("on_loss", translate("Scorecards", "When points are lost")),
        ("always", translate("Scorecards", "Always")),
    )


def fatal_kinds() -> Choices:
    return (
        ("none", translate("Scorecards", "Not critical")),
        ("section", translate("Scorecards", "Takes the section")),
        ("form", translate("Scorecards", "Takes the whole card")),
    )


def fatal_forms() -> Choices:
    return (
        ("zero", translate("Scorecards", "The score is 0")),
        ("cap", translate("Scorecards", "The score is capped")),
        ("flag", translate("Scorecards", "Failed, the score stays")),
    )


def problem_classes() -> Choices:
    none = translate("Scorecards", "No class")
    return (("none", none), ("A", "A"), ("B", "B"), ("C", "C"))


def dimensions() -> Choices:
    return (
        ("business", translate("Scorecards", "Business quality")),
        ("attitude", translate("Scorecards", "Attitude")),
    )


def rung_text(rung: str) -> str:
    """A rung of the penalty ladder by its code."""
    return text(f"rung.{rung}").render(i18n.catalogue_language())
