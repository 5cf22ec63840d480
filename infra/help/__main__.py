"""Generate the help from the code's tables: `python3 infra/help`. The copies are committed; a test compares them."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from infra.local import bootstrap  # noqa: E402 - the path is set above
from infra.pages import PAGE, README  # noqa: E402


def main() -> int:
    """Write the copies in the project's environment."""
    python = bootstrap.ensure("venv")
    if Path(sys.prefix) != python.parent.parent:
        os.execv(python, [str(python), *sys.argv])  # noqa: S606 - the same command, in that environment
    from infra.help.page import page
    from infra.help.plain import plain

    PAGE.write_bytes(page().encode())
    README.write_bytes(plain().encode())
    print(f"Written: {PAGE.relative_to(ROOT)}, {README.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
