"""The product on this machine: `python3 infra/local run | up | down | outputs | token | audit | bench | test`."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from infra.local import bench, bootstrap, processes, testing  # noqa: E402 - the path is set above

DATA = bootstrap.LOCAL / "data"
SIDE_BY_SIDE = ("--numprocesses=auto", "--maxprocesses=4")
"""A process per core, each with its own embedded AWS; tests/conftest.py decides which tests stay together."""


def main() -> int:
    """Install what a command needs, run it and return its exit code."""
    arguments, rest = _parser().parse_known_args()
    if rest and arguments.command != "test":
        _parser().error(f"unknown arguments: {' '.join(rest)}")
    try:
        return _run(arguments, rest)
    except bootstrap.SetupError as error:
        print(f"Cannot continue: {error}", file=sys.stderr)
        return 1


def _run(arguments: argparse.Namespace, rest: list[str]) -> int:
    if arguments.command == "down":
        print("Stopped." if processes.stop(arguments.data) else "Nothing was running.")
        return 0
    if arguments.command == "bench":
        return bench.run(arguments.names)
    python = bootstrap.ensure("venv")
    if arguments.command == "test":
        for name in () if arguments.quick else ("stack", "template"):
            bootstrap.ensure(name)
        commands = [[str(python), "-m", "pytest", *SIDE_BY_SIDE, *run] for run in testing.runs(arguments, rest)]
        failed = [code for command in commands if (code := subprocess.call(command, cwd=ROOT))]
        return failed[0] if failed else 0
    if Path(sys.prefix) != python.parent.parent:
        os.execv(python, [str(python), str(Path(__file__)), *sys.argv[1:]])  # noqa: S606 - the same command, in the venv
    return _with_the_project(arguments)


def _with_the_project(arguments: argparse.Namespace) -> int:
    """Run a command that needs the project's packages."""
    from infra.local import demonstration, stack

    if arguments.command == "run":
        return demonstration.run(arguments.data, arguments.port, arguments.files, once=arguments.once)
    if arguments.command == "up":
        aws = stack.up(arguments.data, arguments.port)
        print(f"Ready: {aws.servers.endpoint}   mails: {aws.servers.mailbox}")
        return 0
    servers = processes.running(arguments.data)
    if servers is None:
        print("Nothing is running with this data folder; start it with: python3 infra/local up", file=sys.stderr)
        return 1
    from infra.local.deployment import Aws

    outputs = stack.outputs(Aws.of(servers))
    if arguments.command == "audit":
        from infra.local import audit

        return audit.run(outputs)
    if arguments.command == "token":
        print(outputs["users"][arguments.user]["token"])
    else:
        print(json.dumps(outputs, indent=2, ensure_ascii=False))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 infra/local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="demonstrate the whole path: upload, drafts, issue, PDFs, mails")
    run.add_argument("files", nargs="*", type=Path, metavar="FILE", help="exports to import (default: the sample)")
    run.add_argument("--once", action="store_true", help="exit after the demonstration")
    up = commands.add_parser("up", help="start the stack in the background")
    down = commands.add_parser("down", help="stop the stack cleanly")
    outputs = commands.add_parser("outputs", help="print addresses, names and fresh tokens as JSON")
    token = commands.add_parser("token", help="print a fresh token of a seeded user")
    token.add_argument("user", nargs="?", choices=("lipa", "sowa"), default="lipa")
    benches = commands.add_parser("bench", help="run the benchmarks; without names, all but the load")
    benches.add_argument(
        "names", nargs="*", metavar="NAME", choices=[*bench.BENCHES, []], help=", ".join(bench.BENCHES)
    )
    audit = commands.add_parser("audit", help="look for gaps, duplicates, missing PDFs, changed sums")
    for command in (run, up, down, outputs, token, audit):
        command.add_argument("--data", type=_absolute, default=DATA, metavar="DIR", help="its data folder")
    for command in (run, up):
        command.add_argument("--port", type=int, metavar="N", help="port of the AWS endpoint (default: a free one)")
    tests = commands.add_parser(
        "test",
        help="run the tests: --quick, --long or --every-clock; further arguments go to pytest",
        allow_abbrev=False,
    )
    testing.add_options(tests)
    return parser


def _absolute(text: str) -> Path:
    return Path(text).resolve()


if __name__ == "__main__":
    sys.exit(main())
