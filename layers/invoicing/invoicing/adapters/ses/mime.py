"""Mails as bytes. Every header value is cleaned first, as names are untrusted.

A line break in a value would start a header of its own, and an encoded word can hide one (Python's own `email` lets
that through), so encoded words are decoded and control characters dropped before a value becomes a header.
"""

import email.utils
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP

from invoicing.services.mails.ports import MailRefusedError, OutgoingMail

LONGEST_HEADER = 300
LONGEST_LINE = 900
"""Headers are not folded, as some mail programs stumble over folded names. RFC 5322 allows 998."""
ONE_LINE_HEADERS = SMTP.clone(max_line_length=LONGEST_LINE)
LARGEST_MAIL = 10_000_000
"""Bytes; many mailboxes refuse larger mails, although SES accepts 40 MB."""
MESSAGE_ID_DOMAIN = "invoicing.invalid"


def header_text(value: str) -> str:
    """Return a value that is safe in a header: one line, no encoded words, bounded.

    >>> header_text("=?UTF-8?Q?=0A?=Bcc: x@example.com")
    'Bcc: x@example.com'
    """
    try:
        value = str(make_header(decode_header(value))) if "=?" in value else value
    except (HeaderParseError, LookupError, UnicodeError):
        value = value.replace("=?", "").replace("?=", "")
    printable = "".join(character if character.isprintable() else " " for character in value)
    while "=?" in printable:  # removing one can form another
        printable = printable.replace("=?", "")
    return " ".join(printable.split())[:LONGEST_HEADER]


def mime_of(mail: OutgoingMail) -> bytes:
    """Return the mail to its one recipient: text, the same as HTML, the PDF. The same mail gives the same bytes.

    Raises: MailRefusedError.
    """
    message = EmailMessage(policy=ONE_LINE_HEADERS)
    message["From"] = email.utils.formataddr((header_text(mail.sender_name), mail.sender))
    message["To"] = header_text(mail.to)
    if mail.reply_to:
        message["Reply-To"] = header_text(mail.reply_to)
    message["Subject"] = header_text(mail.subject)
    message["Date"] = email.utils.format_datetime(mail.at)
    message["Message-ID"] = f"<{mail.document_id}.{mail.attempt_id}@{MESSAGE_ID_DOMAIN}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Document-Id"] = mail.document_id
    message["X-Attempt-Id"] = mail.attempt_id
    message.set_content(mail.body)
    message.add_alternative(mail.html, subtype="html")
    message.add_attachment(
        mail.attachment, maintype="application", subtype="pdf", filename=header_text(mail.attachment_name)
    )
    name = f"{mail.document_id}.{mail.attempt_id}"
    message.set_boundary(f"=_{name}")
    for part in message.iter_parts():
        if part.is_multipart():
            part.set_boundary(f"=_alternative.{name}")
    raw = message.as_bytes()
    if len(raw) > LARGEST_MAIL:
        raise MailRefusedError("too_large")
    return raw
