"""What leaves the house is whole: the wheel, and the folder of the installer (slow).

Nothing is installed; the wheel is unpacked beside, and a fresh process reads it from there.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook

from qa_desktop.__main__ import main
from qa_desktop.store.copy_check import NOT_OURS, SOUND
from qa_desktop.store.workspace import Workspace

ROOT = Path(__file__).parent.parent
SPEC = ROOT / "build_installer.spec"
DATA = ("resources", "forms", "docs/guide")
PATHS_OF_THE_WHEEL = """
import json
from qa_desktop import paths, texts
from qa_desktop.store.scorecard_templates import built_in_templates
print(json.dumps({
    "resources": str(paths.resources()),
    "forms": str(paths.forms()),
    "guide": str(paths.docs("guide")),
    "texts": len(texts.catalogue()),
    "templates": len(built_in_templates()),
}))
"""


def data_files() -> list[Path]:
    """Every file of ``resources/``, ``forms/`` and the user guide that git would take."""
    files = [file for name in DATA for file in (ROOT / name).rglob("*") if file.is_file()]
    return [file.relative_to(ROOT) for file in files if "__pycache__" not in file.parts]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built offline and unpacked."""
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling, which builds the wheel, is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--wheel-dir"]
    command = [sys.executable, "-m", "pip", "wheel", *options, str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = folder.glob("qa_desktop-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_every_data_file_as_it_is(unpacked: Path) -> None:
    assert len(data_files()) > 60
    for file in data_files():
        assert (unpacked / "qa_desktop" / file).read_bytes() == (ROOT / file).read_bytes(), file


def test_the_data_files_of_the_wheel_can_be_read(unpacked: Path) -> None:
    opened = {".toml": 0, ".xlsx": 0, ".svg": 0, ".qm": 0, ".opus": 0, ".mp3": 0, ".wav": 0}
    for file in (unpacked / "qa_desktop").rglob("*"):
        if file.suffix in opened:
            opened[file.suffix] += 1
            _open(file)
    assert all(opened.values()), opened


def _open(file: Path) -> None:
    content = file.read_bytes()
    match file.suffix:
        case ".toml":
            assert tomllib.loads(content.decode("utf-8"))
        case ".xlsx":
            book = load_workbook(file, read_only=True)
            assert book.sheetnames
            book.close()
        case ".svg":
            assert b"<svg" in content
        case ".qm":
            assert content.startswith(bytes.fromhex("3cb86418caef9c95"))
        case ".opus" | ".mp3" | ".wav":
            import soundfile

            assert soundfile.info(file).frames > 0


def test_the_program_finds_its_data_in_the_wheel(unpacked: Path, tmp_path: Path) -> None:
    found = json.loads(_python("-c", PATHS_OF_THE_WHEEL, cwd=tmp_path, site=unpacked))
    assert Path(found["resources"]) == unpacked / "qa_desktop" / "resources"
    assert Path(found["forms"]) == unpacked / "qa_desktop" / "forms"
    assert Path(found["guide"]) == unpacked / "qa_desktop" / "docs" / "guide"
    assert found["texts"] > 100
    assert found["templates"] == len(list((ROOT / "forms" / "scorecards").glob("*.toml")))


def _python(*arguments: str, cwd: Path, site: Path) -> bytes:
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=True)
    return done.stdout


QT = "PySide6/Qt"
FOUND = [
    (f"{QT}/plugins/imageformats/libqsvg.so", "qsvg", "BINARY"),
    (f"{QT}/plugins/imageformats/libqpdf.so", "qpdf", "BINARY"),
    ("PySide6/QtGui.abi3.so", "gui module", "EXTENSION"),
    ("_cffi_backend.so", "cffi module", "EXTENSION"),
    ("libpython3.11.so.1.0", "python", "BINARY"),
    (f"{QT}/lib/libQt6Gui.so.6", "gui", "BINARY"),
    (f"{QT}/lib/libQt6Svg.so.6", "svg", "BINARY"),
    (f"{QT}/lib/libQt6Pdf.so.6", "pdf", "BINARY"),
    ("libpng.so", "png", "BINARY"),
    ("libasound.so.2", "asound", "BINARY"),
]
LINKS = {"qsvg": ["libQt6Svg.so.6"], "svg": ["libQt6Gui.so.6"], "gui": ["libpng.so"]}
"""A little of what PyInstaller finds by itself, and what of it links to what."""


class _Analysis:
    """Stands for PyInstaller's: keeps what the spec hands to it, and has found ``FOUND``."""

    def __init__(self, scripts: list[str], **given: Any) -> None:
        self.scripts, self.given = scripts, given
        self.pure: list[Any] = []
        self.binaries = list(FOUND)
        self.datas = [(Path(name).name, name, "SYMLINK") for name, _, _ in FOUND if "/lib/" in name]
        translations = (f"{QT}/translations/qt{part}.qm" for part in ("base_zh_CN", "base_de"))
        self.datas += [(name, name, "DATA") for name in translations]


@pytest.fixture
def spec(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> _Analysis:
    """What the spec asks PyInstaller to pack, on this machine; PyInstaller need not be here."""

    def get_imports(file: str) -> list[tuple[str, None]]:
        return [(name, None) for name in LINKS.get(file, [])]

    bindepend = SimpleNamespace(get_imports=get_imports)
    monkeypatch.setitem(sys.modules, "PyInstaller.depend.bindepend", bindepend)
    metadata = SimpleNamespace(copy_metadata=lambda name: [(str(ROOT), f"metadata of {name}")])
    monkeypatch.setitem(sys.modules, "PyInstaller.utils.hooks", metadata)
    steps = dict.fromkeys(("PYZ", "EXE", "COLLECT", "BUNDLE"), lambda *_, **__: "built")
    index = tmp_path / "licences" / "index.txt"
    index.parent.mkdir()
    index.touch()
    gathered = SimpleNamespace(works=list, write=lambda _works, _folder: index)
    monkeypatch.setitem(sys.modules, "licences", gathered)
    (tmp_path / "icon").touch()
    icons = dict.fromkeys(("ico", "icns", "png"), tmp_path / "icon")
    painted = SimpleNamespace(write_icons=lambda _svg, _folder: icons)
    monkeypatch.setitem(sys.modules, "app_icon", painted)
    monkeypatch.setattr(sys, "path", [*sys.path])
    places = {"SPECPATH": str(ROOT), "DISTPATH": str(tmp_path / "dist")}
    names: dict[str, Any] = {**places, "Analysis": _Analysis, **steps}
    exec(compile(SPEC.read_text(encoding="utf-8"), str(SPEC), "exec"), names)
    return names["a"]


def test_what_nobody_uses_stays_out_with_all_that_only_it_links_to(spec: _Analysis) -> None:
    packed = {Path(name).name for name, _, _ in spec.binaries}
    out = {"libqpdf.so", "libQt6Pdf.so.6", "libasound.so.2"}
    assert packed == {Path(name).name for name, _, _ in FOUND} - out
    links = {name for name, _, kind in spec.datas if kind == "SYMLINK"}
    assert links == {"libQt6Gui.so.6", "libQt6Svg.so.6"}
    translations = [name for name, _, _ in spec.datas if "translations" in name]
    assert translations == [f"{QT}/translations/qtbase_zh_CN.qm"]


def test_every_path_that_the_spec_names_is_there(spec: _Analysis) -> None:
    named = [*spec.scripts, *(source for source, _ in spec.given["datas"])]
    libraries = [source for source, _ in spec.given["binaries"]]
    assert [path for path in [*named, *libraries] if not Path(path).exists()] == []
    assert {target for _, target in spec.given["datas"]} >= set(DATA)


def test_the_spec_lays_vlc_where_the_player_looks_for_it(spec: _Analysis) -> None:
    packed = {f"{folder}/{Path(source).name}" for source, folder in spec.given["binaries"]}
    assert {"vlc/libvlc.so.5", "vlc/libvlccore.so.9"} <= packed or sys.platform != "linux"
    assert any(name.startswith("vlc/plugins/demux/libwav_plugin.") for name in packed)
    assert not any("avcodec" in name for name in packed)
    for source, folder in spec.given["binaries"]:
        if "plugins" in folder:  # each names its licence; the interface "dummy" names the GPL
            assert b"GNU Lesser General Public License" in Path(source).read_bytes(), source


def test_the_versions_that_about_shows_are_packed(spec: _Analysis) -> None:
    from qa_desktop.ui.settings.about_page import LIBRARIES

    packed = {target for _, target in spec.given["datas"]}
    assert {f"metadata of {name}" for name, _ in LIBRARIES} <= packed


def test_the_licences_are_packed_and_the_menu_entry_lies_beside(
    spec: _Analysis, tmp_path: Path
) -> None:
    assert ("licences/index.txt", str(tmp_path / "licences" / "index.txt"), "DATA") in spec.datas
    if sys.platform == "linux":
        share = tmp_path / "dist" / "qa-desktop" / "share"
        assert {"register.sh", "qa-desktop.desktop"} <= {file.name for file in share.iterdir()}


def test_the_spec_takes_all_our_modules_but_the_one_of_pyav(spec: _Analysis) -> None:
    packed = set(spec.given["hiddenimports"])
    assert {"qa_desktop", "qa_desktop.cli.health", "qa_desktop.ui.demo.driver"} <= packed
    assert "qa_desktop.audio.pyav_source" not in packed
    assert {"av", "qa_desktop.audio.pyav_source"} <= set(spec.given["excludes"])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux finds libraries by this variable")
@pytest.mark.parametrize("before", [None, "/opt/lib"])
def test_programs_opened_from_the_frozen_one_get_their_own_libraries(
    monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "argv", ["qa-desktop", "--version"])
    monkeypatch.setenv("PYINSTALLER_RESET_ENVIRONMENT", "")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/installed/_internal")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before or "")
    if before is None:
        monkeypatch.delenv("LD_LIBRARY_PATH_ORIG")
    with pytest.raises(SystemExit):
        main()
    assert os.environ.get("LD_LIBRARY_PATH") == before
    assert os.environ["PYINSTALLER_RESET_ENVIRONMENT"] == "1"  # for processes of ourselves


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen program."""
    if importlib.util.find_spec("PyInstaller") is None:
        pytest.skip("PyInstaller is not installed (the extra `build`)")
    folder = tmp_path_factory.mktemp("installer")
    places = ["--distpath", str(folder / "dist"), "--workpath", str(folder / "work")]
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", *places, str(SPEC)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return folder / "dist" / "qa-desktop"


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_frozen_program_does_the_whole_job_alone(installed: Path, tmp_path: Path) -> None:
    """Nothing of this machine's Python is in reach, and no folder of the person's is there yet."""
    program = installed / "qa-desktop"
    environment = {"HOME": str(tmp_path / "home"), "PATH": "", "PYTHONPATH": "/nonexistent"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(program), *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    assert "qa-desktop [OPTIONS]" in run("--help").stdout
    demo = run("demo", "--json", "--out", str(tmp_path / "out"))
    assert demo.returncode == 0, demo.stderr
    assert all(step["ok"] for step in json.loads(demo.stdout)["steps"])
    assert json.loads(run("check", "--json").stdout)["error"]["id"] == "workspace.missing"
    Workspace.open(tmp_path / "workspace", name="李敏", number="8001").close()
    assert run("check", "--workspace", str(tmp_path / "workspace")).returncode == 0
    # Processes of itself: the check of a backup, and the windows that the bench times.
    assert run("check-copy", str(tmp_path / "workspace" / "workspace.db")).returncode == SOUND
    assert run("check-copy", str(program)).returncode == NOT_OURS
    assert run("backup", "--workspace", str(tmp_path / "workspace")).returncode == 0
    (figure,) = json.loads(run("bench", "window", "--json").stdout)
    assert figure["name"] == "window_up"


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_frozen_program_says_which_decoder_it_came_without(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "call.amr").write_bytes(b"#!AMR\n" + bytes.fromhex("3c" + "00" * 31) * 50)
    command = [str(installed / "qa-desktop"), "--workspace", str(tmp_path / "workspace")]
    command += ["peaks", str(tmp_path / "call.amr"), "--json"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert json.loads(done.stdout)["error"]["id"] == "audio.no_decoder"


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_frozen_program_holds_nothing_of_the_gpl(installed: Path) -> None:
    names = {file.name.lower() for file in installed.rglob("*")}
    index = (installed / "_internal" / "licences" / "THIRD-PARTY-LICENSES.txt").read_text("utf-8")
    for work in ("PySide6_Essentials", "VLC", "libsndfile", "Python", "numpy"):
        assert f"\n{work}" in index, work
    refused = (
        "libdummy_plugin",
        "x264",
        "x265",
        "avcodec",
        "readline",
        "gdbm",
        "faad",
        "liba52",
        "fluidsynth",
    )
    assert [name for name in names if any(word in name for word in refused)] == []
    data = {Path("_internal") / file for file in data_files()}
    assert [file for file in data if not (installed / file).is_file()] == []
