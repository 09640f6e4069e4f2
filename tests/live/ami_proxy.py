#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""ami_proxy.py DIR: a TCP proxy before 127.0.0.1:5038 that can lose a connection.

Its port is written to DIR/proxy.port. At SIGUSR1 the client is cut off, and finds nobody for ten
seconds; the old connection to Asterisk is still listened to until the client's next login, and how
many words about calls went by unheard is written to DIR/proxy.missed.
"""
import pathlib
import re
import select
import signal
import socket
import sys
import time

AWAY = 10
MOVES = re.compile(rb"Event: (?:QueueCaller|AgentConnect|AgentComplete|UserEvent)")
LOGGED_IN = b"Message: Authentication accepted"


class Proxy:
    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.listener = socket.create_server(("127.0.0.1", 0))
        (folder / "proxy.port").write_text(str(self.listener.getsockname()[1]))
        self.client = self.upstream = self.orphan = None
        self.asked = False
        self.back_at = 0.0
        self.missed = 0

    def ask(self, *_) -> None:
        self.asked = True

    def accept(self) -> None:
        client = self.listener.accept()[0]
        try:
            self.upstream = socket.create_connection(("127.0.0.1", 5038))
        except OSError:
            client.close()
        else:
            self.client = client

    def cut_if_asked(self) -> None:
        if not self.asked or self.client is None:
            return
        self.client.close()
        self.orphan, self.client, self.upstream = self.upstream, None, None
        self.asked = False
        self.back_at = time.monotonic() + AWAY
        print("proxy: cut", flush=True)

    def end_of_blindness(self) -> None:
        self.orphan.close()
        self.orphan = None
        (self.folder / "proxy.missed").write_text(str(self.missed))
        print(f"proxy: {self.missed} words about calls went by in between", flush=True)

    def pass_on(self, source: socket.socket) -> None:
        try:
            data = source.recv(65536)
        except OSError:  # who was killed resets
            data = b""
        if source is self.orphan:
            self.missed += len(MOVES.findall(data))
            if not data:
                self.end_of_blindness()
            return
        if not data:
            self.client.close()
            self.upstream.close()
            self.client = self.upstream = None
            return
        if source is self.upstream:
            if self.orphan and LOGGED_IN in data:
                self.end_of_blindness()
        (self.client if source is self.upstream else self.upstream).sendall(data)

    def run(self) -> None:
        while True:
            open_ones = [s for s in (self.client, self.upstream, self.orphan) if s]
            listening = [] if self.client or time.monotonic() < self.back_at else [self.listener]
            for source in select.select(open_ones + listening, [], [], 0.05)[0]:
                if source is self.listener:
                    self.accept()
                elif source in (self.client, self.upstream, self.orphan):
                    self.pass_on(source)
            self.cut_if_asked()


if __name__ == "__main__":
    proxy = Proxy(pathlib.Path(sys.argv[1]))
    signal.signal(signal.SIGUSR1, proxy.ask)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    proxy.run()
