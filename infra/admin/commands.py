"""The commands of `python3 infra/admin`."""

import argparse
import json
import re
import sys

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.accounts import Accounts, accounts_of, new_password
from invoicing.adapters.checks.tax_numbers import is_nip
from invoicing.domain.basics.errors import NotFoundError
from invoicing.domain.basics.roles import Role
from invoicing.domain.sellers.settings import SellerSettings

SELLER_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,38}")


def run(arguments: argparse.Namespace) -> int:
    """Run a parsed command; return its exit code, 2 if it is refused."""
    commands = {"seller": _seller, "user": _user, "client": _client, "token": _token}
    try:
        return commands[arguments.command](accounts_of(arguments.stack, arguments.region), arguments)
    except ClientError as error:
        return _refuse(error.response["Error"]["Message"].rstrip("."))
    except BotoCoreError as error:
        return _refuse(str(error).rstrip("."))


def _seller(accounts: Accounts, arguments: argparse.Namespace) -> int:
    if not SELLER_ID.fullmatch(arguments.id):
        return _refuse("the id must be 2 to 39 lowercase letters, digits and dashes")
    if arguments.nip and not is_nip(arguments.nip):
        return _refuse(f"{arguments.nip} is not a NIP: its check digit is wrong")
    senders = (arguments.sender,) if arguments.sender else ()
    settings = SellerSettings(id=arguments.id, name=arguments.name, nip=arguments.nip, senders=senders)
    if accounts.add_seller(settings):
        print("Created. The seller completes their settings with PUT /seller.")
        print(
            "Invoices for companies must be issued in KSeF, to which this system does not send yet. They wait until "
            'ksef_mode is "elsewhere" (the seller\'s program sends them) or "waived_2026" (up to 10 000 zl a month).'
        )
    elif arguments.sender:
        accounts.add_sender(arguments.id, arguments.sender)
        print(f"The seller may send from {arguments.sender}.")
    else:
        print("This seller exists; nothing was changed.")
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
    created = {"client_id": client_id, "client_secret": secret, "token_url": accounts.outputs["TokenUrl"]}
    print(json.dumps(created))
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
