# SPDX-License-Identifier: EUPL-1.2
"""Every command in docs/*.md and README.md runs as it stands there, beside a running daemon; every link in
them leads somewhere. Only the machine's own paths and ports are others."""
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import urllib.request

from daemon import free_port
from jono import FIXTURES, PROGRAM, ROOT, expect, scratch, write
from receivers import until

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# Not run: they change the machine, or take what is no part of this. What they name must be there.
CHECKED_OTHERWISE = ("apt", "apt-get", "journalctl", "deploy/try.sh", "tests/run.sh", "docker", "asterisk")
# Run by stand-ins that do to the test's own daemon what is meant: systemctl, sudo, editor.
SYSTEMCTL = r"""#!/bin/sh
# systemctl for the one unit that the pages may name.
here=@HERE@
[ "$1" != daemon-reload ] || exit 0
[ "$#" -ge 2 ] || exit 2
for unit; do :; done
[ -e "@UNITS@/$unit.service" ] || { echo "no unit $unit" >&2; exit 5; }
stop() {
  [ -e "$here/pid" ] || return 0
  kill "$(cat "$here/pid")"
  while kill -0 "$(cat "$here/pid")" 2>/dev/null; do sleep 0.05; done
  rm "$here/pid"
}
start() {
  "@PROGRAM@" serve --config "$here/etc/jonovahti/jonovahti.yaml" >>"$here/daemon.log" 2>&1 &
  echo $! >"$here/pid"
  until wget -qO /dev/null http://127.0.0.1:9636/readyz; do
    kill -0 "$(cat "$here/pid")" || { cat "$here/daemon.log" >&2; exit 1; }
    sleep 0.1
  done
}
case $1 in
  start | enable) start ;;
  stop) stop ;;
  restart) stop; start ;;
  reload) jonovahti reload --config "$here/etc/jonovahti/jonovahti.yaml" ;;
  is-active | status) kill -0 "$(cat "$here/pid")" ;;
  *) echo "systemctl $1: not known here" >&2; exit 2 ;;
esac
"""
SUDO = '#!/bin/sh\n[ "$1" != -u ] || shift 2\nexec "$@"\n'
EDITOR = '#!/bin/sh\ntest -f "$1"\n'
CONFIG = """timezone: Europe/Helsinki
data_dir: /var/lib/jonovahti
lines:
  aspa: {group: puhelinpalvelu}
  vaihde: {wait_target: 1m}
  sosiaalihuolto: {group: puhelinpalvelu}
  seniorilinja: {group: puhelinpalvelu}
sources:
  simulator: {type: simulator, turned: true}
  ace: {type: feed}
feed: {listen: ["tcp://127.0.0.1:5556"]}
http: {listen: "127.0.0.1:9636"}
alerts:
  rules:
    - {alert: QueueLong, lines: [aspa], when: queue_length >= 0, only: always}
"""


def blocks(page: pathlib.Path) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.S | re.M)


def words_of(line: str) -> list[str]:
    words = shlex.split(line, comments=True)
    return words[1:] if words[:1] == ["sudo"] else words


def otherwise(line: str) -> str | None:
    """Of a command that is not run, what is wrong with it; "" for nothing. None: it is run."""
    try:
        words = words_of(line)
    except ValueError:
        return None
    if not words or words[0] not in CHECKED_OTHERWISE:
        return None
    named = [word for word in words if re.match(r"(deploy|tests|grafana)/", word)]
    missing = [word for word in named if not (ROOT / word).exists()]
    packages = [w for w in words[2:] if not w.startswith("-")] if words[:2] == ["apt", "install"] else []
    missing += [p for p in packages if "/" not in p and subprocess.run(
        ["apt-cache", "show", p], capture_output=True, check=False).returncode]
    return ", ".join(missing)


class Place:
    """A machine for one page: its folders, its ports, its daemon."""

    def __init__(self, root: pathlib.Path):
        self.root, self.http, self.feed = root, free_port(), free_port()
        for folder in ("etc/jonovahti", "var/lib", "log", "bin", "srv", "home", "backup"):
            (root / folder).mkdir(parents=True)
        shutil.copy(FIXTURES / "asterisk/main.queue_log", root / "log/queue_log")
        for name, text in (("systemctl", SYSTEMCTL), ("sudo", SUDO), ("editor", EDITOR)):
            write(root / "bin", name, self.moved(text.replace("@HERE@", str(root)).replace(
                "@PROGRAM@", str(PROGRAM)).replace("@UNITS@", str(ROOT / "deploy/debian")))).chmod(0o755)
        (root / "bin/jonovahti").symlink_to(PROGRAM)
        (root / "home/build/release").mkdir(parents=True)
        (root / "home/build/release/jonovahti").symlink_to(PROGRAM)
        for folder in ("deploy", "docs", "tests", "grafana"):
            (root / "home" / folder).symlink_to(ROOT / folder)
        write(root / "etc/jonovahti", "jonovahti.yaml", self.moved(CONFIG))

    def moved(self, text: str) -> str:
        """With this machine's paths and ports."""
        for old, new in (("/etc/jonovahti", "etc/jonovahti"), ("/etc/systemd", "etc/systemd"), ("/var/lib/jonovahti", "var/lib/jonovahti"),
                         ("/var/log/asterisk", "log"), ("/srv/", "srv/"), ("/var/backups", "backup")):
            text = re.sub(rf"(?<![\w@.]){re.escape(old)}", f"{self.root}/{new}", text)
        text = text.replace("/usr/share/doc/jonovahti/examples", str(ROOT / "deploy/debian"))
        text = text.replace("-o jonovahti -g jonovahti ", "")
        return re.sub(r"\b9636\b", str(self.http), re.sub(r"\b5556\b", str(self.feed), text))

    def script(self, page: pathlib.Path) -> str:
        out = []
        for block in blocks(page):
            for line in block.splitlines():
                bad = otherwise(line)
                if bad:
                    sys.exit(f"WRONG: {page.name}: {line}\n  is not there: {bad}")
                out.append(line if bad is None else ":")
        return self.moved("\n".join(out)) + "\n"

    def without_feed(self) -> None:
        """Nobody feeds it on most pages, and who is configured and silent is rightly found wrong."""
        path = self.root / "etc/jonovahti/jonovahti.yaml"
        path.write_text(path.read_text().replace("  ace: {type: feed}\n", ""))

    def systemctl(self, what: str) -> None:
        subprocess.run([self.root / "bin/systemctl", what, "jonovahti"], check=True)


def heard(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        return answer.read().decode()


def typed(text: str, place: Place) -> subprocess.CompletedProcess:
    """What comes of it in a shell that ends at the first failure, and leaves nothing running."""
    ended = "trap 'jobs -p | xargs -r kill 2>/dev/null || true; wait' EXIT\n"
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", ended + text], cwd=place.root / "home", capture_output=True,
        text=True, timeout=300, check=False, env={
            "PATH": f"{place.root}/bin:/usr/bin:/bin", "HOME": str(place.root / "home"), "LC_ALL": "C.UTF-8"})


def run(page: pathlib.Path) -> None:
    if not blocks(page):
        return
    with scratch() as name:
        place = Place(pathlib.Path(name).resolve())
        text = place.script(page)
        own = "jonovahti serve" in text
        if "jonovahti feed" not in text:
            place.without_feed()
        try:
            if not own:
                place.systemctl("start")
                until("its source is connected", lambda: 'source_up{source="simulator"} 1' in heard(place.http), 60)
            done = typed(text, place)
        finally:
            place.systemctl("stop")
        if done.returncode:
            log = place.root / "daemon.log"
            print(text, done.stdout[-3000:], done.stderr[-3000:], log.read_text()[-2000:] if log.exists() else "")
        count = sum(len([one for one in block.splitlines() if one.strip()]) for block in blocks(page))
        expect(f"{page.relative_to(ROOT)}: {count} lines of commands run", done.returncode, 0)


def anchors(page: pathlib.Path) -> set[str]:
    """Of the headings, as GitHub makes them."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.S | re.M)
    names = re.findall(r"^#+ (.*)$", text, re.M)
    plain = (re.sub(r"[^\w\- ]", "", re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", n).lower()) for n in names)
    return {name.strip().replace(" ", "-") for name in plain}


def links() -> None:
    wrong = []
    pages = [*PAGES, *ROOT.glob("deploy/*/README.md"), *ROOT.glob("*/README.md"), *ROOT.glob("collectors/*/README.md")]
    count = 0
    for page in set(pages):
        text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.S | re.M)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if re.match(r"https?://|mailto:", target):
                continue
            count += 1
            path, _, anchor = target.partition("#")
            to = (page.parent / path).resolve() if path else page
            if not to.exists() or anchor and to.suffix == ".md" and anchor not in anchors(to):
                wrong.append(f"{page.relative_to(ROOT)}: {target}")
    expect(f"{count} links lead somewhere", wrong, [])


def lengths() -> None:
    made = {"configuration.md", "metrics.md"}
    long = {page.name: n for page in PAGES if page.parent.name == "docs" and page.name not in made
            and page.name != "write-your-own-bridge.md" and (n := len(page.read_text().splitlines())) > 150}
    expect("no page is longer than 150 lines", long, {})


def tests_named() -> None:
    """What security.md says shows something is there."""
    text = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(tests/[\w/.]+)`", text))
    expect("security.md names tests", len(named) > 10, True)
    expect("and all are there", sorted(n for n in named if not (ROOT / n).exists()), [])
    cases = set(re.findall(r"`([A-Z]\w*\.[A-Z]\w+)`", text))
    source = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "tests").glob("*/*_test.cc"))
    expect("so are their cases", sorted(
        c for c in cases if not re.search(rf"TEST(_F)?\({c.replace('.', ', ')}\)", source)), [])


def words_quoted() -> None:
    """What troubleshooting.md says that the program says, it says."""
    text = (ROOT / "docs/troubleshooting.md").read_text(encoding="utf-8")
    said = "\n".join(re.sub(r'"\s*\n\s*"', "", p.read_text(encoding="utf-8"))
                     for folder in ("daemon", "collectors", "alerting") for p in (ROOT / folder).rglob("*.[ch]*")
                     if "node_modules" not in p.parts)
    cells = [row.split("|")[1] for row in text.splitlines() if row.startswith("| `")]
    quoted = [q for cell in cells for q in re.findall(r"`([^`…:]+)`", cell)]
    expect("troubleshooting.md quotes the program", len(quoted) > 10, True)
    expect("and rightly", [q for q in quoted if q not in said], [])


if __name__ == "__main__":
    words_quoted()
    links()
    lengths()
    tests_named()
    for one in PAGES:
        run(one)
