"""Benchmarks are run by hand, with engines that the tests do not need."""

collect_ignore_glob = ["*.py"]
