"""Responses with a file for a browser."""

from mimetypes import guess_type

from aws_lambda_powertools.event_handler import Response

ONLY_FROM_HERE = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)


def file_answer(name: str, content: str) -> Response[str]:
    """Return a file, compressed for clients that accept it; its policy keeps browsers from loading other hosts."""
    headers = {
        "Cache-Control": "public, max-age=300",
        "Content-Security-Policy": ONLY_FROM_HERE,
        "X-Content-Type-Options": "nosniff",
    }
    kind = guess_type(name)[0] or "text/plain"
    charset = "" if kind == "application/json" else "; charset=utf-8"
    return Response(200, f"{kind}{charset}", content, headers=headers, compress=True)
