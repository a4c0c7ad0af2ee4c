"""Which stories may be used, and how their versions relate."""
