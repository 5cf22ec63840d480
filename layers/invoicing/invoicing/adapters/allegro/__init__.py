"""Allegro's sales files, read into neutral sales."""
