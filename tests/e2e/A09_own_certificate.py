# SPDX-License-Identifier: EUPL-1.2
"""A9: the daemon's own certificate: replaced while it runs, replaced by nonsense, about to end, ended, of
another authority; and what of TLS it offers at all."""
import datetime
import pathlib
import shutil
import socket
import ssl
import subprocess

from certificates import authority, certificate
from jono import PROGRAM, expect, scratch, write
from receivers import until
from strangers import TLS, Guarded

DAY = 86_400


def ending(where: pathlib.Path, days: float) -> None:
    end = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)
    certificate(where, "good", end=end.strftime("%Y%m%d%H%M%SZ"))


def left(daemon: Guarded) -> float:
    text = daemon.get("/metrics")[1]
    return next(float(line.split()[1]) for line in text.splitlines()
                if line.startswith("jonovahti_http_certificate_not_after_seconds "))


def shown(daemon: Guarded) -> bytes:
    """The certificate, whoever made it."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", daemon.port), 10) as s, \
            context.wrap_socket(s, server_hostname="localhost") as tls:
        return tls.getpeercert(binary_form=True)


def check_reload(where: pathlib.Path, daemon: Guarded) -> None:
    kept = daemon.connection()
    expect("a connection from before", daemon.ask("GET", "/healthz", connection=kept)[0], 200)
    for days in (20, 5, 0.5):
        before = shown(daemon)
        ending(where, days)
        until("the new certificate is shown", lambda: shown(daemon) != before, 20)
        expect(f"the figure for {days} days", abs(left(daemon) - days * DAY) < 60, True)
    for words in ("30 days", "7 days", "1 day"):
        until("the log warns", lambda: f"its own certificate ends in less than {words}" in
              daemon.log.read_text(), 10)
    print("ok: the log warns at 30, 7 and 1 days")
    expect("the connection from before lives on", daemon.ask("GET", "/healthz", connection=kept)[0], 200)
    kept.close()
    before = shown(daemon)
    write(where, "good.crt", "nonsense\n")
    until("nonsense is logged", lambda: "what was there before stays in use" in daemon.log.read_text(), 20)
    expect("and what was there before is shown", shown(daemon) == before, True)


def check_clients(where: pathlib.Path, daemon: Guarded) -> None:
    """A client that checks stays away from an ended one, one of another name, another authority."""
    ending(where, -1)
    until("an ended one is refused", lambda: daemon.get("/healthz")[0] == 0, 20)
    expect("the figure is below nothing", left_unchecked(daemon) < 0, True)
    until("the log says so", lambda: "its own certificate has ended" in daemon.log.read_text(), 10)
    certificate(where, "good", host="elsewhere.invalid")
    until("another name", lambda: "Hostname mismatch" in daemon.get("/healthz")[1], 20)
    before = shown(daemon)
    authority(where)
    certificate(where, "good")
    until("another authority's is shown", lambda: shown(daemon) != before, 20)
    expect("who trusts the old authority stays away", daemon.get("/healthz")[0], 0)
    daemon.context = ssl.create_default_context(cafile=where / "ca.pem")
    expect("who trusts the new one does not", daemon.get("/healthz")[0], 200)


def left_unchecked(daemon: Guarded) -> float:
    context = daemon.context
    daemon.context = ssl.create_default_context()
    daemon.context.check_hostname, daemon.context.verify_mode = False, ssl.CERT_NONE
    try:
        return left(daemon)
    finally:
        daemon.context = context


def check_offer(daemon: Guarded) -> None:
    """By sslscan: no protocol before TLS 1.2, no weak suite, no renegotiation."""
    if shutil.which("sslscan") is None:
        print("skipped: sslscan is not installed")
        return
    said = subprocess.run(["sslscan", "--no-colour", f"localhost:{daemon.port}"], capture_output=True,
                          text=True, timeout=120).stdout
    words = [line.split() for line in said.splitlines()]
    protocols = {w[0]: w[1] for w in words if len(w) == 2 and w[1] in ("enabled", "disabled")}
    expect("protocols", protocols, {"SSLv2": "disabled", "SSLv3": "disabled", "TLSv1.0": "disabled",
                                    "TLSv1.1": "disabled", "TLSv1.2": "enabled", "TLSv1.3": "enabled"})
    suites = [w[4] for w in words if w and w[0] in ("Preferred", "Accepted") and w[1].startswith("TLS")]
    weak = [s for s in suites if not (s.startswith(("TLS_", "ECDHE-")) and ("GCM" in s or "CHACHA20" in s))]
    expect(f"{len(suites)} suites, none of them weak", (len(suites) > 3, weak), (True, []))
    expect("no renegotiation", "Session renegotiation not supported" in said, True)


def check_client_certificates(where: pathlib.Path) -> None:
    """Only one of our authority with a listed name gets in, and the audit would name it."""
    for client in ("prometheus", "other"):
        certificate(where, client, host=f"{client}.example")
    (where / "elsewhere").mkdir()
    authority(where / "elsewhere")
    certificate(where / "elsewhere", "forged", host="prometheus.example")
    write(where, "web.yaml", """tls_server_config:
  cert_file: good.crt
  key_file: good.key
  client_auth_type: RequireAndVerifyClientCert
  client_ca_file: ca.pem
  client_allowed_sans: [prometheus.example]
""")
    daemon = Guarded(where)
    daemon.launch()
    got = {}
    for what, pem in (("ours", where / "prometheus.pem"), ("none", None), ("another name", where / "other.pem"),
                      ("forged", where / "elsewhere/forged.pem")):
        daemon.context = ssl.create_default_context(cafile=where / "ca.pem")
        if pem is not None:
            daemon.context.load_cert_chain(pem)
        if what == "ours":
            until("it is ready", lambda: daemon.get("/readyz")[0] == 200, 30)
        got[what] = daemon.get("/metrics")[0]
    expect("client certificates", got, {"ours": 200, "none": 0, "another name": 0, "forged": 0})
    expect("an orderly stop", daemon.stop(), 0)


with scratch() as name:
    where = pathlib.Path(name)
    authority(where)
    certificate(where, "good")
    write(where, "web.yaml", TLS)
    daemon = Guarded(where)
    daemon.start()
    check_offer(daemon)
    check_reload(where, daemon)
    check_clients(where, daemon)
    expect("an orderly stop", daemon.stop(), 0)
    certificate(where, "good")
    check_client_certificates(where)
    (where / "good.key").write_text((where / "ca.key").read_text())
    check = subprocess.run([PROGRAM, "check", "--config", daemon.config], capture_output=True, text=True)
    expect("a key of another certificate is a fault with its place",
           (check.returncode, "web.yaml:3:13: tls_server_config.key_file" in check.stderr), (2, True))
