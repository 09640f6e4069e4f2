# SPDX-License-Identifier: EUPL-1.2
"""A mail server that a test looks into."""
import pathlib
import ssl
from collections.abc import Callable

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from daemon import free_port

USER, PASSWORD = "jonovahti@example.invalid", 'sala"sana åäö'


class MailServer:
    """Takes the mail of our user, over STARTTLS or from the first byte (`tls`)."""

    def __init__(self, pem: pathlib.Path, tls: bool = False, port: int | None = None):
        self.got: list[tuple[str, list[str], bytes]] = []  # from, to, message
        self.logins: list[bool] = []
        self.drops = 0  # so many times it takes the mail and hangs up
        self.taken: Callable[[bytes], None] | None = None  # called with each, before its answer
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        port = port or free_port()
        how = ({"ssl_context": context, "auth_require_tls": False} if tls else
               {"tls_context": context, "require_starttls": True})
        self.controller = Controller(self, hostname="127.0.0.1", port=port, auth_required=True,
                                     authenticator=self.login, **how)
        self.controller.start()
        self.url = f"{'smtps' if tls else 'smtp'}://localhost:{port}"

    def login(self, _server, _session, _envelope, _mechanism, data) -> AuthResult:
        good = (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
        self.logins.append(good)
        return AuthResult(success=good, handled=False)

    async def handle_DATA(self, server, _session, envelope) -> str:
        self.got.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        if self.taken:
            self.taken(envelope.original_content)
        if self.drops > 0:
            self.drops -= 1
            server.transport.abort()
        return "250 OK"

    def stop(self) -> None:
        self.controller.stop()
