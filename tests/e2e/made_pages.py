# SPDX-License-Identifier: EUPL-1.2
"""What docs/generate.py makes is fresh; manual pages are free of warnings; completions complete."""
import shutil
import subprocess
import sys

from jono import PROGRAM, ROOT, expect

sys.path.insert(0, str(ROOT / "docs"))
import generate  # noqa: E402
from generator import commands  # noqa: E402

MADE = ROOT / "deploy/completions"
COMMANDS = {c.name: c for c in commands.read(str(PROGRAM))}


def output(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def completed(*words: str) -> list[str]:
    """What bash offers for the last of these words."""
    given = " ".join(f"'{w}'" for w in words)
    return output("bash", "-c", f"compopt() {{ :; }}; . {MADE}/jonovahti.bash; COMP_WORDS=({given}); "
                  f"COMP_CWORD={len(words) - 1}; _jonovahti; printf '%s\\n' \"${{COMPREPLY[@]}}\"").split()


expect("nothing is stale", generate.settle(generate.made(str(PROGRAM)), check=True), 0)
expect("every command has options", [c for c in COMMANDS.values() if not c.options], [])
expect("what --config says is told of every command but feed, keygen and token",
       [n for n, c in COMMANDS.items() if n and "config" not in [o.name for o in c.options if o.required]],
       ["feed", "keygen", "token"])
for page in sorted((ROOT / "deploy/man").iterdir()):
    expect(f"man finds nothing wrong in {page.name}",
           subprocess.run(["man", "--warnings", "-l", page], capture_output=True, check=True).stderr, b"")
    if shutil.which("mandoc"):
        expect(f"nor does mandoc in {page.name}", output("mandoc", "-T", "lint", str(page)), "")

expect("bash: commands", completed("jonovahti", "re"), ["replay", "report", "rebuild", "reconcile", "reload"])
expect("bash: options", completed("jonovahti", "report", "--la"), ["--lang"])
expect("bash: choices", completed("jonovahti", "report", "--format", ""), ["html", "csv", "json", "pdf"])
expect("bash: files", completed("jonovahti", "check", "--config", str(ROOT / "deploy/demo")),
       [str(ROOT / "deploy/demo.yaml")])
expect("bash: folders", completed("jonovahti", "backup", "--to", str(ROOT / "deploy/mo")), [str(ROOT / "deploy/monitoring")])
if shutil.which("zsh"):
    expect("zsh reads it", output("zsh", "-n", f"{MADE}/_jonovahti"), "")
if shutil.which("fish"):
    told = output("fish", "--no-config", "-c",
                  f"source {MADE}/jonovahti.fish; complete -C 'jonovahti report --lang '")
    expect("fish: choices", [line.split()[0] for line in told.splitlines()], ["en", "fi", "sv"])
