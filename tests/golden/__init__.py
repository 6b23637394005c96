"""Golden tables: every plan over 400 days, worked out from the prose alone, and what the service makes of the same plans."""
