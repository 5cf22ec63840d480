"""What building a mail costs: our bytes against the standard library's e-mail as its manual shows it, and a floor.

    python tests/bench/bench_mail.py [rounds]

The peer builds the same parts with `EmailMessage` and the policy for SMTP. The floor encodes the PDF in Base64, which
no mail with an attachment can do without. CPU time, in turn in one process, medians.
"""

import base64
import sys
import time
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "layers/invoicing")]

from invoicing.adapters.pdf import render  # noqa: E402
from invoicing.adapters.ses.mime import mime_of  # noqa: E402 - the paths come first
from invoicing.services.mails.ports import OutgoingMail  # noqa: E402
from tests.adapters.pdf.pdf_samples import an_unpaid_document, some_lines  # noqa: E402
from tests.builders import NOW  # noqa: E402

ROUNDS, MAILS = 15, 40


def a_mail(attachment: bytes) -> OutgoingMail:
    body = "Dzień dobry,\n\nw załączniku przesyłamy fakturę AL 1/11/2026 do zamówienia.\n\nPozdrawiamy\n" * 3
    return OutgoingMail(
        sender="faktury@sklep-pod-lipa.example",
        sender_name="Sklep Pod Lipą",
        reply_to="anna@sklep-pod-lipa.example",
        to="8awgqyk6a5+cub31c122@allegromail.pl",
        subject="Faktura AL 1/11/2026 do zamówienia – Żółć",
        body=body,
        html=f"<p>{body}</p>",
        attachment=attachment,
        attachment_name="AL-1-11-2026.pdf",
        seller_id="lipa",
        document_id="abc",
        attempt_id="issue",
        at=NOW,
    )


def peer(mail: OutgoingMail) -> bytes:
    """Return the mail as the manual of `email` builds it."""
    message = EmailMessage(policy=SMTP)
    message["From"] = formataddr((mail.sender_name, mail.sender))
    message["To"], message["Subject"] = mail.to, mail.subject
    message["Date"] = format_datetime(mail.at)
    message.set_content(mail.body)
    message.add_alternative(mail.html, subtype="html")
    message.add_attachment(mail.attachment, maintype="application", subtype="pdf", filename=mail.attachment_name)
    return message.as_bytes()


def floor(mail: OutgoingMail) -> bytes:
    return base64.encodebytes(mail.attachment)


def main() -> None:
    """Print all three, and the ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    mail = a_mail(render(an_unpaid_document(lines=some_lines(8))))
    ways: dict[str, Callable[[OutgoingMail], bytes]] = {"ours": mime_of, "email": peer, "base64": floor}
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(-1, rounds):
        for name, way in ways.items():
            started = time.process_time()
            for _ in range(MAILS):
                way(mail)
            if number >= 0:
                times[name].append((time.process_time() - started) / MAILS)
    for name, seconds in times.items():
        ratio = median(times["ours"]) / median(seconds)
        print(f"{name:8}{median(seconds) * 1e3:8.2f} ms CPU a mail; ours is {ratio:.2f} of it")


if __name__ == "__main__":
    main()
