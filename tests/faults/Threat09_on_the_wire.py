# SPDX-License-Identifier: EUPL-1.2
"""Between a sender with a key and the daemon nothing of what is said can be read, and without keys it
can: who listens here would have seen it."""
import socket
import struct
import threading

from faults import *

own_network()
CANARY = b"call.queued"  # as in every event

with scratch() as name:
    where = pathlib.Path(name)
    heard = bytearray()
    port = 0
    tap = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.ntohs(3))
    tap.settimeout(0.2)
    over = threading.Event()

    def listen() -> None:
        while not over.is_set():
            try:
                packet = tap.recv(65536)
                # Of the feed alone: after Ethernet's 14 bytes and IP's 20 come the two ports.
                if port in struct.unpack("!HH", packet[34:38]):
                    heard.extend(packet)
            except TimeoutError:
                pass

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()

    def run(*command) -> None:
        subprocess.run([PROGRAM, *command], check=True, capture_output=True, timeout=60)

    def say(keys: str, *options) -> bool:
        """Whether it could be read on the wire."""
        global port
        port, http = free_port(), free_port()
        config = write(where, "config.yaml", f"""lines: {{aspa: {{}}}}
data_dir: {where}/data
sources: {{ace: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{port}"]{keys}}}
http: {{listen: "127.0.0.1:{http}", socket: {where}/control.sock}}
""")
        daemon = Daemon(config, http)
        daemon.start()
        heard.clear()
        event = {"v": 1, "type": "call.queued", "line": "aspa", "call": "c1", "at": int(time.time() * 1000)}
        subprocess.run([PROGRAM, "feed", "--to", f"tcp://127.0.0.1:{port}", "--source", "ace", "--outbox",
                        where / f"outbox{port}", *options], input=json.dumps(event) + "\n", text=True,
                       check=True, capture_output=True, timeout=60)
        expect("it is taken", daemon.metric_becomes('jonovahti_calls_offered_total{line="aspa"}', 1), 1.0)
        expect("an orderly stop", daemon.stop(), 0)
        shutil.rmtree(where / "data")
        return CANARY in heard

    expect("without keys it can be read", say(""), True)
    (where / "keys").mkdir(mode=0o700)
    run("keygen", "--daemon", "--out", where)
    run("keygen", "--source", "ace", "--out", where)
    (where / "ace.pub").rename(where / "keys/ace.pub")
    keys = f", keys: {where}/keys, secret_file: {where}/feed.secret"
    expect("with keys it can not",
           say(keys, "--key", where / "ace.secret", "--server-key", where / "feed.pub"), False)
    expect("though something was heard", len(heard) > 200, True)
    over.set()
    listener.join()
