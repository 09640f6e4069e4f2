# SPDX-License-Identifier: EUPL-1.2
"""X7: clients that are slow, greedy or talk nonsense, while a scraper scrapes: each is cut off or refused,
and 99 of 100 scrapes take less than 50 ms."""
import pathlib
import resource
import shutil
import socket
import ssl
import subprocess
import threading
import time

from certificates import authority, certificate
from jono import expect, scratch, write
from strangers import TLS, Guarded, Scraper, in_quiet

HOST = b"Host: localhost\r\n"

def connect(daemon: Guarded) -> socket.socket:
    return socket.create_connection(("127.0.0.1", daemon.port), timeout=30)


def talk(daemon: Guarded, request: bytes) -> bytes:
    """All that comes back, to the end of the connection."""
    out = b""
    with connect(daemon) as s:
        try:
            s.sendall(request)
            while got := s.recv(65536):
                out += got
        except OSError:
            pass
    return out


def statuses(answer: bytes) -> list[int]:
    return [int(part[:3]) for part in answer.split(b"HTTP/1.1 ")[1:]]


def nonsense(daemon: Guarded) -> None:
    post = b"POST /api/v1/acks HTTP/1.1\r\n" + HOST
    get = b"GET /healthz HTTP/1.1\r\n" + HOST
    inner = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    end = b"Connection: close\r\n\r\n"
    table = {
        "20 KB of headers": (get + b"X: " + b"x" * 20_000 + b"\r\n" + end, [431]),
        "a line of 20 KB": (b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\n" + HOST + end, [431]),
        "a hundred headers": (get + b"A: b\r\n" * 100 + end, [431]),
        "a million header lines": (get + b"A: b\r\n" * 1_000_000 + end, [431]),
        "a content length and chunks": (post + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                        + inner, [400]),
        "two content lengths": (post + b"Content-Length: 1\r\nContent-Length: 40\r\n\r\nx" + inner, [400]),
        "a length that is none": (post + b"Content-Length: +4\r\n\r\nabcd" + inner, [400]),
        "a length beyond all": (post + b"Content-Length: 99999999999999999999\r\n\r\n" + inner, [400]),
        "chunked, but not last": (post + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + inner, [400, 403]),
        "a folded header": (get + b"X: a\r\n b\r\n" + end, [200, 400]),
        "a blank before the colon": (get + b"X : a\r\n" + end, [400]),
        "a bare line feed": (b"GET /healthz HTTP/1.1\nHost: localhost\n\n", [400]),
        "two hosts": (get + HOST + end, [400]),
        "no host": (b"GET /healthz HTTP/1.1\r\n" + end, [400]),
        "another's name": (b"GET /healthz HTTP/1.1\r\nHost: evil.example\r\n" + end, [421]),
        "an absolute target": (b"GET http://localhost/healthz HTTP/1.1\r\n" + HOST + end, [200]),
        "a body that is too long": (post + b"Content-Length: 999999999\r\n\r\n", [403, 413]),
        "a body where none is taken": (get + b"Content-Length: 5\r\n\r\nhello", [413]),
        "TLS garbage": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 500, [400]),
        "a TRACE": (b"TRACE /healthz HTTP/1.1\r\n" + HOST + end, [405]),
        "a CONNECT": (b"CONNECT localhost:1 HTTP/1.1\r\n" + HOST + end, [400]),
    }
    for what, (request, wanted) in table.items():
        got = statuses(talk(daemon, request))
        # A flood may break the connection before its refusal is read.
        broken = not got and len(request) > 64_000
        expect(f"{what}: {got}", broken or (len(got) == 1 and got[0] in wanted), True)
    expect("a hundred at once are answered in order",
           statuses(talk(daemon, (get + b"\r\n") * 99 + get + end)), [200] * 100)


def chunked_bomb(daemon: Guarded) -> None:
    """Ever more chunks, of one byte each: the sum is what is limited."""
    head = (b"GET /healthz HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n")
    got = talk(daemon, head + b"1;" + b"x" * 100 + b"\r\na\r\n" * 100_000)
    expect("a bomb of chunks", statuses(got) in ([413], [400], []), True)


def cut_off(daemon: Guarded, what: str, first: bytes, drip: bytes, most: float) -> None:
    """Whoever drips is cut off, however diligently."""
    began = time.monotonic()
    with connect(daemon) as s:
        s.settimeout(0.2)
        s.sendall(first)
        while time.monotonic() - began < 30:
            try:
                s.sendall(drip)
                if s.recv(4096) == b"":
                    break
            except TimeoutError:
                continue
            except OSError:
                break
    took = time.monotonic() - began
    expect(f"{what}: cut off after {took:.1f} s", took < most, True)


def slow_ones(daemon: Guarded, quiet: float) -> None:
    with Scraper(daemon) as scraper:
        crowd = []
        for i in range(1000):
            s = connect(daemon)
            s.sendall(b"GET /metrics HTTP/1.1\r\n" + (HOST if i % 2 else b"Ho"))
            crowd.append(s)
        threads = [threading.Thread(target=cut_off, args=(daemon, *case)) for case in (
            ("a head that drips", b"GET /healthz HTTP/1.1\r\n", b"X: y\r\n", 8),
            ("nothing at all", b"", b"", 8),
            ("a body that drips", b"GET /healthz HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n",
             b"0", 12))]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        for s in crowd:
            s.close()
    scraper.check("a thousand half requests", quiet)


def readers_that_do_not_read(daemon: Guarded, quiet: float) -> None:
    with Scraper(daemon) as scraper:
        crowd = []
        for _ in range(100):
            s = socket.socket()
            s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            s.connect(("127.0.0.1", daemon.port))
            s.sendall((b"GET /api/v1/openapi.yaml HTTP/1.1\r\n" + HOST + b"\r\n") * 8)
            crowd.append(s)
        scraper.ended.wait(3)
        for s in crowd:
            s.close()
    scraper.check("a hundred who never read", quiet)


def keep_alive(daemon: Guarded, wanted: int, quiet: float) -> None:
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    count = min(wanted, soft - 200)
    with Scraper(daemon) as scraper:
        crowd = []
        for i in range(count):
            s = connect(daemon)
            s.sendall(b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n")
            crowd.append(s)
            if i % 50 == 0:  # some 2 000 a second, and the scraper shares this process
                scraper.ended.wait(0.02)
        scraper.ended.wait(2)
        for s in crowd:
            s.close()
    scraper.check(f"{count} that keep their connections", quiet)


def tls_garbage(daemon: Guarded, quiet: float) -> None:
    with Scraper(daemon, keep=True) as scraper:
        for i in range(300):
            with connect(daemon) as s:
                s.sendall((b"\x16\x03\x01\xff\xff" if i % 2 else b"GET / HTTP/1.1\r\n\r\n") + bytes([i % 256]) * i)
        half = [connect(daemon) for _ in range(200)]
        for s in half:
            s.sendall(b"\x16\x03\x01\x02\x00")
        scraper.ended.wait(2)
        for s in half:
            s.close()
    scraper.check("TLS garbage and half handshakes", quiet)
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    try:
        with connect(daemon) as s:
            old.wrap_socket(s)
        got = "taken"
    except (ssl.SSLError, OSError):
        got = "refused"
    expect("TLS 1.1", got, "refused")


def slowhttptest(daemon: Guarded, quiet: float) -> None:
    if shutil.which("slowhttptest") is None:
        print("skipped: slowhttptest is not installed")
        return
    for mode, what in (("-H", "slow heads"), ("-B", "slow bodies"), ("-X", "slow reads")):
        with Scraper(daemon) as scraper:
            subprocess.run(["slowhttptest", mode, "-c", "1000", "-r", "500", "-l", "8", "-i", "2", "-u",
                            f"http://localhost:{daemon.port}/api/v1/live"], capture_output=True, timeout=60)
        scraper.check(f"slowhttptest, {what}", quiet)


with scratch() as name:
    where = pathlib.Path(name)
    for each in ("plain", "tls"):
        (where / each).mkdir()
    plain = Guarded(where / "plain")
    plain.start()
    nonsense(plain)
    chunked_bomb(plain)
    quiet = in_quiet(plain)
    slow_ones(plain, quiet)
    readers_that_do_not_read(plain, quiet)
    keep_alive(plain, 10_000, quiet)
    slowhttptest(plain, quiet)
    expect("an orderly stop", plain.stop(), 0)
    authority(where / "tls")
    certificate(where / "tls", "good")
    write(where / "tls", "web.yaml", TLS)
    tls = Guarded(where / "tls")
    tls.start()
    tls_garbage(tls, in_quiet(tls, keep=True))
    expect("an orderly stop", tls.stop(), 0)
