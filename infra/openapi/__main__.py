"""Generate the specification from the code: `python3 infra/openapi`. The copy is committed; a test compares it."""

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from infra.local import bootstrap  # noqa: E402 - the path is set above

COPY = ROOT / "functions" / "show_docs" / "openapi.json"


def main() -> int:
    """Write the copy in the project's environment."""
    python = bootstrap.ensure("venv")
    if Path(sys.prefix) != python.parent.parent:
        os.execv(python, [str(python), *sys.argv])  # noqa: S606 - the same command, in that environment
    from infra.openapi.document import document

    COPY.write_text(json.dumps(document(), ensure_ascii=False, indent=1) + "\n")
    print(f"Written: {COPY.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
