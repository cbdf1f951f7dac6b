"""Where a workspace should not lie: network drives and folders that a cloud program rewrites."""

from __future__ import annotations

import ctypes
import re
import sys
from pathlib import Path

from qa_desktop.texts import Text, text

_CLOUD = ("onedrive", "dropbox", "icloud", "google drive", "nutstore", "坚果云", "baidusyncdisk")
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "9p", "fuse.rclone"}
_DRIVE_REMOTE = 4
_MOUNTS = Path("/proc/mounts")


def location_warnings(folder: Path) -> list[Text]:
    """Why this is a risky place for a workspace; empty for an ordinary local disk."""
    found = []
    if any(cloud in part.lower() for part in folder.parts for cloud in _CLOUD):
        found.append(text("workspace.cloud_folder", path=str(folder)))
    if _is_network(folder):
        found.append(text("workspace.network_drive", path=str(folder)))
    return found


def _is_network(folder: Path) -> bool:
    if sys.platform == "win32":
        drive = folder.drive
        if drive.startswith("\\\\"):
            return True
        return ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _DRIVE_REMOTE
    if not _MOUNTS.exists():
        return False
    lines = [line.split() for line in _MOUNTS.read_text(errors="surrogateescape").splitlines()]
    mounted = [(_unescaped(at), kind) for _, at, kind, *_ in lines]
    inside = [(len(at), kind) for at, kind in mounted if folder.is_relative_to(at)]
    return bool(inside) and max(inside)[1] in _NETWORK


def _unescaped(at: str) -> str:
    """The kernel writes blanks in a path as octal escapes."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), at)
