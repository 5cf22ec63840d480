"""AWS clients, made when first needed and kept for the life of the process.

They are botocore's own: boto3 would add a fifth to a cold start and nothing that is used here.
"""

from functools import cache
from typing import Any

from botocore.config import Config
from botocore.loaders import Loader
from botocore.session import Session, get_session

S3_CONFIG = Config(signature_version="s3v4", s3={"addressing_style": "virtual"})
"""Links are signed for the bucket's regional host: any other answers with a redirect that breaks the signature."""

SEND_ONCE = Config(retries={"total_max_attempts": 1}, connect_timeout=3, read_timeout=15)
"""No second try by the SDK: a mail whose answer was lost may have been sent."""


SERVICES = ["dynamodb", "s3", "sesv2", "sqs", "stepfunctions"]


class _Descriptions(Loader):
    """Botocore's descriptions of AWS's services. It would look into the folder of each of the four hundred, twice, to
    learn whether it knows ours.
    """

    def list_available_services(self, type_name: str) -> list[str]:  # noqa: ARG002 - the base class's
        return SERVICES


@cache
def session() -> Session:
    """Return the one session of all clients, the table's too: it reads what is common to all services once."""
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
    """Return the SES client, which never tries twice."""
    return session().create_client("sesv2", config=SEND_ONCE)


@cache
def stepfunctions() -> Any:
    """Return the Step Functions client."""
    return session().create_client("stepfunctions")
