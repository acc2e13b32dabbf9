"""The optional language model: it chooses sentences of the record, and may lead in to them."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from pydantic import ValidationError

from assistant.answer import Turn
from assistant.answering import Written
from assistant.language_model.call import call
from assistant.language_model.draft import Draft
from assistant.language_model.failure import passing, reason
from assistant.language_model.limits import Limits
from assistant.language_model.prompts import Request, request
from assistant.language_model.reply import Reply, Unfinished, flaw
from corpus.errors import ModelError
from vectorstore.retriever import Hit

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A chat model that answers by choosing sentences; `name` is how messages speak of it."""

    name: str
    chat: BaseChatModel
    limits: Limits = field(default_factory=Limits)

    def write(
        self, question: str, hits: Sequence[Hit], history: Sequence[Turn] = ()
    ) -> Iterator[Written]:
        """What answers `question` from the passages of `hits`, longer by a statement each time.

        The last is the whole; it has no statements where the model says that nothing answers.
        Raises ModelError where the model cannot be reached in time or its reply cannot be used.
        """
        asked = request(question, hits, history, self.limits.characters)
        if not hits:
            yield Written()
            return
        if not asked.spans:
            raise ModelError(
                f"the first passage is longer than what {self.name} may be sent "
                f"({self.limits.characters:,} characters); raise FRUS_LLM_CHARACTERS"
            )
        reply = yield from self._replied(asked, time.monotonic() + self.limits.seconds)
        draft = Draft(self.name, asked.spans)
        if reply.answered:
            for sentence in reply.sentences:
                draft.add(sentence)
            if not draft.statements:
                raise ModelError(
                    f"{self.name} says that the passages answer, but chose no sentence of them; "
                    "ask again or try another model"
                )
        notices = (self._unsent(asked), draft.notice)
        yield Written(draft.statements, " ".join(filter(None, notices)))

    def _replied(
        self, asked: Request, until: float, *, again: bool = True
    ) -> Generator[Written, None, Reply]:
        """The reply, asked for once more where the first try fails in passing.

        What a reader has begun to read is not begun anew: then the failure is the model's last.
        """
        draft = Draft(self.name, asked.spans)
        try:
            return (yield from self._received(asked, draft, until))
        except ModelError:
            raise
        except ValidationError as error:
            raise ModelError(
                f"the reply of {self.name} is not in the form asked for ({flaw(error)}); "
                "ask again or try another model"
            ) from error
        except Exception as error:
            if not again or draft.statements or not passing(error):
                raise ModelError(f"{self.name} did not answer: {reason(error)}") from error
        time.sleep(max(0.0, min(self.limits.pause, until - time.monotonic())))
        return (yield from self._replied(asked, until, again=False))

    def _received(
        self, asked: Request, draft: Draft, until: float
    ) -> Generator[Written, None, Reply]:
        unfinished = Unfinished()
        pieces = call(self.chat, asked.text, self.limits, until)
        try:
            while True:
                for sentence in unfinished.add(next(pieces)):
                    if draft.add(sentence):
                        yield Written(draft.statements)
        except StopIteration as end:
            return cast("Reply", end.value)
        finally:
            pieces.close()

    def _unsent(self, asked: Request) -> str:
        """What a reader is told of passages that were found, but not sent."""
        if not asked.left_out:
            return ""
        return (
            f"The language model was not shown the last {asked.left_out} of the passages found, "
            f"as it is sent no more than {self.limits.characters:,} characters."
        )
