"""The documentation and the help at the deployed stack."""

import json

import boto3
import pytest

from infra.local.http import Api
from infra.openapi.__main__ import COPY
from infra.pages import README

pytestmark = pytest.mark.stack


def test_everybody_may_read_the_documentation_and_nothing_else(outputs):
    stranger = Api(outputs["api_url"])

    assert stranger.call("GET", "/openapi.json").body == json.loads(COPY.read_text())
    for path in ("/docs", "/docs/pomoc", "/docs/swagger-ui.js", "/docs/sprzedaz.csv"):
        assert stranger.call("GET", path).status == 200, path
    for path in ("/documents", "/seller", "/imports"):
        assert stranger.call("GET", path).status == 401, path


def test_a_new_seller_finds_the_help_in_his_folder_and_it_is_not_imported(outputs, shop):
    key = f"uploads/{shop.user}/_PRZECZYTAJ.txt"
    lying = boto3.client("s3").get_object(Bucket=outputs["uploads_bucket"], Key=key)

    assert lying["Body"].read() == README.read_bytes()
    names = {row["file_name"] for row in shop.api.call("GET", "/imports?limit=200").body["items"]}
    assert "_PRZECZYTAJ.txt" not in names
