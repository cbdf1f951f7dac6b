"""A whole bundle encrypted to its addressees: age, version 1, with X25519 keys.

Format: https://age-encryption.org/v1 . The keys are the persons' receive keys, which age writes in
Bech32 (BIP 173).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any, Final, Protocol

from qa_desktop.errors import CancelledError, UserFacingError, reason_of
from qa_desktop.exchange.bundle.container import DamagedBundleError
from qa_desktop.exchange.bundle.limits import LIMITS, Limits


class Sink(Protocol):
    """Where encrypted bytes go."""

    def write(self, block: bytes, /) -> int: ...

    def flush(self) -> None: ...


MAGIC: Final = b"age-encryption.org/v1\n"

_CHARSET: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_HEADER: Final = 1 << 20
"""The most that age's header may take: some thousand addressees."""
_NO_LIMIT: Final = 1 << 62
_CHUNK, _TAG = 1 << 16, 16
"""age seals 64 KiB at a time, with a tag behind each."""


def is_encrypted(file: Path) -> bool:
    """By its first bytes; False for one that cannot be read."""
    try:
        with file.open("rb") as stream:
            return stream.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def encrypt(
    clear: IO[bytes],
    out: Sink,
    receive_keys: Iterable[str],
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """From one open file to another in bounded memory; keys are X25519 (hex)."""
    import pyrage

    recipients = [
        pyrage.x25519.Recipient.from_str(bech32("age", bytes.fromhex(key))) for key in receive_keys
    ]
    source, target = _Watched(clear, cancelled), _Counted(out, _NO_LIMIT)
    try:
        pyrage.encrypt_io(source, target, recipients)
    except (OSError, pyrage.EncryptError) as error:
        raise (_own(source, target) or error) from error


def decrypt(
    file: Path,
    clear: IO[bytes],
    receive_secret: bytes,
    limits: Limits = LIMITS,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """The bundle in ``file`` into ``clear``, in bounded memory and never more than a bundle may
    have.

    Raises ``UserFacingError``: "bundle.not_for_you" for somebody else's, ``DamagedBundleError``
    for one that is not as it was written; ``clear`` may hold a part of it then.
    """
    import pyrage

    most = limits.bundle + limits.bundle // _CHUNK * _TAG + _HEADER
    secret = pyrage.x25519.Identity.from_str(bech32("age-secret-key-", receive_secret).upper())
    try:
        with file.open("rb") as stream:
            if stream.seek(0, 2) > most:
                raise DamagedBundleError("too_large", gib=limits.bundle + 1 >> 30)
            stream.seek(0)
            source, target = _Watched(stream, cancelled), _Counted(clear, limits.bundle)
            try:
                pyrage.decrypt_io(source, target, [secret])
            except (OSError, pyrage.DecryptError) as error:
                raise _plainly(error, source, target) from error
    except PermissionError as error:
        why = reason_of(error)
        raise UserFacingError("bundle.not_readable", file=file.name, why=why) from error


def _plainly(error: Exception, source: _Watched, target: _Counted) -> Exception:
    """What it comes to: our own refusals pass through the library as its errors."""
    if own := _own(source, target):
        return own
    if "No matching keys" in str(error):
        return UserFacingError("bundle.not_for_you")
    return DamagedBundleError("altered")


def _own(source: _Watched, target: _Counted) -> Exception | None:
    return CancelledError() if source.stopped else target.trouble or source.trouble


class _Watched:
    """Reads until somebody cancels."""

    def __init__(self, stream: IO[bytes], cancelled: Callable[[], bool]) -> None:
        self._stream = stream
        self._cancelled = cancelled
        self.stopped = False
        self.trouble: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        if self._cancelled():
            self.stopped = True
            raise OSError("cancelled")
        try:
            return self._stream.read(size)
        except OSError as error:
            self.trouble = error
            raise


class _Counted:
    """Writes so many bytes and no more."""

    def __init__(self, stream: Sink, most: int) -> None:
        self._stream = stream
        self._left = self._most = most
        self.trouble: Exception | None = None

    def write(self, block: Any) -> int:
        self._left -= len(block)
        try:
            if self._left < 0:
                raise DamagedBundleError("too_large", gib=self._most + 1 >> 30)
            return self._stream.write(block)
        except (OSError, DamagedBundleError) as error:
            self.trouble = error
            raise OSError("stopped") from error

    def flush(self) -> None:
        self._stream.flush()


def bech32(prefix: str, data: bytes) -> str:
    """``data`` in BIP 173's base of 32 signs, with its checksum of six."""
    bits = int.from_bytes(data, "big") << (-len(data) * 8) % 5
    count = -(-len(data) * 8 // 5)
    values = [bits >> 5 * place & 31 for place in reversed(range(count))]
    expanded = [ord(sign) >> 5 for sign in prefix] + [0] + [ord(sign) & 31 for sign in prefix]
    check = _polymod([*expanded, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [check >> 5 * place & 31 for place in reversed(range(6))]
    return f"{prefix}1{''.join(_CHARSET[value] for value in values)}"


def _polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATOR):
            check ^= generator if top >> place & 1 else 0
    return check
