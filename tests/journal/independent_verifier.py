"""A second reader of operations, written from docs/journal-format.md alone.

It imports nothing of qa_desktop, no JSON module and no cryptography: a parser of the compact form
and Ed25519 after RFC 8032, section 5.1, in plain integers. Slow, and meant to be.
"""

from __future__ import annotations

import hashlib
import re
import sys


class RefusedError(Exception):
    """The reason why these bytes are not an operation."""


# --- The compact form of JSON ---------------------------------------------------------------

_STRING = re.compile(
    r'"((?:[^"\\\x00-\x1f]|\\["\\bfnrt]|\\u00(?:0[0-7bef]|1[0-9a-f]))*)"', re.DOTALL
)
_ESCAPE = re.compile(r"\\(u[0-9a-f]{4}|.)", re.DOTALL)
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,18}")
_SHORT = {'"': '"', "\\": "\\", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_WORDS = {"true": True, "false": False, "null": None}


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self.text, self.at)
        if not found:
            raise RefusedError(f"nothing fits at {self.at}")
        self.at = found.end()
        return found

    def skip(self, character: str) -> bool:
        if not self.text.startswith(character, self.at):
            return False
        self.at += len(character)
        return True

    def string(self) -> str:
        inner = self.take(_STRING).group(1)
        return _ESCAPE.sub(
            lambda found: chr(int(found[1][1:], 16)) if found[1][0] == "u" else _SHORT[found[1]],
            inner,
        )

    def value(self, depth: int) -> object:
        for opening, read in (("{", self.members), ("[", self.entries)):
            if self.skip(opening):
                if depth == 32:
                    raise RefusedError("deeper than 32")
                return read(depth + 1)
        if self.text.startswith('"', self.at):
            return self.string()
        for word, meaning in _WORDS.items():
            if self.skip(word):
                return meaning
        number = int(self.take(_INTEGER).group())
        if not -(2**63) <= number < 2**63:
            raise RefusedError("more than 64 bits")
        return number

    def members(self, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        closed = self.skip("}")
        while not closed:
            name = self.string()
            if name in found or not self.skip(":"):
                raise RefusedError(f"{name!r} twice, or no colon")
            found[name] = self.value(depth)
            closed = self.closes("}")
        return found

    def entries(self, depth: int) -> list[object]:
        found: list[object] = []
        closed = self.skip("]")
        while not closed:
            found.append(self.value(depth))
            closed = self.closes("]")
        return found

    def closes(self, bracket: str) -> bool:
        if self.skip(bracket):
            return True
        if not self.skip(","):
            raise RefusedError(f"no comma at {self.at}")
        return False


def read_json(raw: bytes) -> object:
    """Raises ``RefusedError`` for anything but the compact form."""
    try:
        reader = _Reader(raw.decode("utf-8", "strict"))
    except UnicodeDecodeError as error:
        raise RefusedError("not UTF-8") from error
    value = reader.value(0)
    if reader.at != len(reader.text):
        raise RefusedError("something follows")
    return value


# --- Ed25519, RFC 8032 section 5.1 ----------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]
"""Extended homogeneous coordinates X, Y, Z, T."""


def _add(a: Point, b: Point) -> Point:
    u = (a[1] - a[0]) * (b[1] - b[0]) % P
    v = (a[1] + a[0]) * (b[1] + b[0]) % P
    w = 2 * a[3] * b[3] * D % P
    z = 2 * a[2] * b[2] % P
    e, f, g, h = v - u, z - w, z + w, v + u
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(scalar: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = _add(total, point)
        point = _add(point, point)
        scalar >>= 1
    return total


def _x_of(y: int, sign: int) -> int:
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - square) % P or (x == 0 and sign):
        raise RefusedError("not a point")
    return P - x if x & 1 != sign else x


def _decompress(encoded: bytes) -> Point:
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if len(encoded) != 32 or y >= P:
        raise RefusedError("not a point")
    x = _x_of(y, sign)
    return x, y, 1, x * y % P


def _compress(point: Point) -> bytes:
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


_BASE_Y = 4 * pow(5, P - 2, P) % P
_BASE_X = _x_of(_BASE_Y, 0)
BASE: Point = (_BASE_X, _BASE_Y, 1, _BASE_X * _BASE_Y % P)


def check_signature(public: str, prefix: bytes, message: bytes, signature: bytes) -> None:
    """Ed25519 over ``prefix ‖ message``: s below the order, no cofactor, R compared as bytes."""
    key = bytes.fromhex(public)
    if len(signature) != 64:
        raise RefusedError("a signature has 64 bytes")
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if s >= L:
        raise RefusedError("s is not below the order")
    digest = hashlib.sha512(r + key + prefix + message).digest()
    k = int.from_bytes(digest, "little") % L
    x, y, z, t = _decompress(key)
    if _compress(_add(_times(s, BASE), _times(k, (P - x, y, z, P - t)))) != r:
        raise RefusedError("the signature does not verify")


# --- Operations -----------------------------------------------------------------------------

_HEX64 = re.compile(r"[0-9a-f]{64}")
_HEX128 = re.compile(r"[0-9a-f]{128}")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:-]{0,199}")
_PERSON_SIG_BYTES = len(',"person_sig":""}') + 128


def _fits(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _number(value: object, least: int) -> bool:
    return type(value) is int and value >= least


def read_operation(raw: bytes) -> dict[str, object]:
    """The members of an operation; every shape is checked, no signature is."""
    if len(raw) > 1 << 20:
        raise RefusedError("longer than 1 MiB")
    members = read_json(raw)
    if not isinstance(members, dict):
        raise RefusedError("not an object")
    checks = {
        "replica": lambda value: _fits(_HEX64, value),
        "seq": lambda value: _number(value, 1),
        "prev": lambda value: value is None or _fits(_HEX64, value),
        "hlc": lambda value: _number(value, 0),
        "at": lambda value: _number(value, -(2**63)),
        "act": lambda value: _fits(_ID, value),
        "kind": lambda value: _fits(_WORD, value),
        "entity_type": lambda value: _fits(_WORD, value),
        "entity_id": lambda value: _fits(_ID, value),
        "payload": lambda value: isinstance(value, dict),
        "supersedes": lambda value: (
            isinstance(value, list) and all(_fits(_HEX64, name) for name in value)
        ),
        "schema": lambda value: _number(value, 1),
        "person_sig": lambda value: _fits(_HEX128, value),
    }
    names = list(checks)
    if list(members) not in (names, names[:-1]):
        raise RefusedError("other members, or in another order")
    for name, value in members.items():
        if not checks[name](value):
            raise RefusedError(f"{name} has another shape")
    if (members["prev"] is None) != (members["seq"] == 1):
        raise RefusedError("prev is null for the first operation, and only for it")
    return members


def check_operation(raw: bytes, sig: bytes) -> str:
    """The id of an operation whose replica signed it."""
    members = read_operation(raw)
    digest = hashlib.sha256(raw).digest()
    check_signature(str(members["replica"]), b"qa-desktop/op/1\n", digest, sig)
    return digest.hex()


def check_person_sig(raw: bytes, sign_key: str) -> None:
    """The person's signature over the text before ``person_sig``, closed by ``}``."""
    signature = bytes.fromhex(str(read_operation(raw)["person_sig"]))
    digest = hashlib.sha256(raw[:-_PERSON_SIG_BYTES] + b"}").digest()
    check_signature(sign_key, b"qa-desktop/person/1\n", digest, signature)


def check_certificate(hello: dict[str, object]) -> None:
    """The certificate in the payload of a ``hello`` for the replica that wrote it."""
    said = hello["payload"]
    if not isinstance(said, dict) or not _fits(_HEX128, said.get("certificate")):
        raise RefusedError("no certificate")
    text = (
        f'{{"person":"{said["person"]}","receive_key":"{said["receive_key"]}",'
        f'"replica":"{hello["replica"]}","sign_key":"{said["sign_key"]}"}}'
    )
    check_signature(
        str(said["sign_key"]),
        b"qa-desktop/certificate/1\n",
        hashlib.sha256(text.encode()).digest(),
        bytes.fromhex(str(said["certificate"])),
    )


_FORMS = {
    "found": lambda said: bool(personal_hashes(said.get("name"))),
    "member": lambda said: (
        _fits(_ID, said.get("person"))
        and _fits(_HEX64, said.get("sign_key"))
        and _fits(_HEX64, said.get("receive_key"))
        and (said.get("name") is None or bool(personal_hashes(said["name"])))
        and isinstance(said.get("roles"), list)
        and all(map(_is_term, said["roles"]))
    ),
    "revoke": lambda said: (
        _fits(_ID, said.get("person"))
        and _fits(_HEX64, said.get("sign_key"))
        and (said.get("accepted") is None or _is_vector(said["accepted"]))
    ),
    "successor": lambda said: _fits(_HEX64, said.get("key")),
}
_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def _is_term(value: object) -> bool:
    return isinstance(value, dict) and (
        _fits(_WORD, value.get("role"))
        and {"from", "until"} <= set(value)
        and all(value[end] is None or _fits(_DAY, value[end]) for end in ("from", "until"))
    )


def _is_vector(value: object) -> bool:
    return isinstance(value, dict) and all(
        _fits(_HEX64, replica)
        and isinstance(last, list)
        and len(last) == 2
        and _number(last[0], 1)
        and _fits(_HEX64, last[1])
        for replica, last in value.items()
    )


def _in_order(value: object) -> str:
    """Compact JSON, keys in the order of their code points."""
    if isinstance(value, dict):
        named = (f"{_in_order(key)}:{_in_order(value[key])}" for key in sorted(value))
        return "{" + ",".join(named) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_in_order, value)) + "]"
    if isinstance(value, str):
        if any(sign in value for sign in '"\\') or any(sign < " " for sign in value):
            raise RefusedError("no statement has such a text")
        return f'"{value}"'
    for word, meaning in _WORDS.items():
        if value is meaning:
            return word
    return str(value)


def check_statement(operation: dict[str, object], key: str) -> str:
    """What a roster operation states, when ``key`` signed it for the group that it names."""
    said = operation["payload"]
    if operation["kind"] != "roster" or operation["entity_type"] != "trust_group":
        raise RefusedError("no roster operation")
    if not isinstance(said, dict) or said.get("group") != operation["entity_id"]:
        raise RefusedError("of another group")
    if not _number(said.get("number"), 1) or said["number"] >= 1 << 53:
        raise RefusedError("without a number")
    what = said.get("what")
    if what not in _FORMS or not _FORMS[what](said) or not _fits(_HEX128, said.get("root_sig")):
        raise RefusedError("in another form")
    unsigned = {name: value for name, value in said.items() if name != "root_sig"}
    digest = hashlib.sha256(_in_order(unsigned).encode()).digest()
    signature = bytes.fromhex(str(said["root_sig"]))
    check_signature(key, b"qa-desktop/roster/1\n", digest, signature)
    return str(what)


def check_personal(hash: str, salt: bytes, value: str) -> None:
    """A personal value against the hash that stands in a payload."""
    encoded = value.encode("utf-8")
    if len(salt) != 32 or len(encoded) > 1 << 17:
        raise RefusedError("salt or value has another length")
    if hashlib.sha256(salt + encoded).hexdigest() != hash:
        raise RefusedError("does not hash to its name")


def check_chain(raws: list[bytes]) -> None:
    """All operations of one replica, in order: ``seq`` from 1, ``prev`` the id before."""
    before = None
    for number, raw in enumerate(raws, start=1):
        members = read_operation(raw)
        if members["seq"] != number or members["prev"] != before:
            raise RefusedError(f"the chain is broken at {number}")
        before = hashlib.sha256(raw).hexdigest()


def personal_hashes(value: object) -> set[str]:
    """The hashes of all objects ``{"personal": hash}`` inside ``value``."""
    if isinstance(value, dict):
        if list(value) == ["personal"] and _fits(_HEX64, value["personal"]):
            return {str(value["personal"])}
        return {found for entry in value.values() for found in personal_hashes(entry)}
    if isinstance(value, list):
        return {found for entry in value for found in personal_hashes(entry)}
    return set()


if __name__ == "__main__":
    # One "sig<TAB>raw" per line on standard input; prints ids, stops at the first refusal.
    for line in sys.stdin.buffer:
        signature, _, text = line.rstrip(b"\n").partition(b"\t")
        print(check_operation(text, bytes.fromhex(signature.decode())))
