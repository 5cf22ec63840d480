"""AWS clients, created on first use and kept for the life of the process.

They are botocore's own: boto3 would add a fifth to a cold start and nothing that we use.
"""

from functools import cache
from typing import Any

from botocore.config import Config
from botocore.loaders import Loader
from botocore.session import Session, get_session

S3_CONFIG = Config(signature_version="s3v4", s3={"addressing_style": "virtual"})
"""Links are signed for the bucket's regional host: any other host redirects, which breaks the signature."""

SEND_ONCE = Config(retries={"total_max_attempts": 1}, connect_timeout=3, read_timeout=15)
"""No retries by the SDK: a mail whose response was lost may have been sent."""


SERVICES = ["dynamodb", "s3", "sesv2", "sqs", "stepfunctions"]


class _Descriptions(Loader):
    """Botocore's descriptions of AWS services, of only ours: botocore would scan all four hundred folders, twice."""

    def list_available_services(self, type_name: str) -> list[str]:  # noqa: ARG002 - the base class's
        return SERVICES


@cache
def session() -> Session:
    """Return the session shared by all clients, including the table's: data common to all services is read once."""
    made = get_session()
    made.register_component("data_loader", _Descriptions())
    return made


@cache
def s3() -> Any:
    """Return the S3 client."""
    return session().create_client("s3", config=S3_CONFIG)


@cache
def sqs() -> Any:
    """Return the SQS client."""
    return session().create_client("sqs")


@cache
def sesv2() -> Any:
    """Return the SES client, which never retries."""
    return session().create_client("sesv2", config=SEND_ONCE)


@cache
def stepfunctions() -> Any:
    """Return the Step Functions client."""
    return session().create_client("stepfunctions")
