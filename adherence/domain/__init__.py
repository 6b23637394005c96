"""Pure rules: functions of values and the current instant; no database, web, provider, clock or files."""
