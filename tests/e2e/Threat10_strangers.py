# SPDX-License-Identifier: EUPL-1.2
"""T10: every route without credentials, with wrong ones and with each role; the public wall; changes
from pages of other sites; who is named in the audit."""
import getpass
import json
import pathlib
import subprocess

import yaml

from certificates import authority, certificate
from jono import PROGRAM, ROOT, expect, scratch, write
from phone import Phone
from receivers import until
from strangers import TLS, Guarded, basic, bcrypt, bearer, secret_file, token

SPEC = yaml.safe_load((ROOT / "daemon/api/openapi.yaml").read_text(encoding="utf-8"))

# What each route asks for. Those that are not named here are for viewers.
NEEDS = {
    ("GET", "/"): "wall", ("GET", "/api/v1/live"): "wall", ("GET", "/api/v1/stream"): "wall",
    ("GET", "/api/v1/lines"): "wall", ("GET", "/api/v1/today"): "wall",
    ("GET", "/healthz"): "nothing", ("GET", "/readyz"): "nothing", ("GET", "/metrics"): "metrics",
    ("POST", "/api/v1/silences"): "operator", ("DELETE", "/api/v1/silences"): "operator",
    ("POST", "/api/v1/acks"): "operator", ("POST", "/api/v1/backup"): "local",
    ("POST", "/api/v1/reload"): "local", ("POST", "/api/v1/log-level"): "local",
    ("POST", "/api/v1/webhook/hook"): "ingest",
}
HAS = {"metrics": {"metrics"}, "viewer": {"wall", "viewer", "metrics"},
       "operator": {"wall", "viewer", "metrics", "operator"}, "ingest": {"ingest"}}


def routes() -> list[tuple[str, str]]:
    described = [(method.upper(), path.replace("{period}", "2026-11").replace("{source}", "hook"))
                 for path, methods in SPEC["paths"].items() for method in methods]
    return described + [("GET", p) for p in ("/", "/metrics", "/healthz", "/readyz", "/nothing/here")]


def verdict(status: int) -> str:
    return {401: "who?", 403: "no", 0: "nothing"}.get(status, "yes")


def wanted(route: tuple[str, str], role: str | None, public: bool = False) -> str:
    needs = NEEDS.get(route, "viewer")
    if route[1] == "/nothing/here":
        needs = "wall"
    if needs == "nothing" or (needs == "wall" and public):
        return "yes"
    if role is None:
        return "who?"
    return "yes" if needs in HAS[role] or (route[1] == "/nothing/here") else "no"


def problems(daemon: Guarded, got: dict) -> None:
    for route, (status, headers, body) in got.items():
        if status in (401, 403):
            assert headers.get_content_type() == "application/problem+json", (route, headers)
            assert json.loads(body)["status"] == status, (route, body)
        if status == 401:
            assert headers["WWW-Authenticate"], route


def try_all(daemon: Guarded, what: str, headers: dict, role: str | None, public=False) -> None:
    one = daemon.connection()
    got = {r: daemon.ask(*r, headers, body=None if r[0] == "GET" else "{}",
                         connection=None if r[1] == "/api/v1/stream" else one) for r in routes()}
    one.close()
    problems(daemon, got)
    expect(f"{len(got)} routes, {what}", {r: verdict(a[0]) for r, a in got.items()},
           {r: wanted(r, role, public) for r in got})


# What the audit calls what each route that changes something does.
AUDITED = {("POST", "/api/v1/silences"): "silence", ("DELETE", "/api/v1/silences"): "unsilence",
           ("POST", "/api/v1/acks"): "ack", ("POST", "/api/v1/backup"): "backup",
           ("POST", "/api/v1/reload"): "reload", ("POST", "/api/v1/log-level"): "log-level"}


def check_audit(daemon: Guarded, operator: dict) -> None:
    expect("each route that changes something is in the table",
           {r for r in routes() if r[0] != "GET"} - {("POST", "/api/v1/webhook/hook")}, set(AUDITED))
    phone = Phone(daemon.feed)
    phone.queue("aspa", 5)
    until("the alert fires", lambda: '"firing"' in daemon.ask("GET", "/api/v1/alerts", operator)[2], 30)
    wish = json.dumps({"alert": "QueueLong", "line": "aspa", "for": "1h", "reason": "testing"})
    status, _, body = daemon.ask("POST", "/api/v1/silences", operator, wish)
    expect("an operator silences", status, 201)
    olga = basic("olga", "open sesame")
    path = f"/api/v1/silences?id={json.loads(body)['id']}&reason=done"
    expect("another ends it", daemon.ask("DELETE", path, olga)[0], 200)
    expect("and sees to the alert", daemon.ask("POST", "/api/v1/acks", olga, wish)[0], 201)
    copy = daemon.config.parent / "copy"
    done = subprocess.run([PROGRAM, "backup", "--config", daemon.config, "--to", copy], capture_output=True)
    expect("a backup over the control socket", done.returncode, 0)
    for command in (["log-level", "info"], ["reload"]):
        done = subprocess.run([PROGRAM, *command, "--config", daemon.config], capture_output=True)
        expect(f"{command[0]} likewise", done.returncode, 0)
    _, _, audit = daemon.ask("GET", "/api/v1/audit", operator)
    desk, user = "token desk (this machine)", "user olga (this machine)"
    expect("the audit says of each who, how known and from where",
           {r["what"]: r["who"] for r in map(json.loads, audit.splitlines())},
           {"silence": desk, "unsilence": user, "ack": user,
            **dict.fromkeys(("backup", "log-level", "reload"), getpass.getuser())})
    phone.stop()


def check_cross_origin(daemon: Guarded, operator: dict) -> None:
    own = f"https://localhost:{daemon.port}"
    table = {"another site": ({"Origin": "https://evil.example"}, 403), "a sandbox": ({"Origin": "null"}, 403),
             "a sister site": ({"Sec-Fetch-Site": "same-site", "Origin": own}, 403),
             "the page itself": ({"Sec-Fetch-Site": "same-origin", "Origin": own}, 400)}
    for name, (headers, status) in table.items():
        expect(f"a change from {name}", daemon.ask("POST", "/api/v1/acks", {**operator, **headers}, "{}")[0],
               status)
    _, headers, _ = daemon.ask("GET", "/api/v1/live", {**operator, "Origin": "https://evil.example"})
    expect("nothing is shared across origins",
           [h for h in headers if h.lower().startswith("access-control")], [])


def check_refused_early(daemon: Guarded) -> None:
    """A stranger's body is not waited for."""
    one = daemon.connection()
    one.putrequest("POST", "/api/v1/acks")
    one.putheader("Content-Length", str(10**9))
    one.endheaders()
    answer = one.getresponse()
    expect("401 before the body", (answer.status, answer.headers["Connection"]), (401, "close"))
    one.close()


def with_both(where: pathlib.Path) -> None:
    write(where, "web.yaml", TLS + "http_server_config: {headers: {Strict-Transport-Security: max-age=31536000}}\n"
          f"basic_auth_users: {{anna: {bcrypt('secret')}, olga: {bcrypt('open sesame')}}}\n")
    made = {role: token({"operator": "desk"}.get(role, role), role) for role in HAS}
    secret_file(where, "tokens.yaml", "tokens:\n" + "".join(f"  {line}\n" for _, line in made.values())
                + "roles: {olga: operator}\n")
    daemon = Guarded(where)
    check = subprocess.run([PROGRAM, "check", "--config", daemon.config], capture_output=True, text=True)
    expect("check takes it", (check.returncode, check.stderr), (0, ""))
    daemon.start()
    try_all(daemon, "nobody", {}, None)
    try_all(daemon, "a token that is none", bearer("jono_" + "A" * 43), None)
    try_all(daemon, "an odd header", {"Authorization": "Basic %%%"}, None)
    for role, (text, _) in made.items():
        try_all(daemon, f"a token for {role}", bearer(text), role)
    try_all(daemon, "a user", basic("anna", "secret"), "viewer")
    try_all(daemon, "a user who operates", basic("olga", "open sesame"), "operator")
    wrong = [daemon.ask("GET", "/api/v1/live", basic(*p))[0]
             for p in (("anna", "Secret"), ("anna", ""), ("nobody", "secret"), ("", ""))]
    expect("wrong passwords and unknown users", wrong, [401] * 4)
    expect("HSTS as configured", daemon.ask("GET", "/healthz")[1]["Strict-Transport-Security"],
           "max-age=31536000")
    operator = bearer(made["operator"][0])
    check_audit(daemon, operator)
    check_cross_origin(daemon, operator)
    check_refused_early(daemon)
    expect("no secret in the log", [s for s in ("jono_", "secret", "sesame") if s in daemon.log.read_text()], [])
    # A token that is taken out has no say any more.
    secret_file(where, "tokens.yaml", "tokens: []\n")
    until("a token ends", lambda: daemon.ask("GET", "/metrics", operator)[0] == 401, 20)
    expect("an orderly stop", daemon.stop(), 0)


def with_public_wall(where: pathlib.Path) -> None:
    daemon = Guarded(where, listen="0.0.0.0", rest="public_wall: true")
    daemon.start()
    try_all(daemon, "a public wall", {}, None, public=True)
    daemon.stop()


def refused(where: pathlib.Path, what: str, listen: str, rest: str, says: str) -> None:
    daemon = Guarded(where, listen=listen, rest=rest)
    for command in ("check", "serve"):
        got = subprocess.run([PROGRAM, command, "--config", daemon.config], capture_output=True, text=True,
                             timeout=30)
        expect(f"{command} refuses {what}", (got.returncode, says in got.stderr), (2, True))


with scratch() as name:
    where = pathlib.Path(name)
    for each in ("both", "wall", "open", "plain"):
        (where / each).mkdir()
    authority(where / "both")
    certificate(where / "both", "good")
    with_both(where / "both")
    with_public_wall(where / "wall")
    refused(where / "open", "an open door", "0.0.0.0", "", "without authentication, only loopback")
    write(where / "plain", "web.yaml", f"basic_auth_users: {{anna: {bcrypt('secret')}}}\n")
    refused(where / "plain", "passwords in clear", "0.0.0.0", "", "readable on the way")
