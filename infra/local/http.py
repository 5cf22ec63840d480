"""Calls to the local API, as a program would make them."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

TIMEOUT_S = 60


@dataclass(frozen=True)
class Answer:
    """Status, headers and decoded JSON body of a response."""

    status: int
    headers: dict[str, str]
    body: Any


@dataclass(frozen=True)
class Api:
    """The API as one user."""

    url: str
    token: str | None = None

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Send a request and return the response, whatever its status; redirects are not followed."""
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=content, method=method)
        request.add_header("Content-Type", "application/json")
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with _OPENER.open(request, timeout=TIMEOUT_S) as response:
                return _answer(response.status, response)
        except urllib.error.HTTPError as error:
            with error:
                return _answer(error.code, error)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirects)


def _answer(status: int, response: Any) -> Answer:
    text = response.read().decode()
    is_json = "json" in (response.headers.get("Content-Type") or "")
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(status=status, headers=headers, body=json.loads(text) if is_json and text else text)
