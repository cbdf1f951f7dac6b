"""Scorecards on the command line: compared, published, retired, tried out."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_factories import Cli

from factories_scoring import WORKED
