"""What the tests of adapters share."""

import boto3
import pytest

from invoicing.adapters.aws import S3_CONFIG


@pytest.fixture
def s3(servers):
    return boto3.client("s3", config=S3_CONFIG)
