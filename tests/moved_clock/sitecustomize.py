"""Python imports this as it starts, where a run under a moved clock puts this folder on PYTHONPATH: the servers of the
embedded AWS and their Lambdas then have the same clock as the tests.
"""

import os
from datetime import timedelta

import time_machine

time_machine.travel(timedelta(seconds=float(os.environ["CLOCK_AHEAD_S"]))).start()
