"""A mailbox in place of Amazon SES: accepts SES v2 `SendEmail` calls, stores each raw mail, shows them on a page.

The embedded AWS's own SES loses attachments. Recipients at simulator.amazonses.com get the events that SES sends for
them (delivery, bounce, complaint, suppression), as EventBridge events; every other recipient gets a delivery.
Run as `python -m infra.local.mailbox PORT FOLDER`.
"""

import base64
import json
import sys
import threading
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from markupsafe import Markup

from infra.local.mail_events import events_of

SEND = "/v2/email/outbound-emails"
IDENTITIES = "/v2/email/identities/"
_STYLE = Markup(
    "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2733}"
    "table{border-collapse:collapse;width:100%}"
    "td,th{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #d8dee6}"
    "pre{white-space:pre-wrap;font:inherit;background:#f6f8fa;padding:1rem;border-radius:.4rem}a{color:#0a58ca}"
)


class Mailbox:
    """Mails as files: `{time}-{message id}.eml`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def store(self, raw: bytes) -> str:
        """Store the raw mail and return its id."""
        message_id = f"{datetime.now(UTC):%Y%m%d%H%M%S%f}-{uuid.uuid4().hex[:12]}"
        (self._folder / f"{message_id}.eml").write_bytes(raw)
        return message_id

    def names(self) -> list[str]:
        """Return the ids of all mails, newest first."""
        return sorted((file.stem for file in self._folder.glob("*.eml")), reverse=True)

    def raw(self, message_id: str) -> bytes | None:
        """Return a raw mail, or None if there is none with this id."""
        return (self._folder / f"{message_id}.eml").read_bytes() if message_id in self.names() else None


def parsed(raw: bytes) -> EmailMessage:
    """Return a mail with its headers and parts decoded."""
    return BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)


class Handler(BaseHTTPRequestHandler):
    """POST: SES. GET: SES (every sender is verified here) and the pages.

    The pages are `/`, `/mails/{id}`, `/mails/{id}.eml`, `/mails/{id}/{part}` and `/mails.json`.
    """

    mailbox: Mailbox
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        if self.path != SEND:
            self._answer(404, "application/json", b'{"message":"only SendEmail is supported"}')
            return
        raw = base64.b64decode(body["Content"]["Raw"]["Data"])
        message_id = self.mailbox.store(raw)
        self._answer(200, "application/json", json.dumps({"MessageId": message_id}).encode())
        threading.Thread(target=_publish_events, args=(message_id, body), daemon=True).start()

    def do_GET(self) -> None:
        path = unquote(self.path)
        if path == "/":
            self._answer(200, "text/html; charset=utf-8", _list(self.mailbox).encode())
        elif path.startswith(IDENTITIES):
            self._answer(200, "application/json", b'{"VerifiedForSendingStatus": true}')
        elif path == "/mails.json":
            self._answer(200, "application/json", json.dumps(_rows(self.mailbox)).encode())
        elif path.startswith("/mails/"):
            self._mail(path.removeprefix("/mails/"))
        else:
            self._answer(404, "text/plain", b"not found")

    def _mail(self, path: str) -> None:
        message_id, _, part = path.removesuffix(".eml").partition("/")
        raw = self.mailbox.raw(message_id)
        if raw is None:
            self._answer(404, "text/plain", b"not found")
        elif path.endswith(".eml"):
            self._answer(200, "message/rfc822", raw)
        elif part:
            attachments = list(parsed(raw).iter_attachments())
            attachment = attachments[int(part)]
            content = attachment.get_content()
            self._answer(200, attachment.get_content_type(), content)
        else:
            self._answer(200, "text/html; charset=utf-8", _page_of(message_id, parsed(raw)).encode())

    def _answer(self, status: int, content_type: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Log nothing: mails are personal data."""


def _rows(mailbox: Mailbox) -> list[dict[str, Any]]:
    rows = []
    for name in mailbox.names():
        mail = parsed(mailbox.raw(name) or b"")
        attachments = [part.get_filename() for part in mail.iter_attachments()]
        rows.append(
            {"id": name, "date": mail["Date"], "to": mail["To"], "subject": mail["Subject"], "attachments": attachments}
        )
    return rows


def _document(title: str, body: Markup) -> str:
    page = Markup(
        '<!doctype html><html lang="pl"><meta charset="utf-8"><title>{title}</title>'
        "<style>{style}</style><h1>{title}</h1>{body}</html>"
    )
    return str(page.format(title=title, style=_STYLE, body=body))


def _list(mailbox: Mailbox) -> str:
    row = Markup('<tr><td>{date}</td><td>{to}</td><td><a href="/mails/{id}">{subject}</a></td><td>{names}</td></tr>')
    rows = _joined(row.format(**mail, names=", ".join(map(str, mail["attachments"]))) for mail in _rows(mailbox))
    head = Markup("<tr><th>Date</th><th>To</th><th>Subject</th><th>Attachments</th></tr>")
    table = Markup("<table>{}{}</table>").format(head, rows)
    return _document("Mailbox", table if rows else Markup("<p>No mail yet.</p>"))


def _page_of(message_id: str, mail: EmailMessage) -> str:
    headers = _joined(Markup("<tr><th>{}</th><td>{}</td></tr>").format(k, v) for k, v in mail.items())
    body = mail.get_body(("plain",))
    text = str(body.get_content()) if body else ""
    links = _joined(
        Markup('<li><a href="/mails/{}/{}">{}</a></li>').format(message_id, index, part.get_filename())
        for index, part in enumerate(mail.iter_attachments())
    )
    page = Markup(
        '<table>{}</table><pre>{}</pre><ul>{}</ul><p><a href="/mails/{}.eml">raw</a> · <a href="/">all mails</a></p>'
    )
    return _document(str(mail["Subject"]), page.format(headers, text, links, message_id))


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup().join(parts)


def _publish_events(message_id: str, request: dict[str, Any]) -> None:
    """Publish the events that SES would publish for this mail."""
    from infra.local.mail_rules import publish

    for event in events_of(message_id, request, datetime.now(UTC)):
        publish(event)


def main(port: str, folder: str) -> None:
    """Serve until stopped."""
    Handler.mailbox = Mailbox(Path(folder))
    ThreadingHTTPServer(("127.0.0.1", int(port)), Handler).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
