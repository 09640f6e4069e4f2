# SPDX-License-Identifier: EUPL-1.2
"""What the program's own --help says, as Python values."""
import re
import subprocess
from dataclasses import dataclass, field

COLUMN = 30  # where descriptions begin
FILES = {"config", "key", "server-key", "received", "hours", "out", "inputs"}
FOLDERS = {("backup", "to"), ("feed", "outbox"), ("alerts", "svg"), ("keygen", "out")}


@dataclass
class Option:
    name: str                     # without dashes
    says: str
    value: str = ""               # TEXT and so on; empty: a flag
    choices: list[str] = field(default_factory=list)
    required: bool = False
    several: bool = False
    positional: bool = False
    completes: str = ""           # file, folder or nothing


@dataclass
class Command:
    name: str
    says: str
    options: list[Option] = field(default_factory=list)


def _entries(text: str, heading: str) -> list[tuple[str, str]]:
    """Each left side below a heading and its description."""
    found = re.search(rf"^{heading}:\n((?:  .*\n)+)", text, re.M)
    out: list[tuple[str, str]] = []
    for line in found[1].splitlines() if found else []:
        if line.startswith(" " * COLUMN):
            out[-1] = (out[-1][0], line.strip())
        elif len(line) > COLUMN and line[COLUMN - 1] != " ":
            out.append((line.strip(), ""))
        else:
            out.append((line[:COLUMN].strip(), line[COLUMN:].strip()))
    return out


def _option(command: str, left: str, says: str) -> Option:
    names, *rest = left.split(" ")
    name = names.split(",")[-1].lstrip("-")
    words = " ".join(rest)
    choices = re.search(r"TEXT:\{([^}]*)\}", words)
    value = re.match(r"(TEXT|INT|UINT|FLOAT)", words)
    folder = (command, name) in FOLDERS
    return Option(name, says, value[1] if value else "", choices[1].split(",") if choices else [],
                  "REQUIRED" in words, "..." in words, not names.startswith("-"),
                  "folder" if folder else "file" if name in FILES else "")


def read(program: str) -> list[Command]:
    """The program itself first, under the name "", then its commands."""
    def told(*words: str) -> str:
        return subprocess.run([program, *words, "--help"], check=True, capture_output=True,
                              text=True).stdout

    def options(name: str, text: str) -> list[Option]:
        return [_option(name, *entry) for heading in ("Positionals", "Options")
                for entry in _entries(text, heading)]

    whole = told()
    out = [Command("", whole.splitlines()[0], options("", whole))]
    for name, says in _entries(whole, "Subcommands"):
        out.append(Command(name, says, options(name, told(name))))
    return out
