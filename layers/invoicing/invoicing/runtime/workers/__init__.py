"""What functions behind queues, schedules and the machine share: messages, the time that is left, the audit's log.

What is done for one message belongs in the services.
"""
