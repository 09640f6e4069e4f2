# SPDX-License-Identifier: EUPL-1.2
"""A TCP relay between a source and a daemon that can be cut, or lose one direction."""
import socket
import threading


class Relay:
    def __init__(self, to: int):
        self.to = to
        self.cut = False  # nobody gets through, and nothing is passed on
        self.deaf = False  # what the daemon says is lost
        self.open: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def heal(self) -> None:
        """Bytes are missing from the connections there are: only new ones can be good."""
        self.cut = self.deaf = False
        for end in self.open:
            end.close()
        self.open.clear()

    def _accept(self) -> None:
        while True:
            source = self.listener.accept()[0]
            try:
                daemon = socket.create_connection(("127.0.0.1", self.to))
            except OSError:
                source.close()
                continue
            self.open += [source, daemon]
            for ends in ((source, daemon, False), (daemon, source, True)):
                threading.Thread(target=self._pass, args=ends, daemon=True).start()

    def _pass(self, a: socket.socket, b: socket.socket, back: bool) -> None:
        try:
            while got := a.recv(65536):
                if not self.cut and not (back and self.deaf):
                    b.sendall(got)
        except OSError:
            pass
        for end in (a, b):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
