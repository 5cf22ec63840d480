"""What each command of `python3 infra/admin` does."""

import argparse
import json
import re
import sys
from functools import partial
from typing import Any

import boto3

from infra.admin.accounts import Accounts, new_password
from invoicing.adapters.table.sellers import DynamoDbPrincipals, DynamoDbSellers
from invoicing.adapters.table.table import Table
from invoicing.adapters.tax_numbers import is_nip
from invoicing.domain.errors import NotFoundError
from invoicing.domain.principals import Role
from invoicing.domain.sellers import SellerSettings

SELLER_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,38}")


def run(arguments: argparse.Namespace) -> int:
    """Run a parsed command and return its exit code."""
    accounts = accounts_of(arguments.stack, arguments.region)
    commands = {"seller": _seller, "user": _user, "client": _client, "token": _token}
    return commands[arguments.command](accounts, arguments)


def accounts_of(stack: str, region: str | None = None) -> Accounts:
    """Return the accounts of a deployed stack."""
    client: Any = partial(boto3.client, region_name=region) if region else boto3.client
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


def _seller(accounts: Accounts, arguments: argparse.Namespace) -> int:
    if not SELLER_ID.fullmatch(arguments.id):
        return _refuse("the id must be 2 to 39 small letters, digits and dashes")
    if arguments.nip and not is_nip(arguments.nip):
        return _refuse(f"{arguments.nip} is not a NIP: its check digit is wrong")
    is_new = accounts.add_seller(SellerSettings(id=arguments.id, name=arguments.name, nip=arguments.nip))
    print("Made." if is_new else "There is such a seller already; nothing was changed.")
    return 0


def _user(accounts: Accounts, arguments: argparse.Namespace) -> int:
    if not _has_seller(accounts, arguments.seller):
        return _refuse(f"there is no seller {arguments.seller}")
    password = arguments.password or new_password()
    accounts.add_user(arguments.email, password, seller_id=arguments.seller, role=Role(arguments.role))
    print(json.dumps({"email": arguments.email, "password": password, "seller_id": arguments.seller}))
    return 0


def _client(accounts: Accounts, arguments: argparse.Namespace) -> int:
    if not _has_seller(accounts, arguments.seller):
        return _refuse(f"there is no seller {arguments.seller}")
    client_id, secret = accounts.add_machine(arguments.name, seller_id=arguments.seller, role=Role(arguments.role))
    made = {"client_id": client_id, "client_secret": secret, "token_url": accounts.outputs["TokenUrl"]}
    print(json.dumps(made))
    return 0


def _token(accounts: Accounts, arguments: argparse.Namespace) -> int:
    print(accounts.token(arguments.email, arguments.password))
    return 0


def _has_seller(accounts: Accounts, seller_id: str) -> bool:
    try:
        accounts.sellers.get(seller_id)
    except NotFoundError:
        return False
    return True


def _refuse(reason: str) -> int:
    print(f"Not done: {reason}.", file=sys.stderr)
    return 2
