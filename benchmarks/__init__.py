"""Measurements, each beside a peer in the same run; print, never judge."""
