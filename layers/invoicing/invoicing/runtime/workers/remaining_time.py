"""Whether a function has time for more before Lambda ends it."""

from collections.abc import Callable

from aws_lambda_powertools.utilities.typing import LambdaContext


def has_time(context: LambdaContext, ms: int) -> Callable[[], bool]:
    """Return what says whether more than so many milliseconds are left."""
    return lambda: context.get_remaining_time_in_millis() > ms
