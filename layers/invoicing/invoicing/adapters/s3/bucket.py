"""One bucket, as all adapters of this folder use it: write-once objects, conditional reads, folders and links."""

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
    """An S3 bucket. Refusals other than those documented are raised as botocore's `ClientError`."""

    client: Any
    name: str

    def put(self, key: str, content: Any, content_type: str) -> None:
        """Write bytes, or a file from its current position, replacing any object with this key."""
        self.client.put_object(Bucket=self.name, Key=key, Body=content, ContentType=content_type)

    def put_once(self, key: str, content: bytes, content_type: str | None = None) -> bool:
        """Write the bytes with their SHA-256 and return True; return False if the key exists already."""
        content_types = {"ContentType": content_type} if content_type else {}
        checksum = base64.b64encode(hashlib.sha256(content).digest()).decode()
        try:
            self.client.put_object(
                Bucket=self.name, Key=key, Body=content, IfNoneMatch="*", ChecksumSHA256=checksum, **content_types
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
        """Return the bytes of an object; None if it does not exist."""
        answer = self.find_object(key)
        return answer["Body"].read() if answer else None

    def find_object(self, key: str, **condition: str) -> dict[str, Any] | None:
        """Return S3's response with the object; None if none meets the condition (`IfMatch`, `VersionId`)."""
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
        """Return a link that works for `LINK_LIFETIME_S`; with `save_as` browsers save the object under this name."""
        disposition = {"ResponseContentDisposition": f'attachment; filename="{save_as}"'} if save_as else {}
        link: str = self.client.generate_presigned_url(
            "get_object", Params={"Bucket": self.name, "Key": key, **disposition}, ExpiresIn=LINK_LIFETIME_S
        )
        return link


def status_of(error: ClientError) -> int:
    """Return the HTTP status of an error; 0 if there was no response."""
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
