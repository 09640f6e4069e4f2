# SPDX-License-Identifier: EUPL-1.2
"""Mail by SMTP with TLS and a login: what arrives, and what happens where the server has no TLS, does
not know us, is down, or hangs up before it has answered."""
import json
import logging
import pathlib
import socketserver
import threading
import time
import warnings

from alerting import Watched
from certificates import authority, certificate
from daemon import free_port
from jono import expect, scratch, write
from mail_server import PASSWORD, USER, MailServer
from receivers import mail_text, until

TO = ["paivystys@example.invalid", "toinen@example.invalid"]
EVIL = "Jono åäö 🚑\r\nBcc: evil@example.invalid\r\n\r\n<b>evil</b>\n.\r\nQUIT\r\n"
RULES = f"""  - {{alert: QueueLong, lines: [aspa], when: queue_length > 4, for: 0s, severity: page,
     text: {json.dumps(EVIL + " jonossa {{value}}", ensure_ascii=False)}, runbook: "https://example.invalid/r"}}
"""
EXPECTED_HEADERS = ["From", "To", "Date", "Subject", "Message-ID", "MIME-Version", "Content-Type",
                    "Content-Transfer-Encoding", "Auto-Submitted"]


class NoTls(socketserver.ThreadingTCPServer):
    """Offers a login without TLS, as somebody in the middle would, and keeps all that it hears."""
    daemon_threads = True

    def __init__(self):
        self.heard: list[bytes] = []
        heard = self.heard

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                self.wfile.write(b"220 middle ESMTP\r\n")
                for line in self.rfile:
                    heard.append(line.split()[0])
                    self.wfile.write(b"250-middle\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME\r\n")

        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"smtp://localhost:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()


def receiver(name: str, server: str, secret: pathlib.Path, ca_file: pathlib.Path | None) -> str:
    trust = f", ca_file: '{ca_file}'" if ca_file else ""
    return f"""  - {{type: mail, name: {name}, server: '{server}', user: '{USER}', secret_file: '{secret}',
     from: 'Jonovahti, hälytys <jonovahti@example.invalid>',
     to: ['Päivystys "yö" <{TO[0]}>', {TO[1]}]{trust}}}
"""


def check_mail(what: str, mail: tuple[str, list[str], bytes]) -> None:
    sender, to, raw = mail
    expect(f"{what}: envelope", (sender, to), ("jonovahti@example.invalid", TO))
    expect(f"{what}: plain lines", (raw.isascii(), b"\n" in raw.replace(b"\r\n", b""),
                                    [one for one in raw.split(b"\r\n") if len(one) > 78]), (True, False, []))
    message, text = mail_text(raw)
    expect(f"{what}: headers", message.keys(), EXPECTED_HEADERS)
    addresses = [(a.display_name, a.addr_spec) for field in ("From", "To")
                 for a in message[field].addresses]
    expect(f"{what}: addresses", addresses,
           [("Jonovahti, hälytys", "jonovahti@example.invalid"), ('Päivystys "yö', TO[0]), ("", TO[1])])
    said = f"{EVIL} jonossa 5"
    flat = "".join(" " if c in "\r\n" else c for c in said)
    expect(f"{what}: subject", message["Subject"], flat)
    lines = text.replace("\r\n", "\n")
    expect(f"{what}: text", lines.startswith(said.replace("\r\n", "\n") + "\n\nArvo: 5\nRaja: 4\n"), True)
    expect(f"{what}: key", "\nTunniste: QueueLong/line/aspa/" in lines, True)
    written = message["Date"].datetime.timestamp()
    expect(f"{what}: date", abs(time.time() - written) < 120, True)


logging.disable(logging.CRITICAL)  # aiosmtpd tells of each cut,
warnings.simplefilter("ignore")    # and that a login without STARTTLS is no good, over TLS too
with scratch() as folder:
    where = pathlib.Path(folder)
    authority(where)
    pem, ca = certificate(where, "server"), where / "ca.pem"
    right, wrong = write(where, "right", PASSWORD + "\n"), write(where, "wrong", "Arvaus-123\n")
    starttls, smtps, dropping, stranger = (MailServer(pem), MailServer(pem, tls=True),
                                           MailServer(pem), MailServer(pem))
    dropping.drops = 1
    bad_login, no_tls, late_port = MailServer(pem), NoTls(), free_port()
    notify = "".join(receiver(*one) for one in (
        ("starttls", starttls.url, right, ca), ("smtps", smtps.url, right, ca),
        ("dropping", dropping.url, right, ca), ("stranger", stranger.url, right, None),
        ("badlogin", bad_login.url, wrong, ca), ("notls", no_tls.url, right, ca),
        ("late", f"smtp://localhost:{late_port}", right, ca)))
    watched = Watched(where / "d", notify, RULES)
    watched.phone.queue("aspa", 5)

    for what, server in (("starttls", starttls), ("smtps", smtps)):
        until(f"{what}: mail", lambda s=server: s.got, 20)
        check_mail(what, server.got[0])
        expect(f"{what}: with a login", server.logins, [True])

    def failed(name: str) -> list[str]:
        return [n["answer"] for n in watched.notifications()
                if (n["receiver"], n["result"]) == (name, "failed")]

    for name in ("badlogin", "notls", "stranger", "late", "dropping"):
        until(f"{name}: the journal says so", lambda n=name: failed(n), 20)
        print(f"ok: {name}: {failed(name)[0]}")
    expect("the journal says that the login was bad", "535" in failed("badlogin")[0], True)
    expect("without the password", "Arvaus" in str(watched.notifications()), False)
    expect("without TLS only a greeting was said",
           {b"EHLO"} <= set(no_tls.heard) <= {b"EHLO", b"STARTTLS", b"QUIT"}, True)
    expect("nothing was told to whom we do not know", (stranger.got, stranger.logins), ([], []))
    expect("nothing was taken after a bad login", (bad_login.got, set(bad_login.logins)),
           ([], {False}))

    until("told again by who got no answer", lambda: len(dropping.got) > 1, 20)
    ids = [mail_text(raw)[0]["Message-ID"] for _, _, raw in dropping.got]
    expect("as the same message", len(ids) == 2 and ids[0] == ids[1], True)
    late = MailServer(pem, port=late_port)
    until("the one that came back is told", lambda: late.got, 70)
    check_mail("late", late.got[0])
    delivered = {n["receiver"] for n in watched.notifications() if n["result"] == "delivered"}
    expect("delivered", delivered, {"starttls", "smtps", "dropping", "late"})
    time.sleep(1)
    expect("each once, and twice where the answer was lost",
           [len(s.got) for s in (starttls, smtps, late, dropping)], [1, 1, 1, 2])
    watched.stop()
    for server in (starttls, smtps, dropping, stranger, bad_login, late):
        server.stop()
    no_tls.shutdown()
