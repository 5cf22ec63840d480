"""F-35: rendering as on Lambda, where no font is installed and only /tmp is writable."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

from infra.local.bootstrap import ROOT
from invoicing.adapters.pdf import render
from tests.adapters.pdf.pdf_reading import READERS
from tests.adapters.pdf.pdf_samples import an_unpaid_document

IN_A_READ_ONLY_PROCESS = """
import hashlib, json, os, sys
sys.path[:0] = {paths!r}
opened = []

def refuse_to_write(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        opened.append(os.fspath(path) if not isinstance(path, int) else "")
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC):
            raise OSError(30, "Read-only file system", path)
    elif event in {{"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "tempfile.mkstemp"}}:
        raise OSError(30, "Read-only file system")
    elif event in {{"subprocess.Popen", "os.system", "os.exec", "socket.connect", "socket.getaddrinfo"}}:
        raise PermissionError(event)

sys.addaudithook(refuse_to_write)
from invoicing.adapters.pdf import render
from tests.adapters.pdf.pdf_samples import an_unpaid_document
pdf = render(an_unpaid_document(), attachment=b"{{}}")
fonts = [path for path in opened if path.lower().endswith((".ttf", ".otf", ".ttc", ".pfb", ".afm"))]
print(json.dumps({{"sha256": hashlib.sha256(pdf).hexdigest(), "fonts": fonts}}))
"""


def test_no_system_font_and_no_writable_folder_is_needed() -> None:
    code = IN_A_READ_ONLY_PROCESS.format(paths=[*sys.path[1:], str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-B", "-c", code],
        env={"HOME": "/nonexistent", "TMPDIR": "/nonexistent", "FONTCONFIG_FILE": "/dev/null"},
        capture_output=True,
        text=True,
        check=True,
    )
    output = json.loads(done.stdout)
    pdf = render(an_unpaid_document(), attachment=b"{}")

    assert output["sha256"] == hashlib.sha256(pdf).hexdigest()
    assert sorted(Path(font).name for font in output["fonts"]) == ["OpenSans-Bold.ttf", "OpenSans-Regular.ttf"]
    assert all(Path(font).is_relative_to(ROOT) for font in output["fonts"])
    assert all("Łukasz Brzęczyszczykiewicz" in read(pdf)[0] for read in READERS.values())
