"""What a viewer may not see does not exist for them."""


class Unseen(Exception):
    """There is no such thing, or not for this viewer; selectors raise it, pages answer 404."""
