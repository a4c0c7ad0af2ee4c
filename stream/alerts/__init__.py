"""Event -> alerts: one rule per file."""
