"""Who ticks the periodic jobs."""
