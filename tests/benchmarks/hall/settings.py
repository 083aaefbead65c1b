"""The settings of an installation, with two more views to compare with."""

from council.config.settings import *  # noqa: F403 - they are the same

ROOT_URLCONF = "tests.benchmarks.hall.urls"
