"""One bucket, as all adapters of this folder use it: objects written once, conditional reads, folders and links."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

LINK_LIFETIME_S = 300
NOT_FOUND = 404
CONDITION_FAILED = 412


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket of S3. Whatever S3 refuses for another reason than those named is raised as botocore's `ClientError`."""

    client: Any
    name: str

    def put(self, key: str, content: Any, content_type: str) -> None:
        """Write bytes, or a file from its position on, in place of what the key held."""
        self.client.put_object(Bucket=self.name, Key=key, Body=content, ContentType=content_type)

    def put_once(self, key: str, content: bytes, content_type: str | None = None) -> bool:
        """Write the bytes with their SHA-256 and return True, or return False where the key holds something already."""
        described = {"ContentType": content_type} if content_type else {}
        checksum = base64.b64encode(hashlib.sha256(content).digest()).decode()
        try:
            self.client.put_object(
                Bucket=self.name, Key=key, Body=content, IfNoneMatch="*", ChecksumSHA256=checksum, **described
            )
        except ClientError as error:
            if status_of(error) != CONDITION_FAILED:
                raise
            return False
        return True

    def get(self, key: str) -> bytes:
        """Return the bytes of an object that must exist."""
        content: bytes = self.client.get_object(Bucket=self.name, Key=key)["Body"].read()
        return content

    def find(self, key: str) -> bytes | None:
        """Return the bytes of an object; None where there is none."""
        found = self.find_object(key)
        return found["Body"].read() if found else None

    def find_object(self, key: str, **condition: str) -> dict[str, Any] | None:
        """Return S3's answer with the object, or None where none meets the condition (`IfMatch`, `VersionId`)."""
        try:
            answer: dict[str, Any] = self.client.get_object(Bucket=self.name, Key=key, **condition)
        except ClientError as error:
            if status_of(error) not in (NOT_FOUND, CONDITION_FAILED):
                raise
            return None
        return answer

    def folders(self, prefix: str) -> Iterator[str]:
        """Yield the names of the folders under a prefix, without looking into them."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=prefix, Delimiter="/")
        for page in pages:
            for folder in page.get("CommonPrefixes", ()):
                yield folder["Prefix"].removeprefix(prefix).strip("/")

    def link(self, key: str, *, save_as: str | None = None) -> str:
        """Return a link to an object that works for `LINK_LIFETIME_S`; with `save_as` browsers save it by this name."""
        named = {"ResponseContentDisposition": f'attachment; filename="{save_as}"'} if save_as else {}
        link: str = self.client.generate_presigned_url(
            "get_object", Params={"Bucket": self.name, "Key": key, **named}, ExpiresIn=LINK_LIFETIME_S
        )
        return link


def status_of(error: ClientError) -> int:
    """Return the HTTP status of an error; 0 where the call had no answer."""
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
