"""Sellers, users and programs: `python3 infra/admin seller | user | client | token`, on AWS or on the local stack."""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from infra.local import bootstrap, processes  # noqa: E402 - the path is set above


def main() -> int:
    """Run one command in the project's environment."""
    arguments = _parser().parse_args()
    try:
        python = bootstrap.ensure("venv")
    except bootstrap.SetupError as error:
        print(f"Cannot continue: {error}", file=sys.stderr)
        return 1
    if Path(sys.prefix) != python.parent.parent:
        os.execv(python, [str(python), str(Path(__file__)), *sys.argv[1:]])  # noqa: S606 - the same command, in that environment
    if arguments.local:
        servers = processes.running(arguments.data)
        if servers is None:
            print("The local stack is not running; start it with: python3 infra/local up", file=sys.stderr)
            return 1
        return _on_the_local_stack(servers, arguments)
    from infra.admin import commands

    return commands.run(arguments)


def _on_the_local_stack(servers: processes.Servers, arguments: argparse.Namespace) -> int:
    """Run the command on the local stack, then restore the API's routes, which an update of the stack drops."""
    from infra.admin import commands
    from infra.local.deployment import Aws, restore_api

    aws = Aws.of(servers)
    code = commands.run(arguments)
    if arguments.command == "client":
        restore_api(aws)
        print(f"On the local stack it gets tokens from {servers.endpoint}/oauth2/token", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--stack", default="invoicing", help="name of the deployed stack (default: invoicing)")
    common.add_argument("--region", help="AWS region (default: from your AWS configuration)")
    common.add_argument("--local", action="store_true", help="use the local stack instead of AWS")
    common.add_argument("--data", type=Path, default=bootstrap.LOCAL / "data", metavar="DIR", help="its data folder")
    parser = argparse.ArgumentParser(prog="python3 infra/admin", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    seller = commands.add_parser("seller", parents=[common], help="create a seller, or add a sender to one")
    seller.add_argument("id", help="short, of lowercase letters, digits and dashes; part of bucket keys")
    seller.add_argument("--name", default="")
    seller.add_argument("--nip")
    seller.add_argument("--sender", help="an address verified in SES that the seller may send from")
    user = commands.add_parser("user", parents=[common], help="create a user of a seller, or change their role")
    user.add_argument("email")
    user.add_argument("--password", help="default: a new random one, printed once")
    client = commands.add_parser("client", parents=[common], help="create a machine client of a seller")
    client.add_argument("name")
    for command in (user, client):
        command.add_argument("--seller", required=True)
        command.add_argument("--role", choices=("owner", "bookkeeper", "issuer"), default="owner")
    token = commands.add_parser("token", parents=[common], help="print an access token of a user")
    token.add_argument("email")
    token.add_argument("--password", required=True)
    return parser


if __name__ == "__main__":
    sys.exit(main())
