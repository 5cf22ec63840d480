"""What a tenth of a second is on this machine, at this moment."""

import time
from io import BytesIO

from invoicing.adapters.allegro import open_sales
from tests.allegro_files import slim_xml

BUDGET_S = 0.1
ORDINARY_SALES = 1_800
"""Read in a tenth of a second by the machine on which the limit was set."""


def is_at_once(seconds: float) -> bool:
    """Is this no more CPU than a tenth of a second or, on a slower machine, what it takes there to read as much?"""
    return seconds < BUDGET_S or seconds < _ordinary_s()


def _ordinary_s() -> float:
    content = b"".join(slim_xml(ORDINARY_SALES))
    start = time.process_time()
    assert sum(1 for _ in open_sales(BytesIO(content)).sales()) == ORDINARY_SALES
    return time.process_time() - start
