# SPDX-License-Identifier: EUPL-1.2
"""An Asterisk manager as far as a collector talks to it: told what to say, cut, let in again."""
import socket
import threading
import time

CALLER = "0409123456"


def message(**headers: object) -> bytes:
    return "".join(f"{key}: {value}\r\n" for key, value in headers.items()).encode() + b"\r\n"


class Pbx:
    """One queue, aspa. Calls are queued and answered while nobody listens, too."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.lock = threading.RLock()
        self.peer: socket.socket | None = None
        self.listening = False  # the peer has logged in
        self.waiting: dict[str, float] = {}
        self.open = True
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            peer, _ = self.server.accept()
            with self.lock:
                if not self.open:
                    peer.close()
                    continue
                self.peer = peer
            try:
                self._talk(peer)
            except OSError:
                pass
            with self.lock:
                self.listening = False
                peer.close()

    def _talk(self, peer: socket.socket) -> None:
        peer.sendall(b"Asterisk Call Manager/11.0.0\r\n")
        heard = b""
        while chunk := peer.recv(4096):
            heard += chunk
            while b"\r\n\r\n" in heard:
                one, heard = heard.split(b"\r\n\r\n", 1)
                headers = dict(line.split(": ", 1) for line in one.decode().split("\r\n"))
                with self.lock:
                    peer.sendall(self._answer(headers["Action"], headers.get("ActionID", "")))

    def _answer(self, action: str, number: str) -> bytes:
        now = time.time()
        if action == "Login":
            self.listening = True
            return message(Response="Success", ActionID=number) + message(Event="FullyBooted")
        if action == "QueueStatus":
            items = message(Event="QueueParams", Queue="aspa", ActionID=number)
            for call, since in self.waiting.items():
                items += message(Event="QueueEntry", Queue="aspa", Uniqueid=call,
                                 Wait=int(now - since), CallerIDNum=CALLER, ActionID=number)
            return (message(Response="Success", EventList="start", ActionID=number) + items +
                    message(Event="QueueStatusComplete", EventList="Complete", ActionID=number,
                            ListItems=1 + len(self.waiting)))
        if action == "Ping":
            return message(Response="Success", ActionID=number, Ping="Pong",
                           Timestamp=f"{now:.6f}")
        if action == "Logoff":
            return message(Response="Goodbye")
        return message(Response="Success", ActionID=number)

    def _say(self, event: str, call: str, at: float, **headers: object) -> None:
        if self.listening:
            self.peer.sendall(message(Event=event, Timestamp=f"{at:.6f}", Uniqueid=call,
                                      Queue="aspa", CallerIDNum=CALLER, **headers))

    def queue(self, call: str, ago: float = 0) -> None:
        with self.lock:
            self.waiting[call] = time.time() - ago
            self._say("QueueCallerJoin", call, self.waiting[call])

    def answer(self, call: str) -> None:
        with self.lock:
            since, at = self.waiting.pop(call), time.time()
            self._say("QueueCallerLeave", call, at)
            self._say("AgentConnect", call, at, MemberName="Aino", HoldTime=int(at - since))

    def cut(self) -> None:
        """The line is dead, and nobody is let in."""
        with self.lock:
            self.open = False
            if self.peer is not None:
                self.peer.shutdown(socket.SHUT_RDWR)

    def let_in(self) -> None:
        with self.lock:
            self.open = True
