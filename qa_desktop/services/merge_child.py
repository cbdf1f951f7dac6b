"""A bundle looked into or merged, or a team joined with it, by a process of its own, while the
window works on.

Storing a hundred thousand records holds Python's lock for many seconds. The child checks the
bundle, backs up and stores the recordings while the person goes on writing; then it says that it
is ready, the window's writer stands aside, and the child does its one transaction. Ended at any
point before it commits, by a crash or by the person, it leaves everything as it was.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.manifest import bundle_id
from qa_desktop.exchange.bundle.reading import BundleReader
from qa_desktop.journal.keys import PersonKeys
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.services.beside import Child, Progress, Task, Ward
from qa_desktop.services.bundle_merging import Merge, merge, preview
from qa_desktop.services.bundle_opening import in_clear
from qa_desktop.services.bundle_writing import OnWriter
from qa_desktop.services.fingerprints import Fingerprint
from qa_desktop.services.passphrase import leave_to_vouch
from qa_desktop.services.team_joining import (
    TeamOffer,
    has_to_sign,
    look_at_clear,
    merge_joining,
    sign_in,
)
from qa_desktop.store.bundles import was_merged
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.workspace import Changes, Workspace

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Look:
    """``file`` is in the clear."""

    workspace: Path
    profile: Path
    file: Path

    def do(self, ward: Ward) -> Merge:
        with Workspace.lent(self.workspace, KeyStore(self.profile)) as workspace:
            return preview(workspace, self.file, ward.progress, ward.cancelled, step=ward.step)


@dataclass(frozen=True)
class _Merge:
    """``file`` is in the clear, ``named`` is what the person has."""

    workspace: Path
    profile: Path
    file: Path
    named: Path
    accept_hides: bool
    looked_into: str = ""
    trust: Fingerprint | None = None
    """Of a team that is joined."""
    can_sign: bool = False
    """Whether whoever waits holds the person's keys, for what is to sign once all is merged."""

    def do(self, ward: Ward) -> Merge:
        with Workspace.lent(self.workspace, KeyStore(self.profile)) as workspace:

            def step(word: str) -> None:
                if word != "merged":
                    ward.step(word)
                elif has_to_sign(workspace):
                    if not self.can_sign:
                        raise UserFacingError("identity.locked")
                    leave_to_vouch(workspace)

            if self.trust is not None:
                return merge_joining(
                    workspace,
                    self.file,
                    self.trust,
                    named=self.named,
                    accept_hides=self.accept_hides,
                    progress=ward.progress,
                    cancelled=ward.cancelled,
                    step=step,
                )
            return merge(
                workspace,
                self.file,
                named=self.named,
                accept_hides=self.accept_hides,
                looked_into=self.looked_into,
                progress=ward.progress,
                cancelled=ward.cancelled,
                step=ward.step,
            )


@dataclass(frozen=True)
class _LookAtTeam:
    workspace: Path
    profile: Path
    file: Path

    def do(self, ward: Ward) -> TeamOffer:
        with Workspace.lent(self.workspace, KeyStore(self.profile)) as workspace:
            offer = look_at_clear(workspace, self.file, ward.cancelled)
            ward.step("ready")
            return offer


def look_in_child(
    folder: Path,
    write: OnWriter,
    file: Path,
    *,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Merge:
    """``bundle_merging.preview`` elsewhere; arguments and errors as for ``merge_in_child``."""
    run = _Run(folder, write, progress, cancelled)
    done: Merge = run.run(file, lambda profile, clear: _Look(folder, profile, clear))
    return done


def merge_in_child(
    folder: Path,
    write: OnWriter,
    file: Path,
    *,
    accept_hides: bool = False,
    looked_into: str = "",
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Merge:
    """``bundle_merging.merge`` elsewhere. Runs on any thread but the writer's; ``write`` runs a
    function there and waits (``Desk.write_and_wait``).

    Raises ``UserFacingError`` as ``merge`` does, ("bundle.stopped") when the child died, and
    ("bundle.merged_unfinished") for whatever went wrong when all was committed; ``CancelledError``
    when told so.
    """
    run = _Run(folder, write, progress, cancelled)
    done: Merge = run.run(
        file,
        lambda profile, clear: _Merge(folder, profile, clear, file, accept_hides, looked_into),
    )
    return done


def look_at_team_in_child(
    folder: Path, write: OnWriter, file: Path, *, cancelled: Callable[[], bool] = lambda: False
) -> TeamOffer:
    """``team_joining.look_at_team`` elsewhere; arguments and errors as for ``merge_in_child``."""
    run = _Run(folder, write, lambda _done, _all: None, cancelled)
    offer: TeamOffer = run.run(file, lambda profile, clear: _LookAtTeam(folder, profile, clear))
    return offer


def join_in_child(
    folder: Path,
    write: OnWriter,
    file: Path,
    trust: Fingerprint,
    *,
    accept_hides: bool = False,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Merge:
    """``team_joining.join_team`` elsewhere, the person's keys being used only here; arguments and
    errors as for ``merge_in_child``, and those of ``join_team``."""
    held: list[PersonKeys] = []

    def keys(workspace: Workspace) -> PersonKeys:
        """Unlocked for one act they can be had only once."""
        if not held:
            held.append(workspace.keys.person_keys())
        return held[0]

    def begin(workspace: Workspace) -> None:
        if workspace.trust_group is not None:
            raise UserFacingError("trust_group.exists")
        if has_to_sign(workspace) or workspace.keys.state() != "locked":
            keys(workspace)

    def sign(workspace: Workspace) -> None:
        if has_to_sign(workspace):
            sign_in(workspace, keys(workspace))

    write(begin)
    run = _Run(folder, write, progress, cancelled)
    done: Merge = run.run(
        file,
        lambda profile, clear: _Merge(
            folder, profile, clear, file, accept_hides, trust=trust, can_sign=bool(held)
        ),
        lambda workspace: keys(workspace).receive_secret,
        sign,
        sign,  # what the bundle brought of this person: the keys are here, not in the child
    )
    return done


class _Run:
    """One task, with the window's writer standing aside while the child writes."""

    def __init__(
        self,
        folder: Path,
        write: OnWriter,
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> None:
        self._folder, self._write = folder, write
        self._progress, self._cancelled = progress, cancelled

    def run(
        self,
        file: Path,
        task: Callable[[Path, Path], Task],
        secret: Callable[[Workspace], bytes] = lambda workspace: workspace.keys.receive_secret(),
        first: Callable[[Workspace], None] = lambda _workspace: None,
        last: Callable[[Workspace], None] = lambda _workspace: None,
    ) -> Any:
        """``task`` is made of the profile and the bundle in the clear, which ``secret`` reads;
        ``first`` is done on the writer before the child goes on, ``last`` when it is done, before
        anybody else writes."""
        profile: Path = self._write(lambda workspace: workspace.keys.store.folder.parent)
        with in_clear(
            self._folder, file, lambda: bytes(self._write(secret)), self._cancelled
        ) as clear:
            child = Child(task(profile, clear), self._progress, self._cancelled)

            def let_write(workspace: Workspace) -> Any:
                """On the writer's thread, which writes nothing meanwhile."""
                first(workspace)
                child.tell("go")
                done = child.result()
                last(workspace)
                return done

            try:
                child.wait("ready")
                return self._write(let_write)
            except (UserFacingError, RuntimeError) as error:
                child.end()
                if child.is_committing and self._write(lambda ws: _is_merged(ws, clear)):
                    _log.exception("a merge that was committed did not come to its end")
                    self._write(lambda _workspace: Changes(frozenset(RECORD_TYPES)))
                    raise UserFacingError("bundle.merged_unfinished") from error
                raise
            finally:
                child.end()
                if not child.is_done:
                    self._write(Workspace.take_back_unfinished)


def _is_merged(workspace: Workspace, clear: Path) -> bool:
    with BundleReader(clear) as reader:
        return was_merged(workspace.db, bundle_id(reader.manifest))
