# SPDX-License-Identifier: EUPL-1.2
"""Who posts events."""
import http.client
import pathlib
import socket


class Poster:
    """Over TCP, or over the control socket where `to` is its path: there nobody is asked who they are."""

    def __init__(self, to: int | pathlib.Path, headers: dict | None = None):
        self.to, self.headers = to, headers or {}

    def connection(self) -> http.client.HTTPConnection:
        if isinstance(self.to, int):
            return http.client.HTTPConnection("127.0.0.1", self.to, timeout=30)
        out = http.client.HTTPConnection("localhost", timeout=30)
        out.sock = socket.socket(socket.AF_UNIX)
        out.sock.settimeout(30)
        out.sock.connect(str(self.to))
        return out

    def ask(self, method: str, path: str, headers: dict | None = None, body: str | bytes | None = None):
        """Status, headers, body; status 0 where there was no answer."""
        one = None
        try:
            one = self.connection()
            one.request(method, path, body=body.encode() if isinstance(body, str) else body,
                        headers={**self.headers, **(headers or {})})
            answer = one.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        except (OSError, http.client.HTTPException) as e:
            return 0, {}, str(e)
        finally:
            if one is not None:
                one.close()

    def post(self, source: str, body: str | bytes, headers: dict | None = None):
        return self.ask("POST", f"/api/v1/webhook/{source}", headers, body)
