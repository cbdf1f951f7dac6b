"""A bundle is read back whole, and any other byte in it is refused."""

from __future__ import annotations

import hashlib
import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import IO

import pytest
from bundle_files import KEY, SOUND, manifest, operations, values, write_small
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle import container, reading
from qa_desktop.exchange.bundle.container import DEFLATED, STORED, DamagedBundleError, Writer
from qa_desktop.exchange.bundle.limits import LIMITS, Limits
from qa_desktop.exchange.bundle.lines import (
    members_of,
    operation_line,
    personal_line,
    split_frames,
    split_lines,
)
from qa_desktop.exchange.bundle.manifest import (
    VERSION,
    Member,
    read_manifest,
    sign_manifest,
    write_manifest,
)
from qa_desktop.exchange.bundle.reading import BundleReader
from qa_desktop.exchange.bundle.writing import (
    Contents,
    Lines,
    write_bundle,
    write_bundles,
)
from qa_desktop.journal.canonical import dumps
from qa_desktop.journal.personal import salted


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_small(tmp_path_factory.mktemp("bundle")).read_bytes()


def read_all(path: Path, limits: Limits = LIMITS) -> tuple[list, list, list]:
    with BundleReader(path, limits) as reader:
        reader.check()
        blobs = [b"".join(reader.blob_blocks(member)) for member in reader.blobs()]
        return list(reader.operations()), list(reader.personal_values()), blobs


def test_what_was_written_is_read(tmp_path: Path) -> None:
    found, personal, blobs = read_all(write_small(tmp_path))
    assert [(each.raw, each.sig) for each in found] == [(e.raw, e.sig) for e in operations()]
    assert personal == values()
    assert blobs == [SOUND]


def test_the_same_contents_are_the_same_bytes(tmp_path: Path, small: bytes) -> None:
    assert write_small(tmp_path).read_bytes() == small


def test_other_programs_can_open_the_zip(small: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(small)) as archive:
        assert archive.testzip() is None
        assert archive.read("ops-0001.jsonl") == b"".join(
            operation_line(each.raw.encode(), each.sig) for each in operations()
        )


def refused(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(DamagedBundleError) as caught:
        read_all(path)
    caught.value.message.render("zh")
    caught.value.remedy.render("en")
    return str(caught.value.id)


def test_every_byte_counts(tmp_path: Path, small: bytes) -> None:
    for place in range(len(small)):
        altered = bytearray(small)
        altered[place] ^= 1 + place % 255
        refused(tmp_path / "b.qab", bytes(altered))


def test_every_bit_of_the_headers_counts(tmp_path: Path, small: bytes) -> None:
    for place in [*range(60), *range(len(small) - 400, len(small))]:
        for bit in range(8):
            altered = bytearray(small)
            altered[place] ^= 1 << bit
            refused(tmp_path / "b.qab", bytes(altered))


def test_every_length_but_the_whole_is_refused(tmp_path: Path, small: bytes) -> None:
    for length in range(len(small)):
        refused(tmp_path / "b.qab", small[:length])
    assert refused(tmp_path / "b.qab", small[:-1]) == "bundle.cut_short"


@pytest.mark.parametrize("extra", [b"\0", b"PK", b"x" * 70_000])
def test_nothing_may_stand_around_it(tmp_path: Path, small: bytes, extra: bytes) -> None:
    refused(tmp_path / "b.qab", small + extra)
    refused(tmp_path / "b.qab", extra + small)


@settings(max_examples=60)
@given(st.binary(max_size=300), st.integers(0, 3000), st.integers(0, 200))
def test_spliced_bytes_are_refused(
    small: bytes, tmp_path_factory: pytest.TempPathFactory, data: bytes, at: int, cut: int
) -> None:
    spliced = small[:at] + data + small[at + cut :]
    if spliced != small:
        refused(tmp_path_factory.mktemp("splice") / "b.qab", spliced)


def hand_made(path: Path, members: list[tuple[str, bytes, int]], **named: object) -> Path:
    """A bundle signed as it should be around whatever members are wanted."""
    from dataclasses import replace

    with path.open("w+b") as file:
        writer = Writer(file)
        listed = []
        for name, content, method in members:
            digest = hashlib.sha256()
            entry = writer.add(name, [content], method, packed=digest.update)
            listed.append(Member(name, entry.size, digest.hexdigest()))
        text = write_manifest(replace(manifest(tuple(listed)), **named))
        writer.add("manifest.json", [text], STORED)
        writer.add("manifest.sig", [sign_manifest(text, KEY)], STORED)
        writer.finish()
    return path


LINE = operation_line(operations(1)[0].raw.encode(), operations(1)[0].sig)


def why(path: Path, limits: Limits = LIMITS) -> str:
    with pytest.raises(UserFacingError) as caught:
        read_all(path, limits)
    return str(caught.value.id)


def test_the_hand_made_ones_are_good_otherwise(tmp_path: Path) -> None:
    good = hand_made(tmp_path / "b.qab", [("ops-0001.jsonl", LINE, DEFLATED)])
    assert len(read_all(good)[0]) == 1


@pytest.mark.parametrize(
    "name",
    [
        "../ops-0001.jsonl",
        "/etc/passwd",
        "ops-1.jsonl",
        "blobs/../x",
        "C:\\x",
        "con",
        "blobs/" + "A" * 64,
    ],
)
def test_names_outside_the_list_are_refused(tmp_path: Path, name: str) -> None:
    bad = hand_made(tmp_path / "b.qab", [(name, LINE, DEFLATED)])
    assert why(bad) == "bundle.altered"


def test_two_members_of_one_name(tmp_path: Path) -> None:
    twice = [("ops-0001.jsonl", LINE, DEFLATED)] * 2
    assert why(hand_made(tmp_path / "b.qab", twice)) == "bundle.altered"


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    path = hand_made(tmp_path / "b.qab", [("ops-0001.jsonl", b"a" * 5000, DEFLATED)])
    data = path.read_bytes()
    for place in _places(data, struct.pack("<I", 5000)):
        data = data[:place] + struct.pack("<I", 50) + data[place + 4 :]
    path.write_bytes(data)
    assert why(path) == "bundle.altered"


def _places(data: bytes, wanted: bytes) -> list[int]:
    found, at = [], data.find(wanted)
    while at >= 0:
        found.append(at)
        at = data.find(wanted, at + 1)
    assert found
    return found


def test_expanded_size_is_counted_over_all_members(tmp_path: Path) -> None:
    lines = [(f"ops-{n:04}.jsonl", LINE, DEFLATED) for n in range(1, 5)]
    path = hand_made(tmp_path / "b.qab", lines)
    assert why(path, Limits(expanded=3 * len(LINE))) == "bundle.expands"
    assert why(path, Limits(member=len(LINE) - 1)) == "bundle.expands"


def test_caps(tmp_path: Path) -> None:
    path = write_small(tmp_path)
    assert why(path, Limits(bundle=1000)) == "bundle.too_large"
    assert why(path, Limits(members=3)) == "bundle.too_many_members"
    assert why(path, Limits(blob=10)) == "bundle.blob_too_large"
    assert why(path, Limits(line=100)) == "bundle.line_too_long"


@pytest.mark.parametrize(("longest", "fits"), [(8, True), (7, False)])
def test_a_long_line_among_short_ones(longest: int, fits: bool) -> None:
    """Looked for only in what is longer than a line may be."""
    blocks = [b"ab\n" * 5 + b"12345678\n", b"c\n"]
    if fits:
        assert b"".join(split_frames(blocks, longest)) == b"".join(blocks)
    else:
        with pytest.raises(DamagedBundleError, match="line_too_long"):
            list(split_frames(blocks, longest))


def test_a_line_without_end_stays_in_memory_no_longer_than_the_cap() -> None:
    taken = 0

    def endless():
        nonlocal taken
        while True:
            taken += 1
            yield b"a" * 1000

    with pytest.raises(DamagedBundleError):
        list(split_lines(endless(), 10_000))
    assert taken <= 12


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        LINE[:-2],
        LINE.replace(b'"op"', b'"Op"'),
        b'{"sig":"00","op":{}}',
        b'{"sig":"' + b"0" * 128 + b'","op":' + b"[" * 5000 + b"]" * 5000 + b"}",
        LINE[:-2] + b',"x":1}',
        b"\xff" + LINE[1:-1],
    ],
)
def test_a_line_that_is_no_operation(tmp_path: Path, line: bytes) -> None:
    path = hand_made(tmp_path / "b.qab", [("ops-0001.jsonl", line + b"\n", DEFLATED)])
    assert why(path) == "bundle.altered"


def test_trailing_bytes_in_a_packed_member(tmp_path: Path) -> None:
    """Two packed forms of one text: the second is not what the manifest signed."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    other = packed.compress(LINE) + packed.flush() + b"more"
    path = hand_made(tmp_path / "b.qab", [("ops-0001.jsonl", other, STORED)])
    assert why(path) == "bundle.altered"


def test_newer_formats_are_named(tmp_path: Path) -> None:
    path = hand_made(tmp_path / "b.qab", [("ops-0001.jsonl", LINE, DEFLATED)], reader=VERSION + 1)
    with pytest.raises(DamagedBundleError) as caught:
        read_all(path)
    assert caught.value.id == "bundle.newer" and str(VERSION + 1) in caught.value.message.render(
        "zh"
    )


def test_somebody_else_signed(tmp_path: Path) -> None:
    other = "ab" * 32
    path = hand_made(tmp_path / "b.qab", [("ops-0001.jsonl", LINE, DEFLATED)], replica=other)
    assert why(path) == "bundle.not_signed"


def test_a_file_that_is_no_zip(tmp_path: Path) -> None:
    assert refused(tmp_path / "b.qab", b"hello" * 100) == "bundle.not_a_bundle"
    assert why(tmp_path / "missing.qab") == "bundle.not_readable"


def parts(
    tmp_path: Path, limits: Limits, lines: list[Lines], blobs: tuple[tuple[str, Path], ...] = ()
) -> list[Path]:
    """The files of an export, each read back with the same limits."""
    files: list[Path] = []

    @contextmanager
    def place(number: int) -> Iterator[IO[bytes]]:
        files.append(tmp_path / f"part-{number}.qab")
        with files[-1].open("w+b") as file:
            yield file

    write_bundles(place, iter(lines), blobs, manifest, KEY, limits=limits, spool=tmp_path)
    for file in files:
        read_all(file, limits)
    return files


def blobs_in(file: Path) -> list[str | None]:
    with BundleReader(file) as reader:
        return [member.blob for member in reader.blobs()]


def test_blobs_are_split_over_bundles(tmp_path: Path) -> None:
    blobs = []
    for number in range(5):
        content = bytes([number]) * 5_000
        file = tmp_path / str(number)
        file.write_bytes(content)
        blobs.append((hashlib.sha256(content).hexdigest(), file))
    limits = Limits(bundle=90_000, manifest=8_000)
    files = parts(tmp_path, limits, [Lines(LINE, b"")], tuple(blobs))
    held = [blobs_in(file) for file in files]
    assert [len(each) for each in held] == [3, 2]
    assert [each for group in held for each in group] == [sha256 for sha256, _ in blobs]
    with pytest.raises(UserFacingError):
        parts(tmp_path, Limits(blob=99), [], tuple(blobs))


def test_operations_are_split_over_bundles_with_their_values(tmp_path: Path) -> None:
    every = [
        (operation_line(each.raw.encode(), each.sig), value)
        for each, value in zip(operations(40), values(40), strict=True)
    ]
    several = [Lines(line, personal_line(value)) for line, value in every]
    limits = Limits(expanded=5 * several[-1].size, member=3 * len(every[-1][0]))
    files = parts(tmp_path, limits, several)
    assert len(files) > 7
    seen = [read_all(file, limits) for file in files]
    assert [op.id for found, _, _ in seen for op in found] == [op.id for op in operations(40)]
    for found, personal, _ in seen:
        assert len(found) == len(personal) > 0


def test_values_are_handed_out_a_little_before_what_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both in their own order, with the same share of each."""
    several = [
        Lines(operation_line(each.raw.encode(), each.sig), personal_line(value))
        for each, value in zip(operations(200), values(200), strict=True)
    ]
    monkeypatch.setattr(container, "BLOCK", 1_000)
    monkeypatch.setattr(reading, "EXPANDED", 1_000)
    limits = Limits(member=30 * several[0].size)
    (file,) = parts(tmp_path, limits, several)
    came: dict[str, list[bytes]] = {"ops-": [], "personal-": []}
    with BundleReader(file, limits) as reader:
        for prefix, frame in reader.frames():
            came[prefix] += frame.splitlines(keepends=True)
            ahead = len(came["personal-"]) - len(came["ops-"])
            assert 0 <= ahead <= 20
    assert b"".join(came["ops-"]) == b"".join(lines.operations for lines in several)
    assert b"".join(came["personal-"]) == b"".join(lines.personal for lines in several)


def test_repetitions_are_no_bomb(tmp_path: Path) -> None:
    """What a person may type must be possible to send: a page of the same letter."""
    same = [salted("啊" * 40_000, lambda size: bytes([7] * size)) for _ in range(30)]
    (file,) = parts(tmp_path, LIMITS, [Lines(LINE, b"".join(map(personal_line, same)))])
    assert read_all(file)[1] == same


LINES = st.lists(st.binary(max_size=29).map(lambda each: each.replace(b"\n", b"") + b"\n"))


@given(st.lists(LINES), st.integers(30, 100))
def test_lines_are_split_over_members(frames: list[list[bytes]], most: int) -> None:
    """Each member holds as many whole lines as go into it, however they come."""
    groups = [b"".join(group) for group in members_of(map(b"".join, frames), most)]
    lines = [line for frame in frames for line in frame]
    assert b"".join(groups) == b"".join(lines)
    assert all(0 < len(group) <= most and group.endswith(b"\n") for group in groups)
    for group, after in pairwise(groups):
        assert len(group) + after.index(b"\n") + 1 > most


def test_the_packed_bytes_do_not_depend_on_the_number_of_processors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(1)
    blocks = [chance.randbytes(size).hex().encode() for size in (10, 40_000, 300_000, 5, 70_000)]
    packed = []
    for packers in (1, 2, 4):
        monkeypatch.setattr(container, "_PACKERS", packers)
        monkeypatch.setattr(container, "_WAITING", packers)
        packed.append(b"".join(container._deflated(iter(blocks))))
    assert len(set(packed)) == 1
    assert zlib.decompress(packed[0], -15) == b"".join(blocks)


def test_repetitions_reach_over_the_blocks() -> None:
    chance = random.Random(1)
    same, other = chance.randbytes(20_000), chance.randbytes(20_000)
    packed = b"".join(container._deflated([same[:5_000], same[5_000:], same + other]))
    assert len(packed) < (len(same) + len(other)) * 1.1


def test_a_damaged_recording_is_not_sent(tmp_path: Path) -> None:
    sound = tmp_path / "sound"
    sound.write_bytes(b"changed")
    out = tmp_path / "out.qab"
    with pytest.raises(UserFacingError, match="audio_damaged"):
        write_bundle(out, Contents([LINE], [], (("ab" * 32, sound),)), manifest, KEY)
    assert sorted(tmp_path.iterdir()) == [sound]


def test_a_name_that_is_no_text_is_refused(small: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(small)) as archive:
        said = json.loads(archive.read("manifest.json"))
    said["members"][0][0] = ["ops-0001.jsonl"]
    with pytest.raises(DamagedBundleError):
        read_manifest(dumps(said).encode(), b"")


_REPEATING = {"letter": b"a" * 300_000, "line": b"0123456789abcdef" * 20_000, "none": LINE}


@settings(max_examples=20)
@given(st.lists(st.sampled_from(sorted(_REPEATING)), max_size=8), st.integers(50_000, 400_000))
def test_what_repeats_itself_is_packed_so_that_it_is_taken(blocks: list[str], cut: int) -> None:
    """A page of one letter is somebody's work, not a bomb."""
    text = b"".join(_REPEATING[each] for each in blocks)
    file = io.BytesIO()
    writer = Writer(file)
    pieces = [text[at : at + cut] for at in range(0, len(text), cut)]
    entry = writer.add("ops-0001.jsonl", pieces, DEFLATED)
    writer.finish()
    with zipfile.ZipFile(file) as archive:
        assert archive.read("ops-0001.jsonl") == text
    assert entry.size <= 100 * entry.packed + (2 << 20)
