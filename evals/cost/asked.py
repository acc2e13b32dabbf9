"""What is asked of an index to time it, within filters of every kind; what is found is no matter.

Headings of the volumes' own indexes are as long as questions, some 10 tokens. Titles of documents,
which every volume has, are twice as long, and of the commonest words: the worst that is asked.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from corpus.errors import InputError
from corpus.library import Library
from corpus.passage import Kind, Voice
from evals.retrieval.judged import judged_volumes
from evals.retrieval.queries import sample
from vectorstore.passages import Passages
from vectorstore.retriever import Filter

#: The name of the filter that admits everything.
UNFILTERED = "unfiltered"
_FEWEST_WORDS = 4


class Asked(StrEnum):
    """What the questions are."""

    HEADINGS = "headings of indexes"
    TITLES = "titles of documents"


def headings(
    library: Library,
    count: int,
    seed: int = 0,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> list[str]:
    """At most `count` headings of the indexes of installed volumes, other ones for another seed.

    As many of each volume, none of them twice. Raises InputError where no volume has an index.
    """
    judged = judged_volumes(library, progress=progress)
    drawn = [query.judgment.query for query in sample(judged, count, seed)]
    random.Random(seed).shuffle(drawn)  # noqa: S311  # a sample
    return list(dict.fromkeys(drawn))[:count]


def draw(passages: Passages, count: int, seed: int = 0) -> list[str]:
    """Titles of at most `count` documents, other ones for another seed, none of them twice.

    Raises InputError where there is none of four words or more.
    """
    documents = [document.id for document in passages.document_facets()]
    random.Random(seed).shuffle(documents)  # noqa: S311  # a sample
    titles: dict[str, None] = {}
    for id_ in documents:
        document = passages.document(id_)
        if document is not None and len(document.title.split()) >= _FEWEST_WORDS:
            titles[document.title] = None
        if len(titles) == count:
            break
    if not titles:
        raise InputError("the index has no titles to ask for; add volumes")
    return list(titles)


def filters(passages: Passages) -> Mapping[str, Filter]:
    """Filters by name, from none to one of every kind, narrow ones and wide ones.

    The volume is that in the middle by its number of documents, the document that in its middle;
    dates are those of the middle half of the documents that have one.
    """
    facets = passages.document_facets()
    of_volume: dict[str, list[str]] = {}
    for document in facets:
        of_volume.setdefault(document.volume, []).append(document.id)
    volumes = sorted(of_volume, key=lambda volume: (len(of_volume[volume]), volume))
    middle = of_volume[volumes[len(volumes) // 2]]
    days = sorted(document.first_day for document in facets if document.first_day)
    chosen = {
        UNFILTERED: Filter(),
        "one volume": Filter(volumes=(volumes[len(volumes) // 2],)),
        "half of the volumes": Filter(volumes=tuple(sorted(volumes)[::2])),
        "one document": Filter(documents=(middle[len(middle) // 2],)),
        "paragraphs": Filter(kind=Kind.PARAGRAPH),
        "footnotes": Filter(kind=Kind.FOOTNOTE),
        "the editors' voice": Filter(voice=Voice.EDITOR),
    }
    if days:
        chosen["dates"] = Filter(after=_middle(days, 1), before=_middle(days, 3))
    return chosen


def _middle(days: Sequence[int], quarter: int) -> str:
    year, month_and_day = divmod(days[len(days) * quarter // 4], 10_000)
    return date(year, *divmod(month_and_day, 100)).isoformat()
