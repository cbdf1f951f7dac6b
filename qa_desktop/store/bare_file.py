"""What marks a workspace's database, and the barest way to open one.

Loads SQLite and nothing else: the child process that checks a copy has nothing else to wait for,
and ``sqlite_utils`` takes three times as long as the check of a small workspace (it loads numpy).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3 as sqlite3
else:
    try:  # the one that ``sqlite_utils`` takes
        import pysqlite3 as sqlite3
    except ImportError:
        import sqlite3

APPLICATION_ID = 0x51414454
"""``QADT``: tells our files from other SQLite databases."""

SCHEMA_VERSION = 4
"""``user_version`` of the file; raised by every migration."""


def open_plainly(file: Path) -> sqlite3.Connection:
    """A bare connection to a file beside the workspace: a backup that is made or looked at."""
    connection = sqlite3.connect(str(file), isolation_level=None)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection
