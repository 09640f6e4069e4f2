# SPDX-License-Identifier: EUPL-1.2
"""A line on which large packets vanish without a word: the sender tries again at its pace, neither side
keeps a processor busy, and once the line is mended everything arrives."""
from faults import *

own_network()


with scratch() as name:
    where = pathlib.Path(name)
    subprocess.run(["ip", "link", "set", "lo", "mtu", "1500"], check=True)  # as on a real line
    site = Site(where, calls=400)
    site.daemon.start()
    subprocess.run(["iptables", "-A", "INPUT", "-p", "tcp", "--dport", str(site.feed), "-m", "length",
                    "--length", "1000:65535", "-j", "DROP"], check=True)
    events = site.senders[0].events
    with subprocess.Popen([PROGRAM, "feed", "--to", f"tcp://127.0.0.1:{site.feed}", "--source", "s1",
                           "--outbox", where / "outbox"], text=True, stdin=subprocess.PIPE,
                          stderr=subprocess.PIPE) as feed:
        feed.stdin.write("\n".join(events) + "\n")
        feed.stdin.close()
        time.sleep(2)
        pids = (feed.pid, site.daemon.process.pid)
        shares = [1.0, 1.0]  # the least of three spans: who is busy is so in all
        for _ in range(3):
            begin, used = time.monotonic(), [cpu_seconds(pid) for pid in pids]
            time.sleep(4)
            passed = time.monotonic() - begin
            shares = [min(least, (cpu_seconds(pid) - was) / passed)
                      for least, pid, was in zip(shares, pids, used)]
        print(f"sender {100 * shares[0]:.2f} %, daemon {100 * shares[1]:.2f} % of a processor")
        offered = 'jonovahti_source_received_total{source="s1"}'
        missing = site.daemon.metrics()[offered] < len(events)
        waits = feed.poll() is None
        no_rules()
        expect("mended, all arrives", feed.wait(60), 0)
    expect("before that nothing large had come, and the sender had not given up", (missing, waits), (True, True))
    expect("neither was busy", [share < 0.02 for share in shares], [True, True])
    expect("all of it", site.daemon.metric_becomes(offered, len(events)), float(len(events)))
    expect("an orderly stop", site.daemon.stop(), 0)
