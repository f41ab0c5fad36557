"""The program that makes pages as files beside others that do: ``python -m tallystick.web.press``.

It is told over a pipe where the ledger is and which pages to make: a command line would show a password to everybody on
the machine. It opens the ledger itself and looks at the one state of it that is published. It ends when the pipe does.
A program, and no copy of the one that asks: what draws charts runs in threads, which a copy would not have.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from multiprocessing.connection import Connection

from tallystick.ledger import Ledger
from tallystick.ledger.index_tables import fingerprint
from tallystick.web.printing import Order, Print, Printed
from tallystick.web.publishing import Edition, printer


def main() -> None:
    """Make the pages that are asked for."""
    with Connection(int(sys.argv[1])) as pipe, suppress(EOFError, ConnectionError):
        _serve(pipe)


def _serve(pipe: Connection) -> None:
    order: Order = pipe.recv()
    with Ledger(order.place, create=False) as ledger:
        if order.code != fingerprint() or ledger.head().hash != order.state:
            pipe.send(False)
            return
        with ledger.glance() if order.as_of is None else ledger.glance_at(order.as_of) as glance:
            is_same = glance is not None and glance.state == order.state
            pipe.send(is_same)
            if glance is not None and is_same:
                edition = Edition(look=glance.anew, as_of=order.as_of, **order.edition)
                _make_all(pipe, printer(edition))


def _make_all(pipe: Connection, make: Print) -> None:
    """Make pages until nobody asks for more."""
    while True:
        targets = pipe.recv()
        made: list[Printed] | Exception
        try:
            made = [make(target) for target in targets]
        except Exception as error:  # noqa: BLE001 (who asked raises it)
            made = error
        pipe.send(made)


if __name__ == "__main__":
    main()
