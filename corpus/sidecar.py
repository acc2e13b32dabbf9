"""The sidecar of a copied page: what the page does not say of its volume and document.

A page ``d123.txt`` has its sidecar ``d123.json`` beside it, a JSON object with the fields of
`Sidecar`; unknown fields are refused, so that a misspelt one is noticed.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from corpus.document import SERIES, DateRange, Volume
from corpus.errors import SourceError


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _VolumePart(_Part):
    id: str
    title: str
    series: str = SERIES
    subseries: str = ""
    number: str = ""
    editors: list[str] = []
    publisher: str = ""
    place: str = ""
    year: str = ""


class _DatePart(_Part):
    first: str
    last: str


class _DocumentPart(_Part):
    id: str
    number: str
    numbered: bool = False
    date: _DatePart | None = None
    date_printed: str = ""
    place: str = ""
    sender: str = ""
    recipient: str = ""
    breadcrumb: list[str] = []
    #: Words of the page whose last digits are no footnote mark ("SALT1").
    not_marks: list[Annotated[str, StringConstraints(min_length=1)]] = []


class Sidecar(_Part):
    """The volume's imprint and the document's number and date, checked field by field."""

    volume: _VolumePart
    document: _DocumentPart

    def volume_value(self) -> Volume:
        """The volume that the page belongs to."""
        fields = self.volume.model_dump()
        return Volume(**fields | {"editors": tuple(self.volume.editors)})

    def date_range(self) -> DateRange | None:
        """The document's date, or None where nobody knows it."""
        date = self.document.date
        return DateRange(date.first, date.last) if date else None


def sidecar_path(page: Path) -> Path:
    """Where the sidecar of `page` lies."""
    return page.with_suffix(".json")


def read_sidecar(page: Path) -> Sidecar:
    """The sidecar of `page`; SourceError naming the line or the field where it is bad."""
    path = sidecar_path(page)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        reason = f"no sidecar {path.name} beside it; it gives volume and document (see README)"
        raise SourceError(page, None, reason) from None
    except OSError as error:
        raise SourceError(path, None, f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise SourceError(
            path, None, f"not UTF-8 at byte {error.start}; save it as UTF-8"
        ) from None
    try:
        sidecar = Sidecar.model_validate_json(text)
    except ValidationError as error:
        raise _flaw(path, error) from None
    try:
        sidecar.volume_value()
        sidecar.date_range()
    except ValueError as error:
        raise SourceError(path, None, str(error)) from None
    return sidecar


def _flaw(path: Path, error: ValidationError) -> SourceError:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        reason, _, place = first["ctx"]["error"].rpartition(" at ")
        line = re.match(r"line (\d+)", place)
        return SourceError(path, int(line[1]) if line else None, f"not JSON: {reason or place}")
    field = ".".join(str(part) for part in first["loc"]) or "the whole"
    return SourceError(path, None, f"field {field}: {first['msg']}")
