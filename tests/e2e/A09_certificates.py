# SPDX-License-Identifier: EUPL-1.2
"""A9: a receiver whose certificate is expired, of another name, or of an authority that is not known:
nothing is sent to it, the journal says why, and the second path is told."""
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
    watched.stop()
