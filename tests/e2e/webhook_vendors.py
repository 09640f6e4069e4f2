# SPDX-License-Identifier: EUPL-1.2
"""A day of each vendor's own events, posted, gives the rows of a replay of the same day in our format."""
import datetime
import json
import pathlib
import random
import time
import urllib.parse

from daemon import Daemon, free_port
from hook import Poster
from jono import LINES, ROOT, expect, replay, scratch, write

BEGIN = (int(time.time()) - 9 * 3600) * 1000  # a working day of eight hours, all of it over
TYPES = {"queued": "call.queued", "answered": "call.answered", "abandoned": "call.abandoned",
         "redirected": "call.redirected", "ended": "call.ended", "asked": "callback.requested",
         "tried": "callback.attempted", "reached": "callback.reached", "closed": "callback.closed"}


def day(calls: int, seed: int) -> list[tuple]:
    """What, when, line, id: in order of time."""
    rng = random.Random(seed)
    out = []
    for i in range(calls):
        at, line = BEGIN + rng.randrange(8 * 3_600_000), rng.choice(["aspa", "vaihde"])
        end = at + rng.randrange(500, 900_000)
        how = rng.choice(["answered"] * 7 + ["abandoned"] * 2 + ["redirected"])
        out += [("queued", at, line, f"c{i}"), (how, end, line, f"c{i}")]
        if how == "answered":
            out.append(("ended", end + rng.randrange(1000, 400_000), line, f"c{i}"))
        if i % 4 == 0:
            out += [("asked", at, line, f"b{i}"), ("tried", end, line, f"b{i}")]
            out.append((rng.choice(["reached", "closed"]), end + 30_000, line, f"b{i}"))
    return sorted(out, key=lambda e: e[1])


def genesys(what: str, at: int, line: str, ident: str) -> dict | None:
    media = "VOICE" if ident[0] == "c" else "CALLBACK"
    outcome = {"answered": "ANSWERED", "abandoned": "ABANDON", "redirected": "FLOW_OUT", "tried": "ANSWERED",
               "closed": "ABANDON"}.get(what)
    if what not in ("queued", "asked") and outcome is None:
        return None
    body = {"eventTime": at, "conversationId": ident, "sessionId": ident, "mediaType": media, "direction": "INBOUND",
            "ani": "tel:+358401234567", "queueId": f"q-{line}"} | ({"acdOutcome": outcome} if outcome else {})
    kind = "acd.end" if outcome else "acd.start"
    return {"version": "0", "detail-type": f"v2.detail.events.conversation.{{id}}.{kind}",
            "detail": {"topicName": f"v2.detail.events.conversation.{ident}.{kind}", "eventBody": body}}


def amazon(what: str, at: int, line: str, ident: str) -> dict | None:
    when = datetime.datetime.fromtimestamp(at / 1000, datetime.timezone.utc).isoformat(timespec="milliseconds")
    when = when.replace("+00:00", "Z")
    out = {"contactId": ident, "channel": "VOICE", "initiationMethod": "INBOUND" if ident[0] == "c" else "CALLBACK",
           "customerEndpoint": {"address": "+358401234567"}, "queueInfo": {"queueArn": f"arn:queue/{line}"}}
    agent = {"agentArn": "arn:agent/7"}
    if what in ("queued", "asked"):
        out |= {"eventType": "QUEUED", "queueInfo": out["queueInfo"] | {"enqueueTimestamp": when}}
    elif what in ("answered", "tried"):
        out |= {"eventType": "CONNECTED_TO_AGENT", "agentInfo": agent | {"connectedToAgentTimestamp": when}}
    elif what in ("abandoned", "redirected", "ended"):
        reason = {"abandoned": "CUSTOMER_DISCONNECT", "redirected": "CONTACT_FLOW_DISCONNECT"}.get(what)
        out |= {"eventType": "DISCONNECTED", "disconnectTimestamp": when, "disconnectReason": reason or "OTHER"}
        out |= {"agentInfo": agent} if what == "ended" else {}
    elif what == "reached":
        out |= {"eventType": "CONNECTED_TO_SYSTEM", "connectedToSystemTimestamp": when}
    else:
        return None
    return {"detail-type": "Amazon Connect Contact Event", "source": "aws.connect", "detail": out}


def twilio(what: str, at: int, line: str, ident: str) -> dict | None:
    kind = {"queued": "task-queue.entered", "asked": "task-queue.entered", "answered": "reservation.accepted",
            "tried": "reservation.accepted", "abandoned": "task.canceled", "closed": "task.canceled",
            "ended": "task.completed", "reached": "task.completed", "redirected": "task-queue.timeout"}[what]
    attributes = {"from": "+358401234567"} if ident[0] == "c" else {"callback": True, "reached": what == "reached"}
    return {"EventType": kind, "AccountSid": "AC1", "TaskSid": ident, "TaskQueueName": line.upper(),
            "TaskChannelUniqueName": "voice", "TaskAttributes": json.dumps(attributes), "Timestamp": at // 1000,
            "TimestampMs": at}


def ours(what: str, at: int, line: str, ident: str, timeouts: bool) -> str:
    event = {"v": 1, "type": TYPES[what], "at": at, "line": line, "call" if ident[0] == "c" else "callback": ident}
    if what == "redirected":
        event["reason"] = "timeout" if timeouts else "other"
    if what == "closed":
        event["reason"] = "cancelled"
    return json.dumps(event)


def send(source: str, body: str, kind: str) -> dict:
    status, _, said = poster.post(source, body, {"Content-Type": kind})
    assert status == 202, (status, said)
    return json.loads(said)


def posted(source: str, records: list[dict], one_by_one: bool) -> dict:
    total: dict = {"taken": 0, "known": 0, "ignored": 0, "refused": 0}
    step = 1 if one_by_one else 100
    for i in range(0, len(records), step):
        said = send(source, urllib.parse.urlencode(records[i]), "application/x-www-form-urlencoded") if one_by_one \
            else send(source, json.dumps(records[i:i + step]), "application/json")
        total = {k: total[k] + said[k] for k in total}
    return total


def vendor(where: pathlib.Path, name: str, of, queues: str, calls: int, one_by_one=False) -> None:
    global poster
    where.mkdir()
    http = free_port()
    settings = write(where, "config.yaml", f"""{LINES}data_dir: {where}/data
sources:
  cloud: {{type: webhook, rate: 10000, queues: {queues}, mapping_file: {ROOT}/deploy/mappings/{name}.yaml}}
http: {{listen: "127.0.0.1:{http}"}}
""")
    made = [(e, of(*e)) for e in day(calls, 5)]
    events = [(e, record) for e, record in made if record is not None]
    daemon = Daemon(settings, http)
    daemon.start()
    poster = Poster(where / "data/control.sock")
    records = [record for _, record in events]
    expect(f"{name}: all of {len(records)} are taken", posted("cloud", records, one_by_one),
           {"taken": len(records), "known": 0, "ignored": 0, "refused": 0})
    again = records[:200]
    expect(f"{name}: and known when they come again", posted("cloud", again, one_by_one)["known"], len(again))
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    _, got = daemon.get("/api/v1/hours?format=ndjson")
    kept = write(where, "ours.ndjson", "\n".join(ours(*e, timeouts=one_by_one) for e, _ in events) + "\n")
    plain = write(where, "plain.yaml", f"{LINES}sources: {{cloud: {{type: feed}}}}\n")
    wanted = replay(plain, [kept], "--source", "cloud", "--until", now)
    moving = ("queue_ms", "coverage")
    strip = lambda rows: [{k: v for k, v in row.items() if k not in moving} for row in rows]
    expect(f"{name}: the rows are those of a replay of our own format", strip(map(json.loads, got.splitlines())),
           strip(wanted))
    kept_bytes = b"".join(p.read_bytes() for p in (where / "data").rglob("*") if p.is_file())
    expect(f"{name}: no number of a caller is kept", b"401234567" in kept_bytes, False)
    expect("an orderly stop", daemon.stop(), 0)


with scratch() as folder:
    place = pathlib.Path(folder)
    vendor(place / "genesys", "genesys-cloud", genesys, "{q-aspa: aspa, q-vaihde: vaihde}", 1164)
    vendor(place / "amazon", "amazon-connect", amazon, "{'arn:queue/aspa': aspa, 'arn:queue/vaihde': vaihde}", 1164)
    vendor(place / "twilio", "twilio-taskrouter", twilio, "{ASPA: aspa, VAIHDE: vaihde}", 400, one_by_one=True)
