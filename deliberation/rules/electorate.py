"""The wholes that quorum and majority are counted on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Electorate:
    """The wholes that quorum and majority may be counted on; recused members are in none.

    ``entitled`` and ``present`` count persons on the roll; ``entire_membership`` counts seats
    with a vote, vacant ones too, and ``filled_seats`` those that somebody holds.
    """

    entitled: int
    present: int
    entire_membership: int
    filled_seats: int
