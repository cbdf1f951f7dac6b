"""Slips that wait for a team lead, made up to measure signing off many in a row with.

An inspector founds a team, scores calls and draws the slips; the lead gets them in a bundle with
the recordings, as it is done at work.
"""

from __future__ import annotations

import os
import wave
from datetime import date
from pathlib import Path
from typing import Final

from qa_desktop.exchange.identity_card import read_card
from qa_desktop.journal.roster import Term
from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.bench import full_answers
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.evaluating import EvaluationForm, submit_evaluation
from qa_desktop.services.identity import own_card
from qa_desktop.services.importing import import_recordings
from qa_desktop.services.passphrase import set_passphrase
from qa_desktop.services.slip_moves import send_slip
from qa_desktop.services.slips import FaultForm, SlipForm, draw_slip
from qa_desktop.services.team import add_member, create_team
from qa_desktop.services.team_joining import join_team, look_at_team
from qa_desktop.store.calls import find_calls
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.scorecards import find_version
from qa_desktop.store.workspace import Workspace

PASSPHRASE: Final = "bench of slips"  # noqa: S105 - of keys that are thrown away
HEARD_MS: Final = 1_500
"""Up to where a lead has to listen to each."""
_CARD: Final = "inbound-service"
_FAULT: Final = "interrupting"
_RATE: Final = 8_000


def lead_with_slips(folder: Path, count: int, seconds: int) -> Path:
    """A lead's workspace in which ``count`` slips wait for him, each about a recording of its own
    of so many seconds; his keys lie in ``folder / "lead-profile"``, under ``PASSPHRASE``."""
    drawer, lead = _open(folder, "inspector"), _open(folder, "lead")
    with drawer, lead:
        for each in (drawer, lead):
            set_passphrase(each, PASSPHRASE)
        create_team(drawer, "bench", folder / "bench.qar", PASSPHRASE, ["inspector"])
        add_member(drawer, read_card(own_card(lead)), [Term("lead")])
        for number in range(count):
            _write_noise(folder / f"20260101-0930{number % 60:02d}-{1000 + number}.wav", seconds)
        _draw_all(drawer, sorted(folder.glob("*.wav")), lead.person)
        bundle = folder / "slips.qab"
        write_out(drawer, bundle, audio="full")
        join_team(lead, bundle, look_at_team(lead, bundle).fingerprint)
    return lead.folder


def _open(folder: Path, name: str) -> Workspace:
    keys = KeyStore(folder / f"{name}-profile")
    return Workspace.open(folder / name, name=name, number=name, keys=keys)


def _draw_all(workspace: Workspace, files: list[Path], lead: str) -> None:
    import_recordings(workspace.folder, lambda act: act(workspace), files)
    card = find_version(_CARD)
    fault = FaultForm(_FAULT, "grave", from_ms=HEARD_MS - 1_000, to_ms=HEARD_MS, words="抢话")
    for call in find_calls(workspace.db, workspace.person):
        mark = add_annotation(workspace, call.id, at_ms=HEARD_MS, kind="note", text="抢话")
        evidence = {item: [mark.ids[0]] for item in card.items}
        form = EvaluationForm(call.id, card.id, full_answers(card), evidence=evidence)
        evaluation = submit_evaluation(workspace, form).evaluation
        drawn = draw_slip(workspace, SlipForm(evaluation, [fault]), date.today().isoformat())
        send_slip(workspace, drawn.slip, lead)


def _write_noise(path: Path, seconds: int) -> None:
    second = os.urandom(_RATE * 2)
    with wave.open(str(path), "wb") as stream:
        stream.setparams((1, 2, _RATE, 0, "NONE", ""))
        for _ in range(seconds):
            stream.writeframesraw(second)
