"""The outside world: files, Allegro's words, the table, buckets, queues, mail, PDF. Its errors become domain errors.

An adapter knows the ports of services and the domain. Rules belong there, and who calls what belongs in `runtime`.
"""
