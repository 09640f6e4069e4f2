# SPDX-License-Identifier: EUPL-1.2
"""A thousand numbers, planted in every field and form of every input, are in no byte that is left
behind or given out: data, logs, backups, metrics, answers, alerts."""
import base64
import hashlib
import itertools
import json
import lzma
import pathlib
import re
import socket
import subprocess
import threading
import time
import urllib.parse

import zmq

from canaries import NAME, NUMBERS, Search, written
from daemon import Daemon, free_port
from hook import Poster
from jono import FIXTURES, LINES, PROGRAM, ROOT, expect, scratch, write
from receivers import Receiver
from sender import Sender

SEARCH = Search()
expect("the search finds a number in any form",
       [bool(SEARCH.found(form)) for form in (
           NUMBERS[5].encode(), f"x+358{NUMBERS[7][1:]}y".encode(), NUMBERS[9].encode("utf-16-le"),
           NUMBERS[3].encode().hex().encode(), base64.b64encode(b"ab" + NUMBERS[4].encode()),
           hashlib.sha256(NUMBERS[8].encode()).digest(), NAME.encode(), b"nothing")],
       [True] * 7 + [False])

numbers = itertools.cycle(form for number in NUMBERS for form in written(number))
WORDS = {"call.queued": "call", "call.answered": "call", "call.abandoned": "call",
         "call.redirected": "call", "call.lost": "call", "call.refused": "call",
         "call.ended": "call", "callback.requested": "callback", "callback.attempted": "callback",
         "callback.reached": "callback", "callback.closed": "callback"}


def events() -> list[str]:
    """Each number in turn in each field; many of these events are refused."""
    now = int(time.time() * 1000) - 3_600_000
    out = []
    for i in range(3 * len(NUMBERS)):
        kind, key = list(WORDS.items())[i % len(WORDS)]
        good = {"v": 1, "type": kind, "at": now + i, "line": "aspa", key: next(numbers),
                "caller": next(numbers), "callerName": NAME, "note": next(numbers)}
        if kind == "call.answered":
            good["agent"] = next(numbers)
        out.append(good)
    for field in ("line", "type", "source", "at", "v", "seq", "reason", "result", "caller"):
        for _ in range(60):
            out.append({"v": 1, "type": "call.redirected", "at": now, "line": "aspa",
                        "call": next(numbers), field: next(numbers)})
    out.append({"v": 1, "type": "source.snapshot", "at": now + 10_000, "line": "vaihde",
                "waiting": [{"call": next(numbers), "queued_at": now} for _ in range(50)],
                "callbacks": [{"callback": next(numbers), "requested_at": now}]})
    out.append({"v": 1, "type": "backlog.level", "at": now, "line": next(numbers), "open": 3})
    lines = [json.dumps(event) for event in out]
    lines += [next(numbers), f'{{"{next(numbers)}":1}}', f'{{"v":1,"call":"{next(numbers)}']
    return lines


def asterisk_words(capture: str) -> bytes:
    """A recorded Asterisk, its callers' numbers and names replaced by planted ones."""
    text = lzma.decompress((FIXTURES / "asterisk" / capture).read_bytes()).decode()
    text = re.sub(r"(CallerIDNum|ConnectedLineNum): (?!<)\S+", lambda m: f"{m[1]}: {next(numbers)}", text)
    text = re.sub(r"(CallerIDName|ConnectedLineName): (?!<)[^\r\n]+", rf"\1: {NAME}", text)
    return text.encode()


def manager(server: socket.socket, words: bytes) -> None:
    """An AMI that says what was recorded to the first who logs in, and keeps the line open."""
    peer, _ = server.accept()
    banner, rest = words.split(b"\r\n", 1)
    peer.sendall(banner + b"\r\n")
    heard = b""
    while b"\r\n\r\n" not in heard:
        heard += peer.recv(4096)
    peer.sendall(rest)
    while peer.recv(4096):
        pass


def freeswitch(server: socket.socket) -> None:
    """An event socket whose callers have planted numbers and names, some in odd places."""
    peer, _ = server.accept()
    words = (FIXTURES / "freeswitch/connection.esl").read_text()
    peer.sendall(planted(words[:words.rindex("Content-Length:")]).encode())  # without its end
    while peer.recv(4096):
        pass


def planted(words: str) -> str:
    """The same messages with planted numbers, each with the length that it has now."""
    out, rest = "", words
    while rest:
        head, rest = rest.split("\n\n", 1)
        size = re.search(r"Content-Length: (\d+)", head)
        body, rest = (rest[:int(size[1])], rest[int(size[1]):]) if size else ("", rest)
        body = re.sub(r"%2B358401234567", lambda m: urllib.parse.quote(next(numbers)), body)
        body = re.sub(r"\b040123456[78]\b", lambda m: next(numbers), body).replace("Waiting | Pipe", NAME)
        body = body.replace("Aino%20%22A%22%20%7C%20X", urllib.parse.quote(NAME))
        out += head.replace(size[0], f"Content-Length: {len(body.encode())}") if size else head
        out += "\n\n" + body
    return out


def hear(url: str, path: str, **headers: str) -> bytes:
    """Whatever is answered, headers and all."""
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as s:
        lines = "".join(f"{k}: {v}\r\n" for k, v in headers.items())
        s.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n{lines}\r\n".encode())
        out = b""
        while chunk := s.recv(65_536):
            out += chunk
        return out


def posted(poster: Poster) -> bytes:
    """What is answered to events in our own format, and to forms of a vendor's."""
    lines, out, now = events(), b"", int(time.time() * 1000) - 1000
    for i in range(0, len(lines), 300):
        out += poster.post("hook", "\n".join(lines[i:i + 300]), {"Content-Type": "application/x-ndjson"})[2].encode()
    for key in ("TaskSid", "TaskQueueName", "WorkerSid", "From", "EventType", "TaskAttributes"):
        for _ in range(30):
            form = {"EventType": "task-queue.entered", "TaskSid": "WT1", "TaskQueueName": "aspa", "TimestampMs": now,
                    "TaskChannelUniqueName": "voice", "From": next(numbers), "Name": NAME,
                    "TaskAttributes": json.dumps({"from": next(numbers)}), key: next(numbers)}
            body = urllib.parse.urlencode(form)
            out += poster.post("cloud", body, {"Content-Type": "application/x-www-form-urlencoded"})[2].encode()
    expect("what is posted is taken", b'"taken":1' in out, True)
    return out


def sources_heard(daemon: Daemon) -> set[str]:
    return {re.search('source="(.*?)"', metric)[1] for metric, value in daemon.metrics().items()
            if metric.startswith("jonovahti_source_events_total") and value}


with scratch() as name:
    where = pathlib.Path(name)
    left = where / "left"  # all that the daemon leaves; the rest is ours
    left.mkdir()
    http, feed, bus = free_port(), free_port(), free_port()
    server = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=manager, args=(server, asterisk_words("main.qmon.ami.xz")),
                     daemon=True).start()
    esl = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=freeswitch, args=(esl,), daemon=True).start()
    log = re.sub(r"\|\|0\d+\|", lambda m: f"||{next(numbers)}|",
                 (FIXTURES / "asterisk/main.queue_log").read_text())
    queue_log = write(where, "queue_log", log)
    write(where, "ami.secret", "secret\n").chmod(0o600)
    receiver = Receiver()
    settings = write(where, "config.yaml", f"""{LINES}data_dir: {left}/data
sources:
  ace: {{type: feed}}
  bus: {{type: subscribe, publisher: "tcp://127.0.0.1:{bus}"}}
  pbx: {{type: asterisk_ami, address: "127.0.0.1:{server.getsockname()[1]}", user: qmon, secret_file: {where}/ami.secret, lines: [aspa]}}
  log: {{type: asterisk_queue_log, queue_log: {queue_log}, queues: {{aspa: vaihde}}, lines: [vaihde]}}
  fs: {{type: freeswitch, address: "127.0.0.1:{esl.getsockname()[1]}", secret_file: {where}/ami.secret, queues: {{"support@default": aspa}}, lines: [aspa]}}
  hook: {{type: webhook}}
  cloud: {{type: webhook, rate: 1000, mapping_file: {ROOT}/deploy/mappings/twilio-taskrouter.yaml}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}", socket: {where}/control.sock}}
alerts:
  rules:
    - {{alert: Waiting, when: queue_length > 0, only: always}}
    - {{alert: Refused, when: "window_rejected > 0", only: always}}
  notify: [{{type: webhook, url: "{receiver.url}"}}]
""")
    daemon = Daemon(settings, http)
    daemon.log = left / "daemon.log"
    daemon.start()
    publisher = zmq.Context().socket(zmq.XPUB)
    publisher.setsockopt(zmq.LINGER, 0)
    publisher.bind(f"tcp://127.0.0.1:{bus}")
    assert publisher.poll(10_000)
    for seq, line in enumerate(events(), 1):
        publisher.send_multipart([next(numbers).encode(), line.encode()])
    sender = Sender(f"tcp://127.0.0.1:{feed}", "ace", "e1", events())
    sender.deliver()
    heard = posted(Poster(where / "control.sock"))
    for path in ("/metrics", "/api/v1/live", "/api/v1/hours?format=csv", "/api/v1/sources",
                 "/api/v1/callbacks?line=aspa", "/api/v1/alerts?all=1", "/api/v1/today?line=aspa"):
        body = hear(daemon.url, path)
        expect(f"{path} is answered", body.split(b" ", 2)[1], b"200")
        heard += body
    for number in itertools.islice(numbers, 40):  # what strangers ask for is not logged
        hear(daemon.url, "/" + number.replace(" ", "%20"), **{"User-Agent": number})
        hear(daemon.url, "/api/v1/today?line=" + number.replace(" ", "%20"))
        hear(daemon.url, number)
    end = time.monotonic() + 20
    while not receiver.bodies() and time.monotonic() < end:
        time.sleep(0.05)
    expect("somebody was told", bool(receiver.bodies()), True)
    heard += json.dumps(receiver.bodies()).encode()
    wanted, end = {"ace", "bus", "pbx", "log", "fs", "hook", "cloud"}, time.monotonic() + 10
    while (seen := sources_heard(daemon)) != wanted and time.monotonic() < end:
        time.sleep(0.1)
    expect("every source was heard", seen, wanted)
    daemon.kill()  # a crash leaves more than an orderly stop
    files = sorted(p for p in left.rglob("*") if p.is_file())
    expect("no number after a crash", SEARCH.found_in(files), {})
    daemon.start()
    expect("none in what was answered or told", SEARCH.found(heard), [])
    backed = subprocess.run([PROGRAM, "backup", "--config", settings, "--to", left / "backup",
                             "--with-journal"], capture_output=True)
    expect("a backup", (backed.returncode, backed.stderr), (0, b""))
    expect("an orderly stop", daemon.stop(), 0)
    files = sorted(p for p in left.rglob("*") if p.is_file())
    expect(f"none in {len(files)} files, {sum(p.stat().st_size for p in files)} bytes",
           SEARCH.found_in(files), {})
