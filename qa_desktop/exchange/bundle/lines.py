"""The lines of a bundle: one operation, or one personal value, on each.

The text of an operation stands in its line as it was signed, so the line needs no second reading::

    {"sig":"<128 hex digits>","op":<raw>}
    {"hash":"<64 hex digits>","salt":"<64 hex digits>","value":"…"}
"""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Iterable, Iterator
from hashlib import sha256
from json.encoder import encode_basestring

from qa_desktop.exchange.bundle.container import DamagedBundleError
from qa_desktop.journal.canonical import MalformedError, loads
from qa_desktop.journal.operation import Operation, parse_encoded
from qa_desktop.journal.personal import MAX_VALUE_BYTES, Salted

_OPERATION = re.compile(rb'\{"sig":"([0-9a-f]{128})","op":(\{.*\})\}\Z', re.DOTALL)
_BEFORE_TEXT = len(b'{"sig":"","op":') + 128
_PLAIN_VALUE = re.compile(
    rb'\{"hash":"([0-9a-f]{64})","salt":"([0-9a-f]{64})","value":"([^"\\\x00-\x1f]*)"\}\n'
)
"""All that the compact form leaves as it is."""
_AROUND = len(b'{"hash":"","salt":"","value":""}\n') + 2 * 64
"""Bytes of such a line beside the value."""
_SALT = re.compile(r"[0-9a-f]{64}\Z")


def operation_line(raw: bytes, sig: bytes) -> bytes:
    """``raw`` as it was signed, UTF-8."""
    return b'{"sig":"%b","op":%b}\n' % (sig.hex().encode("ascii"), raw)


def text_of(line: bytes) -> bytes:
    """The operation's own text in a line that ``read_operation`` has read."""
    return line[_BEFORE_TEXT:-1]


def read_operation(line: bytes) -> Operation:
    """Shape only; the signature is checked where operations are added."""
    try:
        found = _OPERATION.match(line)
        if found is None:
            raise MalformedError("not the line of an operation")
        sig, text = found.groups()
        return parse_encoded(text.decode("utf-8"), text, unhexlify(sig))
    except (MalformedError, UnicodeDecodeError) as error:
        raise DamagedBundleError("altered") from error


def personal_line(value: Salted) -> bytes:
    text = encode_basestring(value.value)
    return f'{{"hash":"{value.hash}","salt":"{value.salt.hex()}","value":{text}}}\n'.encode()


def read_personal(line: bytes) -> Salted:
    """One that does not hash to its name is damage: the writer checked it."""
    try:
        said = loads(line.decode("utf-8"))
        value = Salted(said["hash"], bytes.fromhex(said["salt"]), said["value"])
        fine = list(said) == ["hash", "salt", "value"] and _SALT.match(said["salt"])
        if not fine or not isinstance(said["value"], str) or not value.is_genuine():
            raise MalformedError("not a personal value")
    except (MalformedError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise DamagedBundleError("altered") from error
    return value


Value = tuple[str, bytes, str]
"""Hash, salt and value of a personal value that hashes to its name."""


def read_values(frame: bytes) -> list[Value]:
    """``read_personal`` of each line of some whole lines, most of which are plain."""
    values = _read_plain(frame)
    if values is None:
        each = map(read_personal, frame.split(b"\n")[:-1])
        return [(value.hash, value.salt, value.value) for value in each]
    return values


def _read_plain(frame: bytes) -> list[Value] | None:
    """Of genuine values in which nothing is escaped, the usual case, in a quarter of the time; None
    where one line is anything else."""
    found: list[tuple[bytes, bytes, bytes]] = _PLAIN_VALUE.findall(frame)
    if sum(len(value) for _, _, value in found) + _AROUND * len(found) != len(frame):
        return None  # something stands between them
    values: list[Value] = []
    for hash, hex, value in found:
        salt, name = unhexlify(hex), hash.decode()
        if sha256(salt + value).hexdigest() != name or len(value) > MAX_VALUE_BYTES:
            return None
        try:
            values.append((name, salt, value.decode()))
        except UnicodeDecodeError:
            return None
    return values


def split_frames(blocks: Iterable[bytes], longest: int) -> Iterator[bytes]:
    """Whole lines with their ends, as many as a block completes; the last must be ended too. Holds
    no more than one line and one block at a time."""
    rest = b""
    for block in blocks:
        end = block.rfind(b"\n") + 1
        frame, rest = (rest + block[:end], block[end:]) if end else (b"", rest + block)
        is_short = len(frame) <= longest  # as most are; then so are its lines
        if len(rest) > longest or not (is_short or _fits(frame, longest)):
            raise DamagedBundleError("line_too_long")
        if frame:
            yield frame
    if rest:
        raise DamagedBundleError("altered")


def _fits(frame: bytes, longest: int) -> bool:
    return max(map(len, frame.split(b"\n"))) <= longest


def split_lines(blocks: Iterable[bytes], longest: int) -> Iterator[bytes]:
    """Lines without their end."""
    for frame in split_frames(blocks, longest):
        yield from frame.split(b"\n")[:-1]


def members_of(frames: Iterable[bytes], most: int) -> Iterator[Iterator[bytes]]:
    """Frames (whole lines) in groups of at most ``most`` bytes, as many lines in each as it holds;
    each group is to be used up before the next. No line may be longer than that."""
    waiting = filter(None, frames)
    held = next(waiting, b"")

    def group() -> Iterator[bytes]:
        nonlocal held
        room = most
        while held:
            fits = len(held) if len(held) <= room else held.rfind(b"\n", 0, room) + 1
            if fits:
                yield held[:fits]
            if fits < len(held):
                held = held[fits:]
                return
            room -= fits
            held = next(waiting, b"")

    while held:
        yield group()
