"""Start and stop the two servers of a local stack: the embedded AWS and the mailbox. Standard library only."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from infra.local import bootstrap

HOST = "127.0.0.1"
REGION = "eu-central-1"
SERVICES = (
    *("apigateway", "cloudformation", "cloudwatch", "cognito-idp", "dynamodb", "events", "iam", "kms", "lambda"),
    *("logs", "s3", "scheduler", "ses", "sns", "sqs", "ssm", "stepfunctions", "sts"),
)
"""Services that the embedded AWS loads; with all of them it would take twice as long to start."""
START_S = 60
STOP_S = 30
_STARTED: list[subprocess.Popen[bytes]] = []
"""Referenced, since Python warns about forgotten children; they outlive this process on purpose."""


@dataclass(frozen=True)
class Servers:
    """Ports and processes of the servers of a data folder."""

    port: int
    mail_port: int
    pid: int = 0
    mail_pid: int = 0

    @property
    def endpoint(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def mailbox(self) -> str:
        return f"http://{HOST}:{self.mail_port}/"


def running(data: Path) -> Servers | None:
    """Return the servers of a data folder if both run, else None."""
    servers = _known(data)
    if servers and _is_ours(servers.pid, "ministack") and _is_ours(servers.mail_pid, "mailbox"):
        return servers
    return None


def start(data: Path, port: int | None = None, more: Mapping[str, str] | None = None) -> Servers:
    """Start both servers on free ports of this machine only, the same ones as last time if they are free.

    `more` are additional environment variables. Raises: SetupError.
    """
    data.mkdir(parents=True, exist_ok=True)
    last = _known(data)
    if port and _free(port) != port:
        raise bootstrap.SetupError(f"port {port} is taken; choose another, or omit --port")
    port = port or _free(last.port if last else 0)
    mail_port = _free(last.mail_port if last else 0)
    environment = {**_environment(data, port, mail_port), **(more or {})}
    stack = bootstrap.ensure("stack").parent / "ministack"
    aws = _spawn([str(stack)], data / "aws.log", environment)
    mailbox_command = [str(bootstrap.ensure("venv")), "-m", "infra.local.mailbox", str(mail_port), str(data / "mails")]
    mailbox = _spawn(mailbox_command, data / "mailbox.log", environment)
    servers = Servers(port=port, mail_port=mail_port, pid=aws.pid, mail_pid=mailbox.pid)
    _file(data).write_text(json.dumps(asdict(servers)))
    try:
        _await(f"{servers.endpoint}/_ministack/health", aws, data / "aws.log")
        _await(servers.mailbox, mailbox, data / "mailbox.log")
    except bootstrap.SetupError:
        stop(data)
        raise
    return servers


def stop(data: Path) -> bool:
    """Stop the servers of a data folder with SIGTERM, which makes them save their state; False if none ran."""
    servers = _known(data)
    if servers is None:
        return False
    pids = [pid for pid, name in ((servers.pid, "ministack"), (servers.mail_pid, "mailbox")) if _is_ours(pid, name)]
    for pid in pids:
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_S
    while any(map(_is_alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    for process in _STARTED:
        process.poll()
    _file(data).write_text(json.dumps(asdict(Servers(port=servers.port, mail_port=servers.mail_port))))
    return bool(pids)


def _file(data: Path) -> Path:
    return data / "servers.json"


def _known(data: Path) -> Servers | None:
    file = _file(data)
    return Servers(**json.loads(file.read_text())) if file.exists() else None


def _environment(data: Path, port: int, mail_port: int) -> dict[str, str]:
    """Return the environment of both servers; the embedded AWS passes its own on to the Lambdas."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return {
        **inherited,
        "PYTHONPATH": str(bootstrap.ROOT),
        "GATEWAY_PORT": str(port),
        "BIND_HOST": HOST,
        "PERSIST_STATE": "1",
        "STATE_DIR": str(data / "state"),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(data / "s3"),
        "MINISTACK_REGION": REGION,
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "SERVICES": ",".join(SERVICES),
        **client_environment(port, mail_port),
    }


def client_environment(port: int, mail_port: int) -> dict[str, str]:
    """Return variables that point AWS clients to the servers: SES to the mailbox, all else to the embedded AWS."""
    return {
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_ENDPOINT_URL": f"http://{HOST}:{port}",
        "AWS_ENDPOINT_URL_SESV2": f"http://{HOST}:{mail_port}",
    }


def _spawn(command: list[str], log: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
            cwd=log.parent,
        )
    _STARTED.append(process)
    return process


def _await(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (OSError, urllib.error.URLError):
            time.sleep(0.05)
    raise bootstrap.SetupError(f"{url} did not start; see {log}")


def _free(preferred: int) -> int:
    """Return the preferred port if it is free, else any free one."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise bootstrap.SetupError("no free port")


def _is_alive(pid: int) -> bool:
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _is_ours(pid: int, name: str) -> bool:
    """True if this process is alive and still the one that we started: process ids are reused."""
    if not pid or not _is_alive(pid):
        return False
    on_linux = Path(f"/proc/{pid}/cmdline")
    if on_linux.exists():
        return name.encode() in on_linux.read_bytes()
    command = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return name in command.stdout
