"""A citation as a record that reference managers read: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.citation import cited_url, note_name, numbered, plain_title, printed_pages
from corpus.citation import series as series_of
from corpus.citation_names import Name, name_of
from corpus.document import Document
from corpus.passage import Kind, Passage

# What LaTeX reads as markup. Braces become words, since BibTeX counts even escaped ones.
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "–": "--",
    "—": "---",
} | {mark: "\\" + mark for mark in "&%$#_"}
_LATEX_RUN = re.compile(r"--+|[" + re.escape("".join(_LATEX)) + "]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is cited, in the fields that the formats share; empty where there is nothing.

    `key` names the place cited: the same key is given to the same place alone. `number` is
    "Document 75" where the book prints a number, `note` "footnote 2", `pages` the labels of the
    first and the last page, or of the only one.
    """

    key: str
    title: str
    volume_title: str
    series: str
    collection: str
    subseries: str
    volume: str
    editors: tuple[Name, ...]
    publisher: str
    place: str
    year: str
    number: str
    pages: tuple[str, ...]
    note: str
    url: str
    accessed: date | None

    @property
    def remark(self) -> str:
        """Number and note, "Document 75, footnote 2"."""
        return ", ".join(part for part in (self.number, self.note) if part)


def record_of(
    passage: Passage | None, document: Document, pages: Sequence[str], accessed: date | None
) -> Record:
    """The record of words in `passage` printed on `pages`, or of `document` without one."""
    volume = document.volume
    return Record(
        key=_key(passage, document, pages),
        title=plain_title(document),
        volume_title=volume.title,
        series=series_of(volume),
        collection=volume.series,
        subseries=volume.subseries,
        volume=volume.number,
        editors=tuple(name_of(editor) for editor in volume.editors),
        publisher=volume.publisher,
        place=volume.place,
        year=volume.year,
        number=numbered(document),
        pages=(pages[0], pages[-1]) if len(pages) > 1 else tuple(pages),
        note=note_name(passage),
        url=cited_url(passage, document, pages),
        accessed=accessed,
    )


def bibtex(record: Record) -> str:
    """The record as a BibTeX entry in UTF-8; the title keeps its capitals."""
    fields = {
        "title": f"{{{_latex(record.title)}}}",
        "booktitle": _latex(record.volume_title),
        "series": _latex(record.series),
        "volume": _latex(_bare(record.volume)),
        "editor": " and ".join(_bibtex_name(name) for name in record.editors),
        "publisher": _latex(record.publisher),
        "address": _latex(record.place),
        "year": _latex(record.year),
        "pages": _latex("–".join(record.pages)),
        "note": _latex(record.remark),
        "url": record.url,
        "urldate": record.accessed.isoformat() if record.accessed else "",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return ",\n".join([f"@incollection{{{record.key}", *lines]) + "\n}"


def ris(record: Record) -> str:
    """The record in RIS, a tag a line."""
    fields = [
        ("TY", "CHAP"),
        ("ID", record.key),
        ("TI", record.title),
        ("T2", record.volume_title),
        ("T3", record.series),
        ("VL", _bare(record.volume)),
        *(("A2", _ris_name(name)) for name in record.editors),
        ("PB", record.publisher),
        ("CY", record.place),
        ("PY", record.year),
        ("SP", record.pages[0] if record.pages else ""),
        ("EP", record.pages[-1] if record.pages else ""),
        ("N1", record.remark),
        ("UR", record.url),
        ("Y2", f"{record.accessed:%Y/%m/%d}" if record.accessed else ""),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return "\n".join([*lines, "ER  - "])


def csl_json(record: Record) -> str:
    """The record as CSL-JSON, an array of one item with the fields that history.state.gov gives.

    As there, `page` holds "Document 75" where the book prints numbers; the pages follow it.
    """
    printed = printed_pages(record.pages) if record.number else "-".join(record.pages)
    item: dict[str, Any] = {
        "id": record.key,
        "type": "chapter",
        "title": record.title,
        "container-title": record.volume_title,
        "collection-title": record.collection,
        "collection-number": record.subseries,
        "volume": record.volume,
        "editor": [_csl_name(name) for name in record.editors],
        "publisher": record.publisher,
        "publisher-place": record.place,
        "issued": _year(record.year) if record.year else None,
        "page": ", ".join(part for part in (record.number, printed) if part),
        "note": record.note,
        "URL": record.url,
        "accessed": _day(record.accessed) if record.accessed else None,
    }
    filled = {field: value for field, value in item.items() if value}
    return json.dumps([filled], ensure_ascii=False)


def _key(passage: Passage | None, document: Document, pages: Sequence[str]) -> str:
    """A key such as "frus1944Quebec-d123-p192-193-fn2"."""
    ends = dict.fromkeys((pages[0], pages[-1]) if pages and passage is not None else ())
    parts = [*document.id.split("/"), *(["p" + "-".join(ends)] if ends else [])]
    if passage is not None and passage.kind is Kind.FOOTNOTE:
        parts.append(passage.id.rpartition("/")[2])
    return re.sub(r"[^\w.-]", "", "-".join(parts))


def _bare(volume: str) -> str:
    """A volume's number without the word that BibTeX and RIS put before it."""
    return re.sub(r"^Volumes? ", "", volume)


def _latex(text: str) -> str:
    joined = " ".join(text.split())
    return _LATEX_RUN.sub(lambda run: _LATEX.get(run[0]) or "{}".join(run[0]), joined)


def _bibtex_name(name: Name) -> str:
    if not name.family:
        return f"{{{_latex(name.printed)}}}"
    parts = (name.family_whole, name.suffix, name.given)
    return ", ".join(_latex(part) for part in parts if part)


def _ris_name(name: Name) -> str:
    parts = (name.family_whole, name.given, name.suffix)
    return ", ".join(part for part in parts if part) or name.printed


def _csl_name(name: Name) -> dict[str, str]:
    if not name.family:
        return {"literal": name.printed}
    parts = {
        "given": name.given,
        "non-dropping-particle": name.particle,
        "family": name.family,
        "suffix": name.suffix,
    }
    return {part: words for part, words in parts.items() if words}


def _year(year: str) -> dict[str, Any]:
    return {"date-parts": [[int(year)]]} if re.fullmatch(r"[0-9]{4}", year) else {"literal": year}


def _day(day: date) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]}
