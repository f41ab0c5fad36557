"""``tally read --explain``: how one claim was read."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tallystick.api import read_all
from tallystick.cli.guard import complain
from tallystick.cli.output import json_lines, terminal, wants_json, write_line
from tallystick.cli.read import Request, placed
from tallystick.errors import SettingError
from tallystick.model import Claim, Reading
from tallystick.reading import explain
from tallystick.views.explanation import explanation_to_json, explanation_view


def explain_claim(request: Request, start: str) -> None:
    """Read the inputs and print why the one claim whose id begins with ``start`` was made.

    Raises:
        SettingError: No claim or several claims have such an id, or it is empty.
    """
    if not start:
        raise SettingError("An empty id names no claim; tally read shows the ids at the end of each")
    reading, claim = _find_claim(request, start)
    explanation = explain(reading.document, claim.id, request.settings)
    if explanation is None:
        raise SettingError(f"The claim {claim.id} cannot be explained: a second reading does not make it")
    if wants_json(json=request.json, to=request.to):
        with json_lines(request.to) as stream:
            write_line(stream, json.dumps(explanation_to_json(claim, explanation), ensure_ascii=False))
    else:
        terminal().print(explanation_view(reading.document, claim, explanation))


def _find_claim(request: Request, start: str) -> tuple[Reading, Claim]:
    fitting = list(_fitting(request, start))
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise SettingError(
            f"No claim {start!r} in what was read; tally read shows the ids at the end of each"
        )
    named = ", ".join(f"{claim.id} in {reading.document.id}" for reading, claim in fitting[:5])
    raise SettingError(f"{len(fitting)} claims begin with {start!r}, write more of the id: {named}")


def _fitting(request: Request, start: str) -> Iterator[tuple[Reading, Claim]]:
    for outcome in read_all(request.paths, options=request.options, settings=request.settings):
        if outcome.reading is None:
            for problem in outcome.problems:
                complain(placed(outcome.origin, problem.message))
        else:
            yield from ((outcome.reading, c) for c in outcome.reading.claims if c.id.startswith(start))
