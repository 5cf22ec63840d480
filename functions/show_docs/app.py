"""GET /openapi.json · GET /docs · GET /docs/pomoc · GET /docs/{file}: the specification, a page to try it, the help.

Everything comes from this folder and from the layer's Swagger UI, so that the pages work without any other host.
"""

from functools import cache
from pathlib import Path
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi import swagger_ui

from invoicing.domain.basics.errors import NotFoundError
from invoicing.runtime.api.bodies.fields import FileName
from invoicing.runtime.api.pages import file_answer
from invoicing.runtime.api.resolver import api, entry

HERE = Path(__file__).parent
SWAGGER_UI = Path(swagger_ui.__file__).parent
FILES = {
    "openapi.json": HERE / "openapi.json",
    "swagger-ui.js": SWAGGER_UI / "swagger-ui-bundle.min.js",
    "swagger-ui.css": SWAGGER_UI / "swagger-ui.min.css",
    **{file.name: file for file in (HERE / "pages").iterdir()},
}
app = api()


@cache
def content(name: str) -> str:
    return FILES[name].read_text()


def shown(name: str) -> Response[str]:
    return file_answer(name, content(name))


@app.get("/openapi.json")
def specification() -> Response[Any]:
    return shown("openapi.json")


@app.get("/docs")
def page() -> Response[Any]:
    return shown("docs.html")


@app.get("/docs/pomoc")
def help_page() -> Response[Any]:
    return shown("pomoc.html")


@app.get("/docs/<file>")
def file(file: FileName) -> Response[Any]:
    if file not in FILES:
        raise NotFoundError("Nie ma takiego pliku.")
    return shown(file)


lambda_handler = entry(app)
