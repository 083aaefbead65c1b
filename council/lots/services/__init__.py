"""Every way in which a lot moves on."""

from council.lots.services.ceremony import (
    confirm_words,
    draw_panel,
    enter_words,
    publish_lottery,
    strike_words,
)
from council.lots.services.computing import (
    cancel_computation,
    compute_at_once,
    reopen_lot,
    start_computation,
)
from council.lots.services.pool import (
    abandon_lot,
    open_lot,
    read_pool,
    set_quotas,
    volunteer,
    withdraw,
)
from council.lots.services.seating import record_drop_out, seat_panel

__all__ = [
    "abandon_lot",
    "cancel_computation",
    "compute_at_once",
    "confirm_words",
    "draw_panel",
    "enter_words",
    "open_lot",
    "publish_lottery",
    "read_pool",
    "record_drop_out",
    "reopen_lot",
    "seat_panel",
    "set_quotas",
    "start_computation",
    "strike_words",
    "volunteer",
    "withdraw",
]
