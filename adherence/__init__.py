"""Adherence: reminders, check-ins and a dashboard for people in treatment with naltrexone."""
