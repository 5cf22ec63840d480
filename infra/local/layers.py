"""Layers for the embedded AWS: packages are built once on this machine, and the layers hold links to them.

Each worker of the embedded AWS unpacks its layers again; with a thousand files per worker, fifty parallel calls would
take a minute. A link is a tiny module per package, so a function still sees only the packages of its own layers.
"""

import io
import shutil
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

from infra.local import bootstrap

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_LINK = """\
import importlib.util, sys
spec = importlib.util.spec_from_file_location(__name__, {file!r}, submodule_search_locations={search!r})
module = sys.modules[__name__] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
"""


def zipped(folder: Path) -> bytes:
    """Return the ZIP of a function's folder or of a layer."""
    if folder.parent.name == "layers":
        return _zip_of(_links_to(built(folder.name)))
    return _zip_of({str(file.relative_to(folder)): file.read_bytes() for file in _files(folder)})


def built(name: str) -> Path:
    """Return the folder with a layer's packages, built for this machine and compiled if it does not exist.

    It is named after its contents and never changed, since running stacks link to it. Of two concurrent builds, the
    first one wins.
    """
    source = bootstrap.ROOT / "layers" / name
    python = bootstrap.ensure("stack")
    digest = bootstrap.digest(*_files(source), python.parent.parent / "pyvenv.cfg")[:16]
    folder = bootstrap.LOCAL / "layers" / f"{name}-{digest}"
    if not folder.exists():
        folder.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as workshop:
            build = Path(workshop) / name
            _install(source, build / "python", python)
            bootstrap.run(str(python), "-m", "compileall", "-q", str(build))
            with suppress(OSError):
                build.rename(folder)
    return folder / "python"


def _install(source: Path, target: Path, python: Path) -> None:
    requirements = source / "requirements.txt"
    if not requirements.exists():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        return
    print(f"  building layer {source.name} …", flush=True)
    install = (bootstrap.uv(), "pip", "install", "--quiet", "--no-deps", "--python", str(python))
    bootstrap.run(*install, "--target", str(target), "-r", str(requirements))


def _links_to(packages: Path) -> dict[str, bytes]:
    """Return a layer's files: a link for each module and package of the folder."""
    links = {}
    for entry in sorted(packages.iterdir()):
        if entry.suffix == ".py":
            links[f"python/{entry.name}"] = _LINK.format(file=str(entry), search=None).encode()
        elif (entry / "__init__.py").exists():
            link = _LINK.format(file=str(entry / "__init__.py"), search=[str(entry)])
            links[f"python/{entry.name}/__init__.py"] = link.encode()
    return links


def _files(folder: Path) -> list[Path]:
    return [
        file
        for file in sorted(folder.rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith(".")
    ]


def _zip_of(files: dict[str, bytes]) -> bytes:
    """Return a ZIP whose bytes depend only on the files."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _FIXED_TIME), content)
    return output.getvalue()
