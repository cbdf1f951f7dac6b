"""What a bundle and a merge say to a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa_desktop.journal.vector import Fork, Gap
from qa_desktop.services.bundle_merging import Merge
from qa_desktop.ui.exchange.merge_run import LookedInto
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.record_words import device_words, field_words, moment_words, record_type_words

_SHOWN = 5


def sender_words(merge: Merge) -> str:
    """由 李敏 于 … 写出."""
    words = translate("Bundle", "Written by {who}, {when}")
    who = merge.who or translate("Bundle", "somebody unknown here")
    return words.format(who=who, when=moment_words(merge.manifest.written_at))


def doubt_words(merge: Merge) -> str:
    """Why the sender is not certain; empty where a certificate says it."""
    if merge.is_revoked:
        return translate(
            "Bundle",
            "The key of who wrote this was revoked: what was written after that is kept, but shows "
            "and counts for nothing.",
        )
    if merge.is_stranger:
        return translate(
            "Bundle",
            "Who wrote this is not in your team: what they wrote is kept, but shows and counts for "
            "nothing until they are.",
        )
    if merge.person:
        return ""
    return translate(
        "Bundle",
        "Nobody has certified the device that wrote this: anybody could have. Ask the sender "
        "before you merge it.",
    )


def subject_line(looked: LookedInto) -> str:
    """What the bundle is about; everything new where it has no subject."""
    manifest = looked.merge.manifest
    subject = manifest.subject
    if manifest.purpose == "receipt":
        return translate("Bundle", "A receipt: it tells what its writer has received")
    if manifest.purpose == "request":
        words = translate("Bundle", "A request: its writer misses {count} entries")
        return words.format(count=f"{count_wanted(looked.merge):,}")
    if manifest.purpose == "answer":
        return translate("Bundle", "An answer to a request for what was missing")
    if subject is None:
        return translate("Bundle", "Everything that was new for its addressees")
    kind = record_type_words(subject.entity_type)
    name = looked.names.get((subject.entity_type, subject.entity_id), "")
    words = translate("Bundle", "Only {what} and what belongs to it")
    return words.format(what=f"{kind} {name}".strip())


def count_wanted(merge: Merge) -> int:
    """Entries that a request asks for."""
    return sum(gap.last - gap.first + 1 for gap in merge.manifest.wants)


def counts(merge: Merge) -> list[tuple[str, str]]:
    """New or changed records by type, the most first, then recordings."""
    lines = [(_kind_words(kind), f"{count:,}") for kind, count in merge.records.most_common()]
    if merge.blobs:
        lines.append((translate("Bundle", "Recordings (audio)"), f"{merge.blobs:,}"))
    if merge.clips:
        lines.append((translate("Bundle", "Clips of recordings"), f"{merge.clips:,}"))
    return lines


def _kind_words(kind: str) -> str:
    """The record of a recording comes without its sound too: that has a line of its own."""
    if kind == "recording":
        return translate("Bundle", "About recordings")
    return record_type_words(kind)


def nothing_new(merge: Merge) -> str:
    """Said in place of counts; empty where something is new."""
    if merge.operations or merge.blobs or merge.clips or merge.manifest.purpose != "operations":
        return ""
    return translate(
        "Bundle",
        "Everything in it is here already. Merging it only notes how far the sender has received "
        "your work.",
    )


def conflict_lines(looked: LookedInto) -> str:
    """Conflicts to come, the first of them by name."""
    found = looked.merge.conflicts
    if not found:
        return ""
    named = [
        f"{record_type_words(kind)} {looked.names.get((kind, id), '')}".strip()
        + (f" · {field_words(name)}" if not name.startswith(":") else "")
        for kind, id, name in found[:_SHOWN]
    ]
    words = translate("Bundle", "Conflicts to settle afterwards: {count}")
    return _listed(words.format(count=f"{len(found):,}"), named, len(found))


def hides_lines(looked: LookedInto) -> str:
    """What would no longer be shown, the first of it by name."""
    found = looked.merge.hides
    if not found:
        return ""
    named = [
        f"{record_type_words(kind)} {looked.names.get((kind, id), '')}".strip()
        for kind, id in found[:_SHOWN]
    ]
    words = translate(
        "Bundle", "No longer shown afterwards (deleted, or by the roster): {count} of {of}"
    )
    said = words.format(count=f"{len(found):,}", of=f"{looked.merge.of:,}")
    return _listed(said, named, len(found))


def gap_lines(gaps: Sequence[Gap], here: str, people: Mapping[str, str]) -> str:
    """What is missing, and what to do about it."""
    if not gaps:
        return ""
    words = translate("Bundle", "{device}: no. {span} not arrived")
    named = [
        words.format(
            device=device_words(gap.replica, here, people.get(gap.replica, "")),
            span=span_words(gap),
        )
        for gap in gaps[:_SHOWN]
    ]
    head = translate(
        "Bundle",
        "Something in between is missing. What is here counts all the same; ask for the rest "
        "under People and devices.",
    )
    return _listed(head, named, len(gaps))


def span_words(gap: Gap) -> str:
    """``7`` or ``7–9``."""
    return str(gap.first) if gap.first == gap.last else f"{gap.first}–{gap.last}"


def fork_lines(forks: Sequence[Fork], here: str, people: Mapping[str, str]) -> str:
    """A copied key or workspace, told so that somebody can act on it."""
    if not forks:
        return ""
    words = translate("Bundle", "{device}, from no. {seq} on")
    named = [
        words.format(
            device=device_words(fork.replica, here, people.get(fork.replica, "")), seq=fork.seq
        )
        for fork in forks[:_SHOWN]
    ]
    head = translate(
        "Bundle",
        "A device wrote two different records under one number: its workspace was copied and used "
        "twice. Both are kept. Ask its owner which copy to go on with.",
    )
    return _listed(head, named, len(forks))


def result_words(merge: Merge) -> str:
    """What was merged, in one line."""
    if merge.manifest.purpose == "receipt":
        words = translate("Bundle", "Noted what {who} has received")
        return words.format(who=merge.who or translate("Bundle", "somebody unknown here"))
    if merge.manifest.purpose == "request":
        return translate("Bundle", "The request is noted")
    if not (merge.operations or merge.blobs or merge.clips):
        return translate("Bundle", "Merged: nothing was new")
    parts = (
        (sum(merge.records.values()), translate("Bundle", "{count} records")),
        (merge.blobs, translate("Bundle", "{count} recordings")),
        (merge.clips, translate("Bundle", "{count} clips")),
    )
    said = [words.format(count=f"{count:,}") for count, words in parts if count]
    comma = translate("Bundle", ", ")
    return translate("Bundle", "Merged: {what}").format(what=comma.join(said))


def after_words(merge: Merge) -> str:
    """What can be done now, and what cannot."""
    if merge.manifest.purpose == "receipt":
        return translate("Bundle", "Your next bundle for them leaves it out.")
    if merge.manifest.purpose == "request":
        return translate(
            "Bundle",
            "Write the answer: a bundle with those of the entries that are here. Under Sent it "
            "waits until you do.",
        )
    return translate(
        "Bundle",
        "A merge is not taken back with Undo: what came is signed by others and would come again. "
        "Each record's history tells what came from whom; single records can be changed or "
        "deleted. A backup was made before: it is under Settings, Workspace and backups.",
    )


def _listed(head: str, lines: Sequence[str], total: int) -> str:
    shown = [f"  · {line}" for line in lines]
    if total > len(lines):
        more = translate("Bundle", "… and {count} more").format(count=f"{total - len(lines):,}")
        shown.append(f"  {more}")
    return "\n".join([head, *shown])
