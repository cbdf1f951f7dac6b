"""What is said of a person and the person's devices: state, fingerprint, troubles and remedies."""

from __future__ import annotations

from qa_desktop.services.fingerprints import Fingerprint, fingerprint_of
from qa_desktop.services.peers import Peer, PeerDevice
from qa_desktop.ui.exchange.bundle_words import span_words
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.record_words import moment_words
from qa_desktop.ui.words import role_name

_SHOWN = 5


def state_words(peer: Peer) -> str:
    """In a few words; the details stand beside."""
    if peer.is_forked:
        return translate("Exchange", "⚠ Copied workspace")
    if peer.is_revoked:
        return translate("Exchange", "⚠ Key revoked")
    if peer.gaps:
        return translate("Exchange", "⚠ Something missing")
    if peer.is_uncertified:
        return translate("Exchange", "⚠ Not certified")
    if peer.is_stranger:
        return translate("Exchange", "⚠ Not in the team")
    if peer.is_self:
        return ""
    if peer.heard_at is None:
        return translate("Exchange", "Known through others")
    if peer.lacks == 0 and peer.ahead == 0:
        return translate("Exchange", "✓ Same as here")
    return translate("Exchange", "To exchange")


def state_color(peer: Peer) -> str | None:
    if peer.is_forked or peer.is_revoked:
        return "critical"
    if peer.gaps or peer.is_uncertified or peer.is_stranger:
        return "weakness"
    return "strength" if state_words(peer).startswith("✓") else None


def fingerprint_of_peer(peer: Peer) -> Fingerprint | None:
    """Of the keys that all devices agree on; None where they do not, or none is known."""
    keys = {(each.device.sign_key, each.device.receive_key) for each in peer.devices}
    return fingerprint_of(*keys.pop()) if len(keys) == 1 else None


def role_words(peer: Peer) -> str:
    """Roles by the team's roster, or why there are none; empty where there is no team."""
    if peer.is_stranger:
        return translate("Exchange", "Not on the team's roster: what they write has no effect.")
    return "、".join(role_name(role) for role in peer.roles)


def device_lines(peer: Peer) -> str:
    """Each installation: how far it is held here and when it last wrote."""
    return "\n".join(_device(each) for each in peer.devices)


def trouble_lines(peer: Peer) -> str:
    """What is wrong, and what to do about it, in words."""
    said = []
    for each in peer.devices:
        said += [_gap_words(each)] if each.gaps else []
        said += [_fork_words(each)] if each.fork else []
    if peer.is_revoked:
        said.append(
            translate(
                "Exchange",
                "The team has revoked this person's key. What was accepted then counts; what "
                "they write since has no effect. To go on they need a new identity card on the "
                "roster (Settings).",
            )
        )
    if peer.ahead:
        words = translate(
            "Exchange", "They had {count} entries that are not here: ask them for a bundle."
        )
        said.append(words.format(count=f"{peer.ahead:,}"))
    if peer.is_uncertified:
        said.append(
            translate(
                "Exchange",
                "A device has not been certified by the person's key: a copy or a restored "
                "workspace begins like this. It is settled when the person unlocks the key there "
                "and sends the next bundle.",
            )
        )
    return "\n\n".join(said)


def _device(each: PeerDevice) -> str:
    device = each.device
    name = (
        translate("Exchange", "This device")
        if each.is_here
        else translate("Exchange", "Device {id}").format(id=device.replica[:8])
    )
    last = moment_words(device.last_at) if device.last_at is not None else "—"
    words = translate("Exchange", "{name}: {count} entries here, the last of {last}")
    return words.format(name=name, count=f"{device.operations:,}", last=last)


def _gap_words(each: PeerDevice) -> str:
    spans = ", ".join(span_words(gap) for gap in each.gaps[:_SHOWN])
    words = translate(
        "Exchange",
        "Of device {id}, no. {spans} are missing. What is here counts all the same. Ask its owner "
        "for a bundle with everything, or anybody who has exchanged with them.",
    )
    return words.format(id=each.device.replica[:8], spans=spans)


def _fork_words(each: PeerDevice) -> str:
    assert each.fork is not None  # noqa: S101
    words = translate(
        "Exchange",
        "Device {id} wrote two different entries as no. {seq}: its workspace or key was copied "
        "and used twice. Both branches are kept. Its owner should go on with one of them; the "
        "other, when it is opened again with this program, begins as a new device.",
    )
    return words.format(id=each.device.replica[:8], seq=each.fork.seq)
