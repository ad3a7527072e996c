"""Choose a face and start it: the window, or one command at the command line."""

import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Start Leadbench and return its exit code.

    Nothing, a plan file or ``--example`` opens the window; everything else belongs to the command
    line, which needs no display.

    Parameters
    ----------
    arguments
        What follows the program's name; ``sys.argv`` if left out.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words != ["--example"] and not _is_plan_file(words):
        from leadbench import cli

        return cli.main(words)

    from leadbench.desktop import app

    example = words == ["--example"]
    return app.main(None if example or not words else Path(words[0]), example=example)


def _is_plan_file(words: list[str]) -> bool:
    """Tell whether the words are one file, as a file browser or a person gives it."""
    return len(words) == 1 and (words[0].endswith(".leadbench") or Path(words[0]).is_file())


if __name__ == "__main__":
    sys.exit(main())
