"""Limits for sales files. Honest files stay far below; hostile ones are refused early, naming the limit.

Sizes of files, records and rows are in bytes or characters, whichever the reader counts.
"""

FILE_BYTES = 300 * 1024 * 1024
"""Some 200 000 transactions at 1.3 kB of XML; fits into a function's 512 MB of temporary storage."""

TRANSACTIONS = 200_000
LINES = 1_000
"""Offers in one transaction; the same for services, surcharges and tax numbers."""

RECORD_BYTES = 1024 * 1024
"""One transaction, one row of a table, or all that precedes the first transaction."""

PROLOG_BYTES = 64 * 1024
"""Anything before the root element of an XML file."""

DEPTH = 32
ATTRIBUTES = 64
COLUMNS = 500
CELL_CHARACTERS = 64 * 1024
FIELDS = 2_000
"""Distinct fields in one file; each takes some memory."""

FIELD_NAME_CHARACTERS = 200

NAME_CHARACTERS = 2_000
"""The name of an offer, a service or a buyer."""

TEXT_CHARACTERS = 500
"""Any other stored text."""

IDENTIFIER_CHARACTERS = 64

UNKNOWN_FIELDS = 50
UNKNOWN_NAME_CHARACTERS = 80
