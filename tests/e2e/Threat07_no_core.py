# SPDX-License-Identifier: EUPL-1.2
"""No key is left in a core: a daemon that crashes writes none, whatever limit it was started with, and
its secrets are in no backup."""
import pathlib
import resource
import signal

from daemon import Daemon, free_port
from jono import LINES, expect, scratch, write

with scratch() as name:
    where = pathlib.Path(name)
    http = free_port()
    config = write(where, "config.yaml", f"""{LINES}data_dir: {where}/data
sources: {{ace: {{type: feed}}}}
feed: {{listen: []}}
http: {{listen: "127.0.0.1:{http}"}}
""")
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))
    expect("a limit that would let it", most != 0, True)
    daemon = Daemon(config, http)
    daemon.start()
    limits = pathlib.Path(f"/proc/{daemon.process.pid}/limits").read_text().splitlines()
    core = next(line.split() for line in limits if line.startswith("Max core file size"))
    expect("is not used", core[4:6], ["0", "0"])
    daemon.process.send_signal(signal.SIGSEGV)
    # The sanitizers for addresses and for threads take it, and end with 1 and 66.
    expect("it ends by the signal", daemon.process.wait(30) in (-signal.SIGSEGV, 1, 66), True)
