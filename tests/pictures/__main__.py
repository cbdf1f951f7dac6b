"""``python -m tests.pictures OUT [--screen ID]… [--scale S]… [--size WxH]… [--theme T]…``

Drives the real program on a filled workspace and saves ``<id>-<zh|en>-<light|dark>-<size>.png``.
Each scale is a process of its own: Qt reads it once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

_LANGUAGES = {"zh": "zh_CN", "en": "en"}
_SHAPES = (("1", "1280x720"), ("1", "1600x900"), ("2", "1280x720"))
"""Scale and logical size."""


def main() -> int:
    asked = _arguments()
    shapes = [
        (scale, size)
        for scale, size in _SHAPES
        if (not asked.scale or scale in asked.scale) and (not asked.size or size in asked.size)
    ] or list(product(asked.scale or ["1"], asked.size))
    if asked.child:
        return _take_all(asked, [size for _, size in shapes])
    status = 0
    for scale in dict.fromkeys(scale for scale, _ in shapes):
        sizes = [size for each, size in shapes if each == scale]
        status = max(status, _child(asked, scale, sizes))
    return status


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.pictures")
    parser.add_argument("out", type=Path)
    parser.add_argument("--screen", action="append", default=[], metavar="ID")
    parser.add_argument("--scale", action="append", default=[], metavar="S")
    parser.add_argument("--size", action="append", default=[], metavar="WxH")
    parser.add_argument("--theme", action="append", choices=["light", "dark"], default=[])
    parser.add_argument("--language", action="append", choices=list(_LANGUAGES), default=[])
    parser.add_argument("--plain", action="store_true", help="<id>-<language>.png, for the guide")
    parser.add_argument("--child", action="store_true", help="in this process")
    return parser.parse_args()


def _child(asked: Namespace, scale: str, sizes: list[str]) -> int:
    command = [sys.executable, "-m", "tests.pictures", str(asked.out), "--child", "--scale", scale]
    for name, values in (
        ("--size", sizes),
        ("--screen", asked.screen),
        ("--theme", asked.theme),
        ("--language", asked.language),
    ):
        command += [part for value in values for part in (name, value)]
    command += ["--plain"] if asked.plain else []
    environment = os.environ | {"QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, env=environment, check=False).returncode


def _take_all(asked: Namespace, sizes: list[str]) -> int:
    from tests.pictures.surfaces import SURFACES

    unknown = set(asked.screen) - {surface.id for surface in SURFACES}
    if unknown:
        sys.stderr.write(f"no such screen: {', '.join(sorted(unknown))}\n")
        return 2
    chosen = [each for each in SURFACES if not asked.screen or each.id in asked.screen]
    with _window() as (app, window):
        from tests.pictures.camera import Camera

        camera = Camera(app, window, asked.out, scale=asked.scale[0], plain=asked.plain)
        for size, language, theme in product(
            sizes, asked.language or _LANGUAGES, asked.theme or ("light", "dark")
        ):
            width, height = map(int, size.split("x"))
            camera.prepare((width, height), _LANGUAGES[language], theme)
            for surface in chosen:
                camera.take(surface)
    return 0


@contextmanager
def _window() -> Iterator[tuple]:
    """The program on a workspace of its own, with the call for the pictures open."""
    with tempfile.TemporaryDirectory(prefix="qa-desktop-pictures-") as own:
        os.environ["QA_DESKTOP_PROFILE"] = own
        from qa_desktop.ui.app import application, open_window
        from qa_desktop.ui.demo.hands import wait_for
        from tests.pictures.content import fill, remember_place
        from tests.pictures.exchange_content import exchange

        app = application()
        folder = Path(own) / "demo"
        workspace = fill(folder)
        remember_place(workspace)
        exchange(workspace, Path(own) / "beside")
        workspace.close()
        window = open_window(app, folder, "zh_CN")
        assert window is not None
        wait_for(lambda: window.inspect.listening, "the player")
        wait_for(lambda: window.inspect.is_ready, "the recording")
        yield app, window
        window.close()


if __name__ == "__main__":
    sys.exit(main())
