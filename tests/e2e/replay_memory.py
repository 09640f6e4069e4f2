# SPDX-License-Identifier: EUPL-1.2
"""Five million visits are replayed below one gibibyte: at most 100 bytes for each that has ended."""
import pathlib
import resource
import subprocess

from jono import LINES, PROGRAM, expect, scratch, write

VISITS = 5_000_000
MAKE = r"""BEGIN {
  for (i = 0; i < %d; ++i) {
    t = 1795316390 + int(i / 25)
    printf "%%d|%%d.%%d|aspa|NONE|ENTERQUEUE||x|1\n", t, t, i
    printf "%%d|%%d.%%d|aspa|Agentti|CONNECT|0|x|0\n", t, t, i
    printf "%%d|%%d.%%d|aspa|Agentti|COMPLETECALLER|0|0|1\n", t, t, i
  }
}"""


def peak_mib(visits: int, config: pathlib.Path) -> float:
    """Of the largest child so far, the program under test by far."""
    make = subprocess.Popen(["mawk", MAKE % visits], stdout=subprocess.PIPE)
    run = subprocess.run([PROGRAM, "replay", "--config", config, "--format", "queue_log",
                          "--hours", "/dev/null", "-"], stdin=make.stdout,
                         stderr=subprocess.PIPE, text=True, check=True)
    make.wait()
    expect("all were taken", run.stderr.strip(),
           f"events: received {3 * visits}, duplicate 0, refused 0")
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


with scratch() as name:
    settings = write(pathlib.Path(name), "config.yaml",
                     LINES + "sources: {log: {type: asterisk_queue_log, queue_log: /nonexistent}}\n")
    small = peak_mib(10_000, settings)
    large = peak_mib(VISITS, settings)
    each = (large - small) * 1024 * 1024 / VISITS
    print(f"peak {large:.0f} MiB, {each:.1f} bytes for each ended visit")
    expect("below 1 GiB", large < 1024, True)
    expect("at most 100 bytes for each ended visit", each <= 100, True)
