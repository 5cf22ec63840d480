"""A local stack from nothing to ready, and what a program needs to use it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from infra.local import processes
from infra.local.accounts import accounts_of
from infra.local.deployment import BUCKET, STACK, Aws, deploy, wake_stream
from infra.local.packaging import Package
from infra.local.seed import seed, users

Say = Callable[[str], None]


def up(data: Path, port: int | None = None, *, say: Say = print) -> Aws:
    """Start the servers unless they run, deploy what has changed, and return the ready stack."""
    servers = processes.running(data)
    is_restarted = servers is None
    if servers is None:
        say("Starting the local AWS …")
        servers = processes.start(data, port)
    aws = Aws.of(servers)
    if is_restarted and aws.outputs():
        wake_stream(aws)
    return deployed(aws, say=say)


def deployed(aws: Aws, *, say: Say) -> Aws:
    """Deploy the template unless it is already deployed, and seed the sellers."""
    package = Package(aws.servers.endpoint, BUCKET)
    if aws.deployed_digest() != package.digest:
        say("Deploying template.yaml …")
        deploy(aws, package)
        seed(accounts_of(STACK))
        aws.remember(package.digest)
    return aws


def outputs(aws: Aws) -> dict[str, Any]:
    """Return everything that boto3 and curl need, with fresh tokens."""
    stack = aws.outputs()
    return {
        "api_url": f"{aws.servers.endpoint}/_aws/execute-api/{stack['ApiId']}",
        "uploads_bucket": stack["UploadsBucket"],
        "reports_bucket": stack["ReportsBucket"],
        "documents_bucket": stack["DocumentsBucket"],
        "table": stack["Table"],
        "mailbox_url": aws.servers.mailbox,
        "region": processes.REGION,
        "aws_endpoint_url": aws.servers.endpoint,
        "aws_access_key_id": "local",
        "aws_secret_access_key": "local",
        "users": users(accounts_of(STACK)),
    }
