"""E-mail addresses: which ones SES accepts, which belong to Allegro, which cannot be senders.

>>> to_ascii("sklep@żółw.pl")
'sklep@xn--w-uga1v8h.pl'
"""

import re

MASKED_DOMAIN = "allegromail.pl"
"""Allegro's mailboxes for buyers: they accept mails only from registered senders."""
FREE_MAIL_DOMAINS = frozenset(
    (
        *("gmail.com", "googlemail.com", "wp.pl", "o2.pl", "tlen.pl", "go2.pl", "onet.pl", "op.pl"),
        *("poczta.onet.pl", "vp.pl", "onet.eu", "autograf.pl", "interia.pl", "interia.eu", "poczta.fm"),
        *("gazeta.pl", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "icloud.com"),
        *("me.com", "proton.me", "protonmail.com", "seznam.cz", "centrum.cz", "azet.sk", "zoznam.sk"),
        *("freemail.hu", "citromail.hu", "gmx.de", "gmx.net", "web.de"),
    )
)
"""Their owners publish DMARC policies that mail through SES cannot satisfy."""
LONGEST_ADDRESS = 254
"""Octets; RFC 5321, 4.5.3.1."""
_ADDRESS = re.compile(r"(?P<local>[^@\s\"(),:;<>\[\]\\]{1,64})@(?P<domain>[^@\s.]+(?:\.[^@\s.]+)+)")
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))+")


def to_ascii(address: str) -> str | None:
    """Return the address as SES accepts it: the domain in punycode; None for what cannot be mailed to.

    SES accepts only ASCII before the @.
    """
    match = _ADDRESS.fullmatch(address.strip())
    if match is None or not match["local"].isascii() or not match["local"].isprintable():
        return None
    if match["local"].startswith(".") or match["local"].endswith(".") or ".." in match["local"]:
        return None
    host = match["domain"].lower()
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    whole = f"{match['local']}@{host}"
    return whole if _HOST.fullmatch(host) and len(whole) <= LONGEST_ADDRESS else None


def is_masked(address: str | None) -> bool:
    """True for a buyer's mailbox at Allegro."""
    return domain_of(address) == MASKED_DOMAIN


def is_free_mail(address: str | None) -> bool:
    """True for an address at a free mail provider."""
    return domain_of(address) in FREE_MAIL_DOMAINS


def domain_of(address: str | None) -> str:
    """Return the domain of an address; empty if there is no address."""
    return (address or "").strip().rpartition("@")[2].lower()
