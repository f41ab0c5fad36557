"""What to say where a package is missing that only few need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def needs_extra(package: str, extra: str, what: str) -> Iterator[None]:
    """Say how to install ``package`` when the import in the body fails.

    Args:
        package: Name of the package that is imported.
        extra: Extra of tallystick that brings it.
        what: What it is needed for.

    Raises:
        ModuleNotFoundError: With a message that names the remedy.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        message = f"{what} needs the package {package}; install it with: pip install 'tallystick[{extra}]'"
        raise ModuleNotFoundError(message, name=error.name) from error
