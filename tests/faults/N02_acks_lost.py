# SPDX-License-Identifier: EUPL-1.2
"""What the source says arrives, what it is answered does not: it sends again, and what comes twice is
recognised and counted."""
from faults import *

own_network()
with scratch() as name:
    site = Site(pathlib.Path(name), calls=3000)
    site.daemon.start()
    site.make(0.2)
    site.load(1)
    for i in range(5):
        # Events are on their way when the answers stop.
        subprocess.run(["iptables", "-A", "INPUT", "-p", "tcp", "--sport", str(site.feed), "-j",
                        "DROP"], check=True)
        site.make(0.2 + 0.15 * (i + 1))
        held = site.acked
        site.load(2.5)
        expect(f"deaf {i}: it hears nothing", site.acked, held)
        no_rules()
        site.load(4)
        expect(f"deaf {i}: and goes on", site.acked > held, True)
    site.expect_all("answers lost")
    expect("an orderly stop", site.daemon.stop(), 0)
