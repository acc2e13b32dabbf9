"""Everything that the chat and its pages are served from, opened over this process's home."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

from assistant.builder import Builder
from assistant.cards import read_cards
from assistant.command import complain, opened
from assistant.lessons.finding import FoundLessons, find_lessons
from assistant.live import LiveAssistant
from assistant.settings import Settings
from assistant.terminal import Bars
from assistant.turns import Turnstile
from assistant.ui.pages.site import Site
from vectorstore.minilm import MiniLM

# A language model is waited for, which takes no core of this machine.
_WRITTEN_AT_ONCE = 8


@contextmanager
def open_site(
    settings: Settings,
    llm: str | None = None,
    reranker: str | None = None,
    *,
    lessons: FoundLessons | None = None,
    api: bool = False,
) -> Iterator[Site]:
    """The pages over this process's home, whose index is built beside them where there is none.

    Without `lessons` they have those that ship, and those in the home; with `api` programs may
    ask too.
    The models are loaded in a thread: a page can be opened, and a question typed, before they are.
    """
    found = find_lessons(settings.lessons) if lessons is None else lessons
    with ExitStack() as open_until_left:
        begin = open_until_left.enter_context
        with Bars() as bars:
            # Volumes can be searched by their words while their vectors are made.
            begin(Builder(settings, MiniLM.name, MiniLM, bars.show, bars.note))
        assistant = begin(opened(llm, reranker, asking=True))
        turnstile = Turnstile(_WRITTEN_AT_ONCE if llm else None)
        live = begin(LiveAssistant(assistant, settings.index, turnstile=turnstile))
        # What it raises is raised again at the first question.
        begin(ThreadPoolExecutor(1, "warm-up")).submit(assistant.warm_up)
        yield Site(
            assistant=live,
            cards=lambda: read_cards(settings, complain),
            lessons=found.lessons,
            flawed_lessons=found.told,
            api=api,
        )
