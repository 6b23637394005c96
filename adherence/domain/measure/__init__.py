"""Measures of adherence; each states its definition and its source in words."""
