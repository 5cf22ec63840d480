"""VAT rates as files write them: `23.00`, `8%`, `zw`, or a word for an exemption."""

import re

from invoicing.adapters.allegro.vocabulary.spelling import folded
from invoicing.adapters.allegro.vocabulary.words import EXEMPTIONS
from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.vat.rate import Rate

_ZEROS_AND_PERCENT = re.compile(r"([.,]0+)?\s*%?$")


def rate_of(rate: str | None, exemption: str | None = None) -> str | None:
    """Return our code of a rate, or None if it is uncertain: then the seller is asked, nothing is guessed.

    An exemption overrides the number beside it, since files give 0.00 for sales outside VAT, which is no 0 % (F-20).

    >>> rate_of("23.00"), rate_of("8 %"), rate_of("zw"), rate_of("0.00", "MARGIN_SCHEME"), rate_of("0.00", "OTHER")
    ('23', '8', 'zw', 'marza', None)
    """
    if exemption:
        return EXEMPTIONS.get(folded(exemption))
    if not rate:
        return None
    if named := EXEMPTIONS.get(folded(rate)):
        return named
    try:
        return Rate.parse(_ZEROS_AND_PERCENT.sub("", rate.strip())).code
    except InvalidFieldError:
        return None
