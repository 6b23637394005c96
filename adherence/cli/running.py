"""Commands that run the service or one of its jobs."""

from __future__ import annotations

import click

from adherence.cli.opening import Failure, opened
from adherence.cli.say import as_json, show_json
from config import Config, EngineName

_HOST = click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
_PORT = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")

RECONCILING = ("recover_messages", "reconcile_messages", "poll_inbound")
"""The jobs that compare our tables with the provider's lists, in this order."""


@click.command()
@_HOST
@_PORT
def serve(host: str, port: int) -> int:
    """Run web and worker together: one machine."""
    from adherence.serving import serve as run

    return run(Config.load(), host, port)


@click.command()
@_HOST
@_PORT
def web(host: str, port: int) -> int:
    """Answer pages, API and webhooks; run workers beside it."""
    from adherence.serving import run_web

    return run_web(Config.load(), host, port)


@click.command()
@click.option("--engine", type=click.Choice([name.value for name in EngineName]), help="Who ticks the jobs.")
def worker(engine: str | None) -> int:
    """Plan, send, read replies and close windows."""
    from adherence.serving import run_worker

    return run_worker(Config.load(**({"engine": engine} if engine else {})))


@click.command()
@as_json
def reconcile(json_only: bool) -> None:
    """Compare with the provider's lists once, now: uncertain texts and replies that no webhook brought."""
    from adherence.jobs import JOBS

    jobs = {job.name: job.function for job in JOBS}
    with opened() as rt:
        for name in RECONCILING:
            try:
                jobs[name](rt)
            except Exception as error:
                raise Failure(f"{name} failed ({type(error).__name__}); run: python -m adherence doctor") from None
    if json_only:
        show_json({"ran": list(RECONCILING)})
    else:
        click.echo("Compared with the provider's lists.")
