"""The heavy modules that a function has imported when its handler is ready, and until its first event makes a call.

Every cold start pays for an import, a user waits for it, and a review does not show it: one line may bring a hundred
modules. So heavy modules must be named here first. `tests/bench/bench_cold.py` measures what they cost.
"""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pytest

from tests import cold_starts

HEAVY = (
    *("boto3", "s3transfer", "botocore.session", "botocore.client", "urllib3", "pynamodb", "msgspec", "pydantic"),
    *("aws_lambda_powertools.event_handler", "aws_lambda_powertools.utilities.batch"),
    *("aws_lambda_powertools.utilities.data_classes", "aws_lambda_powertools.utilities.idempotency"),
    *("aws_lambda_powertools.utilities.parameters", "aws_lambda_powertools.utilities.parser", "aws_xray_sdk"),
    *("fpdf", "fontTools", "PIL", "pypdf", "segno", "num2words", "stdnum", "dateutil", "defusedxml", "tzdata"),
    "markupsafe",
    *("asyncio", "csv", "email", "multiprocessing", "sqlite3", "unittest", "xml.etree", "zoneinfo"),
)
CLIENTS = {"botocore.session", "botocore.client", "urllib3", "dateutil", "email", "xml.etree"}
"""botocore, and what it imports."""
TABLE = CLIENTS | {"pynamodb", "msgspec"}
ROUTER = {"aws_lambda_powertools.event_handler", "aws_lambda_powertools.utilities.data_classes", "asyncio", "email"}
API = ROUTER | {"pydantic", "msgspec", "zoneinfo"}
PAPER = {"fpdf", "fontTools", "PIL", "unittest", "asyncio", "defusedxml", "email", "xml.etree", "csv"}
"""fpdf2, and what it imports; csv comes with the standard library's resources."""
TAX_NUMBERS = {"stdnum"}
NOTHING: set[str] = set()


class Imported(NamedTuple):
    """Heavy modules that are imported when the handler is ready, and at the first call."""

    ready: set[str]
    called: set[str]


EXPECTED = {
    # the API
    "correct_documents": Imported(API, API | TABLE | TAX_NUMBERS),
    "edit_documents": Imported(API, API | TABLE | TAX_NUMBERS),
    "issue_documents": Imported(API, API | TABLE | TAX_NUMBERS),
    "mail_documents": Imported(API, API | TABLE),
    "manage_imports": Imported(API, API | TABLE),
    "manage_jobs": Imported(API, API | TABLE),
    "manage_seller": Imported(API | TAX_NUMBERS, API | TABLE | TAX_NUMBERS),
    "preview_document": Imported(API | PAPER, API | PAPER | TABLE),
    "read_documents": Imported(API, API | TABLE),
    "read_mails": Imported(API, API | TABLE),
    "read_registers": Imported(API, API | TABLE),
    "show_docs": Imported(API, API),
    # sign-in
    "add_claims": Imported(NOTHING, TABLE),
    # queues and the stream
    "apply_changes": Imported(CLIENTS | {"csv", "zoneinfo"}, TABLE | TAX_NUMBERS | {"csv", "msgspec", "zoneinfo"}),
    "email_document": Imported({"zoneinfo"}, TABLE | {"zoneinfo"}),
    "forward_changes": Imported(CLIENTS | {"msgspec"}, CLIENTS | {"msgspec"}),
    "import_sales": Imported(TABLE | {"csv", "zoneinfo"}, TABLE | TAX_NUMBERS | {"csv", "zoneinfo"}),
    "record_email_event": Imported({"email", "zoneinfo"}, TABLE | {"zoneinfo"}),
    "render_document": Imported(PAPER | {"msgspec", "zoneinfo"}, PAPER | TABLE | {"zoneinfo"}),
    # the clock and the machine
    "audit_books": Imported({"zoneinfo"}, TABLE | {"zoneinfo"}),
    "begin_job": Imported(API, API | TABLE),
    "reconcile": Imported(CLIENTS | {"zoneinfo"}, TABLE | {"zoneinfo"}),
    "run_export": Imported({"csv", "zoneinfo"}, TABLE | {"csv", "zoneinfo"}),
    "run_job": Imported({"zoneinfo"}, TABLE | TAX_NUMBERS | {"zoneinfo"}),
}


def started(function: str, environment: dict[str, str]) -> Imported:
    """Start a function as Lambda does, up to its first call; return the heavy modules at both moments."""
    look = f"print(*(name for name in {HEAVY} if name in sys.modules))"
    is_frozen = "assert gc.get_freeze_count(), 'its handler is not @started'"
    done = subprocess.run(
        cold_starts.command(f"import gc, sys, app; {is_frozen}; {look}; {cold_starts.program(function)}; {look}"),
        env=environment,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    ready, called = done.stdout.splitlines()
    return Imported(set(ready.split()), set(called.split()))


@pytest.fixture(scope="module")
def measured() -> dict[str, Imported]:
    environments = [cold_starts.environment(function) for function in EXPECTED]  # this builds layers, in turn
    with ThreadPoolExecutor(max_workers=2) as pool:
        return dict(zip(EXPECTED, pool.map(started, EXPECTED, environments), strict=True))


def test_the_table_names_every_function():
    assert set(EXPECTED) == set(cold_starts.FUNCTIONS)


@pytest.mark.parametrize("function", EXPECTED)
def test_a_function_imports_what_the_table_names_and_nothing_else(function, measured):
    assert measured[function] == EXPECTED[function]
