"""Who is for what and who against, as a ledger answers it: looked up, or worked out from all that was read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from tallystick.ledger.details import Details
from tallystick.ledger.index_judged import Unsure
from tallystick.ledger.standings import Standings, WholeStandings
from tallystick.model.positions import ConceptRecord
from tallystick.reconcile.codebook import Codebook
from tallystick.reconcile.comparison import reports_among
from tallystick.reconcile.positions import named_concept, of_actor, positions


class Opinions(Details):
    """What can be asked of a ledger about positions; see ``tallystick.ledger.answers.Answers``."""

    def positions(
        self, concept: str | None = None, codebook: Codebook | None = None, as_of: str | None = None
    ) -> tuple[ConceptRecord, ...]:
        """Who is for what and who against, as known on ``as_of``; see ``tallystick.reconcile.positions``.

        Args:
            concept: Key of the only concept asked for; ``None`` for all.
            codebook: Its concepts are assigned to the statements anew; ``None`` takes what was assigned in reading.
            as_of: As for ``reconciled``.

        Raises:
            SettingError: There is no such concept, or ``as_of`` is no date.
        """
        with suppress(Unsure), self._positions(codebook, as_of) as indexed:
            return indexed.records() if concept is None else (indexed.record(concept),)
        known, decided = self._known(as_of), self.judgements()
        copies = self._copies.groups(reports_among(known))
        found = positions(known, codebook, judgements=decided, copies=copies, assignments=self._assignments)
        return found if concept is None else (named_concept(found, concept),)

    def positions_of(
        self, actor: str, codebook: Codebook | None = None, as_of: str | None = None
    ) -> tuple[ConceptRecord, ...]:
        """What one actor is for and against; see ``tallystick.reconcile.positions.of_actor``.

        Args:
            actor: An id, or "name:" and the name of somebody without one.
            codebook: As for ``positions``.
            as_of: As for ``reconciled``.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        with suppress(Unsure), self._positions(codebook, as_of) as indexed:
            return indexed.of_actor(actor)
        return of_actor(self.positions(None, codebook, as_of), actor)

    @contextmanager
    def standings(self, codebook: Codebook | None = None, as_of: str | None = None) -> Iterator[Standings]:
        """Who stands where, to be asked only for what is to be shown; see ``positions`` and ``Standings``.

        Args:
            codebook: As for ``positions``.
            as_of: As for ``reconciled``.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        with self.standings_looked_up(codebook, as_of) as found:
            yield WholeStandings(self.positions(None, codebook, as_of)) if found is None else found

    @contextmanager
    def standings_looked_up(
        self, codebook: Codebook | None = None, as_of: str | None = None
    ) -> Iterator[Standings | None]:
        """As ``standings``; ``None`` where everything has to be read for it, which who asks may keep.

        Args:
            codebook: As for ``positions``.
            as_of: As for ``reconciled``.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        with ExitStack() as stack:
            found: Standings | None = None
            with suppress(Unsure):
                found = stack.enter_context(self._positions(codebook, as_of))
            yield found
