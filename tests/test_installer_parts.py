"""The parts of the installer that need no build: licences, icons, menu entry, set-up script."""

from __future__ import annotations

import configparser
import importlib.util
import re
import struct
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

from qa_desktop import __version__, paths

ROOT = Path(__file__).parent.parent
PARTS = ROOT / ".ci" / "installer"


def _part(name: str) -> ModuleType:
    """A module of the build, which is no package."""
    found = importlib.util.spec_from_file_location(f"installer_{name}", PARTS / f"{name}.py")
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[found.name] = module  # dataclasses look their module up
    found.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def licences() -> ModuleType:
    return _part("licences")


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("GPL-3.0-only", True),
        ("GPLv2+", True),
        ("AGPL-3.0-or-later", True),
        ("GNU General Public License v2 (GPLv2)", True),
        ("MIT", False),
        ("LGPL-2.1+", False),
        ("GNU Lesser General Public License v2 or later (LGPLv2+)", False),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", False),
        ("Apache Software License; GNU General Public License v2 (GPLv2)", False),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", False),
    ],
)
def test_gpl_alone_is_refused(licences: ModuleType, licence: str, refused: bool) -> None:
    assert licences.is_gpl_only(licence) is refused


def test_every_library_of_the_table_leaves_a_choice_beside_the_gpl(licences: ModuleType) -> None:
    table = tomllib.loads((PARTS / "system_libraries.toml").read_text(encoding="utf-8"))["library"]
    assert len(table) > 30
    for library in table:
        assert set(library) == {"name", "licence", "source", "places"}
        assert not licences.is_gpl_only(library["licence"]), library["name"]
        re.compile(library["places"])


def test_packed_files_are_traced_to_whose_they_are(licences: ModuleType, tmp_path: Path) -> None:
    import click
    import numpy

    packed = [
        ("click", click.__file__),
        ("numpy", numpy.__file__),
        ("json", sys.modules["json"].__file__ or ""),
        ("libz.so.1", "/lib/libz.so.1"),
        ("base_library.zip", str(tmp_path / "base_library.zip")),  # PyInstaller's
    ]
    found = licences.works(packed)
    by_name = {work.name: work for work in found}
    assert {"click", "numpy", "Python", "zlib"} <= by_name.keys()
    assert "BSD" in by_name["click"].licence and by_name["click"].texts
    index = licences.write(found, tmp_path / "licences")
    said = index.read_text(encoding="utf-8")
    for name in re.findall(r"→ (.+)", said):
        assert (index.parent / name).stat().st_size > 100
    assert {"LGPL-2.1.txt", "LGPL-3.0.txt", "GPL-3.0.txt"} <= set(re.findall(r"→ (.+)", said))
    assert "replace" in said and "替换" in said
    assert "OpenCC" in said and "Apache-2.0.txt" in said


def test_a_file_of_nobody_and_a_gpl_plugin_stop_the_build(
    licences: ModuleType, tmp_path: Path
) -> None:
    with pytest.raises(SystemExit, match="libstrange"):
        licences.works([("libstrange.so.1", "/lib/libstrange.so.1")])
    for sentence, passes in ((licences.LESSER, True), (b"GNU General Public License", False)):
        plugin = tmp_path / "libany_plugin.so"
        plugin.write_bytes(b"\x7fELF " + sentence)
        packed = [("vlc/plugins/x/libany_plugin.so", str(plugin))]
        if passes:
            assert [work.name for work in licences.works(packed)] == ["VLC"]
        else:
            with pytest.raises(SystemExit, match="libany_plugin"):
                licences.works(packed)


def test_the_icon_becomes_files_of_each_system(tmp_path: Path) -> None:
    from PySide6.QtGui import QImage

    app_icon = _part("app_icon")
    made = app_icon.write_icons(paths.resources("icons", "app.svg"), tmp_path)
    ico, icns = made["ico"].read_bytes(), made["icns"].read_bytes()
    count = struct.unpack_from("<HHH", ico)[2]
    assert count == len(app_icon.ICO_SIZES)
    for number in range(count):
        size, *_, length, at = struct.unpack_from("<BBBBHHII", ico, 6 + 16 * number)
        picture = QImage.fromData(ico[at : at + length], "PNG")
        assert picture.width() == (size or 256)
        assert picture.pixelColor(picture.width() // 2, picture.width() // 8).blue() > 150
    assert icns[:4] == b"icns" and struct.unpack(">I", icns[4:8])[0] == len(icns)
    assert QImage(str(made["png"])).width() == 256


@pytest.mark.skipif(sys.platform != "linux", reason="the menu entry of Linux")
def test_the_menu_entry_comes_and_goes(tmp_path: Path) -> None:
    folder = tmp_path / "QA & 质检" / "qa-desktop"
    share = folder / "share"
    share.mkdir(parents=True)
    for file in (PARTS / "linux").iterdir():
        (share / file.name).write_bytes(file.read_bytes())
    (share / "qa-desktop.png").write_bytes(b"png")
    data = tmp_path / "data"
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "XDG_DATA_HOME": str(data)}
    command = ["sh", str(share / "register.sh")]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    entry = configparser.RawConfigParser()
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(data / "applications" / "qa-desktop.desktop", encoding="utf-8")
    shown = dict(entry["Desktop Entry"])
    assert shown["Exec"] == f'"{folder}/qa-desktop" %f'
    assert shown["MimeType"] == "application/vnd.qa-desktop.bundle;"
    assert shown["Name[zh_CN]"] == "质检工作台"
    mime = ET.parse(data / "mime" / "packages" / "qa-desktop-mime.xml").getroot()
    assert [each.get("pattern") for each in mime.iter() if each.get("pattern")] == ["*.qab"]
    assert (data / "icons/hicolor/256x256/apps/qa-desktop.png").read_bytes() == b"png"
    subprocess.run([*command, "--remove"], env=environment, check=True, capture_output=True)
    assert not (data / "applications" / "qa-desktop.desktop").exists()
    assert not (data / "mime" / "packages" / "qa-desktop-mime.xml").exists()


def test_the_set_up_script_names_what_the_build_makes() -> None:
    script = (PARTS / "windows.iss").read_text(encoding="utf-8")
    spec = (ROOT / "build_installer.spec").read_text(encoding="utf-8")
    assert 'program("QA Desktop", console=False)' in spec and "QA Desktop.exe" in script
    assert "dist\\qa-desktop\\*" in script and 'name="qa-desktop"' in spec
    assert ".qab" in script and "qab" in spec
    guide = (ROOT / "docs" / "installer.md").read_text(encoding="utf-8")
    assert f"/DVersion={__version__}" in guide


def test_the_program_starts_itself_from_source_and_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.own_program() == [sys.executable, "-m", "qa_desktop"]
    assert paths.third_party_licences() is None
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paths.own_program() == [sys.executable]
