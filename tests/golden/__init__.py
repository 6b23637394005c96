"""Golden tables: every plan over 400 days, worked out from the prose alone, and held against the service."""
