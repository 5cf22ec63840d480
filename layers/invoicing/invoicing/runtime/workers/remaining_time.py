"""The time that a function has left before Lambda ends it."""

from collections.abc import Callable

from aws_lambda_powertools.utilities.typing import LambdaContext


def has_time(context: LambdaContext, ms: int) -> Callable[[], bool]:
    """Return a function that is true while more than `ms` milliseconds are left."""
    return lambda: context.get_remaining_time_in_millis() > ms
