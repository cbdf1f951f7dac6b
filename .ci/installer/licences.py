"""Whose work the installed program holds, under which licence; and a refusal of what is GPL only.

Everything that is packed has to be accounted for: it is a file of an installed distribution, of
Python itself, or a library of the system that is listed here. Anything else stops the build, so
that a new library cannot slip in unread (docs/decisions/0003).
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

HERE = Path(__file__).parent
TEXTS = HERE / "texts"
VLC_PLUGIN = re.compile(r"_plugin\.(so|dll|dylib)$")
LESSER = b"GNU Lesser General Public License"
INDEX = "THIRD-PARTY-LICENSES.txt"


@dataclass(frozen=True)
class Work:
    """One piece of somebody's: ``texts`` are licence files, file name → content."""

    name: str
    version: str
    licence: str
    source: str
    texts: Mapping[str, str]


SYSTEM_LIBRARIES = tomllib.loads((HERE / "system_libraries.toml").read_text("utf-8"))["library"]

READ_BY_US = {"pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception"}
"""Licences of distributions whose metadata do not say enough; the exception frees the rest."""

IN_OUR_SOURCE = (
    Work(
        "OpenCC (its table of characters, in qa_desktop/domain/han_variants.py)",
        "1.4.2",
        "Apache-2.0",
        "https://github.com/BYVoid/OpenCC",
        {},
    ),
)
"""What no packed file of its own shows: taken into a module of this program, changed as it says."""

HEAD = """QA Desktop 质检工作台: licences of what it is made of
本程序随带的第三方软件及其许可

QA Desktop itself is under the MIT licence (LICENSE). It ships with the works below; their licence
texts lie beside this file. Nothing in this folder is under the GPL alone.
本程序以 MIT 许可发布；下列为随带的第三方软件，许可全文见同一文件夹。其中没有仅以 GPL 许可的软件。

Libraries under the LGPL (Qt for Python and Qt, VLC, libsndfile and others, as listed) are linked
dynamically and lie in this folder as files of their own. You may replace each by your own build of
the same interface: put a file of the same name in its place. Reverse engineering for debugging
such changes is allowed. Their source is at the addresses given; of the exact versions in this
program it can also be had from whoever gave you this program.
以 LGPL 许可的库均为独立文件、动态链接，可用您自己编译的同接口版本替换同名文件；源代码见所列地址。
"""


def is_gpl_only(licence: str) -> bool:
    """Whether every choice that the licence leaves is the GPL (or AGPL) without an exception."""
    choices = re.split(r"\bOR\b|\bor a\b|;", licence)
    return all(
        re.search(r"(?<!L)\bA?GPL|(?<!Lesser )General Public", choice) is not None
        and re.search(r"exception", choice, re.IGNORECASE) is None
        for choice in choices
    )


def works(packed: Iterable[tuple[str, str]]) -> list[Work]:
    """Whose the packed files are: (place in the folder, file on this machine) each.

    Ends the build, naming the file, for one that nobody accounts for, and for what is GPL only.
    """
    packed = list(packed)
    _refuse_gpl_plugins(packed)
    owners = _owners()
    found: dict[str, Work] = {}
    strangers = []
    for place, source in packed:
        work = _work_of(place.replace("\\", "/"), Path(source), owners)
        if work is None:
            strangers.append(f"{place} ({source})")
        else:
            found.setdefault(work.name, work)
    if strangers:
        raise SystemExit(
            "Whose are these? Add them to .ci/installer/system_libraries.toml: "
            + ", ".join(strangers)
        )
    refused = [work.name for work in found.values() if is_gpl_only(work.licence)]
    if refused:
        raise SystemExit("Under the GPL, may not be in the installer: " + ", ".join(refused))
    return sorted(found.values(), key=lambda work: work.name.lower())


def _refuse_gpl_plugins(packed: Iterable[tuple[str, str]]) -> None:
    """Each plugin of VLC holds a sentence that names its licence (``vlc_entry_license``)."""
    plugins = [Path(source) for _, source in packed if VLC_PLUGIN.search(source)]
    refused = [file.name for file in plugins if LESSER not in file.read_bytes()]
    if refused:
        raise SystemExit("Plugins of VLC that are not under the LGPL: " + ", ".join(refused))


def write(found: list[Work], folder: Path) -> Path:
    """The index and the texts, as a folder to pack; the index's path."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    lines = [HEAD]
    for work in [*found, *IN_OUR_SOURCE]:
        lines += [
            "-" * 78,
            f"{work.name} {work.version}".rstrip(),
            f"  {work.licence}",
            f"  {work.source}",
        ]
        for name, content in work.texts.items():
            file = re.sub(r"[^\w.-]+", "-", f"{work.name}-{name}").strip("-")
            (folder / file).write_text(content, encoding="utf-8")
            lines.append(f"  → {file}")
    for text in sorted(TEXTS.glob("*.txt")):
        (folder / text.name).write_bytes(text.read_bytes())
        lines += ["-" * 78, f"Text of the {text.stem}", f"  → {text.name}"]
    index = folder / INDEX
    index.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return index


def _owners() -> dict[Path, Distribution]:
    """Every file of every installed distribution."""
    owners = {}
    for each in distributions():
        for file in each.files or ():
            owners[Path(str(file.locate())).resolve()] = each
    return owners


def _work_of(place: str, source: Path, owners: Mapping[Path, Distribution]) -> Work | None:
    for candidate in (source, source.resolve()):
        if candidate in owners:
            return _of_distribution(owners[candidate])
    name = place.rpartition("/")[2]
    if _is_python(name, source):
        return _python()
    for library in SYSTEM_LIBRARIES:
        if re.search(library["places"], place):
            texts = _texts_of_the_system(source)
            return Work(library["name"], "", library["licence"], library["source"], texts)
    return None


def _is_python(name: str, source: Path) -> bool:
    """The interpreter's library and the standard library's modules, also as PyInstaller's zip."""
    library = Path(re.__file__).resolve().parent.parent
    path = source.resolve()
    inside = path.is_relative_to(library) and "site-packages" not in path.parts
    return inside or re.match(r"(lib)?python3|base_library\.zip$", name) is not None


def _python() -> Work:
    library = Path(re.__file__).resolve().parent.parent
    places = (library / "LICENSE.txt", Path(sys.base_prefix, "LICENSE.txt"))
    text = next((place for place in places if place.exists()), None)
    content = {"LICENSE.txt": text.read_text(encoding="utf-8")} if text else {}
    return Work("Python", sys.version.split()[0], "PSF-2.0", "https://www.python.org", content)


def _of_distribution(found: Distribution) -> Work:
    about = found.metadata
    licence = about.get("License-Expression") or about.get("License") or ""
    if not licence or "\n" in licence or len(licence) > 120:
        named = [
            c.split("::")[-1].strip()
            for c in about.get_all("Classifier") or ()
            if "License ::" in c
        ]
        licence = "; ".join(named) or "see its text"
    licence = READ_BY_US.get(about["Name"], licence)
    links = [link.split(",", 1)[-1].strip() for link in about.get_all("Project-URL") or ()]
    address = about.get("Home-page") or next(iter(links), "its distribution names no address")
    texts = {}
    for file in found.files or ():
        if re.match(r"(licen[cs]e|copying|notice|copyright|authors)", file.name, re.IGNORECASE):
            path = Path(str(file.locate()))
            if (
                file.suffix.lower() in ("", ".txt", ".md", ".rst", ".bsd", ".apache")
                and path.is_file()
            ):
                name = file.name if file.name not in texts else f"{file.parent.name}-{file.name}"
                texts[name] = path.read_text(encoding="utf-8", errors="replace")
    return Work(about["Name"], found.version, licence, address, texts)


def _texts_of_the_system(source: Path) -> dict[str, str]:
    """What Debian and Ubuntu keep beside a library; VLC's own file elsewhere."""
    beside = [source.parent / name for name in ("COPYING.LIB", "COPYING", "COPYING.txt")]
    for file in beside:
        if file.is_file():
            return {file.name: file.read_text(encoding="utf-8", errors="replace")}
    if not Path("/usr/bin/dpkg-query").exists():
        return {}
    real = str(source.resolve())
    for path in (real, real.removeprefix("/usr")):
        said = subprocess.run(  # noqa: S603 - a fixed program, no shell
            ["/usr/bin/dpkg-query", "-S", path], capture_output=True, text=True, check=False
        )
        if said.returncode == 0:
            file = Path("/usr/share/doc", said.stdout.split(":")[0], "copyright")
            if file.is_file():
                return {"copyright.txt": file.read_text(encoding="utf-8", errors="replace")}
    return {}
