"""Bytes -> Item: one parser per format."""
