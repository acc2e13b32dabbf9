"""One question and its reply, step by step, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer import Answer, Step
from assistant.check_request import quotation_to_check
from assistant.scope_words import limits
from assistant.suggest import suggested
from assistant.ui.choice import titles
from assistant.ui.conversation import EVERYTHING, Conversation
from assistant.ui.linking import link_to
from assistant.ui.protocol import Assistant
from assistant.ui.words import chat as words
from corpus.errors import FrusError
from vectorstore.retriever import Filter

#: Passages retrieved for a question, as the assistant has it by default.
HITS = 10


def converse(
    assistant: Assistant,
    question: str,
    conversation: Conversation,
    scope: Filter = EVERYTHING,
) -> Iterator[Conversation]:
    """The conversation after each step of the reply to `question`, the reply itself last.

    Only what is in `scope` is searched.

    A FrusError becomes the reply: its message says what to do. Anything else becomes a reply
    without details and is raised again, so that the server's log has it.
    """
    history = conversation.history
    conversation = conversation.asked(question, scope, _in_words(assistant, scope))
    yield conversation
    quotation = quotation_to_check(question)
    try:
        if quotation is not None:
            yield conversation.checked(assistant.check(quotation))
            return
        for step in assistant.stream(question, history, scope, HITS):
            conversation = _after(assistant, conversation, step)
            yield conversation
        if conversation.exchanges[-1].answer is None:
            raise RuntimeError("the assistant's steps ended without an answer")
    except FrusError as error:
        yield conversation.troubled(str(error))
    except Exception:
        yield conversation.troubled(words.FAILURE)
        raise


def _after(assistant: Assistant, conversation: Conversation, step: Step) -> Conversation:
    if "answer" in step:
        return _answered(assistant, conversation, step["answer"])
    if "statements" in step:
        return conversation.wrote(step["statements"])
    if "hits" in step:
        return conversation.found(words.searching(len(step["hits"])), step["hits"])
    if "ahead" in step:
        return conversation.in_line(words.in_line(step["ahead"]), step["ahead"])
    return conversation.progressed(words.SEARCHING, step.get("searched", ""))


def _in_words(assistant: Assistant, scope: Filter) -> str:
    if scope == EVERYTHING:
        return ""
    with assistant.stored() as stored:
        documents = [one for id_ in scope.documents if (one := stored.document(id_)) is not None]
        return limits(scope, titles(stored.volumes, documents))


def _answered(assistant: Assistant, conversation: Conversation, answer: Answer) -> Conversation:
    with assistant.stored() as stored:
        quotes = (*answer.quotes, *answer.related)
        notes = {quote.passage.id: tuple(stored.notes_in(quote.passage)) for quote in quotes}
        marked = (quote.passage.anchor.passage for quote in quotes if quote.passage.anchor)
        carriers = tuple(one for id_ in marked if (one := stored.passage(id_)) is not None)
        scope = conversation.exchanges[-1].scope
        questions = suggested(answer, conversation.history, stored, scope)
        answered = conversation.answered(answer, notes, carriers)
        return answered.led_on(questions, link_to(answered, stored))
