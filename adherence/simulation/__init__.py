"""Virtual patients and virtual time over the real actions."""
