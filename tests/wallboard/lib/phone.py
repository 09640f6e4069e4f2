# SPDX-License-Identifier: EUPL-1.2
"""phone.py ENDPOINT AHEAD: the phone system of tests/e2e, told what to do by lines of JSON on stdin. Each is answered
with "ok" once the daemon has acknowledged all there was to say. Its clock is AHEAD seconds ahead.

{"do": "say", "events": [...]}   each happens now, or `ago` seconds before
{"do": "load", "file": path}     recorded events, without those that lie in the future
{"do": "cut"} {"do": "mend"}     falls silent; talks again
"""
import json
import pathlib
import sys
import time
from datetime import datetime

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "e2e"))
from phone import Phone  # noqa: E402


def past(path: str, now: float) -> list[dict]:
    events = [json.loads(line) for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines()]
    # The feed numbers what it sends itself.
    return [{k: v for k, v in event.items() if k not in ("seq", "epoch")} for event in events
            if datetime.fromisoformat(event["at"].replace("Z", "+00:00")).timestamp() <= now]


def main() -> None:
    phone = Phone(sys.argv[1])
    ahead = float(sys.argv[2])
    for line in sys.stdin:
        command, now = json.loads(line), time.time() + ahead
        if command["do"] == "say":
            phone.say(*({"at": int((now - e.pop("ago", 0)) * 1000), **e} for e in command["events"]))
        elif command["do"] == "load":
            phone.say(*past(command["file"], now))
        else:
            phone.cut = command["do"] == "cut"
        while not phone.cut and not phone.heard():
            time.sleep(0.02)
        print("ok", flush=True)


main()
