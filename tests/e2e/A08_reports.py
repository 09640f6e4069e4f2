# SPDX-License-Identifier: EUPL-1.2
"""Scheduled reports: mail that was down, that took a report and hung up, a kill between sent and
recorded. Each arrives at least once, every copy the same byte for byte, whatever came in meanwhile."""
import datetime
import email
import email.policy
import logging
import pathlib
import threading
import time
import zoneinfo

from certificates import authority, certificate
from daemon import Daemon, free_port
from jono import expect, scratch, write
from mail_server import PASSWORD, USER, MailServer
from phone import Phone
from receivers import until

TODAY = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Helsinki")).date()
WEEK = (TODAY - datetime.timedelta(days=7)).isocalendar()
WEEK_ID = f"{WEEK.year}-W{WEEK.week:02}"
MONTH = TODAY.replace(day=1) - datetime.timedelta(days=1)
MONTH_ID = f"{MONTH:%Y-%m}"


def call_last_week(phone: Phone, calls: int) -> None:
    monday = datetime.datetime.fromisocalendar(WEEK.year, WEEK.week, 1)
    at = int(monday.timestamp() * 1000) + 10 * 3600_000
    for i in range(calls):
        one = {"line": "aspa", "call": f"w{time.monotonic_ns()}"}
        phone.say({**one, "type": "call.queued", "at": at + i * 1000},
                  {**one, "type": "call.answered", "at": at + i * 1000 + 60_000})
    until("the calls are taken", phone.heard, 30)


def message(raw: bytes) -> email.message.EmailMessage:
    return email.message_from_bytes(raw, policy=email.policy.default)


def mails(server: MailServer, schedule: str) -> list[bytes]:
    return [raw for _, _, raw in server.got
            if any(schedule in (part.get_filename() or "") for part in message(raw).walk())]


logging.disable(logging.CRITICAL)  # aiosmtpd tells of each cut
with scratch() as name:
    where = pathlib.Path(name)
    http, feed, smtp = free_port(), free_port(), free_port()
    authority(where)
    pem = certificate(where, "server")
    secret = write(where, "secret", PASSWORD)
    folder = where / "reports"
    folder.mkdir()
    mail = (f"{{server: 'smtp://localhost:{smtp}', from: 'jonovahti@example.invalid', "
            f"to: [johto@example.invalid], user: '{USER}', secret_file: '{secret}', "
            f"ca_file: '{where}/ca.pem'}}")
    settings = write(where, "config.yaml", f"""
lines: {{aspa: {{name: {{fi: Asiakaspalvelukeskus, sv: Kundservicecentralen, en: Centre}}}}}}
data_dir: {where}/data
sources: {{ace: {{type: feed}}}}
feed: {{listen: ["tcp://127.0.0.1:{feed}"]}}
http: {{listen: "127.0.0.1:{http}"}}
reports:
  - {{name: weekly, period: week, after: 0d, languages: [fi, sv], formats: [html, csv],
     folder: '{folder}', mail: {mail}}}
  - {{name: monthly, period: month, after: 0d, mail: {mail}}}
""")
    daemon = Daemon(settings, http)
    daemon.start()
    phone = Phone(f"tcp://127.0.0.1:{feed}")
    call_last_week(phone, 20)
    until("the folder has the week", lambda: len(list(folder.iterdir())) == 4, 60)
    names = [f"jonovahti-weekly-{WEEK_ID}-{language}.{ending}" for language in ("fi", "sv")
             for ending in ("csv", "html")]
    expect("its files", sorted(p.name for p in folder.iterdir()), names)
    until("the mail server was missed", lambda: "by mail failed" in daemon.log.read_text(), 60)

    call_last_week(phone, 7)  # what comes later changes no report that was made
    server = MailServer(pem, port=smtp)
    server.drops = 1
    killed = threading.Event()

    def kill_at_month(raw: bytes) -> None:
        if f"jonovahti-monthly-{MONTH_ID}".encode() in raw and not killed.is_set():
            daemon.kill()
            killed.set()

    server.taken = kill_at_month
    until("the daemon was killed between sent and recorded", killed.is_set, 120)
    daemon.start()
    until("the month is sent again", lambda: len(mails(server, "monthly")) >= 2, 120)
    until("so is the week", lambda: len(mails(server, "weekly")) >= 2, 120)
    until("both are noted", lambda: daemon.log.read_text().count("is delivered by mail") >= 2, 30)
    for schedule in ("weekly", "monthly"):
        copies = mails(server, schedule)
        expect(f"{schedule}: {len(copies)} copies, all the same", len(set(copies)), 1)
    weekly = message(mails(server, "weekly")[0])
    expect("its attachments", [p.get_filename() for p in weekly.iter_attachments()],
           [f"jonovahti-weekly-{WEEK_ID}-{language}.{ending}" for language in ("fi", "sv")
            for ending in ("html", "csv")])
    expect("are the folder's files", [p.get_payload(decode=True) for p in weekly.iter_attachments()],
           [(folder / p.get_filename()).read_bytes() for p in weekly.iter_attachments()])
    expect("and are as they were when made", ">20<" in (folder / names[1]).read_text(encoding="utf-8"), True)
    expect("the subject names the week", str(WEEK.week) in weekly["Subject"], True)

    count = len(server.got)
    daemon.stop()
    daemon.start()
    # Its first look comes at once and the next after five seconds.
    begin = time.monotonic()
    until("it has looked twice", lambda: time.monotonic() - begin > 7, 30)
    expect("what is delivered is not sent again", len(server.got), count)
    phone.stop()
    expect("an orderly stop", daemon.stop(), 0)
    server.stop()
