# SPDX-License-Identifier: EUPL-1.2
"""bridge.py ENDPOINT SOURCE OUTBOX: events from stdin, one JSON object a line, for certain."""
import json
import select
import sqlite3
import sys
import time
import uuid

import zmq

endpoint, source, outbox = sys.argv[1:]
events = open(0, "rb", buffering=0)  # unbuffered: select() must see what was not read
db = sqlite3.connect(outbox)
db.executescript("""PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS line (seq INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS epoch (name TEXT NOT NULL);""")
with db:  # the numbers begin anew only with another name
    db.execute("INSERT INTO epoch SELECT ? WHERE NOT EXISTS (SELECT 1 FROM epoch)",
               (uuid.uuid4().hex,))
epoch, process = db.execute("SELECT name FROM epoch").fetchone()[0], uuid.uuid4().hex
highest = db.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = 'line'").fetchone()[0] or 0
acked = (db.execute("SELECT min(seq) FROM line").fetchone()[0] or highest + 1) - 1
sent, credit, heard, pinged, socket, reading = acked, 0, 0.0, 0.0, None, True


def say(kind, number, body=""):  # False: the daemon is slow
    free = socket.poll(0, zmq.POLLOUT)
    if free:
        socket.send_multipart([kind, b"%d" % number, body.encode()])
    return free


while reading or acked < highest:
    now = time.monotonic()
    if socket is None or now - heard > 3:  # dead: a new socket
        socket and socket.close(0)
        socket, credit, heard = zmq.Context.instance().socket(zmq.DEALER), 0, now
        socket.connect(endpoint)
        hello = {"source": source, "epoch": epoch, "tail": acked + 1, "process": process}
        say(b"HELLO", highest, json.dumps(hello))
    if reading and select.select([events], [], [], 0)[0]:
        line = events.readline().decode(errors="replace")
        if reading := line != "":
            with db:  # on disk before it is sent
                row = db.execute("INSERT INTO line (text) VALUES (?)", (line.strip(),))
            highest = row.lastrowid
    ready = min(highest, acked + credit)
    if credit and sent < ready:
        lines = [text for text, in db.execute(
            "SELECT text FROM line WHERE seq > ? AND seq <= ? LIMIT 3", (sent, ready))]
        sent += len(lines) if say(b"EVENTS", sent + 1, "\n".join(lines)) else 0
    if credit and now - pinged > 1 and say(b"PING", highest):
        pinged = now
    while socket.poll(0 if reading or sent < ready else 20):
        (kind, number, body), heard = socket.recv_multipart(), time.monotonic()
        if kind == b"NACK":  # "gap": it lacks some; anything else: ask again after a silence
            sent, credit = int(number) - 1, credit if b'"gap"' in body else 0
            continue
        acked, credit = max(acked, int(number)), json.loads(body)["credit"]
        sent = int(number) if kind == b"WELCOME" else max(sent, acked)
        with db:
            db.execute("DELETE FROM line WHERE seq <= ?", (acked,))
say(b"BYE", highest)
socket.close(1000)
