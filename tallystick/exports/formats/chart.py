"""Charts of what arrived of each promise, as SVG and PNG."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import nsmallest
from typing import Any, TypeVar

from tallystick.errors import SettingError
from tallystick.exports.material import Material
from tallystick.exports.protocol import Part
from tallystick.ledger.index_promises import at_stake
from tallystick.model.records import Promise
from tallystick.views.charts import can_be_drawn, deliveries_chart, drawn_as_png, drawn_as_svg

MOST = 20
"""How many promises are drawn where none is named."""

Drawn = TypeVar("Drawn", str, bytes)


class Chart:
    """Two files a promise."""

    name = "chart"
    what = "what arrived against what was promised, of the promises named or most at stake, as SVG and PNG"
    is_folder = True

    def parts(self, material: Material) -> Iterator[Part]:
        """The charts of the promises that have something to draw.

        Raises:
            SettingError: Altair or vl-convert is not installed.
        """
        for promise in _drawn(material):
            yield Part(f"{promise.id}.svg", [picture(promise, drawn_as_svg).encode()])
            yield Part(f"{promise.id}.png", [picture(promise, drawn_as_png)])

    def left_out(self, material: Material) -> Iterator[str]:
        """What cannot be drawn."""
        fit = sum(map(can_be_drawn, material.promises))
        if bare := len(material.promises) - fit:
            yield f"{bare} promises of which no delivery with a day and a figure is known: there is nothing to draw."
        others = 0 if material.is_chosen else fit - min(fit, MOST)
        if others:
            yield f"{others} promises with less at stake than the {MOST} that are drawn; name them with --promise."
        yield "Sentences, conflicts and figures without a day."


def _drawn(material: Material) -> list[Promise]:
    """Those that were named, else those of which most is still owed; what has no value comes behind them."""
    found = filter(can_be_drawn, material.promises)
    if material.is_chosen:
        return list(found)
    return nsmallest(MOST, found, key=lambda promise: -(at_stake(promise) or 0))


def picture(promise: Promise, draw: Callable[[dict[str, Any]], Drawn]) -> Drawn:
    """The chart of a promise under its title, as ``draw`` makes it.

    Raises:
        SettingError: Altair or vl-convert is not installed; the message names the pip command.
    """
    try:
        return draw({**deliveries_chart(promise), "title": {"text": promise.title, "anchor": "start"}})
    except ModuleNotFoundError as error:
        raise SettingError(str(error)) from error


EXPORT = Chart()
