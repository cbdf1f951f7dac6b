"""Lines made ready by children: the same as here, in their order; one that dies is told of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle import preparing
from qa_desktop.exchange.bundle.lines import personal_line, read_values
from qa_desktop.exchange.bundle.preparing import Preparing
from qa_desktop.journal.personal import salted

FRAMES = [
    b"".join(personal_line(salted(f"{frame}:{line}", bytes)) for line in range(50))
    for frame in range(60)
]
"""More than may wait for their answers."""


@pytest.fixture
def children() -> Iterator[Preparing]:
    made = Preparing(preparing._WORTH_CHILDREN + 1)
    yield made
    made.end()


def test_answers_come_in_the_order_of_the_questions(children: Preparing) -> None:
    found = list(children.prepared(("values", frame) for frame in FRAMES))
    assert [tuple(map(tuple, values)) for _kind, values in found] == [
        tuple(read_values(frame)) for frame in FRAMES
    ]


def test_a_child_that_dies_is_told_of(children: Preparing) -> None:
    def frames() -> Iterator[tuple[preparing.Kind, bytes]]:
        for number, frame in enumerate(FRAMES):
            if number == 20:
                for child in children._children:
                    child.process.kill()
            yield "values", frame

    with pytest.raises(UserFacingError) as caught:
        list(children.prepared(frames()))
    assert caught.value.id == "bundle.stopped"
