"""Observations -> metrics and log lines."""
