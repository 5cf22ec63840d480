"""Queues and the state machine of jobs. Only functions that send import this module, at start, so that AWS's clients
are imported before all objects are frozen.
"""

from invoicing.adapters.queues import JobMachine, SqsQueue
from invoicing.runtime.wiring.settings import settings


def render_queue() -> SqsQueue:
    return SqsQueue(settings().render_queue_url)


def mail_queue() -> SqsQueue:
    return SqsQueue(settings().mail_queue_url)


def import_queue() -> SqsQueue:
    return SqsQueue(settings().import_queue_url)


def changes_queue() -> SqsQueue:
    return SqsQueue(settings().changes_queue_url)


def job_machine() -> JobMachine:
    return JobMachine(settings().job_machine_arn)
