"""How notices to staff are mailed."""
