"""Model fields that keep enums and names in many languages honest."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import models


class StateField(models.CharField):  # type: ignore[type-arg]  # generic only in the stubs
    """A ``CharField`` that hands back members of a ``StrEnum``.

    Migrations see a plain ``CharField`` without choices, so they import nothing of ours and an
    added state needs no migration.
    """

    def __init__(self, states: type[StrEnum] | None = None, **options: Any) -> None:
        self.states = states
        options.setdefault("max_length", 32)
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the field to migrations as the plain column it is."""
        name, _path, args, options = super().deconstruct()
        if isinstance(options.get("default"), StrEnum):
            options["default"] = str(options["default"])
        return name, "django.db.models.CharField", list(args), dict(options)

    def from_db_value(self, value: str | None, *_: object) -> StrEnum | str | None:
        """Return the enum member stored as ``value``."""
        return self.to_python(value)

    def to_python(self, value: object) -> StrEnum | str | None:
        """Return the enum member for ``value``; ``None`` and the empty string stay as they are."""
        if value is None:
            return None
        return self.states(str(value)) if self.states and value != "" else str(value)

    def get_prep_value(self, value: object) -> str | None:
        """Return the text to store."""
        prepared = super().get_prep_value(value)
        return None if prepared is None else str(prepared)


class NamesField(models.JSONField):
    """A proper name in several languages: ``{"tr": "Genel Kurul", "ar": "الجمعية العامة"}``.

    Read it with ``council.kernel.names.pick``. Names are labels, not texts: they have no versions.
    """

    def __init__(self, **options: Any) -> None:
        options.setdefault("default", dict)
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the field to migrations as the JSON column it is."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.JSONField", list(args), dict(options)


class SecondField(models.DateTimeField):  # type: ignore[type-arg]  # generic only in the stubs
    """A moment in whole seconds, so that what is filtered by is what is shown."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the field to migrations as the plain column it is."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.DateTimeField", list(args), dict(options)

    def to_python(self, value: object) -> datetime | None:
        """Return the moment without fractions."""
        found: datetime | None = super().to_python(value)
        return found.replace(microsecond=0) if isinstance(found, datetime) else found

    def pre_save(self, model_instance: models.Model, add: bool) -> datetime | None:
        """Return what is stored, and leave the same in the row."""
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value
