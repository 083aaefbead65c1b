"""By-laws to start from: a Turkish city-council assembly, a German migrants' council."""

from typing import Any

Document = dict[str, Any]

MORE_THAN_HALF = {"fraction": "1/2", "strictness": "more_than"}
TWO_THIRDS = {"fraction": "2/3", "strictness": "at_least"}
ONE_THIRD = {"fraction": "1/3", "strictness": "at_least"}
ONE_QUARTER = {"fraction": "1/4", "strictness": "at_least"}


def _days(amount: int, unit: str = "days") -> Document:
    return {"amount": amount, "unit": unit}


def _question(share: Document, basis: str, secrecy: str, form: str) -> Document:
    majority = {"share": share, "basis": basis, "least_of_membership": None}
    return {
        "majority": majority,
        "tie": "lost",
        "concurrent": None,
        "secrecy": secrecy,
        "form": form,
    }


def _questions(basis: str) -> Document:
    return {
        "procedural": _question(MORE_THAN_HALF, basis, "open", "show_of_hands"),
        "proposal": _question(MORE_THAN_HALF, basis, "open", "roll_call"),
        "amendment": _question(MORE_THAN_HALF, basis, "open", "roll_call"),
        "election": _question(MORE_THAN_HALF, basis, "secret", "ballot"),
        "bylaws_change": _question(TWO_THIRDS, basis, "open", "roll_call"),
    }


def _record(minutes: Document) -> Document:
    return {
        "numbering": "<body>-<year>/<nnn>",
        "publication": "reviewed",
        "summary": _days(7),
        "minutes": minutes,
        "forwarding": _days(7),
        "answer": _days(30),
        "objections": None,
        "adoption": "vote",
    }


def _elections(office: str, seats: str) -> Document:
    return {
        "office": {"method": office, "equals": "lot"},
        "seats": {"method": seats, "equals": "lot"},
        "departure": "with_reason",
    }


KENT_KONSEYI_ASSEMBLY: Document = {
    "format": 1,
    "convocation": {
        "ordinary": _days(2),
        "elective": _days(15),
        "urgent": None,
        "agenda": None,
        "delegates": _days(5),
        "extraordinary": ONE_THIRD,
        "ordinary_a_year": 2,
    },
    "quorum": {
        "basis": "entire_membership",
        "share": MORE_THAN_HALF,
        "checked": "each_vote",
        "second_call": {"within": _days(25), "share": None, "executive_multiple": 2},
    },
    "questions": _questions("members_present"),
    "turnout": "everyone",
    "names": "everyone",
    "roll_call_demand": ONE_THIRD,
    "floor": {"order": "alternate", "speaking": 180, "warning": 30},
    "proposals": {"endorsements": 3, "amendments": "furthest_first"},
    "alternates": "meeting",
    "record": _record(_days(30)),
    "languages": {"required": ["tr", "ar"], "binding": "tr"},
    "terms": [2, 3],
    "presidium": 3,
    "executive": 7,
    "elections": _elections("scottish_stv", "scottish_stv"),
}

MIGRANTENBEIRAT: Document = {
    "format": 1,
    "convocation": {
        "ordinary": _days(8, "full_days"),
        "elective": None,
        "urgent": _days(48, "hours"),
        "agenda": _days(14),
        "delegates": None,
        "extraordinary": ONE_QUARTER,
        "ordinary_a_year": 9,
    },
    "quorum": {
        "basis": "filled_seats",
        "share": MORE_THAN_HALF,
        "checked": "each_vote",
        "second_call": {"within": _days(30), "share": None, "executive_multiple": None},
    },
    "questions": _questions("votes_cast"),
    "turnout": "everyone",
    "names": "nobody",
    "roll_call_demand": ONE_QUARTER,
    "floor": {"order": "first_come", "speaking": 300, "warning": 30},
    "proposals": {"endorsements": 1, "amendments": "furthest_first"},
    "alternates": "meeting",
    "record": _record(_days(30)),
    "languages": {"required": ["de"], "binding": "de"},
    "terms": [5],
    "presidium": 0,
    "executive": 0,
    "elections": _elections("schulze", "meek_stv"),
}

PRESETS: dict[str, Document] = {
    "kent_konseyi_assembly": KENT_KONSEYI_ASSEMBLY,
    "migrantenbeirat": MIGRANTENBEIRAT,
}
