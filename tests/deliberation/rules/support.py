"""Rules and counts with dull defaults for the tests of the rules."""

from dataclasses import replace
from fractions import Fraction

from council.rules.bylaws import (
    PRESETS,
    AbsentBloc,
    Basis,
    ConcurrentRule,
    Deadline,
    DeadlineUnit,
    MajorityRule,
    QuestionKind,
    Share,
    Strictness,
    TieRule,
    VotingForm,
    parse,
    poll_rule,
)
from deliberation.rules.electorate import Electorate
from deliberation.rules.outcome import PollInputs

KENT = parse(PRESETS["kent_konseyi_assembly"])


def share(text):
    """Read "> 1/2" or ">= 2/3"."""
    sign, fraction = text.split()
    strictness = Strictness.MORE_THAN if sign == ">" else Strictness.AT_LEAST
    return Share(Fraction(fraction), strictness)


def majority(text="> 1/2", basis=Basis.VOTES_CAST, floor=None):
    return MajorityRule(share(text), basis, share(floor) if floor else None)


def concurrent(*blocs, text="> 1/2", basis=Basis.VOTES_CAST, absent=AbsentBloc.BLOCKS):
    return ConcurrentRule(blocs, share(text), basis, absent)


def electorate(entitled=42, present=None, membership=None, filled=None):
    here = entitled if present is None else present
    return Electorate(entitled, here, membership or entitled, filled or entitled)


def rule(
    majority_rule=None,
    *,
    tie=TieRule.LOST,
    blocs=None,
    form=VotingForm.ROLL_CALL,
    quorum=KENT.quorum,
):
    copy = poll_rule(KENT, QuestionKind.PROPOSAL)
    question = replace(
        copy.question,
        majority=majority_rule or majority(),
        tie=tie,
        concurrent=blocs,
        form=form,
    )
    return replace(copy, question=question, quorum=quorum)


def inputs(tally, majority_rule=None, voters=None, **options):
    """Return poll inputs; options of ``rule`` go to the rule, the others to the inputs."""
    for_rule = {k: options.pop(k) for k in ("tie", "form", "quorum") if k in options}
    if "concurrent" in options:
        for_rule["blocs"] = options.pop("concurrent")
    return PollInputs(rule(majority_rule, **for_rule), voters or electorate(), tally, **options)


FULL_DAYS, DAYS, HOURS = DeadlineUnit.FULL_DAYS, DeadlineUnit.DAYS, DeadlineUnit.HOURS


def deadline(amount, unit=DAYS):
    return Deadline(amount, unit)
