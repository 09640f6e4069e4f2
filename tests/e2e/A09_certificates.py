# SPDX-License-Identifier: EUPL-1.2
"""A9: a receiver whose certificate is expired, of another name, or of an authority that is not known:
nothing is sent to it, the journal says why, and the second path is told."""
import datetime
import pathlib

from alerting import Watched
from certificates import authority, certificate
from jono import expect, scratch
from receivers import Receiver, until

with scratch() as name:
    where = pathlib.Path(name)
    authority(where)
    good = Receiver(certificate(where, "good"))
    expired = Receiver(certificate(where, "expired", end="20210101000000Z"))
    other = Receiver(certificate(where, "other", host="elsewhere.invalid"))
    stranger = Receiver(where / "good.pem")
    second = Receiver()
    trusted = f"ca_file: '{where}/ca.pem'"
    watched = Watched(where / "d", f"""  - {{type: webhook, name: good, url: '{good.url}', {trusted}}}
  - {{type: webhook, name: expired, url: '{expired.url}', {trusted}}}
  - {{type: webhook, name: other, url: '{other.url}', {trusted}}}
  - {{type: webhook, name: stranger, url: '{stranger.url}'}}
  - {{type: webhook, name: second, url: '{second.url}', instead_of: [expired], after: 3s}}
""")
    watched.crowd()
    until("the good one is told", lambda: good.got, 20)
    until("the second path is told", lambda: second.got, 20)
    expect("nothing was sent to the others",
           (expired.tried, other.tried, stranger.tried), ([], [], []))
    answers = {n["receiver"]: n["answer"] for n in watched.notifications()
               if n["result"] == "failed"}
    for receiver in ("expired", "other", "stranger"):
        print(f"ok: {receiver}: {answers[receiver]}")
        expect("the journal names the certificate",
               "certificate" in answers[receiver].lower() or "ssl" in answers[receiver].lower(), True)
    ends = watched.daemon.metrics()['jonovahti_notifier_certificate_expiry_timestamp_seconds'
                                    '{notifier="good"}']
    expect("the end of the good one's is exported", ends, 2493072000.0)
    watched.stop()

    # One that ends in five days: said in the log, and a Prometheus rule fires on the figure.
    soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=5)
    ending = Receiver(certificate(where, "ending", end=soon.strftime("%Y%m%d%H%M%SZ")))
    watched = Watched(where / "e", f"  - {{type: webhook, name: ending, url: '{ending.url}', {trusted}}}\n")
    watched.crowd()
    until("the receiver is told", lambda: ending.got, 20)
    until("the log warns", lambda: "ending: its certificate ends on" in watched.daemon.log.read_text()
          and "less than 7 days" in watched.daemon.log.read_text(), 10)
    rules = watched.command("rules").stdout
    expect("rules for 30, 7 and 1 days", [f"NotifierCertificateEnds{d}" in rules for d in (30, 7, 1)],
           [True, True, True])
    watched.stop()
