"""Room on the interpreter's stack, so that no test runs along an edge of it.

CPython keeps the frames of Python functions in chunks of 16 KiB, and gives a chunk back to the
system as soon as the last frame on it returns. A loop whose calls happen to cross from one chunk
into the next asks for memory at every call, and each takes up to a hundred times as long. Under
pytest a page is made some hundred calls deep, and so beyond many edges.

A function that asks for much is given a chunk of its own, of twice the size; the rest of it is
there for whatever the function calls. Memory that nobody touches costs nothing.
"""

SLOTS = 33_000  # of 8 bytes: a little more than 256 KiB, so that the chunk has 512 KiB


def with_room(function, *args, **kwargs):
    """Call the function; what it calls in turn finds its place in one chunk."""
    return function(*args, **kwargs)


with_room.__code__ = with_room.__code__.replace(co_stacksize=SLOTS)
