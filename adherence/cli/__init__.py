"""The command line: one group whose commands are imported only when they are called or listed."""

from __future__ import annotations

import sys
from importlib import import_module

import click
from sqlalchemy.exc import DBAPIError

from adherence.cli.say import complain
from adherence.db.vault import VaultLocked
from adherence.domain.errors import Refused
from config import ConfigFaults

FAILURE, WRONG_USE = 1, 2

_COMMANDS = {
    "serve": "running:serve",
    "web": "running:web",
    "worker": "running:worker",
    "db": "database:db",
    "create-clinic": "staff:create_clinic_command",
    "clinic-live": "staff:clinic_live",
    "create-user": "staff:create_user",
    "create-token": "staff:create_token_command",
    "import-patients": "importing:import_patients",
    "preview": "looking:preview_command",
    "reply": "looking:reply_command",
    "measures": "looking:measures_command",
    "simulate": "playing:simulate_command",
    "export-state": "state:export_state",
    "doctor": "doctor:doctor",
    "reconcile": "running:reconcile",
    "routes": "state:routes_command",
}


class _Commands(click.Group):
    """Commands by name; looking at a regimen must not wait for the web server to be imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(f"adherence.cli.{module}"), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Reminders, check-ins and a dashboard for people in treatment with naltrexone."""


def main() -> None:
    """Run one command and leave with its exit code: 0 done, 1 failed, 2 used in a wrong way."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; expected faults become plain lines on stderr, never a traceback."""
    try:
        code = cli.main(arguments, prog_name="python -m adherence", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        return complain("Stopped.", code=130)
    except ConfigFaults as error:
        return complain(*error.faults, code=FAILURE)
    except Refused as error:
        return complain(*map(str, error.faults), code=FAILURE if error.conflict else WRONG_USE)
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`); nothing may be written when Python closes stdout.
        sys.stdout = None
        return FAILURE
    except OSError as error:
        return complain(f"{error.strerror or type(error).__name__}: {error.filename or 'no file'}", code=FAILURE)
    except VaultLocked:
        return complain("The encryption keys do not fit this database: check ADHERENCE_ENCRYPTION_KEYS.", code=FAILURE)
    except DBAPIError as error:
        return complain(
            f"The database failed ({type(error).__name__}); run `python -m adherence doctor`.", code=FAILURE
        )
    return code if isinstance(code, int) else 0
