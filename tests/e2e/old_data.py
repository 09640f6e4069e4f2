# SPDX-License-Identifier: EUPL-1.2
"""The data directories of releases (tests/fixtures/data_dir): their configuration and their rows."""
import pathlib

from daemon import Daemon
from jono import FIXTURES, expect

FOLDER = FIXTURES / "data_dir"


def settings_of(data: pathlib.Path, http: int, feed: int) -> str:
    text = (FOLDER / "config.yaml").read_text(encoding="utf-8")
    return text.replace("@DATA@", str(data)).replace("@HTTP@", str(http)).replace("@FEED@", str(feed))


def hours_of(daemon: Daemon) -> str:
    """The rows of the days that the events are of, as NDJSON."""
    status, text = daemon.get("/api/v1/hours?format=ndjson&from=2026-11-15T22:00:00Z&to=2026-11-17T22:00:00Z&limit=10000")
    expect("the rows are given", status, 200)
    return text
