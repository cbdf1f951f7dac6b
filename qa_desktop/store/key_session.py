"""The person's keys while they are unlocked: in memory only, and for some minutes."""

from __future__ import annotations

import threading
import time
import unicodedata
from collections.abc import Callable
from typing import Literal

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.keys import PersonKeys
from qa_desktop.store.key_store import KeyStore

KeyState = Literal["open", "locked", "unlocked"]
"""``open``: no passphrase was ever set. ``locked``: one is wanted. ``unlocked``: given lately."""

LEAST_LENGTH = 6
"""Characters; argon2id makes each guess cost a tenth of a second and 64 MiB."""

_ONE_ACT_S = 60
"""How long keys that are asked for every time wait for the act that they were asked for."""


def check_passphrase(passphrase: str) -> None:
    """Raises ``UserFacingError`` for one that is too short."""
    if is_too_short(passphrase):
        raise UserFacingError("identity.passphrase_short", least=LEAST_LENGTH)


def is_too_short(passphrase: str) -> bool:
    return len(unicodedata.normalize("NFC", passphrase)) < LEAST_LENGTH


class KeySession:
    """The keys of one profile, for one run of the program. Every thread may call it."""

    def __init__(
        self,
        store: KeyStore,
        *,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.store = store
        self.watcher: Callable[[], None] | None = None
        """Told when the keys are locked, unlocked or sealed; by whichever thread did it."""
        self._clocks = (clock, wall)
        self._lock = threading.RLock()
        self._keys: PersonKeys | None = None
        self._ends: tuple[float, ...] = ()
        self._is_for_one_act = False

    def state(self) -> KeyState:
        with self._lock:
            if not self.store.is_sealed():
                return "open"
            return "unlocked" if self._left() > 0 else "locked"

    def seconds_left(self) -> float:
        """Until the keys lock by themselves; 0 when they are not unlocked."""
        with self._lock:
            return self._left()

    def unlock(self, passphrase: str, minutes: int) -> PersonKeys:
        """``minutes`` 0: for one act. Raises ``UserFacingError`` for another passphrase."""
        keys = self.store.person_keys(passphrase)
        with self._lock:
            self._keys, self._is_for_one_act = keys, minutes == 0
            seconds = minutes * 60 or _ONE_ACT_S
            self._ends = tuple(clock() + seconds for clock in self._clocks)
        self._tell()
        return keys

    def lock(self) -> None:
        """Forget the keys now."""
        with self._lock:
            was_unlocked = self._keys is not None
            self._keys, self._ends = None, ()
        if was_unlocked:
            self._tell()

    def set_passphrase(self, passphrase: str, before: str | None = None) -> None:
        """Seal the keys under another passphrase, or for the first time; they are locked then.

        Raises ``UserFacingError`` for one that is too short, and when ``before`` is not the one
        that holds.
        """
        check_passphrase(passphrase)
        self.store.seal_person(passphrase, before)
        self.lock()
        self._tell()

    def person_keys(self) -> PersonKeys:
        """To read what was encrypted to the person, and to certify their devices.

        Raises ``UserFacingError`` ("identity.locked") when the passphrase is wanted.
        """
        with self._lock:
            if not self.store.is_sealed():
                return self.store.person_keys()
            if self._left() <= 0 or self._keys is None:
                raise UserFacingError("identity.locked")
            keys = self._keys
            if self._is_for_one_act:
                self.lock()
            return keys

    def receive_secret(self) -> bytes:
        """To read what was encrypted to the person; asks in words of its own, since nothing is
        signed. Raises ``UserFacingError`` ("identity.locked_letter")."""
        try:
            return self.person_keys().receive_secret
        except UserFacingError as error:
            if error.id != "identity.locked":
                raise
            raise UserFacingError("identity.locked_letter") from error

    def signing_keys(self) -> PersonKeys:
        """For an act that the person signs: these ask for a passphrase where none was ever set
        ("identity.no_passphrase"), since an open key proves nothing."""
        if not self.store.is_sealed():
            raise UserFacingError("identity.no_passphrase")
        return self.person_keys()

    def _tell(self) -> None:
        if self.watcher is not None:
            self.watcher()

    def _left(self) -> float:
        """By the clock that says less: one stands still while the computer sleeps, the other can
        be set back."""
        if self._keys is None:
            return 0.0
        ends = zip(self._ends, self._clocks, strict=True)
        left = max(min(end - clock() for end, clock in ends), 0.0)
        if left == 0:
            self.lock()
        return left
