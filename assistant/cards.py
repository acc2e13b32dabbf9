"""The corpus card: what each installed volume is, holds and lacks, and where it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field

from assistant.gaps import counted, gaps
from assistant.settings import Settings
from assistant.shapes.card import FileCard, VolumeCard
from corpus.catalog import Catalog, read_catalog
from corpus.document import SERIES, Document, Volume
from corpus.errors import SourceError, StoreError
from corpus.library import SHIPPED, Library, Source
from corpus.passage import Kind
from vectorstore.minilm import MiniLM
from vectorstore.passages import TEXT, Passages
from vectorstore.versions import serve

_PUBLIC_DOMAIN = "public domain in the United States (published by its Government)"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is known of a volume: from the index, or in part from the catalog or its files."""

    volume: Volume
    years: tuple[int | None, int | None]
    documents: Sequence[Document] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    notices: int = 0
    fault: str = ""


def read_cards(settings: Settings, notice: Callable[[str], None]) -> list[VolumeCard]:
    """A card for every volume installed or indexed, in order of their ids.

    Nothing is built: what the index does not hold yet is told from the catalog or the files.
    `notice` is told of an index that is damaged.
    """
    library, catalog = Library(settings.home), read_catalog()
    sources = {source.volume: source for source in library.sources()}
    cards = []
    with ExitStack() as opened:
        stored = _stored(settings, notice, opened)
        if stored is not None:
            waiting = stored.waiting()
            for id_, digest in stored.sources().items():
                source = sources.pop(id_, None)
                known = _indexed(stored, id_, catalog)
                cards.append(_card(known, source, _state(source, digest, waits=id_ in waiting)))
    cards += [
        _card(_expected(source, library, catalog), source, "not indexed yet")
        for source in sources.values()
    ]
    return sorted(cards, key=lambda card: card["volume"])


def _stored(
    settings: Settings, notice: Callable[[str], None], opened: ExitStack
) -> Passages | None:
    try:
        served = serve(settings.index, MiniLM.name)
    except StoreError as error:
        if settings.index.exists():
            notice(str(error))
        return None
    opened.callback(served.hold.release)
    notice(served.notice)
    return opened.enter_context(closing(Passages(served.folder / TEXT)))


def _indexed(stored: Passages, id_: str, catalog: Catalog) -> _Known:
    found = (stored.document(document) for document in stored.documents_of(id_))
    documents = [document for document in found if document is not None]
    return _Known(
        volume=next(volume for volume in stored.volumes if volume.id == id_),
        years=_years(documents) or _years_listed(id_, catalog),
        documents=documents,
        counts=stored.counts(id_),
        notices=len(stored.notices(id_)),
    )


def _expected(source: Source, library: Library, catalog: Catalog) -> _Known:
    """What a volume that is not indexed says of itself; the catalog spares reading it whole."""
    id_ = source.volume
    years = _years_listed(id_, catalog)
    entry = catalog.find(id_)
    if entry is not None:
        listed = Volume(
            id=id_,
            title=entry.short_title,
            subseries=entry.subseries,
            number=entry.number,
            year=str(entry.published or ""),
        )
        return _Known(volume=listed, years=years)
    try:
        return _Known(volume=library.read(source).volume, years=years)
    except SourceError as error:
        unread = Volume(id=id_, title=id_, series="not known")
        return _Known(volume=unread, years=years, fault=str(error))


def licence(volume: Volume) -> str:
    """The licence of what `volume` prints, or that none is stated."""
    return _PUBLIC_DOMAIN if SERIES in volume.series else "not stated"


def _card(known: _Known, source: Source | None, state: str) -> VolumeCard:
    volume = known.volume
    lacking = [known.fault] if known.fault else []
    if source is not None:
        lacking += gaps(source, known.documents, known.notices)
    return {
        "volume": volume.id,
        "title": volume.title,
        "subseries": volume.subseries,
        "number": volume.number,
        "first_year": known.years[0],
        "last_year": known.years[1],
        "published": volume.year,
        "documents": known.counts.get("document"),
        "paragraphs": known.counts.get(Kind.PARAGRAPH),
        "footnotes": known.counts.get(Kind.FOOTNOTE),
        "licence": licence(volume),
        "source": _origin(source) if source else "no longer there",
        "checksum": _checksum(source) if source else None,
        "files": _files(source) if source else [],
        "state": state,
        "gaps": lacking,
    }


def _state(source: Source | None, digest: str, *, waits: bool) -> str:
    if source is None:
        return "no longer installed"
    if source.digest != digest:
        return "changed since it was indexed"
    return "found by its words alone until its vectors are made" if waits else "indexed"


def _years(documents: Iterable[Document]) -> tuple[int, int] | None:
    dates = [document.date for document in documents if document.date]
    if not dates:
        return None
    first, last = (date.first_day for date in dates), (date.last_day for date in dates)
    return int(min(first)[:4]), int(max(last)[:4])


def _years_listed(id_: str, catalog: Catalog) -> tuple[int | None, int | None]:
    entry = catalog.find(id_)
    return (entry.first_year, entry.last_year) if entry else (None, None)


def _origin(source: Source) -> str:
    if all(file.is_relative_to(SHIPPED) for file in source.files):
        return "ships with the assistant"
    places = [origin.place if origin else "not recorded" for origin in source.origins]
    if source.whole:
        return places[0]
    return f"{counted(len(places), 'copied page')}: {', '.join(places)}"


def _checksum(source: Source) -> str:
    return source.checksums[0] if source.whole else source.digest


def _files(source: Source) -> list[FileCard]:
    described = zip(source.files, source.checksums, source.origins, strict=True)
    return [
        {
            "name": file.name,
            "sha256": checksum,
            "place": origin.place if origin else None,
            "added": origin.added if origin else None,
        }
        for file, checksum, origin in described
    ]
