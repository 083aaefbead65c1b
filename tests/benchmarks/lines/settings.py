"""The settings of an installation, where one address may hold all the sockets of a hall."""

from council.config.settings import *  # noqa: F403 - they are the same
from council.config.settings import TEMPLATES
from tests.support.source import ROOT

SOCKETS_PER_ADDRESS = 1_000_000  # the driver has one
TEMPLATES = [TEMPLATES[0] | {"DIRS": [*TEMPLATES[0]["DIRS"], ROOT / "tests/realtime/templates"]}]
