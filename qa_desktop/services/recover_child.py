"""A lost workspace made again by a process of its own, while the window shows how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qa_desktop.services.beside import Progress, Ward, run_beside
from qa_desktop.services.fingerprints import Fingerprint
from qa_desktop.services.passphrase import unlock
from qa_desktop.services.recovering import Recovery, recover
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.workspace import Workspace


@dataclass(frozen=True)
class _Recover:
    folder: Path
    profile: Path
    places: tuple[Path, ...]
    name: str
    number: str
    trust: Fingerprint | None
    passphrase: str = field(repr=False)
    """Of the person's keys; it comes through a pipe that nobody else can read."""

    def do(self, ward: Ward) -> Recovery:
        def open_keys(workspace: Workspace) -> None:
            unlock(workspace, self.passphrase)

        return recover(
            self.folder,
            self.places,
            name=self.name,
            number=self.number,
            keys=KeyStore(self.profile),
            trust=self.trust,
            unlock=open_keys,
            progress=ward.progress,
            cancelled=ward.cancelled,
        )


def recover_in_child(
    folder: Path,
    places: Sequence[Path] = (),
    *,
    name: str = "",
    number: str = "",
    trust: Fingerprint | None = None,
    passphrase: str = "",
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Recovery:
    """``recovering.recover`` elsewhere, with the keys of this profile, which ``passphrase`` opens
    where they are sealed. Arguments and errors as there, and ("bundle.stopped") when it died; it
    can be gone on with."""
    profile = KeyStore().folder.parent
    task = _Recover(folder, profile, tuple(places), name, number, trust, passphrase)
    done: Recovery = run_beside(task, progress, cancelled)
    return done
