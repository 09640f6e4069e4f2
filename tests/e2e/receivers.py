# SPDX-License-Identifier: EUPL-1.2
"""Whom alerts are told in tests: a receiver that fails in every way, and the real Alertmanager."""
import atexit
import email
import email.policy
import http.server
import json
import pathlib
import socket
import ssl
import subprocess
import threading
import time
import urllib.error
import urllib.request

from daemon import free_port


def until(what: str, condition, seconds: float):
    """What the condition gives once it gives something; fails when the time is over."""
    end = time.monotonic() + seconds
    while True:
        got = condition()
        if got:
            return got
        assert time.monotonic() < end, f"not in {seconds} s: {what}"
        time.sleep(0.05)


class Receiver:
    """Takes POSTs, keeps their bodies, and misbehaves as told: ok, refuse, hang, cut, or a status."""

    def __init__(self, certificate: pathlib.Path | None = None):
        self.mode: str | int = "ok"
        self.got: list[dict] = []      # path, headers, body, at; those answered with 200
        self.tried: list[dict] = []    # all
        self.release = threading.Event()
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                owner.take(self, body)

            do_GET = do_PUT = do_POST

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        scheme = "http"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
            scheme = "https"
        self.port = self.server.server_address[1]
        self.url = f"{scheme}://localhost:{self.port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        atexit.register(self.stop)

    def take(self, handler, body: bytes) -> None:
        seen = {"path": handler.path, "headers": dict(handler.headers), "body": body.decode(),
                "at": time.time(), "method": handler.command}
        self.tried.append(seen)
        mode = self.mode
        if mode == "hang":
            self.release.wait(60)
            return
        if mode == "cut":
            handler.connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
            handler.connection.shutdown(socket.SHUT_RDWR)
            handler.close_connection = True
            return
        status = mode if isinstance(mode, int) else 200
        if status == 200:
            self.got.append(seen)
        handler.send_response(status)
        handler.send_header("Content-Length", "2")
        handler.end_headers()
        handler.wfile.write(b"{}")

    def bodies(self) -> list[dict]:
        return [json.loads(one["body"]) for one in self.got if one["body"]]

    def stop(self) -> None:
        self.release.set()
        self.server.shutdown()
        self.server.server_close()


class Alertmanager:
    """The real one, which tells `receiver` everything at once."""

    def __init__(self, folder: pathlib.Path, receiver: Receiver, resolve_timeout: str = "5m"):
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.config = folder / f"alertmanager-{self.port}.yaml"
        self.config.write_text(f"""
global: {{resolve_timeout: {resolve_timeout}}}
route: {{receiver: r, group_by: ['...'], group_wait: 0s, group_interval: 1s, repeat_interval: 4h}}
receivers: [{{name: r, webhook_configs: [{{url: "{receiver.url}/am", send_resolved: true}}]}}]
""", encoding="utf-8")
        self.process = None
        atexit.register(self.kill)

    def start(self) -> None:
        log = (self.folder / f"alertmanager-{self.port}.log").open("ab")
        self.process = subprocess.Popen(
            ["prometheus-alertmanager", f"--config.file={self.config}",
             f"--storage.path={self.folder}/am-{self.port}", "--cluster.listen-address=",
             f"--web.listen-address=127.0.0.1:{self.port}"], stdout=log, stderr=log)
        log.close()
        until("Alertmanager is ready", lambda: self.get("/-/ready") is not None, 30)

    def kill(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def get(self, path: str) -> str | None:
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, OSError):
            return None

    def alerts(self) -> dict[str, dict]:
        """Those that are active there, by name and subject."""
        out = {}
        for alert in json.loads(self.get("/api/v2/alerts") or "[]"):
            labels = alert["labels"]
            subject = next((labels[k] for k in ("line", "source", "group", "backlog")
                            if k in labels), "")
            out[f"{labels['alertname']}/{subject}"] = alert
        return out


def told(receiver: Receiver, status: str, alertname: str) -> list[dict]:
    """What Alertmanager told the receiver of one alert."""
    return [alert for one in receiver.got if one["path"] == "/am"
            for alert in json.loads(one["body"])["alerts"]
            if alert["status"] == status and alert["labels"]["alertname"] == alertname]


def mail_text(raw: bytes) -> tuple[email.message.EmailMessage, str]:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    return message, message.get_content()
