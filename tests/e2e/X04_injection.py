# SPDX-License-Identifier: EUPL-1.2
"""X4: texts that are made to be taken for something else, in every place that takes a text, against every
place that shows one: each is shown as what it is, or refused."""
import csv
import datetime
import io
import json
import pathlib
import re
import subprocess

from alerting import Watched
from certificates import authority, certificate
from jono import PROGRAM, expect, scratch
from mail_server import PASSWORD, USER, MailServer
from receivers import mail_text, until

# Names of lines. YAML takes them as they are here.
NAMES = ["<script>alert(1)</script>", "\"onmouseover=alert(1) x=\"", "=cmd|' /C calc'!A0", "+1+1", "-1+1",
         "@SUM(1)", "{{7*7}}", "{{{raw}}}", "a\"} 1\\nevil 2", "a\\", "%s%n", "../../etc/passwd", "$(reboot)",
         "'; DROP TABLE hours;--", "&lt;b&gt;"]
# What is refused as a name and as a reason.
CONTROLS = ["\x1b[2J", "a\r\nBcc: x@example.invalid", "bell\x07", "\u009b31m", "\u202egnp.exe", "\u2066x",
            "nul\x00"]


def odd_characters(text: str) -> list[str]:
    """Of what a terminal, or the eye, would take for a command."""
    return re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def check_metrics(text: str) -> None:
    sample = re.compile(r'^[a-z0-9_]+(\{([a-z_]+="([^"\\\n]|\\["\\n])*",?)*\})? [-+0-9.eInfNa]+$')
    bad = [line for line in text.splitlines() if not line.startswith("# ") and not sample.match(line)]
    expect("/metrics: every line is a sample of ours", bad, [])
    expect("/metrics: nothing of theirs is one", re.findall(r"^evil.*", text, re.M), [])
    lint = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True)
    expect("promtool takes it", "error while linting" in lint.stderr, False)


def check_csv(what: str, text: str, names: list[str]) -> None:
    rows = list(csv.reader(io.StringIO(text)))
    cells = [cell for row in rows for cell in row]
    formulas = [c for c in cells if c[:1] in "=+@\t\r" and c or re.match(r"-\D|-\d+[^\d.]", c)]
    expect(f"{what}: no formula", formulas, [])
    expect(f"{what}: every name is there", [n for n in names if n not in cells and "'" + n not in cells], [])


def check_html(what: str, text: str) -> None:
    expect(f"{what}: no element of theirs", re.findall(r"<script|<b>|onmouseover=alert\(1\) x=\"[^&]", text), [])
    expect(f"{what}: no template was filled", "49" in re.findall(r"(?<!\d)49(?!\d)", text)
           and "{{7*7}}" not in text, False)


def check_refused_names(where: pathlib.Path) -> None:
    for text in CONTROLS:
        word = json.dumps(text)
        lines = {"a line": f"{{{word}: {{}}}}", "a line's name": f"{{a: {{name: {{fi: {word}}}}}}}",
                 "a group": f"{{a: {{group: {word}}}}}"}
        for what, line in lines.items():
            config = where / "bad.yaml"
            config.write_text(f"lines: {line}\nsources: {{s: {{type: simulator}}}}\ndata_dir: {where}/none\n")
            got = subprocess.run([PROGRAM, "check", "--config", config], capture_output=True, text=True)
            expect(f"{what} that is {text!a} is refused, and not repeated",
                   (got.returncode, odd_characters(got.stderr)), (2, []))


def check_reasons(watched: Watched) -> None:
    for text in CONTROLS[:-1]:  # no command line has a NUL in it
        got = watched.command("silence", "QueueLong", "--for", "1h", "--reason", text)
        expect(f"a reason with {text!a} is refused, and not repeated",
               (got.returncode, odd_characters(got.stderr + got.stdout)), (2, []))
    for text in NAMES:
        got = watched.command("silence", "QueueLong", "--line", "aspa", "--for", "1h", "--reason", text)
        expect(f"a reason of {text!a} is one", (got.returncode, got.stderr), (0, ""))
    audit = [json.loads(line)["why"] for line in watched.daemon.get("/api/v1/audit")[1].splitlines()]
    expect("the audit has them as they were given", sorted(audit), sorted(NAMES))


def check_mail(raw: bytes) -> None:
    message, text = mail_text(raw)
    expect("mail: the headers are ours", sorted({k for k in message.keys()} & {"Bcc", "Cc", "Evil"}), [])
    expect("mail: the subject is one line", odd_characters(message["Subject"].replace("\n ", " ")), [])
    expect("mail: to whom it was meant", message["To"], "duty@example.invalid")
    expect("mail: the text is one, of no markup", (message.get_content_type() != "text/html", "<html" in text),
           (True, False))


with scratch() as name:
    where = pathlib.Path(name)
    check_refused_names(where)
    authority(where)
    server = MailServer(certificate(where, "mail"))
    (where / "secret").write_text(PASSWORD, encoding="utf-8")
    (where / "secret").chmod(0o600)
    lines = {n: {"name": {"fi": n, "sv": n, "en": n}} for n in ["aspa", "vaihde", *NAMES]}
    title = "".join(n for n in NAMES if "{{" not in n)
    rule = ("  - " + json.dumps({"alert": "QueueLong", "lines": ["aspa"], "when": "queue_length > 3", "for": "0s",
                                 "keep": "0s", "severity": "page", "text": {"fi": title + " {{line}} {{value}}"}})
            + "\n")
    watched = Watched(where / "d", f"""  - {{type: mail, name: duty, server: '{server.url}', user: '{USER}',
     secret_file: '{where}/secret', ca_file: '{where}/ca.pem', from: '{USER}', to: [duty@example.invalid]}}
""", rules=rule, lines=json.dumps(lines))
    watched.crowd()
    watched.becomes("firing")
    check_reasons(watched)
    for each in NAMES:
        watched.phone.queue(each, 1)
    watched.phone.say({"type": "call.queued", "line": "no\x1b[2Jsuch", "call": "x"})
    until("all is heard", watched.phone.heard, 20)
    check_metrics(watched.daemon.get("/metrics")[1])
    today = datetime.date.today()
    check_csv("hours", watched.daemon.get("/api/v1/hours?format=csv")[1], NAMES)
    period = f"{today}..{today}"
    for language in ("fi", "sv", "en"):
        check_csv(f"report, {language}",
                  watched.daemon.get(f"/api/v1/reports/{period}?format=csv&lang={language}")[1], NAMES)
        check_html(f"report, {language}", watched.daemon.get(f"/api/v1/reports/{period}?lang={language}")[1])
    live = json.loads(watched.daemon.get("/api/v1/live")[1])
    expect("live has the names as they are", {l["id"] for l in live["lines"]}, set(lines))
    for words in (["status"], ["alerts"], ["alerts", "--told"]):
        got = watched.command(*words)
        expect(f"terminal: {' '.join(words)}", (got.returncode, odd_characters(got.stdout + got.stderr)), (0, []))
    until("the mail is there", lambda: server.got, 30)
    check_mail(server.got[0][2])
    watched.stop()
    server.stop()
    expect("the log has no command in it", odd_characters(watched.daemon.log.read_text(encoding="utf-8")), [])
