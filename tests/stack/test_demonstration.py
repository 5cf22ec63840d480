"""The README's first command."""

import subprocess
import sys

import pytest

from infra.local.bootstrap import ROOT

pytestmark = pytest.mark.stack


def local(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "infra/local", *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )


def test_run_once_shows_the_whole_path_and_leaves_nothing_running(tmp_path):
    data = str(tmp_path / "data")
    shown = local("run", "--once", "--data", data)

    assert shown.returncode == 0, shown.stdout + shown.stderr
    for words in ('"drafted": 13', "AL 1/", ".pdf", "withheld", "Mails:", "curl"):
        assert words in shown.stdout, words
    assert "held: nip_missing" in shown.stdout
    assert local("down", "--data", data).stdout == "Nothing was running.\n"


def test_run_says_which_file_is_missing(tmp_path):
    shown = local("run", "nowhere.xml", "--once", "--data", str(tmp_path))
    assert shown.returncode == 2
    assert "nowhere.xml" in shown.stdout
