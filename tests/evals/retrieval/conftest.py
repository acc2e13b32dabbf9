"""Two small volumes with indexes of their own, installed, indexed, and open for every system."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.settings import stay_offline
from corpus.library import Library
from evals.judgment import Judgment, Subject
from evals.retrieval.bench import Bench
from vectorstore.build import build
from vectorstore.minilm import MiniLM

# A word of the indexes alone: who finds it has read them.
TRAP = "xylographers"

_FISH = {
    1: ("Telegram on Herring", "The herring fleet left Bergen before the storm."),
    2: ("Note on Cod", "Iceland claims twelve miles of sea for its cod fishermen."),
    3: ("Letter on Whales", "The whaling commission met in London about the blue whale."),
    4: ("Memorandum on Tuna", "Tuna boats were seized by Ecuador off the coast."),
}
_FISH_INDEX = (
    "<item>Fisheries, generally, 1, 2, 4</item>"
    "<item>Herring, 1<list><item>Bergen fleet, 1</item></list></item>"
    "<item>Iceland, fishing limits of, 2</item><item>Tuna boats, seizure of, 4</item>"
    f"<item>Whaling, {TRAP} and, 3</item>"
)
_STEEL = {
    1: ("Telegram on Steel", "Steel prices rose after the strike at the mills."),
    2: ("Note on Copper", "Chile wants to own its copper mines."),
    3: ("Letter on Wheat", "India asks for wheat after the failed monsoon."),
}
_STEEL_INDEX = (
    "<item>Chile, copper mines, 2</item><item>India, wheat for, 3</item>"
    "<item>Steel, prices of, 1</item>"
)


def _write(path: Path, title: str, documents: dict[int, tuple[str, str]], items: str) -> Path:
    body = "".join(
        f'<div type="document" xml:id="d{n}" n="{n}"><head>{n}. {head}</head><p>{words}</p>'
        f"<p>The ambassador reported it on day {n}.</p></div>"
        for n, (head, words) in documents.items()
    )
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">'
        f'<teiHeader><fileDesc><titleStmt><title type="complete">{title}</title>'
        f'<title type="volume">{title}</title></titleStmt><publicationStmt>'
        f'<idno type="frus">{path.stem}</idno></publicationStmt></fileDesc></teiHeader>'
        f'<text><body>{body}</body><back><div xml:id="index"><head>Index</head>'
        "<p>References are to document numbers.</p>"
        f"<list>{items}</list></div></back></text></TEI>",
        encoding="utf-8",
    )
    return path


@dataclass(frozen=True)
class Installed:
    """A home with both volumes and the shipped document, and the folder of the tutorial's store."""

    home: Path
    cache: Path

    def bench(self, embedder: MiniLM, cache: Path | None = None) -> Bench:
        """Its systems, opened; the tutorial's store in another folder, if one is given."""
        digests = {source.volume: source.digest for source in Library(self.home).sources()}
        return Bench(self.home / "index", embedder, cache or self.cache, installed=digests)


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, embedder: MiniLM) -> Installed:
    folder = tmp_path_factory.mktemp("judged")
    files = [
        _write(folder / "frus1961-63v90.xml", "Fish", _FISH, _FISH_INDEX),
        _write(folder / "frus1964-68v91.xml", "Metals", _STEEL, _STEEL_INDEX),
    ]
    home = folder / "home"
    assert not Library(home).add(files).refused
    build(Library(home), home / "index", embedder, lambda *_: None)
    return Installed(home, folder / "cache")


@pytest.fixture(scope="session")
def bench(installed: Installed, embedder: MiniLM) -> Iterator[Bench]:
    pytest.importorskip("langchain_huggingface", reason="the extra speed is not installed")
    pytest.importorskip("langchain_text_splitters", reason="the extra speed is not installed")
    stay_offline()
    with installed.bench(embedder) as bench:
        yield bench


@pytest.fixture(scope="session")
def trap() -> str:
    """A word that only an index has."""
    return TRAP


def _judgment(*locators: tuple[str, ...], **fields: object) -> Judgment:
    given: dict[str, object] = {
        "id": "v/index/1",
        "volume": "v",
        "query": "herring",
        "headings": ("Herring",),
        "subject": Subject.TOPIC,
        "locators": locators,
    }
    return Judgment(**(given | fields))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def judgment() -> Callable[..., Judgment]:
    """A maker of judgments: of their locators, and what else they have."""
    return _judgment
