"""Where uploads lie and what their place says.

`uploads/{seller_id}/{kind}/{any name}.xml`, without `{kind}` it is `auto`; uploads granted by the API lie in
`uploads/{seller_id}/imports/{import_id}.{ext}` and take their choices from the import's record. Edited tables of
waiting drafts lie in `changes/{seller_id}/{any name}.csv`.

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
"""A file whose name begins so is help for the seller, no upload: `_PRZECZYTAJ.txt`, also a copy of it."""
_PARTS_WITHOUT_FOLDER = 3
_PARTS_WITH_FOLDER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadKey:
    """An upload's key, taken apart. `folder` is what stands where a kind may stand; `kind` is None if it is none."""

    seller_id: str
    folder: str
    file_name: str
    kind: str | None = None
    import_id: str | None = None

    @property
    def extension(self) -> str:
        """What follows the last dot, in small letters."""
        return self.file_name.rpartition(".")[2].lower()


def parse_upload_key(key: str) -> UploadKey | None:
    """Take a key apart; None for one that cannot be an upload (a folder, the help, another prefix)."""
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
    """Return where the help for a seller lies: where he uploads."""
    return f"{PREFIX}/{seller_id}/{README}.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesKey:
    """The key of an edited table, taken apart; whatever its name ends with, its content tells what it is."""

    seller_id: str
    file_name: str


def parse_changes_key(key: str) -> ChangesKey | None:
    """Take a key apart; None for one that cannot be an edited table (a folder, another prefix).

    >>> parse_changes_key("changes/lipa/do-wystawienia (1).csv").file_name, parse_changes_key("changes/lipa/")
    ('do-wystawienia (1).csv', None)
    """
    parts = key.split("/")
    if parts[0] != CHANGES or len(parts) < _PARTS_WITHOUT_FOLDER or not parts[1] or not parts[-1]:
        return None
    return ChangesKey(seller_id=parts[1], file_name=parts[-1])


def archive_key(key: str) -> str:
    """Return where a finished file moves to; edited tables have a folder of their own there.

    >>> archive_key("uploads/lipa/receipt/a.xml"), archive_key("changes/lipa/a.csv")
    ('archive/lipa/receipt/a.xml', 'archive/lipa/changes/a.csv')
    """
    prefix, seller_id, rest = key.split("/", 2)
    return f"archive/{seller_id}/{CHANGES}/{rest}" if prefix == CHANGES else f"archive/{seller_id}/{rest}"


def granted_key(seller_id: str, import_id: str, extension: str) -> str:
    """Return where an upload that the API grants must go."""
    return f"{PREFIX}/{seller_id}/{GRANTED}/{import_id}.{extension}"
