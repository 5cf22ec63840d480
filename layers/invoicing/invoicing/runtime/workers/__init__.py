"""Shared by functions behind queues, schedules and the state machine: messages, remaining time, the audit's log.

The work for one message belongs in the services.
"""
