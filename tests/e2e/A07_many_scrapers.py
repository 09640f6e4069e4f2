# SPDX-License-Identifier: EUPL-1.2
"""A7: scrapes during recovery, a slow scraper, a hundred at once: each gets one consistent snapshot or
none, and the phone system is heard all the while."""
import pathlib
import re
import socket
import statistics
import threading
import time
import urllib.error
import urllib.request

from alerting import Watched
from daemon import counters, fallen
from jono import expect, scratch
from receivers import until


def scrape(url: str) -> tuple[int, str, float]:
    began = time.monotonic()
    try:
        with urllib.request.urlopen(url + "/metrics", timeout=30) as answer:
            return answer.status, answer.read().decode(), time.monotonic() - began
    except urllib.error.HTTPError as e:
        return e.code, "", time.monotonic() - began
    except OSError:
        return 0, "", 0


def consistent(text: str) -> bool:
    """Calls offered are those that ended and those that wait, all of one moment."""
    value = {m[1]: float(m[2]) for m in re.finditer(r"^(\S+) (\S+)$", text, re.M)}
    aspa = '{line="aspa"}'
    return (value["jonovahti_calls_offered_total" + aspa] ==
            value["jonovahti_calls_answered_total" + aspa]
            + value["jonovahti_queue_length" + aspa])


with scratch() as name:
    watched = Watched(pathlib.Path(name) / "d", "  []\n")
    for _ in range(20):
        ids = watched.phone.queue("aspa", 400)
        watched.phone.answer("aspa", ids[:390])
    until("the calls are heard", watched.phone.heard, 60)
    before = watched.daemon.metrics()

    # During recovery: nothing, 503, or all of it.
    watched.daemon.kill()
    seen: list[tuple[int, str, float]] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            seen.append(scrape(watched.daemon.url))

    watcher = threading.Thread(target=look)
    watcher.start()
    watched.daemon.start()
    until("a scrape gets through", lambda: any(s[0] == 200 for s in list(seen)), 20)
    stop.set()
    watcher.join()
    expect("only whole answers or 503", {s[0] for s in seen} <= {0, 200, 503}, True)
    first = next(s for s in seen if s[0] == 200)
    after = {m[1]: float(m[2]) for m in re.finditer(r"^(\S+) (\S+)$", first[1], re.M)}
    expect("the first has all that there was", fallen(counters(before), counters(after)), {})
    until("the phone system is back", watched.phone.heard, 30)

    # One that does not read, and a hundred that do, while calls come in.
    slow = socket.create_connection(("127.0.0.1", watched.http))
    slow.sendall(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")
    until("the figures are known again",
          lambda: 'jonovahti_queue_length{line="aspa"}' in watched.daemon.metrics(), 20)
    answers: list[tuple[int, str, float]] = []
    threads = [threading.Thread(target=lambda: answers.append(scrape(watched.daemon.url)))
               for _ in range(100)]
    waits: list[float] = []
    for i, thread in enumerate(threads):
        thread.start()
        if i % 10 == 0:
            began = time.monotonic()
            watched.phone.answer("aspa", watched.phone.queue("aspa", 5))
            until("heard", watched.phone.heard, 10)
            waits.append(time.monotonic() - began)
    for thread in threads:
        thread.join()
    slow.close()
    expect("all were answered", {a[0] for a in answers}, {200})
    expect("each of one moment", all(consistent(a[1]) for a in answers), True)
    print(f"ok: scrapes took {statistics.median(a[2] for a in answers) * 1000:.0f} ms in the median, "
          f"acknowledgements at most {max(waits) * 1000:.0f} ms")
    watched.stop()
