"""AWS clients, made when first needed and kept for the life of the process."""

from functools import cache
from typing import Any

import boto3
from botocore.config import Config

S3_CONFIG = Config(signature_version="s3v4", s3={"addressing_style": "virtual"})
"""Links are signed for the bucket's regional host: any other answers with a redirect that breaks the signature."""

SEND_ONCE = Config(retries={"total_max_attempts": 1}, connect_timeout=3, read_timeout=15)
"""No second try by the SDK: a mail whose answer was lost may have been sent."""


@cache
def s3() -> Any:
    """Return the S3 client."""
    return boto3.client("s3", config=S3_CONFIG)


@cache
def sqs() -> Any:
    """Return the SQS client."""
    return boto3.client("sqs")


@cache
def sesv2() -> Any:
    """Return the SES client, which never tries twice."""
    return boto3.client("sesv2", config=SEND_ONCE)


@cache
def stepfunctions() -> Any:
    """Return the Step Functions client."""
    return boto3.client("stepfunctions")
