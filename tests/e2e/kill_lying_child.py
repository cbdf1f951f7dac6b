"""Says that annotations are saved and does not save them: the kill test must notice."""

from __future__ import annotations

import kill_child


def _annotate(self: kill_child.Child) -> None:
    words = f"没有保存 {self._next()}"
    self.log.did("annotation", id=f"lost-{self.number}", call=self._call(), text=words, at=0)


if __name__ == "__main__":
    kill_child.Child.annotate = _annotate
    kill_child.main()
