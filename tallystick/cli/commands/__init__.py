"""The commands as the user sees them: arguments and help, and nothing else.

One module a group of commands. Each command imports what it needs when it runs, so that ``tally --help`` answers
at once. A command is added by a function in one of the modules and its name in ``COMMANDS``.
"""

from __future__ import annotations

from collections.abc import Callable

from tallystick.cli.commands.answers import diff, why
from tallystick.cli.commands.candidates import candidates
from tallystick.cli.commands.copies import copies
from tallystick.cli.commands.demo import demo
from tallystick.cli.commands.exporting import export
from tallystick.cli.commands.judging import judge
from tallystick.cli.commands.keeping import dump, index, load, verify
from tallystick.cli.commands.positions import positions
from tallystick.cli.commands.promises import promises, show
from tallystick.cli.commands.reading import read, watch
from tallystick.cli.commands.registers import compare, import_
from tallystick.cli.commands.searching import search
from tallystick.cli.commands.serving import serve, user

COMMANDS: tuple[Callable[..., None], ...] = (
    read,
    watch,
    promises,
    show,
    search,
    why,
    diff,
    positions,
    copies,
    candidates,
    judge,
    serve,
    user,
    import_,
    compare,
    export,
    verify,
    index,
    dump,
    load,
    demo,
)
"""In the order of ``tally --help``."""
