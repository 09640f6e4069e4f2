# SPDX-License-Identifier: EUPL-1.2
"""Events by HTTP: each form of body, who may post, what is refused, and a retry that counts once."""
import hashlib
import hmac
import json
import pathlib
import subprocess
import time

from daemon import Daemon, free_port, unaccounted
from hook import Poster
from jono import PROGRAM, expect, scratch, write
from sender import Sender
from strangers import bearer, token

NOW = int(time.time() * 1000)
SECRET = "a secret of the two of us"


def call(number, kind="call.queued", **more) -> dict:
    return {"v": 1, "type": kind, "at": NOW - 60_000, "line": "aspa", "call": f"c{number}", **more}


def bodies(poster: Poster) -> None:
    """Each form, each with calls that no other has."""
    envelope = {"specversion": "1.0", "id": "7", "source": "/x", "type": "y"}
    lines = "\n".join(json.dumps(call(n)) for n in (4, 5)) + "\n"
    table = {
        "one event": (json.dumps(call(1)), "application/json", {}, 1),
        "a list": (json.dumps([call(2), call(3)]), "application/json", {}, 2),
        "lines": (lines, "application/x-ndjson", {}, 2),
        "a CloudEvent": (json.dumps({**envelope, "data": call(6)}), "application/cloudevents+json", {}, 1),
        "a batch of them": (json.dumps([{**envelope, "data": call(n)} for n in (7, 8)]),
                            "application/cloudevents-batch+json", {}, 2),
        "one in binary mode": (json.dumps(call(9)), "application/json",
                               {f"ce-{k}": v for k, v in envelope.items()}, 1),
        "nothing": ("[]", "application/json", {}, 0)}
    for what, (body, kind, headers, count) in table.items():
        status, _, said = poster.post("hook", body, {"Content-Type": kind, **headers})
        expect(what, (status, json.loads(said)["taken"]), (202, count))
        _, _, said = poster.post("hook", body, {"Content-Type": kind, **headers})
        expect(f"{what}, again", [json.loads(said)[k] for k in ("taken", "known")], [0, count])


def refused(poster: Poster) -> None:
    mixed = [call(20), call(21, line="nosuch"), {"v": 2}, call(22, at=NOW + 3_600_000)]
    status, _, said = poster.post("hook", json.dumps(mixed))
    expect("single events are refused by reason", (status, json.loads(said)),
           (202, {"taken": 1, "known": 0, "ignored": 0, "refused": 3,
                  "faults": [{"record": 2, "reason": "unknown_line"}, {"record": 3, "reason": "bad_version"},
                             {"record": 4, "reason": "future"}]}))
    for what, body, headers, wanted in (
            ("no JSON", "{", {}, 400), ("an empty body", "", {}, 400),
            ("packed", "x", {"Content-Encoding": "gzip"}, 400),
            ("too long", json.dumps([call(n) for n in range(4000)]), {}, 413),
            ("a page of another site", "[]", {"Origin": "https://evil.example"}, 403)):
        said = {}
        for language in ("fi", "sv", "en"):
            status, got, text = poster.post("hook", body, {"Accept-Language": language, **headers})
            expect(f"{what} ({language})", (status, got.get_content_type()), (wanted, "application/problem+json"))
            said[language] = json.loads(text)["detail"]
        expect(f"{what}: in three languages", len(set(said.values())), 3)
    expect("another method", poster.ask("GET", "/api/v1/webhook/hook")[0], 405)
    expect("a source that is not there", poster.post("nosuch", "[]")[0], 404)
    expect("a source of another type", poster.post("ace", "[]")[0], 404)


def signed(poster: Poster) -> None:
    def sign(body: str, at: int | None = None, secret=SECRET) -> dict:
        at = int(time.time()) if at is None else at
        digest = hmac.new(secret.encode(), f"{at}.{body}".encode(), hashlib.sha256).hexdigest()
        return {"X-Time": str(at), "X-Hub-Signature-256": f"sha256={digest}"}

    body = json.dumps(call(100))
    right = sign(body)
    nobody = Poster(poster.to)  # no token: the signature is enough
    expect("who signs needs no token", nobody.post("signed", body, right)[0], 202)
    replayed = nobody.post("signed", body, right)
    expect("what was caught and is sent again counts once", (replayed[0], json.loads(replayed[2])["known"]),
           (202, 1))
    for what, headers in (("unsigned", {}), ("another secret", sign(body, secret="x")),
                          ("another body", sign(body + " ")), ("no prefix", {**right, "X-Hub-Signature-256": "00"}),
                          ("an old one", sign(body, int(time.time()) - 301)),
                          ("one of tomorrow", sign(body, int(time.time()) + 86_400)),
                          ("without its time", {k: v for k, v in right.items() if k != "X-Time"})):
        status, got, _ = nobody.post("signed", body, headers)
        expect(f"{what}: refused", (status, "WWW-Authenticate" in got), (401, True))
    expect("a token does not stand for a signature", poster.post("signed", body)[0], 401)
    expect("nor a signature for a token", nobody.post("hook", body, right)[0], 401)
    secret.rename(secret.with_suffix(".away"))
    expect("no secret, nobody gets in", nobody.post("signed", body, right)[0], 503)
    secret.with_suffix(".away").rename(secret)


def too_often(poster: Poster) -> None:
    statuses = [poster.post("slow", "[]")[0] for _ in range(5)]
    expect("more than its rate is refused", (statuses[:2], 429 in statuses), ([202, 202], True))
    status, headers, _ = poster.post("slow", "[]")
    expect("and told when to come again", (status, "Retry-After" in headers), (429, True))


def backlogs(poster: Poster, daemon: Daemon) -> None:
    level = {"v": 1, "type": "backlog.level", "at": NOW - 1000, "line": "sanelujono", "class": "urgent"}
    poster.post("hook", json.dumps({**level, "open": 708}))
    name = 'jonovahti_backlog_open{backlog="sanelujono",class="urgent"}'
    expect("a backlog's size by webhook", daemon.metric_becomes(name, 708), 708.0)
    sender = Sender(daemon.feed, "ace", "e1", [json.dumps({**level, "at": NOW, "line": "kaannosjono", "open": 178})])
    sender.deliver()
    name = 'jonovahti_backlog_open{backlog="kaannosjono",class="urgent"}'
    expect("and by feed", daemon.metric_becomes(name, 178), 178.0)


with scratch() as name:
    where = pathlib.Path(name)
    http, feed = free_port(), free_port()
    (where / "tokens.yaml").touch(0o600)
    ingest, line = token("cloud", "ingest")
    reader, other = token("screen", "viewer")
    scrape, third = token("prometheus", "metrics")
    write(where, "tokens.yaml", f"tokens:\n  {line}\n  {other}\n  {third}\n")
    secret = write(where, "hook.secret", SECRET + "\n")
    settings = write(where, "config.yaml", f"""
lines: {{aspa: {{}}}}
backlogs: {{sanelujono: {{}}, kaannosjono: {{}}}}
data_dir: {where}/data
sources:
  ace: {{type: feed}}
  hook: {{type: webhook}}
  slow: {{type: webhook, rate: 1}}
  signed: {{type: webhook, secret_file: {secret}, signature_header: X-Hub-Signature-256, signature_prefix: "sha256=", timestamp_header: X-Time}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}", tokens: {where}/tokens.yaml}}
""")
    done = subprocess.run([PROGRAM, "check", "--config", settings], capture_output=True, text=True, check=False)
    expect("check takes it", (done.returncode, done.stderr), (0, ""))
    daemon = Daemon(settings, http)
    daemon.feed = f"tcp://127.0.0.1:{feed}"
    daemon.start()
    poster = Poster(http, bearer(ingest))
    daemon.get = lambda path: Poster(http, bearer(scrape)).ask("GET", path)[::2]
    expect("nobody may not post", Poster(http).post("hook", "[]")[0], 401)
    expect("a reader may not post", Poster(http, bearer(reader)).post("hook", "[]")[0], 403)
    expect("who posts may not read", poster.ask("GET", "/api/v1/hours")[0], 403)
    bodies(poster)
    refused(poster)
    signed(poster)
    too_often(poster)
    backlogs(poster, daemon)
    expect("each call counts once", daemon.metric_becomes('jonovahti_calls_offered_total{line="aspa"}', 11), 11.0)
    expect("the source is up", daemon.metrics()['jonovahti_source_up{source="hook"}'], 1.0)
    expect("all that came is applied, known or refused", unaccounted(daemon.metrics()), {})
    log = daemon.log.read_text()
    expect("no secret in the log", [s for s in (SECRET, ingest) if s in log], [])
    expect("an orderly stop", daemon.stop(), 0)
