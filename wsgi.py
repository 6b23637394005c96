"""The WSGI entry point: ``gunicorn wsgi:app``."""

from adherence.build import build_runtime
from adherence.wiring import create_app
from config import Config

app = create_app(build_runtime(Config.load()))
