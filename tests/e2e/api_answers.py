# SPDX-License-Identifier: EUPL-1.2
"""Every answer of the API against openapi.yaml, and openapi.yaml against the routes."""
import csv
import datetime
import gzip
import http.client
import io
import json
import pathlib
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
import zoneinfo

import jsonschema
import yaml

from daemon import Daemon, free_port
from jono import PROGRAM, ROOT, expect, scratch, write
from phone import Phone
from receivers import until

SPEC = yaml.safe_load((ROOT / "daemon/api/openapi.yaml").read_text(encoding="utf-8"))
RESOLVER = jsonschema.RefResolver("", SPEC)
TODAY = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Helsinki")).date()
FIRST = TODAY - datetime.timedelta(days=40)

# What every path is asked beside its plain form.
ASKED = {
    "/api/v1/today": ["?line=aspa", f"?line=aspa&day={TODAY - datetime.timedelta(days=7)}"],
    "/api/v1/reported": ["", "?line=aspa", "?format=csv"],
    "/api/v1/hours": ["", "?line=aspa&limit=5", "?format=csv&limit=3", "?format=ndjson&limit=3"],
    "/api/v1/days": ["", "?line=aspa", "?group=puhelin", "?group=*&format=csv"],
    "/api/v1/weeks": ["", "?group=*", f"?from={FIRST}&to={TODAY}"],
    "/api/v1/heatmap": ["?line=aspa"],
    "/api/v1/waits": ["?line=vaihde"],
    "/api/v1/callbacks": ["", "?line=aspa"],
    "/api/v1/alerts": ["", "?all=true"],
    "/api/v1/reports/{period}": [
        f"/api/v1/reports/{TODAY.isocalendar().year}-W{TODAY.isocalendar().week:02}",
        f"/api/v1/reports/{TODAY:%Y-%m}?format=json&lang=sv",
        f"/api/v1/reports/{FIRST}..{TODAY}?format=csv&publish=true"],
}
# What must be refused, and how.
REFUSED = {
    "/api/v1/today": (400, ["", "?line=aspa&day=2026-13-01"]),
    "/api/v1/reported": (400, ["?from=yesterday", "?format=xml"]),
    "/api/v1/hours": (400, ["?from=yesterday", "?limit=0", "?format=xml", "?after=x"]),
    "/api/v1/days": (400, ["?from=2026-02-30", "?from=2000-01-01&to=2026-01-01"]),
    "/api/v1/weeks": (404, ["?line=nosuch", "?group=nosuch"]),
    "/api/v1/heatmap": (404, ["?line=nosuch"]),
    "/api/v1/waits": (400, [""]),
    "/api/v1/callbacks": (404, ["?line=nosuch"]),
    "/api/v1/reports/{period}": (400, ["/api/v1/reports/2026-W99", "/api/v1/reports/x?format=html"]),
    "/api/v1/notifications": (400, ["?from=yesterday"]),
    "/api/v1/audit": (400, ["?to=yesterday"]),
}


def once(pairs: list[tuple]) -> dict:
    assert len({key for key, _ in pairs}) == len(pairs), [key for key, _ in pairs]
    return dict(pairs)


class Answer:
    def __init__(self, url: str, **headers: str):
        request = urllib.request.Request(url, headers={k.replace("_", "-"): v
                                                       for k, v in headers.items()})
        try:
            with urllib.request.urlopen(request, timeout=60) as got:
                self.status, self.headers, self.body = got.status, got.headers, got.read()
        except urllib.error.HTTPError as e:
            self.status, self.headers, self.body = e.code, e.headers, e.read()
        self.packed = self.headers["Content-Encoding"] == "gzip"
        if self.packed:
            self.body = gzip.decompress(self.body)

    def json(self):
        return json.loads(self.body, object_pairs_hook=once)


def fits(path: str, answer: Answer) -> None:
    """The status, type and body are those that the specification names."""
    described = SPEC["paths"][path]["get"]["responses"][str(answer.status)]
    if "$ref" in described:
        described = RESOLVER.resolve(described["$ref"])[1]
    kind = answer.headers.get_content_type()
    assert kind in described["content"], (path, kind, answer.body[:300])
    schema = described["content"][kind]["schema"]
    if kind in ("application/json", "application/problem+json"):
        jsonschema.Draft202012Validator(schema, resolver=RESOLVER).validate(answer.json())


def check_receipt() -> None:
    """What a webhook says, over the control socket."""
    said = []
    for body in (b"[]", b'[{"v":1,"type":"source.heartbeat","at":1000},{"v":2}]', b"{"):
        one = http.client.HTTPConnection("localhost", timeout=30)
        one.sock = socket.socket(socket.AF_UNIX)
        one.sock.connect(str(where / "data/control.sock"))
        one.request("POST", "/api/v1/webhook/hook", body)
        answer = one.getresponse()
        described = SPEC["paths"]["/api/v1/webhook/{source}"]["post"]["responses"][str(answer.status)]
        described = RESOLVER.resolve(described["$ref"])[1] if "$ref" in described else described
        schema = described["content"][answer.headers.get_content_type()]["schema"]
        jsonschema.Draft202012Validator(schema, resolver=RESOLVER).validate(json.loads(answer.read()))
        said.append(answer.status)
        one.close()
    expect("a webhook answers as described", said, [202, 202, 400])


def url_of(path: str, query: str) -> str:
    return daemon.url + (query if query.startswith("/") else path + query)


def check_specification() -> None:
    jsonschema.Draft202012Validator.check_schema(
        {"$defs": SPEC["components"]["schemas"]})
    sources = "".join(p.read_text(encoding="utf-8") for folder in ("api", "app")
                      for p in (ROOT / "daemon" / folder).glob("*.cc"))
    routed = {m.rstrip("/") for m in re.findall(r'"(/api/v1/[a-z./-]+)"', sources)}
    described = {re.sub(r"/\{\w+\}", "", p) for p in SPEC["paths"]}
    expect("the specification and the routes name the same paths", routed, described)


def check_answers() -> None:
    for path, methods in SPEC["paths"].items():
        if "get" not in methods or path == "/api/v1/stream":
            continue
        for query in ASKED.get(path, [""]):
            answer = Answer(url_of(path, query))
            assert answer.status == 200, (path, query, answer.status, answer.body[:300])
            fits(path, answer)
            packed = Answer(url_of(path, query), Accept_Encoding="gzip")
            fits(path, packed)
            assert packed.packed == (len(answer.body) >= 1024), (path, len(answer.body))
            tag = answer.headers["ETag"]
            if "304" in methods["get"]["responses"]:
                assert tag, (path, query)
            else:
                assert tag is None, (path, tag)
    print("ok: every answer is as described")
    week = f"from={FIRST}&to={FIRST + datetime.timedelta(days=6)}"
    for over in (f"/api/v1/days?{week}", f"/api/v1/weeks?{week}", f"/api/v1/heatmap?line=aspa&{week}",
                 f"/api/v1/waits?line=aspa&{week}",
                 f"/api/v1/hours?from={FIRST}T00:00:00Z&to={FIRST}T23:00:00Z"):
        answer = Answer(daemon.url + over)
        again = Answer(daemon.url + over, If_None_Match=answer.headers["ETag"])
        assert (again.status, again.body) == (304, b""), (over, again.status, again.headers)
        assert again.headers["ETag"] == answer.headers["ETag"], over
    print("ok: what has not changed is not sent again")


def check_refusals() -> None:
    for path, (status, queries) in REFUSED.items():
        for query in queries:
            said = {}
            for language in ("fi", "sv", "en"):
                answer = Answer(url_of(path, query), Accept_Language=language)
                assert answer.status == status, (path, query, answer.status, answer.body)
                fits(path, answer)
                said[language] = answer.json()["title"]
            assert len(set(said.values())) == 3, (path, query, said)
    print("ok: refusals are problem documents in three languages")


def check_pages() -> None:
    whole = Answer(daemon.url + "/api/v1/hours?line=aspa").json()["rows"]
    pages, path = [], "/api/v1/hours?line=aspa&limit=250"
    while path:
        page = Answer(daemon.url + path)
        got = page.json()
        pages += got["rows"]
        assert len(got["rows"]) <= 250
        assert (got["next"] or "") in page.headers.get("Link", "") or got["next"] is None
        path = got["next"]
    # The last hours move on between two answers.
    expect("pages put together are the whole", pages[:-2], whole[:len(pages) - 2])
    text = Answer(daemon.url + "/api/v1/hours?limit=100000&line=aspa&format=csv").body.decode()
    table = list(csv.DictReader(io.StringIO(text)))
    columns = ("offered", "answered", "wait_answered_ms", "callbacks_requested", "queue_max")
    expect("the csv has the same rows",
           [[int(row[c]) for c in columns] for row in table][:-2],
           [[row["row"][c] for c in columns] for row in whole][:len(table) - 2])


def check_days() -> None:
    """Days and weeks are the hours put together."""
    last = TODAY - datetime.timedelta(days=1)
    rows = Answer(daemon.url + "/api/v1/hours").json()["rows"]
    for what, key in (("days", lambda d: str(d)),
                      ("weeks", lambda d: f"{d.isocalendar().year}-W{d.isocalendar().week:02}")):
        wanted: dict = {}
        for each in rows:
            row, day = each["row"], datetime.date.fromisoformat(each["row"]["from"][:10])
            if FIRST <= day <= last:
                sums = wanted.setdefault((each["line"], key(day)), [0, 0, 0])
                for i, column in enumerate(("offered", "answered", "callbacks_same_day")):
                    sums[i] += row[column]
        end = last if what == "days" else last - datetime.timedelta(days=last.isocalendar().weekday)
        start = FIRST if what == "days" else FIRST + datetime.timedelta(days=7 - FIRST.weekday())
        answer = Answer(f"{daemon.url}/api/v1/{what}?from={start}&to={end}").json()["rows"]
        got = {(r["line"], r["period"]): [r["row"]["offered"], r["row"]["answered"],
                                          r["row"]["callbacks_same_day"]] for r in answer}
        if what == "weeks":  # whole ones only
            names = {key(start + datetime.timedelta(days=7 * i)) for i in range((end - start).days // 7 + 1)}
            wanted = {k: v for k, v in wanted.items() if k[1] in names}
        expect(f"{what} are sums of hours ({len(got)} rows)", got, wanted)


class Stream:
    """Reads server-sent events from a socket."""

    def __init__(self, **headers: str):
        request = urllib.request.Request(daemon.url + "/api/v1/stream",
                                         headers={k.replace("_", "-"): v for k, v in headers.items()})
        self.from_ = urllib.request.urlopen(request, timeout=30)

    def event(self) -> dict:
        fields: dict = {}
        while True:
            line = self.from_.readline().decode().rstrip("\n")
            if not line and "data" in fields:
                return fields
            name, _, value = line.partition(": ")
            fields[name] = value


def check_stream(phone: Phone) -> None:
    stream = Stream()
    first = stream.event()
    expect("the first event is the snapshot",
           (first["event"], json.loads(first["data"])["version"]), ("live", int(first["id"])))
    begun, seen = time.monotonic(), [first]
    while time.monotonic() - begun < 3:
        ids = phone.queue("aspa", 1)
        phone.answer("aspa", ids)
        seen.append(stream.event())
    ids = [int(e["id"]) for e in seen]
    expect("versions count up", ids, sorted(set(ids)))
    expect(f"at most five a second ({len(seen)} in 3 s)", len(seen) <= 17, True)
    for event in seen:
        jsonschema.Draft202012Validator(SPEC["components"]["schemas"]["Live"],
                                        resolver=RESOLVER).validate(json.loads(event["data"]))
    back = Stream(Last_Event_ID=seen[-1]["id"])
    expect("who comes back gets what is newer", int(back.event()["id"]) > ids[-1], True)


def check_unknown(phone: Phone) -> None:
    live = lambda: next(l for l in Answer(daemon.url + "/api/v1/live").json()["lines"]
                        if l["id"] == "aspa")
    phone.cut = True
    line = until("the cut is seen", lambda: None if (got := live())["known"] else got, 30)
    gone = ("queue_length", "longest_wait_seconds", "callbacks", "windows", "agents")
    expect("what is not known is null", [line[k] for k in gone], [None] * len(gone))
    since = datetime.datetime.fromisoformat(line["unknown_since"])
    age = datetime.datetime.now(datetime.timezone.utc) - since
    expect(f"and since when is said ({age.total_seconds():.1f} s)",
           0 <= age.total_seconds() < 30, True)
    answer = Answer(daemon.url + "/api/v1/callbacks?line=aspa")
    fits("/api/v1/callbacks", answer)
    one = answer.json()["lines"][0]
    expect("open callbacks too", (one["known"], one["open"], one["ages"]), (False, None, None))
    phone.cut = False
    until("it is known again", lambda: live()["known"], 30)


with scratch() as name:
    where = pathlib.Path(name)
    port, feed = free_port(), free_port()
    settings = write(where, "config.yaml", f"""
lines:
  aspa: {{group: puhelin, name: {{fi: Asiakaspalvelukeskus, sv: Kundservicecentralen, en: Centre}}}}
  vaihde: {{wait_target: 1m}}
  seniorilinja: {{group: puhelin}}
defaults: {{opening: [{{from: 2022-01-01, holidays: none, weekly: {{mon-sun: ["00:00-24:00"]}}}}]}}
backlogs: {{sanelujono: {{targets: {{urgent: 1d, other: 5d}}}}}}
data_dir: {where}/data
sources: {{ace: {{type: feed, silent_after: 2s}}, hook: {{type: webhook}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{port}"}}
alerts: {{rules: [{{alert: QueueLong, when: queue_length > 3}}]}}
""")
    check_specification()
    daemon = Daemon(settings, port)
    daemon.start()
    subprocess.run([PROGRAM, "simulate", "--config", settings, "--source", "ace", "--from",
                    str(FIRST), "--days", "40", "--to", f"tcp://127.0.0.1:{feed}"],
                   check=True, stderr=subprocess.DEVNULL)
    phone = Phone(f"tcp://127.0.0.1:{feed}")
    phone.queue("aspa", 5)
    phone.say({"type": "backlog.level", "line": "sanelujono", "open": 7, "class": "urgent"},
              {"type": "callback.requested", "line": "aspa", "callback": "k1"})
    until("the phone is heard", phone.heard, 30)
    until("the alert fires", lambda: '"firing"' in daemon.get("/api/v1/live")[1], 30)
    check_answers()
    check_refusals()
    check_receipt()
    check_pages()
    check_days()
    check_stream(phone)
    check_unknown(phone)
    version = Answer(daemon.url + "/api/v1/live").json()["version"]
    daemon.stop()
    daemon.start()
    expect("the version goes on over a restart",
           Answer(daemon.url + "/api/v1/live").json()["version"] > version, True)
    phone.stop()
    expect("an orderly stop", daemon.stop(), 0)
