# SPDX-License-Identifier: EUPL-1.2
"""A daemon that asks who is there: certificates, users, tokens, and requests with any of them."""
import base64
import http.client
import multiprocessing
import os
import pathlib
import ssl
import subprocess
import time

from daemon import Daemon, free_port
from jono import PROGRAM, expect, write

LINES = """
lines: {aspa: {}}
sources: {ace: {type: feed}, hook: {type: webhook}, signed: {type: webhook, secret_file: /nonexistent}}
alerts: {rules: [{alert: QueueLong, when: queue_length > 3, only: always}]}
"""
TLS = "tls_server_config: {cert_file: good.crt, key_file: good.key}\n"


def bcrypt(password: str, cost: int = 5) -> str:
    out = subprocess.run(["htpasswd", "-niBC", str(cost), "x"], input=password, text=True, check=True,
                         capture_output=True).stdout
    return out.strip().split(":", 1)[1]


def token(name: str, role: str) -> tuple[str, str]:
    """A new token, and its line for the file."""
    out = subprocess.run([PROGRAM, "token", "--name", name, "--role", role], check=True, text=True,
                         capture_output=True).stdout.splitlines()
    return out[0], next(line for line in out if line.startswith("- {"))


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": "Bearer " + text}


def secret_file(where: pathlib.Path, name: str, text: str) -> pathlib.Path:
    path = write(where, name, text)
    path.chmod(0o600)
    return path


class Guarded(Daemon):
    """With a `web.yaml` and a `tokens.yaml` in `where`, if they are there."""

    def __init__(self, where: pathlib.Path, listen: str = "127.0.0.1", rest: str = "", ca="ca.pem"):
        self.port = free_port()
        options = [f"listen: '{listen}:{self.port}'"]
        if (where / "web.yaml").exists():
            options.append(f"web_config: {where}/web.yaml")
        if (where / "tokens.yaml").exists():
            options.append(f"tokens: {where}/tokens.yaml")
        if rest:
            options.append(rest)
        self.feed = f"tcp://127.0.0.1:{free_port()}"
        feed = f"feed: {{listen: ['{self.feed}']}}\n"
        config = write(where, "config.yaml", f"data_dir: {where}/data\n{LINES}{feed}"
                                             f"http: {{{', '.join(options)}}}\n")
        super().__init__(config, self.port)
        self.context = ssl.create_default_context(cafile=where / ca) if (where / ca).exists() else None
        self.tls = (where / "web.yaml").exists() and "tls_server_config" in (where / "web.yaml").read_text()

    def connection(self, host: str = "localhost", source: str = "127.0.0.1"):
        address = (source, 0)
        if self.tls:
            return http.client.HTTPSConnection(host, self.port, context=self.context, timeout=30,
                                               source_address=address)
        return http.client.HTTPConnection(host, self.port, timeout=30, source_address=address)

    def ask(self, method: str, path: str, headers: dict | None = None, body: str | None = None,
            connection=None):
        """Status, headers, body; status 0 where there was no answer."""
        one = connection or self.connection()
        try:
            one.request(method, path, body=body, headers=headers or {})
            answer = one.getresponse()
            if answer.headers.get_content_type() == "text/event-stream":
                return answer.status, answer.headers, ""
            return answer.status, answer.headers, answer.read().decode()
        except (OSError, http.client.HTTPException) as e:
            return 0, {}, str(e)
        finally:
            if connection is None:
                one.close()

    def get(self, path: str) -> tuple[int, str]:
        status, _, body = self.ask("GET", path)
        return status, body


class Scraper:
    """Scrapes again and again while the `with` lasts, in a process of its own, and notes how long each took.
    `keep`: over one connection."""

    def __init__(self, daemon: Guarded, headers: dict | None = None, keep: bool = False):
        self.of, self.headers, self.keep = daemon, headers or {}, keep
        self.took: list[float] = []
        self.failed: list[tuple] = []
        self.ended, self.told = multiprocessing.Event(), multiprocessing.SimpleQueue()

    def run(self) -> None:
        took, failed = [], []
        one = self.of.connection() if self.keep else None
        while not self.ended.is_set():
            began = time.monotonic()
            status, _, body = self.of.ask("GET", "/metrics", self.headers, connection=one)
            took.append(time.monotonic() - began)
            if status != 200:
                failed.append((status, body[:200]))
            self.ended.wait(0.02)
        self.told.put((took, failed))
        os._exit(0)  # the daemon is not this process's to end

    def __enter__(self):
        multiprocessing.Process(target=self.run, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.took, self.failed = self.told.get()

    def p99(self) -> float:
        """In milliseconds."""
        return sorted(self.took)[int(len(self.took) * 0.99)] * 1000

    def check(self, what: str, quiet: float) -> None:
        """99 of 100 within 50 ms; on a machine that is busy with other things, within thrice what it took
        there in quiet."""
        p99, limit = self.p99(), max(50.0, 3 * quiet)
        expect(f"{what}: {len(self.took)} scrapes, 99 of 100 within {p99:.0f} ms (in quiet {quiet:.0f}), all "
               f"within {max(self.took) * 1000:.0f} ms", (p99 < limit, self.failed[:3]), (True, []))


def in_quiet(daemon: Guarded, headers: dict | None = None, keep: bool = False) -> float:
    """What 99 of 100 scrapes take while nobody else asks, in milliseconds."""
    with Scraper(daemon, headers, keep) as scraper:
        scraper.ended.wait(4)
    return scraper.p99()
