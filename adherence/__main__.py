"""``python -m adherence ...``: the command line."""

from adherence.cli import main

if __name__ == "__main__":
    main()
