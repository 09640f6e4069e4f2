# SPDX-License-Identifier: EUPL-1.2
"""Names that nobody knows, ports that are taken or used up, a network of the sixth version only: each is
told of, tried again at its pace without keeping a processor busy, and works once it is mended."""
import socket

from faults import *

own_network()


def alone_with_files() -> None:
    """Name servers of our own: changes to /etc stay here."""
    if os.environ.get("JONO_OWN_FILES") != "1":
        os.environ["JONO_OWN_FILES"] = "1"
        os.execvp("unshare", ["unshare", "-m", sys.executable, *sys.argv])


def bind_over(path: str, text: str) -> None:
    file = write(where, pathlib.Path(path).name, text)
    subprocess.run(["mount", "--bind", file, path], check=True)


alone_with_files()
with scratch() as name:
    where = pathlib.Path(name)
    http = free_port()
    write(where, "ami.secret", "sesame\n").chmod(0o600)

    def configure(host: str, listen: str = "127.0.0.1", more: str = "feed: {listen: []}") -> pathlib.Path:
        return write(where, "config.yaml", f"""lines: {{aspa: {{}}}}
data_dir: {where}/data
sources: {{pbx: {{type: asterisk_ami, address: "{host}", user: qmon, secret_file: {where}/ami.secret}}, ace: {{type: feed}}}}
http: {{listen: "{listen}:{http}", socket: {where}/control.sock}}
{more}
""")

    def told(daemon: Daemon, what: str, seconds: float = 20) -> bool:
        end = time.monotonic() + seconds
        while what not in daemon.log.read_text() and time.monotonic() < end:
            time.sleep(0.05)
        return what in daemon.log.read_text()

    # The name server is a black hole, and then knows nothing.
    bind_over("/etc/resolv.conf", "nameserver 127.0.0.9\noptions timeout:1 attempts:1\n")
    daemon = Daemon(configure("pbx.example.invalid:5038"), http)
    daemon.start()
    expect("a name that nobody knows is told of", told(daemon, "pbx.example.invalid"), True)
    begin, used = time.monotonic(), cpu_seconds(daemon.process.pid)
    time.sleep(5)
    share = (cpu_seconds(daemon.process.pid) - used) / (time.monotonic() - begin)
    print(f"meanwhile it uses {100 * share:.2f} % of a processor")
    expect("and costs less than one in a hundred", share < 0.01, True)
    expect("the page is there", daemon.get("/healthz")[0], 200)

    # The name comes back.
    with socket.socket() as pbx:
        pbx.bind(("127.0.0.1", 0))
        pbx.listen()
        pbx.settimeout(60)
        bind_over("/etc/hosts", "127.0.0.1 localhost pbx.example.invalid\n")
        configure(f"pbx.example.invalid:{pbx.getsockname()[1]}")
        daemon.process.send_signal(signal.SIGHUP)
        peer, _ = pbx.accept()
        peer.close()
        print("ok: known again, it is called")
    expect("an orderly stop", daemon.stop(), 0)

    # No port is left to call from.
    low = 61_000
    subprocess.run(["sysctl", "-qw", f"net.ipv4.ip_local_port_range={low} {low + 1}"], check=True)
    with socket.socket() as pbx:
        pbx.bind(("127.0.0.1", 20_000))
        pbx.listen()
        pbx.settimeout(60)
        used_up = [socket.create_connection(("127.0.0.1", 20_000)) for _ in range(2)]
        held = [pbx.accept()[0] for _ in used_up]
        daemon.log.write_text("")
        configure("127.0.0.1:20000")
        daemon.launch()
        expect("ports that are used up are told of", told(daemon, "Cannot assign requested address"), True)
        for one in [*used_up, *held]:
            one.close()
        subprocess.run(["sysctl", "-qw", "net.ipv4.ip_local_port_range=32768 60999"], check=True)
        peer, _ = pbx.accept()
        peer.close()
        print("ok: once some are free, it is called")
    expect("an orderly stop", daemon.stop(), 0)

    # The port is taken.
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", http))
        taken.listen()
        done = subprocess.run([PROGRAM, "serve", "--config", configure("127.0.0.1:1")], text=True,
                              capture_output=True, timeout=60)
        expect("a port that is taken: exit 1, which and why",
               (done.returncode, str(http) in done.stderr, "in use" in done.stderr), (1, True, True))

    # Nothing but the sixth version.
    subprocess.run(["ip", "address", "del", "127.0.0.1/8", "dev", "lo"], check=True)
    feed = 5556
    daemon = Daemon(configure("[::1]:5038", "[::1]", f'feed: {{listen: ["tcp://[::1]:{feed}"]}}'), http)
    daemon.url = f"http://[::1]:{http}"
    daemon.launch()
    end = time.monotonic() + 30
    while daemon.get("/readyz")[0] != 200 and daemon.process.poll() is None and time.monotonic() < end:
        time.sleep(0.05)
    expect("a network of the sixth version only", daemon.get("/readyz")[0], 200)
    with socket.create_connection(("::1", feed), timeout=5) as peer:
        expect("the feed is there", peer.recv(1), b"\xff")
    expect("an orderly stop", daemon.stop(), 0)
