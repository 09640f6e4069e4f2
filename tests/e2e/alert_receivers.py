# SPDX-License-Identifier: EUPL-1.2
"""The examples of deploy/receivers as they are, and the plain webhook: each request of a firing and of
its end is exactly what it should be, whatever the names and texts have in them."""
import datetime
import hashlib
import hmac
import json
import pathlib
import re
import urllib.parse
import zoneinfo

from alerting import Watched
from jono import ROOT, expect, scratch, write
from receivers import Receiver, until

NAMES = {
    "lainaus": "Lainaus \"kaksi\" 'yksi' \\ \\n \\u0041",
    "rivi": "Rivi; vaihtuu, | ja jatkuu",
    "mustache": "${HOME} $(id) {{value}} {{#firing}} {{{secret}}} }} {{! }}",
    "merkit": "<b>&amp;</b> <!-- ]]> %41 + & = ; # ?",
    "kirjaimet": "ÅÄÖ åäö é 漢 🚑",
}
TEXT = 'Jono "{{line}}" \\ <{{value}} & {{limit}}>\nrivi\r\nvaihtuu\tja ${HOME} äö 🚨'
RUNBOOK = "https://example.invalid/r?a=1&b=%20#c"
RULES = f"""  - {{alert: QueueLong, when: queue_length > 4, clear: queue_length < 2, for: 0s, keep: 0s,
     severity: page, text: {json.dumps(TEXT, ensure_ascii=False)}, runbook: "{RUNBOOK}"}}
  - {{alert: Bare, lines: [lainaus], when: queue_length > 4, for: 0s, keep: 0s, severity: page}}
"""
BARE = {"fi": "{0}: hälytys Bare, arvo 5, raja 4", "sv": "{0}: larm Bare, värde 5, gräns 4",
        "en": "{0}: alert Bare, value 5, limit 4"}
PLAIN = ["Accept", "Content-Length", "Content-Type", "Host", "Idempotency-Key", "User-Agent"]
KEYS = {"pagerduty": 'R0"ut\\ing', "sms": 'be"ar\\er %41+&', "plain": "allekirjoitus åäö"}


def text_of(rule: str, line: str, language: str) -> str:
    title = NAMES[line] if language == "fi" else line
    if rule == "Bare":
        return BARE[language].format(title)
    return (TEXT.replace("{{value}}", "5").replace("{{limit}}", "4").replace("{{line}}", title))


def local(instant: str) -> str:
    utc = datetime.datetime.fromisoformat(instant.replace("Z", "+00:00"))
    return utc.astimezone(zoneinfo.ZoneInfo("Europe/Helsinki")).strftime("%Y-%m-%d %H:%M")


def summary_of(told: dict) -> str:
    text = text_of(told["rule"], told["subject"], "fi")
    if told["told"] == "firing":
        return text
    begin, end = local(told["fired"]), local(told["ended"])
    end = end[11:] if begin[:10] == end[:10] else end
    begin = begin[11:] if len(end) == 5 else begin
    return f"Ohi: {text} ({begin}–{end})"


def plain(told: dict) -> dict:
    """What the plain webhook should say, given when it fired and ended."""
    rule, line = told["rule"], told["subject"]
    milliseconds = round(datetime.datetime.fromisoformat(
        told["fired"].replace("Z", "+00:00")).timestamp() * 1000)
    return {"key": f"{rule}/line/{line}/{milliseconds}", "told": told["told"], "language": "fi",
            "summary": summary_of(told), "rule": rule, "kind": "line", "subject": line,
            "title": {"fi": NAMES[line], "sv": line, "en": line}, "severity": "page",
            "fired": told["fired"], "ended": told["ended"], "figure": "queue_length", "value": "5",
            "limit": "4", "text": {lang: text_of(rule, line, lang) for lang in ("fi", "sv", "en")},
            "runbook": RUNBOOK if rule == "QueueLong" else ""}


def pagerduty(told: dict) -> dict:
    out = {"routing_key": KEYS["pagerduty"], "dedup_key": told["key"], "client": "jonovahti",
           "event_action": "trigger" if told["told"] == "firing" else "resolve",
           "payload": {"summary": told["summary"], "source": told["subject"],
                       "severity": "critical", "class": told["rule"]}}
    if told["runbook"]:
        out["links"] = [{"href": RUNBOOK, "text": "Runbook"}]
    return out


def teams(told: dict) -> dict:
    color = "Attention" if told["told"] == "firing" else "Good"
    facts = {"Hälytys": told["rule"], "Kohde": NAMES[told["subject"]], "Alkoi": local(told["fired"])}
    card = {"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard",
            "version": "1.4",
            "body": [{"type": "TextBlock", "size": "Medium", "weight": "Bolder", "wrap": True,
                      "color": color, "text": told["summary"]},
                     {"type": "FactSet",
                      "facts": [{"title": k, "value": v} for k, v in facts.items()]}]}
    if told["runbook"]:
        card["actions"] = [{"type": "Action.OpenUrl", "title": "Toimintaohje", "url": RUNBOOK}]
    return {"type": "message", "attachments": [
        {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}]}


def mattermost(told: dict) -> dict:
    sign = ":rotating_light:" if told["told"] == "firing" else ":white_check_mark:"
    link = f" ([toimintaohje]({RUNBOOK}))" if told["runbook"] else ""
    return {"username": "jonovahti", "text": f"{sign} {told['summary']}{link}"}


def sms(told: dict) -> dict:
    return {"to": ["+358401234567"], "from": ["jonovahti"], "reference": [told["key"]],
            "text": [told["summary"]]}


def from_form(body: str) -> dict:
    assert re.fullmatch(r"[A-Za-z0-9._~%&=-]+", body), body
    return urllib.parse.parse_qs(body, strict_parsing=True, errors="strict")


def signed(request: dict) -> dict:
    mac = hmac.new(KEYS["plain"].encode(), request["body"].encode(), hashlib.sha256)
    return {"X-Signature": "sha256=" + mac.hexdigest()}


# By name: the path, what decodes the body, what it should be, and the headers beside PLAIN.
EXAMPLES = {
    "plain": ("/plain", json.loads, plain, signed),
    "pagerduty": ("/v2/enqueue", json.loads, pagerduty, lambda _: {}),
    "teams": ("/workflows/0123/triggers/manual/paths/invoke", json.loads, teams, lambda _: {}),
    "mattermost": ("/hooks/abcdefghijklmnopqrstuvwxyz", json.loads, mattermost, lambda _: {}),
    "sms": ("/send", from_form, sms, lambda _: {"Authorization": f"Bearer {KEYS['sms']}"}),
}


def notify(where: pathlib.Path, url: str) -> str:
    """The examples, with our address and secrets."""
    secrets = {name: write(where, f"{name}.secret", key + "\n") for name, key in KEYS.items()}
    out = f"""    - {{type: webhook, name: plain, url: '{url}/plain', signature_header: X-Signature,
       secret_file: '{secrets["plain"]}'}}
"""
    for file in ("pagerduty", "teams", "mattermost", "sms-gateway"):
        text = (ROOT / f"deploy/receivers/{file}.yaml").read_text(encoding="utf-8")
        entry = text.split("  notify:\n")[1]
        entry, changed = re.subn(r"^(      url: )https://[^/\s]+", rf"\1{url}", entry, flags=re.M)
        expect(f"{file} has one address", changed, 1)
        name = re.search(r"^      name: (\S+)$", entry, re.M)[1]
        out += re.sub(r"^(      secret_file: ).*$", lambda m, n=name: f"{m[1]}'{secrets[n]}'",
                      entry, flags=re.M)
    return out


def check(receiver: Receiver, name: str, told: dict) -> None:
    path, decode, wanted, own_headers = EXAMPLES[name]
    once = f"{told['key']}/{told['told']}"
    found = [one for one in receiver.got
             if (one["path"], one["headers"]["Idempotency-Key"]) == (path, once)]
    what = f"{name}, {told['rule']} of {told['subject']}, {told['told']}"
    expect(f"{what}: one request", [one["method"] for one in found], ["POST"])
    own, headers = own_headers(found[0]), found[0]["headers"]
    form = "application/x-www-form-urlencoded" if name == "sms" else "application/json"
    expect(f"{what}: headers", (sorted(headers), headers["Content-Type"],
                                {key: headers.get(key) for key in own}),
           (sorted(PLAIN + list(own)), form, own))
    expect(f"{what}: body", decode(found[0]["body"]), wanted(told))


with scratch() as folder:
    where = pathlib.Path(folder)
    receiver = Receiver()
    names = ", ".join(f"{line}: {{name: {{fi: {json.dumps(name, ensure_ascii=False)}}}}}"
                      for line, name in NAMES.items())
    watched = Watched(where / "d", notify(where, receiver.url), RULES, lines=f"{{{names}}}")
    calls = {line: watched.phone.queue(line, 5) for line in NAMES}
    each = len(EXAMPLES) * (len(NAMES) + 1)
    until("all are told the firings", lambda: len(receiver.got) == each, 60)
    for line, ids in calls.items():
        watched.phone.answer(line, ids)
    # The phone system is believed once it has been connected for two minutes.
    until("all are told the ends", lambda: len(receiver.got) >= 2 * each, 180)
    watched.stop()
    expect("each once", len(receiver.got), 2 * each)
    tellings = [json.loads(one["body"]) for one in receiver.got if one["path"] == "/plain"]
    expect("of each a firing and an end", sorted((t["rule"], t["subject"], t["told"]) for t in tellings),
           sorted((rule, line, told) for told in ("firing", "resolved")
                  for rule, line in [("Bare", "lainaus"), *(("QueueLong", n) for n in NAMES)]))
    for telling in tellings:
        for example in EXAMPLES:
            check(receiver, example, telling)
