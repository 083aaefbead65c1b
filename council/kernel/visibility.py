"""What a viewer may not see does not exist for them."""


class Unseen(Exception):  # noqa: N818 - a fact, not an error: the page answers 404
    """There is no such thing, or not for this viewer; selectors raise it, pages answer 404."""
