"""What is said of a bundle, a receipt, a request or an answer that is to be written."""

from __future__ import annotations

from typing import Final

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.durations import format_duration
from qa_desktop.services.bundle_plan import BundlePlan
from qa_desktop.services.bundle_writing import Written
from qa_desktop.services.peers import Peer
from qa_desktop.ui.exchange.write_run import Purpose, WriteOrder
from qa_desktop.ui.health.sizes import size_in_words
from qa_desktop.ui.i18n import translate

_CLIP_BYTES: Final = 1_000
"""About a second of telephone speech (``audio.clips``)."""


def purpose_words(purpose: str) -> str:
    """As a title."""
    return {
        "bundle": translate("WriteBundle", "Write a bundle"),
        "receipt": translate("WriteBundle", "Write a receipt"),
        "request": translate("WriteBundle", "Ask for what is missing"),
        "answer": translate("WriteBundle", "Answer a request"),
    }[purpose]


def what_words(order: WriteOrder, title: str) -> str:
    """What goes in."""
    if order.purpose == "receipt":
        return translate("WriteBundle", "What you have received: nothing of it is sent again")
    if order.purpose == "request":
        return translate("WriteBundle", "What is missing here, for whoever may have it")
    if order.purpose == "answer":
        return translate("WriteBundle", "What {who} asked for").format(who=title)
    if order.subject:
        words = translate("WriteBundle", "Only this, and what belongs to it: {what}")
        return words.format(what=title)
    return translate("WriteBundle", "Everything that they do not have yet")


def file_words(purpose: Purpose) -> str:
    """How the file's name begins."""
    return {
        "bundle": translate("WriteBundle", "bundle"),
        "receipt": translate("WriteBundle", "receipt"),
        "request": translate("WriteBundle", "request"),
        "answer": translate("WriteBundle", "answer"),
    }[purpose]


def person_line(peer: Peer) -> str:
    """Somebody to write to, with what they lack."""
    name = agent_words(peer.number, peer.name) or translate("Exchange", "Somebody unknown here")
    if peer.lacks is None:
        words = translate("WriteBundle", "{name}   never heard from")
        return words.format(name=name)
    words = translate("WriteBundle", "{name}   lacks {count}")
    return words.format(name=name, count=f"{peer.lacks:,}")


def clips_words(plan: BundlePlan) -> str:
    """What the choice of clips brings along, of a subject with its length and about its size."""
    if not plan.clip_ms:
        return translate("WriteBundle", "Only the seconds that comments point at")
    words = translate("WriteBundle", "Only the seconds it is about: {length}, about {size}")
    return words.format(
        length=format_duration(plan.clip_ms),
        size=size_in_words(plan.clip_ms * _CLIP_BYTES // 1000),
    )


def size_words(plan: BundlePlan, audio: str) -> str:
    """What goes along, and what then cannot be heard."""
    words = translate("WriteBundle", "Entries of the journal: {count}")
    said = [words.format(count=f"{plan.operations:,}")]
    if plan.missing:
        gone = translate("WriteBundle", "recordings not on this computer: {count}")
        said.append(gone.format(count=f"{plan.missing:,}"))
    if audio == "none" and plan.clip_ms:
        said.append(translate("WriteBundle", "nothing to hear for whoever lacks the recordings"))
    return " · ".join(said)


def written_words(purpose: Purpose, written: Written) -> str:
    """What became of it, in one line."""
    if purpose == "receipt":
        return translate("WriteBundle", "The receipt is written")
    if purpose == "request":
        return translate("WriteBundle", "The request is written")
    parts = (
        (written.operations, translate("WriteBundle", "{count} entries")),
        (written.blobs, translate("WriteBundle", "{count} recordings")),
        (written.clips, translate("WriteBundle", "{count} clips")),
    )
    said = [words.format(count=f"{count:,}") for count, words in parts if count]
    if not said:
        return translate("WriteBundle", "Written: nothing new in it")
    comma = translate("WriteBundle", ", ")
    return translate("WriteBundle", "Written: {what}").format(what=comma.join(said))


def next_words(purpose: Purpose, written: Written) -> str:
    """What to do with the file."""
    kept = (
        translate("WriteBundle", "Encrypted: only those it is for, and you, can open it.")
        if written.encrypted
        else translate("WriteBundle", "Not encrypted: anybody who gets it can read it.")
    )
    hand = {
        "bundle": translate(
            "WriteBundle",
            "It was read back and is whole. Hand it over by share, mail or USB stick. It counts "
            "as received once a bundle or a receipt of theirs is merged here.",
        ),
        "receipt": translate(
            "WriteBundle", "Hand it back. Once it is merged there, they know what you have."
        ),
        "request": translate(
            "WriteBundle",
            "Hand it to whoever may have what is missing. When they merge it, the program offers "
            "them to write the answer.",
        ),
        "answer": translate("WriteBundle", "Hand it to whoever asked; merging it fills the gap."),
    }[purpose]
    missing = ""
    if written.missing_audio:
        words = translate("WriteBundle", "Recordings that are not on this computer: {count}.")
        missing = words.format(count=f"{len(written.missing_audio):,}")
    return "\n".join(part for part in (kept, missing, hand) if part)
