"""Fixed names, so that every test process collects the same tests."""

UNKNOWN_ID = "01890000-0000-7000-8000-0000000000ab"
