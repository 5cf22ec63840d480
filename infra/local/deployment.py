"""Deploy template.yaml to the embedded AWS, and restore what its CloudFormation drops.

It reports CREATE_COMPLETE without the routes, the authorizer and the CORS settings of an HTTP API that SAM describes.
After a restart the stream's mapping delivers nothing until it is created again.
"""

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.exceptions import ClientError

from infra.local import bootstrap, processes
from infra.local.packaging import Package, load_template
from infra.local.processes import REGION, Servers

STACK = "invoicing"
BUCKET = "deployment"
DIGEST = "deployed"
DEPLOY_S = 120
POLL_S = 0.2
START_AGAIN = """
The local AWS cannot change the table and the buckets of an existing stack. Start from scratch: stop it with
`python3 infra/local down` and remove its data folder (.local/data), or choose another one with --data."""


class DeploymentError(Exception):
    """The stack could not be deployed; the message is CloudFormation's."""


@dataclass(frozen=True)
class Aws:
    """Clients for one embedded AWS."""

    servers: Servers

    @classmethod
    def of(cls, servers: Servers) -> "Aws":
        """Point this process's AWS clients to these servers, and only to them."""
        os.environ.update(processes.client_environment(servers.port, servers.mail_port))
        return cls(servers)

    def client(self, service: str) -> Any:
        return boto3.client(service)  # type: ignore[call-overload]

    def outputs(self) -> dict[str, str]:
        """Return the outputs of the deployed stack, empty if none is deployed."""
        try:
            stacks = self.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"]
        except ClientError:
            return {}
        return {output["OutputKey"]: output["OutputValue"] for output in stacks[0].get("Outputs", ())}

    def parameters(self) -> list[str]:
        """Return the names of the deployed stack's parameters, whose values a new deployment keeps."""
        try:
            stacks = self.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"]
        except ClientError:
            return []
        return [parameter["ParameterKey"] for parameter in stacks[0].get("Parameters", ())]

    def deployed_digest(self) -> str | None:
        """Return the digest of the last complete deployment, or None."""
        try:
            answer = self.client("s3").get_object(Bucket=BUCKET, Key=DIGEST)
        except ClientError:
            return None
        return str(answer["Body"].read().decode())

    def remember(self, digest: str) -> None:
        """Store the digest of a complete deployment."""
        self.client("s3").put_object(Bucket=BUCKET, Key=DIGEST, Body=digest.encode())


def deploy(aws: Aws, package: Package) -> None:
    """Create or update the stack and wait until it is ready.

    Raises: DeploymentError.
    """
    s3, cloudformation = aws.client("s3"), aws.client("cloudformation")
    with suppress(s3.exceptions.BucketAlreadyOwnedByYou):
        s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    for key, content in package.files.items():
        s3.put_object(Bucket=BUCKET, Key=key, Body=content)
    template_key = f"{package.digest}.template"
    s3.put_object(Bucket=BUCKET, Key=template_key, Body=json.dumps(package.template).encode())
    kept = aws.parameters()
    kind = "UPDATE" if aws.outputs() else "CREATE"
    change_set = f"change-{time.time_ns()}"
    cloudformation.create_change_set(
        StackName=STACK,
        ChangeSetName=change_set,
        ChangeSetType=kind,
        TemplateURL=f"{aws.servers.endpoint}/{BUCKET}/{template_key}",
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        Parameters=[{"ParameterKey": name, "UsePreviousValue": True} for name in kept],
    )
    cloudformation.execute_change_set(StackName=STACK, ChangeSetName=change_set)
    _await(cloudformation)
    restore_api(aws)


def _await(cloudformation: Any) -> None:
    deadline = time.monotonic() + DEPLOY_S
    status = ""
    while time.monotonic() < deadline:
        stack = cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
        status = stack["StackStatus"]
        if status in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
            return
        if "FAILED" in status or "ROLLBACK" in status:
            break
        time.sleep(POLL_S)
    events = cloudformation.describe_stack_events(StackName=STACK)["StackEvents"]
    reasons = [
        f"{e['LogicalResourceId']}: {e['ResourceStatusReason']}" for e in events if e.get("ResourceStatusReason")
    ]
    hint = START_AGAIN if status.startswith("UPDATE") else ""
    raise DeploymentError(f"{status}\n" + "\n".join(reasons[:10]) + hint)


def restore_api(aws: Aws) -> None:
    """Create the authorizer and the routes that the template declares as events of functions."""
    template = load_template(bootstrap.ROOT / "template.yaml")
    gateway, outputs = aws.client("apigatewayv2"), aws.outputs()
    api_id = outputs["ApiId"]
    for route in gateway.get_routes(ApiId=api_id)["Items"]:
        gateway.delete_route(ApiId=api_id, RouteId=route["RouteId"])
    for integration in gateway.get_integrations(ApiId=api_id)["Items"]:
        gateway.delete_integration(ApiId=api_id, IntegrationId=integration["IntegrationId"])
    authorizer = _authorizer(gateway, outputs)
    names = _physical_names(aws)
    for logical_id, resource in template["Resources"].items():
        events = resource.get("Properties", {}).get("Events", {}).values()
        routes = [event["Properties"] for event in events if event["Type"] == "HttpApi"]
        if not routes:
            continue
        arn = f"arn:aws:lambda:{REGION}:000000000000:function:{names[logical_id]}"
        integration = gateway.create_integration(
            ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=arn, PayloadFormatVersion="2.0"
        )
        for route in routes:
            gateway.create_route(
                ApiId=api_id,
                RouteKey=f"{route['Method']} {route['Path']}",
                Target=f"integrations/{integration['IntegrationId']}",
                **_authorization(route["Auth"], authorizer),
            )
    _restore_cors(gateway, api_id, template["Resources"]["Api"]["Properties"]["CorsConfiguration"])


def _authorization(auth: dict[str, Any], authorizer: str) -> dict[str, Any]:
    """Return who may call a route: everybody, or holders of a token with its scopes."""
    if auth.get("Authorizer") == "NONE":
        return {"AuthorizationType": "NONE"}
    scopes = auth["AuthorizationScopes"]
    return {"AuthorizationType": "JWT", "AuthorizerId": authorizer, "AuthorizationScopes": scopes}


def _authorizer(gateway: Any, outputs: dict[str, str]) -> str:
    api_id = outputs["ApiId"]
    for authorizer in gateway.get_authorizers(ApiId=api_id)["Items"]:
        gateway.delete_authorizer(ApiId=api_id, AuthorizerId=authorizer["AuthorizerId"])
    created = gateway.create_authorizer(
        ApiId=api_id,
        AuthorizerType="JWT",
        Name="AccessToken",
        IdentitySource=["$request.header.Authorization"],
        JwtConfiguration={"Issuer": outputs["Issuer"], "Audience": outputs["Audience"].split(",")},
    )
    return str(created["AuthorizerId"])


def _restore_cors(gateway: Any, api_id: str, cors: dict[str, Any]) -> None:
    gateway.update_api(
        ApiId=api_id,
        CorsConfiguration={
            "AllowOrigins": ["*"],
            "AllowMethods": cors["AllowMethods"],
            "AllowHeaders": cors["AllowHeaders"],
            "ExposeHeaders": cors["ExposeHeaders"],
            "MaxAge": cors["MaxAge"],
        },
    )


def _physical_names(aws: Aws) -> dict[str, str]:
    resources = aws.client("cloudformation").describe_stack_resources(StackName=STACK)["StackResources"]
    return {resource["LogicalResourceId"]: resource["PhysicalResourceId"] for resource in resources}


def wake_stream(aws: Aws) -> None:
    """Create the stream's mapping again, with the same settings."""
    functions = aws.client("lambda")
    for mapping in functions.list_event_source_mappings()["EventSourceMappings"]:
        if ":dynamodb:" not in mapping["EventSourceArn"]:
            continue
        functions.delete_event_source_mapping(UUID=mapping["UUID"])
        functions.create_event_source_mapping(
            EventSourceArn=mapping["EventSourceArn"],
            FunctionName=mapping["FunctionArn"],
            StartingPosition="TRIM_HORIZON",
            BatchSize=mapping["BatchSize"],
            FilterCriteria=mapping.get("FilterCriteria", {}),
        )
