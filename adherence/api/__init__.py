"""The JSON API for other systems, under /api/v1."""

from adherence.api.app import create_api

__all__ = ["create_api"]
