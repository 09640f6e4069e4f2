# SPDX-License-Identifier: EUPL-1.2
"""Writes that take only a part, and calls that are interrupted: the rest is written, too."""
from faults import *

compiler = shutil.which("clang-19") or shutil.which("cc")
with scratch() as name:
    where = pathlib.Path(name)
    shim = where / "short_io.so"
    source = pathlib.Path(__file__).parent / "short_io.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", shim, source, "-ldl"], check=True)
    site = Site(where, sources=2, calls=2000)
    site.daemon.environment = {"LD_PRELOAD": str(shim)}
    for i in range(4):
        site.daemon.start()
        site.make((i + 1) / 4)
        site.load(1)
        site.daemon.kill()
    site.daemon.start()
    site.expect_all("short writes")
    site.daemon.environment = {}
    expect("an orderly stop", site.daemon.stop(), 0)
    site.daemon.start()
    site.expect_all("read without them")
    expect("an orderly stop", site.daemon.stop(), 0)
