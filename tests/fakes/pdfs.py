"""PDFs in memory."""

from dataclasses import dataclass, field

from invoicing.domain.documents.summary import Pdf


@dataclass
class InMemoryPdfs:
    """PDFs, each written once."""

    files: dict[str, bytes] = field(default_factory=dict)
    writes: int = 0

    def put_once(self, key: str, content: bytes) -> Pdf:
        self.writes += 1
        there = self.files.setdefault(key, content)
        return Pdf(key=key, sha256=f"{hash(there):x}", size=len(there))

    def get(self, key: str) -> bytes:
        return self.files[key]
