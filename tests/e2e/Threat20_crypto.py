# SPDX-License-Identifier: EUPL-1.2
"""T20: strangers that make the daemon reckon: a thousand handshakes a second and wrong passwords. A scraper
with a password is not held up, and is not one of those who are refused."""
import pathlib
import socket
import ssl
import threading
import time

from certificates import authority, certificate
from jono import expect, scratch, write
from strangers import TLS, Guarded, Scraper, basic, bcrypt, in_quiet


def hello() -> bytes:
    """The beginning of a handshake: it costs nothing to send again, and a signature to answer."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    into, out = ssl.MemoryBIO(), ssl.MemoryBIO()
    try:
        context.wrap_bio(into, out, server_hostname="localhost").do_handshake()
    except ssl.SSLWantReadError:
        pass
    return out.read()


class Flood(threading.Thread):
    """`a_second` handshakes from one address, never finished."""

    def __init__(self, daemon: Guarded, source: str, a_second: int, seconds: int):
        super().__init__(daemon=True)
        self.of, self.source, self.a_second, self.seconds = daemon, source, a_second, seconds
        self.begun = self.answered = 0

    def run(self) -> None:
        first, start = hello(), time.monotonic()
        held: list[socket.socket] = []
        for i in range(self.a_second * self.seconds):
            ahead = start + i / self.a_second - time.monotonic()
            if ahead > 0:
                threading.Event().wait(ahead)
            s = socket.create_connection(("127.0.0.1", self.of.port), 10, (self.source, 0))
            s.setblocking(False)
            try:
                s.sendall(first)
            except OSError:
                pass
            held.append(s)
            self.begun += 1
            if len(held) > 100:
                self.look(held.pop(0))
        for s in held:
            self.look(s)

    def look(self, s: socket.socket) -> None:
        try:
            self.answered += bool(s.recv(1))
        except OSError:
            pass
        s.close()


class Guesser(threading.Thread):
    """Wrong passwords, one after another."""

    def __init__(self, daemon: Guarded, source: str, user: str, ended: threading.Event):
        super().__init__(daemon=True)
        self.of, self.source, self.user, self.ended = daemon, source, user, ended
        self.statuses: dict[int, int] = {}

    def run(self) -> None:
        one, i = self.of.connection(source=self.source), 0
        while not self.ended.is_set():
            i += 1
            status = self.of.ask("GET", "/metrics", basic(self.user, str(i)), connection=one)[0]
            self.statuses[status] = self.statuses.get(status, 0) + 1
            self.ended.wait(0.005)


def how_long(daemon: Guarded, *users: str) -> list[float]:
    """Of each, the least of several, in seconds."""
    out = {user: [] for user in users}
    one = daemon.connection()
    for i in range(9):
        for user in users:
            began = time.monotonic()
            status = daemon.ask("GET", "/metrics", basic(user, f"wrong {i}"), connection=one)[0]
            out[user].append(time.monotonic() - began)
            assert status == 401, status
    one.close()
    return [min(out[user]) for user in users]


with scratch() as name:
    where = pathlib.Path(name)
    authority(where)
    certificate(where, "good")
    write(where, "web.yaml", TLS + f"basic_auth_users: {{prometheus: {bcrypt('right', 10)}}}\n")
    daemon = Guarded(where)
    daemon.start()
    known, unknown = how_long(daemon, "prometheus", "nobody")
    expect(f"unknown users take as long: {known * 1000:.0f} ms and {unknown * 1000:.0f} ms",
           0.5 < known / unknown < 2, True)
    # Its password is checked here; later it is remembered.
    quiet = in_quiet(daemon, basic("prometheus", "right"), keep=True)
    with Scraper(daemon, basic("prometheus", "right"), keep=True) as scraper:
        floods = [Flood(daemon, f"127.0.0.{i}", 250, 8) for i in range(2, 6)]
        ended = threading.Event()
        guessers = [Guesser(daemon, f"127.0.0.{i}", user, ended)
                    for i in (6, 6, 6, 7) for user in ("prometheus", "nobody")]
        began = time.monotonic()
        for t in floods + guessers:
            t.start()
        for t in floods:
            t.join()
        took = time.monotonic() - began
        ended.set()
        for t in guessers:
            t.join()
    begun, answered = sum(f.begun for f in floods), sum(f.answered for f in floods)
    print(f"ok: {begun / took:.0f} handshakes a second were begun, {answered / took:.0f} were answered")
    expect("most were turned away before any reckoning", answered < begun / 2, True)
    statuses = [g.statuses for g in guessers]
    expect("guesses are wrong or too many", {s for each in statuses for s in each} <= {401, 429}, True)
    expect("and some are too many", any(429 in each for each in statuses), True)
    scraper.check(f"{sum(sum(s.values()) for s in statuses)} guesses and {begun} handshakes", quiet)
    expect("an orderly stop", daemon.stop(), 0)
