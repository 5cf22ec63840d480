"""The S3 keys of uploads and what they mean.

`uploads/{seller_id}/{kind}/{any name}.xml`, where a missing `{kind}` means `auto`; uploads granted by the API are in
`uploads/{seller_id}/imports/{import_id}.{ext}` and take their choices from the import's record. Edited tables of
waiting drafts are in `changes/{seller_id}/{any name}.csv`.

>>> parse_upload_key("uploads/lipa/receipt/październik 11+12.xml").kind
'receipt'
"""

from dataclasses import dataclass

from invoicing.domain.documents.kind import AUTO, KINDS_OF_SALES

PREFIX = "uploads"
CHANGES = "changes"
GRANTED = "imports"
EXTENSIONS = ("xml", "csv", "json")
KIND_FOLDERS = (AUTO, *sorted(KINDS_OF_SALES))
README = "_PRZECZYTAJ"
"""A file with this prefix is help for the seller, not an upload: `_PRZECZYTAJ.txt` or a copy of it."""
_PARTS_WITHOUT_FOLDER = 3
_PARTS_WITH_FOLDER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadKey:
    """A parsed upload key. `folder` is whatever is in place of the kind; `kind` is None unless it is a valid one."""

    seller_id: str
    folder: str
    file_name: str
    kind: str | None = None
    import_id: str | None = None

    @property
    def extension(self) -> str:
        """The part after the last dot, in lower case."""
        return self.file_name.rpartition(".")[2].lower()


def parse_upload_key(key: str) -> UploadKey | None:
    """Return the parsed key; None if it cannot be an upload (a folder, the help, another prefix)."""
    parts = key.split("/")
    if parts[0] != PREFIX or len(parts) < _PARTS_WITHOUT_FOLDER or not parts[1] or not parts[-1]:
        return None
    seller_id, file_name = parts[1], parts[-1]
    if file_name.startswith(README):
        return None
    if len(parts) == _PARTS_WITHOUT_FOLDER:
        return UploadKey(seller_id=seller_id, folder="", file_name=file_name, kind=AUTO)
    folder = "/".join(parts[2:-1])
    if folder == GRANTED and len(parts) == _PARTS_WITH_FOLDER:
        import_id = file_name.rpartition(".")[0]
        return UploadKey(seller_id=seller_id, folder=folder, file_name=file_name, import_id=import_id)
    kind = folder if folder in KIND_FOLDERS else None
    return UploadKey(seller_id=seller_id, folder=folder, file_name=file_name, kind=kind)


def readme_key(seller_id: str) -> str:
    """Return the key of a seller's help, beside their uploads."""
    return f"{PREFIX}/{seller_id}/{README}.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesKey:
    """A parsed key of an edited table; its format is recognized by content, whatever its extension."""

    seller_id: str
    file_name: str


def parse_changes_key(key: str) -> ChangesKey | None:
    """Return the parsed key; None if it cannot be an edited table (a folder, another prefix).

    >>> parse_changes_key("changes/lipa/do-wystawienia (1).csv").file_name, parse_changes_key("changes/lipa/")
    ('do-wystawienia (1).csv', None)
    """
    parts = key.split("/")
    if parts[0] != CHANGES or len(parts) < _PARTS_WITHOUT_FOLDER or not parts[1] or not parts[-1]:
        return None
    return ChangesKey(seller_id=parts[1], file_name=parts[-1])


def archive_key(key: str) -> str:
    """Return the key that a finished file is moved to; edited tables have their own folder.

    >>> archive_key("uploads/lipa/receipt/a.xml"), archive_key("changes/lipa/a.csv")
    ('archive/lipa/receipt/a.xml', 'archive/lipa/changes/a.csv')
    """
    prefix, seller_id, rest = key.split("/", 2)
    return f"archive/{seller_id}/{CHANGES}/{rest}" if prefix == CHANGES else f"archive/{seller_id}/{rest}"


def granted_key(seller_id: str, import_id: str, extension: str) -> str:
    """Return the key for an upload granted by the API."""
    return f"{PREFIX}/{seller_id}/{GRANTED}/{import_id}.{extension}"
