"""The XMP packet: the file's metadata for archives and readers. fpdf2's own has the current time."""

from datetime import datetime
from html import escape
from typing import NamedTuple

_PACKET = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 pdfaid:part="3" pdfaid:conformance="U"
 xmp:CreateDate="{created_at}" xmp:ModifyDate="{created_at}" xmp:MetadataDate="{created_at}">
<dc:format>application/pdf</dc:format>
{identifier}<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>"""


class About(NamedTuple):
    """The file's metadata. `key` is unique to the document's version; a preview has no number."""

    key: str
    title: str
    number: str | None
    author: str
    language: str
    created_at: datetime


def xmp_packet(about: About) -> str:
    """Return the packet; characters that are invalid in XML become spaces."""
    return _PACKET.format(
        identifier=f"<dc:identifier>{_xml(about.number)}</dc:identifier>\n" if about.number else "",
        title=_xml(about.title),
        author=_xml(about.author),
        language=about.language,
        created_at=about.created_at.isoformat(timespec="seconds"),
    )


def _xml(text: str) -> str:
    return escape("".join(letter if letter.isprintable() else " " for letter in text))
