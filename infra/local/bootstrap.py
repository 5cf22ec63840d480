"""Create the Python environments that a command needs. Standard library only.

Everything is in the git-ignored `.local` folder; what is up to date is not touched.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
UV = "uv==0.13.9"
VERSIONS = ("3.13", "3.12", "3.11")
ENVIRONMENTS = {
    "venv": ("--group", "dev"),
    "bench": ("--group", "dev", "--group", "bench"),
    "stack": ("--only-group", "stack"),
    "template": ("--only-group", "template"),
}
"""The project with its tests, or its benchmarks; the embedded AWS; the template's tools. The pins of the last two
conflict with the project's.
"""
_PROBE = "import ssl, sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"


class SetupError(Exception):
    """A requirement could not be installed; the message says which and what to do."""


def newest_python() -> str:
    """Return the newest supported Python that runs: a version manager's shim may exist and not work.

    Raises: SetupError.
    """
    for version in VERSIONS:
        for candidate in _candidates(version):
            if _runs(candidate, version):
                return candidate
    raise SetupError(f"Python {VERSIONS[-1]} to {VERSIONS[0]} is needed; no working one was found.")


def _candidates(version: str) -> list[str]:
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    installed = [str(path) for path in sorted(pyenv.glob(f"{version}.*/bin/python{version}"), reverse=True)]
    on_path = shutil.which(f"python{version}")
    current = [sys.executable] if sys.version.startswith(f"{version}.") else []
    return [*([on_path] if on_path else []), *installed, *current]


def _runs(python: str, version: str) -> bool:
    try:
        probe = subprocess.run([python, "-c", _PROBE], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return probe.stdout.strip() == version


def ensure(name: str) -> Path:
    """Return the Python of an environment, installing what is missing or out of date.

    Raises: SetupError.
    """
    folder = LOCAL / name
    python = folder / "bin" / "python"
    stamp = folder / ".stamp"
    expected = digest(ROOT / "uv.lock", ROOT / "pyproject.toml") + " ".join(ENVIRONMENTS[name])
    if python.exists() and stamp.exists() and stamp.read_text() == expected:
        return python
    print(f"  installing {name} …", flush=True)
    sync = (uv(), "sync", "--quiet", "--frozen", "--project", str(ROOT), *ENVIRONMENTS[name])
    run(*sync, "--python", newest_python(), UV_PROJECT_ENVIRONMENT=str(folder), UV_COMPILE_BYTECODE="1")
    stamp.write_text(expected)
    return python


def uv() -> str:
    """Return uv, which installs everything else; pip installs it if it is missing."""
    folder = LOCAL / "uv"
    uv = folder / "bin" / "uv"
    if not uv.exists():
        print("  installing uv …", flush=True)
        venv.create(folder, with_pip=True, clear=True)
        run(str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV)
    return str(uv)


def run(*command: str, **environment: str) -> None:
    """Run a command to its end; SetupError has the output of one that fails.

    Raises: SetupError.
    """
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    if done.returncode:
        output = (done.stderr or done.stdout).strip()
        raise SetupError(f"{' '.join(command[:3])} … failed:\n{output}")


def digest(*files: Path) -> str:
    """Return a digest of the contents of some files."""
    contents = hashlib.sha256()
    for file in files:
        contents.update(file.read_bytes())
    return contents.hexdigest()
