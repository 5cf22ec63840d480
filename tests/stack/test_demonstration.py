"""The README's first command."""

import re
import subprocess
import sys

import pytest

from infra.local.bootstrap import ROOT

pytestmark = pytest.mark.stack
SAMPLE = re.search(r"```\n(1\. Upload .*?)```", (ROOT / "README.md").read_text(), re.DOTALL)


def local(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "infra/local", *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )


def shapes(text: str) -> set[str]:
    """Return the lines of a text without what differs from run to run: ids, times, days, masked addresses."""
    without_addresses = re.sub(r"\S+@", "@", text)
    return set(re.sub(r"\b[0-9a-f]*\d[0-9a-f]*\b", "#", without_addresses).splitlines())


def test_run_once_shows_the_whole_path_and_leaves_nothing_running(tmp_path):
    data = str(tmp_path / "data")
    shown = local("run", "--once", "--data", data)

    assert shown.returncode == 0, shown.stdout + shown.stderr
    for words in ('"drafted": 13', "AL 1/", ".pdf", "withheld", "Mails:", "curl"):
        assert words in shown.stdout, words
    assert "held: nip_missing" in shown.stdout
    assert SAMPLE is not None
    assert shapes(SAMPLE[1]) <= shapes(shown.stdout), "the README shows something else"
    assert local("down", "--data", data).stdout == "Nothing was running.\n"


def test_run_says_which_file_is_missing(tmp_path):
    shown = local("run", "nowhere.xml", "--once", "--data", str(tmp_path))
    assert shown.returncode == 2
    assert "nowhere.xml" in shown.stdout
