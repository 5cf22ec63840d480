"""What AWS may answer instead of what was asked for, and how: with the effect or without it."""

import uuid
from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError, ConnectTimeoutError, ReadTimeoutError

from tests.faults.aws_calls import Act, Call, Fault

READS = ("Get", "BatchGet", "Query", "List", "Head")
URL = "http://aws"


def refused(code: str, status: int, **more: Any) -> Fault:
    """Refuse the call: nothing happens."""

    def fault(call: Call, _: Act) -> Any:
        answer: Any = {"Error": {"Code": code, "Message": code}, "ResponseMetadata": {"HTTPStatusCode": status}, **more}
        raise ClientError(answer, call.operation)

    fault.__name__ = code
    return fault


def no_answer(_: Call, __: Act) -> Any:
    """The call never arrives, and nobody hears of it."""
    raise ReadTimeoutError(endpoint_url=URL)


def answer_lost(_: Call, act: Act) -> Any:
    """The call has its effect, and nobody hears of it."""
    act()
    raise ReadTimeoutError(endpoint_url=URL)


def no_connection(_: Call, __: Act) -> Any:
    raise ConnectTimeoutError(endpoint_url=URL)


def asked_again(call: Call, act: Act) -> Any:
    """The answer was lost, and the SDK asks again: with the token of the first time, as it does."""
    if call.operation == "TransactWriteItems":
        call.asked.setdefault("ClientRequestToken", uuid.uuid4().hex)
    act()
    body = call.asked.get("Body")
    if hasattr(body, "seek"):
        body.seek(0)
    return act()


def half_read(_: Call, act: Act) -> Any:
    """DynamoDB answers a part of what was asked for, and names the rest."""
    answer = act()
    for table, items in answer.get("Responses", {}).items():
        if len(items) > 1:
            rest = [{name: item[name] for name in ("pk", "sk")} for item in items[1:]]
            answer["Responses"][table] = items[:1]
            answer["UnprocessedKeys"] = {table: {"Keys": rest}}
    return answer


def half_sent(call: Call, act: Act) -> Any:
    """The queue takes the first messages only."""
    entries = call.asked["Entries"]
    taken = entries[: len(entries) // 2]
    failed = [{"Id": entry["Id"], "Code": "InternalError", "SenderFault": False} for entry in entries[len(taken) :]]
    if not taken:
        return {"Successful": [], "Failed": failed}
    call.asked["Entries"] = taken
    return {**act(), "Failed": failed}


def cancelled(code: str, position: int, size: int) -> Fault:
    """DynamoDB gives a transaction up because of one of its writes."""
    reasons = [{"Code": code if place == position else "None"} for place in range(size)]
    fault = refused("TransactionCanceledException", 400, CancellationReasons=reasons)
    fault.__name__ = f"{code}_at_{position}"
    return fault


def table_stays_busy(call: Call, act: Act) -> Any:
    """Whatever is written in a transaction, others are in the way, for as long as anybody waits."""
    if call.operation != "TransactWriteItems":
        return act()
    code = ("TransactionConflict", "ThrottlingError")[call.nth % 2]
    return cancelled(code, 0, len(call.asked["TransactItems"]))(call, act)


ALWAYS = ("half_sent", "ConditionalRequestConflict")
"""So seldom possible that they are tried wherever they are."""


def possible(call: Call) -> Iterator[Fault]:
    """Yield what may happen to a call."""
    if call.service == "sesv2":
        yield from _of_mails()
        return
    if call.operation.startswith(READS):
        yield from (_throttled(call), no_answer)
        if call.operation == "BatchGetItem":
            yield half_read
        return
    yield from (_throttled(call), _broken(call), no_answer, answer_lost, asked_again)
    if call.operation == "TransactWriteItems":
        size = len(call.asked["TransactItems"])
        yield from (cancelled("TransactionConflict", place, size) for place in range(size))
        yield cancelled("ThrottlingError", size - 1, size)
    if call.operation == "PutObject" and "IfNoneMatch" in call.asked:
        yield refused("ConditionalRequestConflict", 409)
    if call.operation == "SendMessageBatch":
        yield half_sent


def _throttled(call: Call) -> Fault:
    return {
        "s3": refused("SlowDown", 503),
        "sqs": refused("RequestThrottled", 403),
        "stepfunctions": refused("ThrottlingException", 400),
    }.get(call.service, refused("ProvisionedThroughputExceededException", 400))


def _broken(call: Call) -> Fault:
    return refused("InternalError" if call.service in ("s3", "sqs") else "InternalServerError", 500)


def _of_mails() -> Iterator[Fault]:
    yield from (no_connection, no_answer, answer_lost)
    yield refused("TooManyRequestsException", 429)
    yield refused("LimitExceededException", 400)
    yield refused("SendingPausedException", 400)
    yield refused("InternalServiceErrorException", 500)
