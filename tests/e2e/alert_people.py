# SPDX-License-Identifier: EUPL-1.2
"""Acknowledging and silencing from the command line: limited, journaled, shown; and only there."""
import json
import pathlib
import time
import urllib.error
import urllib.request

from alerting import Watched
from jono import expect, scratch
from receivers import Alertmanager, Receiver, until

with scratch() as name:
    where = pathlib.Path(name)
    hook = Receiver()
    manager = Alertmanager(where, hook)
    manager.start()
    watched = Watched(where / "d", f"""  - {{type: webhook, name: hook, url: '{hook.url}/hook'}}
  - {{type: alertmanager, urls: ['{manager.url}']}}
""")
    hooked = lambda: [json.loads(one["body"]) for one in hook.got if one["path"] == "/hook"]

    refused = watched.command("ack", "QueueLong", "--line", "aspa", "--reason", "I see to it")
    expect("what does not fire cannot be acknowledged", refused.returncode, 2)
    print(f"ok: {refused.stderr.strip()}")
    made = watched.command("silence", "QueueLong", "--line", "aspa", "--for", "1h",
                           "--reason", "moving the exchange")
    expect("a silence is made", (made.returncode, made.stdout), (0, "silence 1\n"))
    for words in (["--for", "100h"], ["--for", "2x"], ["--for", "1h", "--line", "asppa"],
                  ["QueueLnog", "--for", "1h"]):
        bad = watched.command("silence", *words, "--reason", "x")
        expect(f"refused: {' '.join(words)}", bad.returncode, 2)
        print(f"ok: {bad.stderr.strip()}")

    watched.crowd()
    watched.becomes("firing")
    shown = watched.command("alerts").stdout
    expect("the list says so", "silenced" in shown and "moving the exchange" in shown, True)
    metrics = watched.daemon.metrics()
    labels = 'alert="QueueLong",line="aspa",severity="page"'
    expect("so do the metrics", (metrics[f"jonovahti_alert_state{{{labels}}}"],
                                 metrics[f"jonovahti_alert_silenced{{{labels}}}"],
                                 metrics["jonovahti_silences"]), (2.0, 1.0, 1.0))
    time.sleep(2)
    expect("nobody was told", hooked(), [])
    ended = watched.command("silence", "--end", "1", "--reason", "done")
    expect("the silence is ended", ended.returncode, 0)
    until("what fires still is told then", hooked, 10)

    good = watched.command("ack", "QueueLong", "--line", "aspa", "--reason", "I see to it")
    expect("acknowledged", good.returncode, 0)
    expect("shown", watched.alerts()["alerts"][0]["acknowledged"]["reason"], "I see to it")
    watched.restart()
    expect("after a restart too", watched.alerts()["alerts"][0]["acknowledged"]["reason"],
           "I see to it")

    audit = [json.loads(line) for line in watched.daemon.get("/api/v1/audit")[1].splitlines()]
    expect("who did what and why", [(a["what"], a["why"]) for a in audit],
           [("ack", "I see to it"), ("unsilence", "done"), ("silence", "moving the exchange")])
    expect("by name", {a["who"] for a in audit} <= {"root"} or all(a["who"] for a in audit), True)

    request = urllib.request.Request(watched.daemon.url + "/api/v1/silences", b"{}", method="POST")
    try:
        urllib.request.urlopen(request, timeout=5)
        status = 200
    except urllib.error.HTTPError as e:
        status = e.code
    expect("nobody changes anything over TCP", status, 403)

    # A silence made in Alertmanager is shown too.
    body = json.dumps({"matchers": [{"name": "line", "value": "aspa", "isRegex": False}],
                       "startsAt": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                       "endsAt": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 600)),
                       "createdBy": "somebody", "comment": "made elsewhere"}).encode()
    urllib.request.urlopen(urllib.request.Request(
        manager.url + "/api/v2/silences", body, {"Content-Type": "application/json"}), timeout=5)
    until("Alertmanager's own silence is shown",
          lambda: [s for s in watched.alerts()["silences"] if s["reason"] == "made elsewhere"], 45)
    watched.stop()
