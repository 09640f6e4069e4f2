# SPDX-License-Identifier: EUPL-1.2
"""A bad line, three packets of ten lost, or 64 kbit/s: slow but right."""
from faults import *



def load_until_more(site: Site) -> None:
    held, end = site.acked, time.monotonic() + 60
    while site.acked == held and time.monotonic() < end:
        site.load(0.5, batches=(1, 7))


own_network()
with scratch() as name:
    site = Site(pathlib.Path(name), calls=600)
    subprocess.run(["ip", "link", "set", "lo", "mtu", "1500"], check=True)  # as on a real line
    site.senders[0].patience = 3  # an answer waits behind what is on its way
    site.daemon.start()
    rule(site.feed, "-m", "statistic", "--mode", "random", "--probability", "0.3", "-j", "DROP")
    site.make(0.5)
    load_until_more(site)
    expect("with three packets of ten lost it goes on", site.acked > 0, True)
    no_rules()
    subprocess.run(["tc", "qdisc", "add", "dev", "lo", "root", "tbf", "rate", "64kbit", "burst",
                    "4kb", "latency", "2s"], check=True)
    held = site.acked
    site.make(0.6)
    load_until_more(site)
    expect("over 64 kbit/s it goes on", site.acked > held, True)
    subprocess.run(["tc", "qdisc", "del", "dev", "lo", "root"], check=True)
    site.expect_all("a bad line")
    expect("an orderly stop", site.daemon.stop(), 0)
