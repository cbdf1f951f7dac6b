"""Settings of this workspace: local, with the defaults in one table."""

from __future__ import annotations

import json
from typing import Any, Final

from sqlite_utils import Database

DEFAULTS: Final[dict[str, Any]] = {
    "language": "",
    "theme": "system",
    "daily_target": 60,
    "back_step_ms": 2000,
    "reaction_ms": 500,
    "volume": 80,
    "preset_speed": 150,
    "skip_silence": False,
    "level_loudness": True,
    "agents_channel": "left",
    "role": "inspector",
    "scorecard": "inbound-service",
    "scorecard_by_business": {},
    "file_patterns": [],
    "match_tolerance_s": 120,
    "match_duration_tolerance_s": 3,
    "layout": {},
    "keys": {},
    "last_call": "",
    "backup_place": "",
    "inbox_folder": "",
    "cache_limit_gb": 0,
    "tier_rule": {},
    "agent_word": "坐席",
    "lead_word": "组长",
    "fund_word": "奶茶基金",
    "fine_word": "扣罚",
    "postponed_conflicts": [],
    "bundle_folder": "",
    "clip_folder": "",
    "clip_format": "mp3",
    "clip_hidden": {},
    "to_vouch": {},
    "unlock_minutes": 15,
    "identity_card": "",
    "untied_rows": [],
}
"""``language`` empty means that of the system; ``scorecard`` is a template's id;
``preset_speed`` in percent is the speed that a key goes to and comes back from;
``agents_channel`` is where the telephone system records the agent, "left" or "right";
``reaction_ms`` is taken off what is marked while a call plays;
``backup_place`` a second folder for backups, ``inbox_folder`` one where bundles of others arrive,
empty for none; ``cache_limit_gb`` how much prepared
sound is kept, 0 leaves it to the program; ``tier_rule`` what differs from
``domain.tiers.TierRule``; the four words are what this centre calls an agent, a team lead,
the fund of its fines and a fine;
``postponed_conflicts`` what ``services.conflict_inbox`` has put off; ``bundle_folder`` where
bundles were written last, ``clip_folder`` where clips were saved last, and as what;
``clip_hidden`` what was hidden in clips (``store.hidden_parts``);
``to_vouch`` what a merge that was stopped left to be vouched for (``services.passphrase``);
``unlock_minutes`` how long a passphrase holds, 0 asks every time; ``identity_card`` the signed
card of this person; ``keys`` what differs from the keys that acts come with (``ui.key_table``);
``untied_rows`` rows of call lists and the calls that they are not of (``services.untying``)."""


def get_setting(db: Database, key: str) -> Any:
    """The stored value, else the default. An unknown key is a programming error."""
    default = DEFAULTS[key]
    row = db.conn.execute("SELECT value FROM setting WHERE key = ?", [key]).fetchone()
    return json.loads(row[0]) if row else default


def set_setting(db: Database, key: str, value: Any) -> None:
    assert key in DEFAULTS, key  # noqa: S101 - a typo must not vanish into the table
    with db.atomic():
        db.conn.execute(
            "INSERT OR REPLACE INTO setting VALUES (?, ?)",
            [key, json.dumps(value, ensure_ascii=False)],
        )
