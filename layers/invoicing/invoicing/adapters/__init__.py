"""The outside world: Allegro's files, the table, the buckets, mail and PDF. Its errors become domain errors here."""
