#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Who may include whom, and which outside library where: the architecture, as a test.

Adding an edge means changing this table, where everybody sees it. Run from anywhere; exit 0 or 1.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# folder -> folders it may include, beside itself
MAY_INCLUDE = {
    "daemon/base": [],
    "daemon/event": ["daemon/base"],
    "daemon/calendar": ["daemon/base"],
    "daemon/engine": ["daemon/base", "daemon/event", "daemon/calendar"],
    "daemon/store": ["daemon/base", "daemon/event", "daemon/engine"],
    "daemon/ledger": ["daemon/base", "daemon/event", "daemon/engine", "daemon/store"],
    "daemon/outbox": ["daemon/base", "daemon/event", "daemon/store"],
    "daemon/metrics": ["daemon/base", "daemon/event", "daemon/engine", "alerting"],
    "daemon/report": ["daemon/base", "daemon/calendar", "daemon/engine", "daemon/store"],
    "daemon/http": ["daemon/base", "daemon/engine", "daemon/store", "daemon/report",
                    "daemon/metrics", "alerting"],
    "daemon/config": ["daemon/base", "daemon/event", "daemon/calendar", "daemon/engine",
                      "daemon/report", "daemon/http", "collectors", "alerting"],
    "daemon/api": ["daemon/base", "daemon/event", "daemon/calendar", "daemon/engine",
                   "daemon/ledger", "daemon/report", "daemon/metrics", "daemon/http",
                   "daemon/config", "alerting"],
    "daemon/app": None,  # joins everything
    "collectors": ["daemon/base", "daemon/event"],
    "alerting": ["daemon/base", "daemon/calendar", "daemon/engine"],
}

# The simulator's traffic follows opening hours; a mapping reads local times; files tell of local days.
EXTRA_EDGES = {("collectors/simulator", "daemon/calendar"),
               ("collectors/mapping", "daemon/calendar"),
               ("collectors/file", "daemon/calendar")}

# first part of an angle-bracket include -> folders that may use it; std is free everywhere
OUTSIDE = {
    "boost/asio": ["collectors", "daemon/http", "daemon/app"],
    "boost/beast": ["daemon/http"],
    "boost/json": ["daemon/event", "daemon/report", "daemon/http", "daemon/api", "daemon/app", "collectors",
                   "alerting"],
    "boost/url": ["daemon/http"],
    "boost/intrusive": ["daemon/engine"],
    "boost/container": ["daemon/engine"],
    "sodium": ["collectors", "daemon/event", "daemon/store", "daemon/http", "alerting"],
    "zlib": ["daemon/http", "collectors"],
    "openssl": ["daemon/http"],
    "crypt": ["daemon/http"],
    "date": ["daemon/calendar"],
    "SQLiteCpp": ["daemon/store", "daemon/outbox"],
    "sqlite3": ["daemon/store", "daemon/outbox"],
    "zstd": ["daemon/store"],
    "zmq": ["collectors", "daemon/outbox", "daemon/app"],
    "prometheus": ["daemon/metrics"],
    "yaml-cpp": ["daemon/config"],
    "CLI": ["daemon/app"],
    "systemd": ["daemon/app"],
    "curl": ["alerting", "daemon/app"],
    "kainjow": ["alerting", "daemon/report"],
}

# Made by the build.
GENERATED = {"daemon/base/version.h", "daemon/api/openapi.h"}

# The engine and the alert machine are pure: time comes in as data, and nothing is waited for.
PURE = ["daemon/engine", "daemon/calendar", "daemon/event"]
IMPURE = re.compile(r"system_clock::now|steady_clock::now|std::thread|sleep_for")

INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)', re.M)


def folder_of(path: str) -> str | None:
    return next((f for f in MAY_INCLUDE if path.startswith(f + "/")), None)


def inside_fault(name: str, folder: str, target: str) -> str | None:
    to = folder_of(target)
    if to is None:
        return None if (ROOT / target).exists() or target in GENERATED else (
            f"{name}: includes {target}, which is no file of ours")
    allowed = MAY_INCLUDE[folder]
    if allowed is None or to == folder or to in allowed:
        return None
    if any(name.startswith(a + "/") and to == b for a, b in EXTRA_EDGES):
        return None
    return f"{name}: {folder} may not include {to} ({target})"


def outside_fault(name: str, folder: str, header: str) -> str | None:
    for library, folders in OUTSIDE.items():
        if header == library or header.startswith((library + "/", library + ".")):
            return None if folder in folders else f"{name}: {folder} may not use {library}"
    return None


def faults_of(path: pathlib.Path) -> list[str]:
    name = str(path.relative_to(ROOT))
    text = path.read_text(encoding="utf-8")
    folder = folder_of(name)
    found: list[str | None] = []
    if folder is not None:
        for inside, outside in INCLUDE.findall(text):
            found.append(inside_fault(name, folder, inside) if inside
                         else outside_fault(name, folder, outside))
        if folder in PURE and IMPURE.search(text):
            found.append(f"{name}: {folder} is pure: it may read no clock and start no thread")
    if name.startswith("tests/") and "sleep_for" in text:
        found.append(f"{name}: a test must not sleep")
    return [fault for fault in found if fault]


def main() -> int:
    files = [p for top in ("daemon", "collectors", "alerting", "tests")
             for p in (ROOT / top).rglob("*") if p.suffix in (".h", ".cc")]
    faults = [fault for path in sorted(files) for fault in faults_of(path)]
    print("\n".join(faults) if faults else f"{len(files)} files keep to their layers")
    return 1 if faults or not files else 0


if __name__ == "__main__":
    sys.exit(main())
