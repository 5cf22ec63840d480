"""Logs: one JSON line per fact, with ids and codes only. Names, addresses and amounts never get here."""

from aws_lambda_powertools import Logger

logger = Logger(serialize_stacktrace=False)
