"""The reverse of what every call checks: whatever the specification tells of has been seen. It runs last."""

from tests.functions.told import SEEN, told_outcomes


def test_every_status_and_code_that_is_told_was_answered_by_some_test():
    missing = sorted(f"{route} {status} {code or ''}" for route, status, code in told_outcomes() - SEEN)
    assert not missing, "\n".join(missing)
