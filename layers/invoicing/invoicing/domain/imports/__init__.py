"""One read of an uploaded file: its record, its outcomes, and the report that a seller reads.

Reading the file belongs in the adapters; drafting belongs in `sales`.
"""
