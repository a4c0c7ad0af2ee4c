"""Reports -> events."""
