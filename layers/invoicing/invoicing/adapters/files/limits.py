"""What a sales file may hold at most. Honest files stay far below; hostile ones are refused here, early and by name.

Sizes of files, records and rows are in bytes or characters, whichever the reader at hand counts.
"""

FILE_BYTES = 300 * 1024 * 1024
"""Some 200 000 transactions at 1.3 kB of XML; one file of a function fits in its temporary space of 512 MB."""

TRANSACTIONS = 200_000
LINES = 1_000
"""Offers in one transaction, and services, surcharges or tax numbers."""

RECORD_BYTES = 1024 * 1024
"""One transaction, one row of a table, and whatever stands before the first transaction."""

PROLOG_BYTES = 64 * 1024
"""What may stand before the root element of an XML file."""

DEPTH = 32
ATTRIBUTES = 64
COLUMNS = 500
CELL_CHARACTERS = 64 * 1024
FIELDS = 2_000
"""Different fields in one file: each costs a little memory, so their number is bounded."""

FIELD_NAME_CHARACTERS = 200

NAME_CHARACTERS = 2_000
"""The name of an offer, a service or a buyer."""

TEXT_CHARACTERS = 500
"""Any other text that is kept."""

IDENTIFIER_CHARACTERS = 64

UNKNOWN_FIELDS = 50
UNKNOWN_NAME_CHARACTERS = 80
