"""Words of the library: shelves, tags' colours, why a call was found."""

from __future__ import annotations

from qa_desktop.domain.annotations import Annotation
from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.folding import fold
from qa_desktop.domain.library import LibraryEntry
from qa_desktop.domain.scoring import Name
from qa_desktop.store.call_reasons import Reason
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate

TAG_KINDS = {
    "blue": "question", "green": "strength", "amber": "weakness", "red": "critical",
    "violet": "accent", "teal": "wave_agent", "grey": "note",
}  # fmt: skip
"""Colours of tags by names of the palette, so that they hold in both themes."""

_COLOURS = {
    "blue": QT_TRANSLATE_NOOP("Library", "Blue"),
    "green": QT_TRANSLATE_NOOP("Library", "Green"),
    "amber": QT_TRANSLATE_NOOP("Library", "Amber"),
    "red": QT_TRANSLATE_NOOP("Library", "Red"),
    "violet": QT_TRANSLATE_NOOP("Library", "Bright blue"),
    "teal": QT_TRANSLATE_NOOP("Library", "Light blue"),
    "grey": QT_TRANSLATE_NOOP("Library", "Grey"),
}

_KINDS = {
    "agent": QT_TRANSLATE_NOOP("Library", "Agent"),
    "team": QT_TRANSLATE_NOOP("Library", "Team"),
    "skill_group": QT_TRANSLATE_NOOP("Library", "Skill group"),
    "serial": QT_TRANSLATE_NOOP("Library", "Serial no."),
    "business": QT_TRANSLATE_NOOP("Library", "Business"),
    "disposition": QT_TRANSLATE_NOOP("Library", "Saved as"),
    "annotation": QT_TRANSLATE_NOOP("Library", "Comment"),
    "why": QT_TRANSLATE_NOOP("Library", "Why it is here"),
    "note": QT_TRANSLATE_NOOP("Library", "Note"),
    "tag": QT_TRANSLATE_NOOP("Library", "Tag"),
    "fault": QT_TRANSLATE_NOOP("Library", "Fault"),
    "item": QT_TRANSLATE_NOOP("Library", "Lost points"),
    "order": QT_TRANSLATE_NOOP("Library", "Order no."),
    "file": QT_TRANSLATE_NOOP("Library", "File"),
}


def shelf_name(shelf: str | None) -> str:
    """好录音, 差录音, 未分类."""
    return {
        "good": translate("Library", "Good recordings"),
        "bad": translate("Library", "Bad recordings"),
    }.get(shelf or "", translate("Library", "On no shelf"))


def colour_name(colour: str) -> str:
    return translate("Library", _COLOURS[colour])


def stars_text(stars: int) -> str:
    """``★★★``; empty for none."""
    return "★" * stars


def span_text(entry: LibraryEntry | None) -> str:
    """``1:02–1:30``; empty for a whole call."""
    if entry is None or entry.span is None:
        return ""
    return "–".join(format_duration(ms) for ms in entry.span)


def brought_text(entry: LibraryEntry, fault: Name | None, mark: Annotation | None) -> str:
    """``Brought by a comment · 00:02 语气生硬``: the fault and the comment where they are known;
    empty where somebody filed it without either."""
    brought = ""
    if entry.fault_code:
        called = fault.render(i18n.catalogue_language()) if fault is not None else entry.fault_code
        brought = translate("Library", "Brought by a deduction: {fault}").format(fault=called)
    elif entry.brought_by:
        brought = translate("Library", "Brought by a deduction")
    elif entry.annotation:
        brought = translate("Library", "Brought by a comment")
    if brought and mark is not None:
        said = f"{format_duration(mark.at_ms)} {' '.join(mark.text.split())}".strip()
        brought = f"{brought} · {said}"
    return brought


def reason_text(reason: Reason, words: tuple[str, ...]) -> str:
    """``2:13 Comment: 语气生硬``, in the language that has the word."""
    text = reason.text
    if reason.name is not None:
        shown = reason.name.render(i18n.catalogue_language())
        both = (shown, reason.name.zh, reason.name.en)
        text = next((each for each in both if any(w in fold(each) for w in words)), shown)
    said = f"{translate('Library', _KINDS[reason.kind])}: {' '.join(text.split())}"
    return said if reason.at_ms is None else f"{format_duration(reason.at_ms)} {said}"
