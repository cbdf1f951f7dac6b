"""Begins by saying that an annotation is saved and saves none: the kill test must notice."""

from __future__ import annotations

import kill_child


class LyingChild(kill_child.Child):
    def work(self) -> None:
        self.log.did("annotation", id="lost", call="some call", text="没有保存过的话", at=0)
        super().work()


if __name__ == "__main__":
    kill_child.Child = LyingChild  # type: ignore[misc]
    kill_child.main()
