"""The sentences by which the stream tells what happens on the floor."""

from django.utils.translation import gettext as _

from council.kernel.locales import language_name
from council.rules.bylaws import FloorOrder
from deliberation.floor.phrases import ORDERS, SIGNALS
from deliberation.meetings.selectors.sentences import Facts, isolated, tell


@tell("floor.given", icon="mic")
def _given(facts: Facts) -> str:
    # Translators: the chair lets somebody speak.
    return _("%(name)s has the floor.") % {"name": facts.member()}


@tell("floor.order_chosen", icon="scales")
def _ordered(facts: Facts) -> str:
    order = ORDERS[FloorOrder(facts.payload["order"])]
    # Translators: the chair changed the rule; %(order)s is such as "women and men in turn".
    return _("Speakers from now on: %(order)s.") % {"order": order}


@tell("signal.given", icon="volume")
def _signalled(facts: Facts) -> str:
    language = isolated(language_name(facts.payload["language"]))
    words = SIGNALS[facts.payload["signal"]]
    # Translators: what interpreters ask for, such as "Into Turkish: Please speak more slowly."
    return _("Into %(language)s: %(signal)s") % {"language": language, "signal": words}
