"""A seller's logo. A file is judged by its content, never by its name, and read only within limits; metadata (texts,
places, thumbnails) is removed.
"""

from invoicing.adapters.pictures import jpeg, png
from invoicing.domain.basics.errors import InvalidFieldError

MOST_BYTES = 100_000
LONGEST_SIDE = 1_600
MOST_PIXELS = 1_000_000


def checked_logo(content: bytes) -> bytes:
    """Return the picture as it is stored; anything but a PNG or JPEG, a large or a broken one is refused.

    Raises: InvalidFieldError.
    """
    if len(content) > MOST_BYTES:
        raise InvalidFieldError("logo", "plik może mieć najwyżej 100 KB.")
    if not content.startswith((png.SIGNATURE, jpeg.SIGNATURE)):
        raise InvalidFieldError("logo", "to nie jest obraz PNG ani JPEG.")
    try:
        width, height = size_of(content)
        if not 0 < width * height <= MOST_PIXELS or max(width, height) > LONGEST_SIDE:
            raise InvalidFieldError(
                "logo", f"obraz może mieć milion punktów i bok do {LONGEST_SIDE}, a ma {width} × {height}."
            )
        return jpeg.cleaned(content) if is_jpeg(content) else png.cleaned(content)
    except ValueError as error:
        raise InvalidFieldError("logo", f"nie mogę odczytać obrazu ({error}).") from error


def is_jpeg(content: bytes) -> bool:
    """True for a JPEG; all other checked pictures are PNG."""
    return content.startswith(jpeg.SIGNATURE)


def size_of(content: bytes) -> tuple[int, int]:
    """Return width and height in pixels; `ValueError` if they cannot be read."""
    return jpeg.size_of(content) if is_jpeg(content) else png.size_of(content)
