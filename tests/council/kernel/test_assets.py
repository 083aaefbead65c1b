"""One file of each kind: whole, compressed, and read anew only while debugging."""

from itertools import count

import brotli
import pytest

from council.kernel.assets import assemble


def test_a_browser_gets_the_best_encoding_it_knows():
    asset = assemble(lambda: "words")

    encodings = {accepted: asset.encoded(accepted) for accepted in ("gzip, br", "gzip", "")}
    assert [encoding for encoding, _ in encodings.values()] == ["br", "gzip", ""]
    assert brotli.decompress(encodings["gzip, br"][1]) == encodings[""][1] == b"words"


@pytest.mark.parametrize(("debugging", "is_made_anew"), [(True, True), (False, False)])
def test_a_file_that_is_being_written_is_read_each_time(settings, debugging, is_made_anew):
    settings.DEBUG = debugging
    numbers = count()

    def compose(kind):
        return f"{kind} {next(numbers)}"

    first, second = assemble(compose, "a"), assemble(compose, "a")

    assert (first.name != second.name) is is_made_anew
