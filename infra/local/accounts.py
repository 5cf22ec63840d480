"""Sellers, their users and their machine clients, on any stack that boto3 can reach."""

import os
import secrets
import time
from dataclasses import dataclass, replace
from typing import Any

import boto3
from botocore.exceptions import ClientError

from infra.pages import README
from invoicing.adapters.table.engine.table import Table
from invoicing.adapters.table.principals import DynamoDbPrincipals
from invoicing.adapters.table.sellers import DynamoDbSellers
from invoicing.domain.basics.errors import NotFoundError
from invoicing.domain.basics.roles import SCOPES, Principal, Role
from invoicing.domain.imports.upload_keys import readme_key
from invoicing.domain.sellers.settings import SellerSettings

UPDATE_S = 300


@dataclass(frozen=True)
class Accounts:
    """The identities of one deployed stack. `client` creates boto3 clients; `outputs` are the stack's."""

    client: Any
    outputs: dict[str, str]
    sellers: DynamoDbSellers
    principals: DynamoDbPrincipals
    stack: str

    def add_seller(self, settings: SellerSettings) -> bool:
        """Store a new seller; False if the id is taken, and then nothing is changed."""
        try:
            self.sellers.get(settings.id)
        except NotFoundError:
            self.sellers.save(replace(settings, version=1), instead_of=0)
            self._put_readme(settings.id)
            return True
        return False

    def _put_readme(self, seller_id: str) -> None:
        """Put the help into the upload folder, where a seller who opens it in the console finds it."""
        self.client("s3").put_object(
            Bucket=self.outputs["UploadsBucket"],
            Key=readme_key(seller_id),
            Body=README.read_bytes(),
            ContentType="text/plain; charset=utf-8",
        )

    def add_sender(self, seller_id: str, sender: str) -> None:
        """Let a seller send from this address.

        Raises: NotFoundError, StaleVersionError.
        """
        current = self.sellers.get(seller_id)
        senders = tuple(dict.fromkeys((*current.senders, sender)))
        self.sellers.save(replace(current, senders=senders, version=current.version + 1), instead_of=current.version)

    def add_user(self, email: str, password: str, *, seller_id: str, role: Role) -> str:
        """Create a user, or give an existing one this password, seller and role; return their subject."""
        cognito, pool = self.client("cognito-idp"), self.outputs["UserPoolId"]
        try:
            user = cognito.admin_create_user(
                UserPoolId=pool,
                Username=email,
                MessageAction="SUPPRESS",
                UserAttributes=[{"Name": "email", "Value": email}, {"Name": "email_verified", "Value": "true"}],
            )["User"]
            attributes = user["Attributes"]
        except cognito.exceptions.UsernameExistsException:
            attributes = cognito.admin_get_user(UserPoolId=pool, Username=email)["UserAttributes"]
        cognito.admin_set_user_password(UserPoolId=pool, Username=email, Password=password, Permanent=True)
        subject = next(str(item["Value"]) for item in attributes if item["Name"] == "sub")
        self.principals.save(Principal(subject=subject, seller_id=seller_id, role=role))
        return subject

    def add_machine(self, name: str, *, seller_id: str, role: Role) -> tuple[str, str]:
        """Create a machine client whose tokens the API accepts, and return its id and secret."""
        cognito = self.client("cognito-idp")
        created = cognito.create_user_pool_client(
            UserPoolId=self.outputs["UserPoolId"],
            ClientName=f"{seller_id}-{name}",
            GenerateSecret=True,
            AllowedOAuthFlows=["client_credentials"],
            AllowedOAuthFlowsUserPoolClient=True,
            AllowedOAuthScopes=list(SCOPES[role]),
        )["UserPoolClient"]
        self.principals.save(Principal(subject=created["ClientId"], seller_id=seller_id, role=role))
        self._accept(created["ClientId"])
        return created["ClientId"], created["ClientSecret"]

    def token(self, email: str, password: str) -> str:
        """Return a new access token of a user."""
        answer = self.client("cognito-idp").initiate_auth(
            ClientId=self.outputs["PeopleClientId"],
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": email, "PASSWORD": password},
        )
        return str(answer["AuthenticationResult"]["AccessToken"])

    def _accept(self, client_id: str) -> None:
        """Make the API accept the client's tokens: by a parameter of the stack, which deployments keep."""
        cloudformation = self.client("cloudformation")
        stack = cloudformation.describe_stacks(StackName=self.stack)["Stacks"][0]
        parameters = {item["ParameterKey"]: item["ParameterValue"] for item in stack.get("Parameters", ())}
        machines = [item for item in parameters.get("MachineClientIds", "").split(",") if item]
        others = [{"ParameterKey": name, "UsePreviousValue": True} for name in parameters if name != "MachineClientIds"]
        value = ",".join([*machines, client_id])
        cloudformation.update_stack(
            StackName=self.stack,
            UsePreviousTemplate=True,
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
            Parameters=[*others, {"ParameterKey": "MachineClientIds", "ParameterValue": value}],
        )
        _await_update(cloudformation, self.stack)


def accounts_of(stack: str, region: str | None = None) -> Accounts:
    """Return the accounts of a deployed stack."""
    if region:
        os.environ["AWS_REGION"] = os.environ["AWS_DEFAULT_REGION"] = region
    client: Any = boto3.client
    described = client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in described["Outputs"]}
    table = Table(outputs["Table"])
    return Accounts(
        client=client,
        outputs=outputs,
        sellers=DynamoDbSellers(table),
        principals=DynamoDbPrincipals(table),
        stack=stack,
    )


def _await_update(cloudformation: Any, stack: str) -> None:
    deadline = time.monotonic() + UPDATE_S
    while time.monotonic() < deadline:
        status = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
        if status == "UPDATE_COMPLETE":
            return
        if "ROLLBACK" in status or "FAILED" in status:
            raise ClientError({"Error": {"Code": status, "Message": "the stack was not updated"}}, "UpdateStack")
        time.sleep(1)


def new_password() -> str:
    """Return a random password that satisfies Cognito's policy."""
    return f"Aa1{secrets.token_urlsafe(18)}"
