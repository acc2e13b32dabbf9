"""A lesson as the side bar of the chat, and as presenter mode shows it. Pure functions.

All steps are drawn; the page's script (``lesson.js``) opens one of them, and in presenter mode
one part of it after another.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer, Quote
from assistant.lessons.lesson import Lesson
from assistant.render import reference_line, searched_differently, voice_label
from assistant.ui.conversation import Exchange
from assistant.ui.lesson_standing import Outcome, Standing, outcome
from assistant.ui.markup import hidden, text
from assistant.ui.message import card_id
from assistant.ui.verdict_card import verdict_html
from assistant.ui.words import chat
from assistant.ui.words import lesson as words


def bar_html(lesson: Lesson, standings: Sequence[Standing], missing: Sequence[str] = ()) -> str:
    """The side bar of `lesson`; `missing` are the documents of it that are not installed."""
    steps = "".join(
        _step(standing, number, len(standings))
        for number, standing in enumerate(standings, start=1)
    )
    asked = sum(standing.done for standing in standings)
    return (
        f'<section class="frus-lesson" id="frus-lesson-bar" tabindex="-1" '
        f'aria-label="{text(_name(lesson))}" {_spoken()}>'
        f'<details class="frus-lesson-fold" open><summary><span>{text(_name(lesson))}</span>'
        f"{_progress(asked, len(standings))}</summary>"
        f"{_head(lesson, missing, begun=bool(asked))}"
        f'<ol class="frus-steps" aria-label="{text(words.STEPS)}">{steps}</ol>'
        f"{_moves()}{_links(lesson)}</details>"
        f'<div class="frus-lesson-brief"></div>{_presenter(lesson)}</section>'
    )


def unknown_html(id_: str, lessons: Sequence[Lesson]) -> str:
    """What is shown where there is no lesson `id_`: the lessons that there are."""
    listed = "".join(
        f'<li><a href="/?lesson={text(lesson.id)}">{text(lesson.title)}</a> '
        f'<span class="frus-lesson-level">{text(lesson.level)}</span></li>'
        for lesson in lessons
    )
    choose = f"<p>{text(words.CHOOSE)}</p><ul>{listed}</ul>"
    there_are = choose if listed else f"<p>{text(words.NONE)}</p>"
    return (
        f'<section class="frus-lesson frus-lesson-unknown" tabindex="-1" '
        f'aria-label="{text(words.LESSON)}"><p><strong>{text(words.unknown(id_))}</strong></p>'
        f'{there_are}<div class="frus-lesson-links">{_aside("/lessons", words.ALL_LESSONS)}'
        f"{_leave(words.WITHOUT)}</div></section>"
    )


def _name(lesson: Lesson) -> str:
    return f"{words.LESSON}: {lesson.title}"


def _spoken() -> str:
    """What the script says aloud, for it to find."""
    said = {
        "busy": words.BUSY,
        "first": words.FIRST,
        "last": words.LAST,
        "small": words.NO_FULL_SCREEN,
    }
    return " ".join(f'data-{name}="{text(words_)}"' for name, words_ in said.items())


def _progress(asked: int, steps: int) -> str:
    return (
        f'<span class="frus-lesson-progress"><span class="frus-lesson-at">'
        f"{text(words.at(1, steps))}</span> · {text(words.progress(asked))}</span>"
    )


def _head(lesson: Lesson, missing: Sequence[str], *, begun: bool) -> str:
    """What the lesson is; once it is `begun` its introduction is folded."""
    gone = f"{words.NOT_INSTALLED} {', '.join(missing)}" if missing else ""
    return (
        f'<div class="frus-lesson-head"><h2>{text(lesson.title)}</h2>'
        f'<p class="frus-lesson-level">{text(f"{words.FOR_WHOM} {lesson.level}")}</p>'
        '<p class="frus-lesson-begin"><button type="button" class="frus-present" '
        f'id="frus-present" title="{text(words.PRESENT_KEY)}">{text(words.PRESENT)}</button>'
        f"{_leave(words.LEAVE)}</p>"
        f'<details class="frus-lesson-intro"{"" if begun else " open"}>'
        f"<summary>{text(words.INTRODUCTION)}</summary>{_paragraphs(lesson.introduction)}</details>"
        + (f'<p class="frus-lesson-missing">{text(gone)}</p>' if gone else "")
        + "</div>"
    )


def _step(standing: Standing, number: int, steps: int) -> str:
    step, own = standing.step, f"frus-step-{number}"
    asked = f' <span class="frus-step-asked">{text(words.ASKED)}</span>' if standing.done else ""
    return (
        f'<li class="frus-step" id="{own}" data-at="{text(words.at(number, steps))}"'
        f"{' data-done' if standing.done else ''}>"
        f'<h3 class="frus-step-question"><button type="button" class="frus-step-open" '
        f'id="{own}-open" aria-expanded="false" aria-controls="{own}-inside">'
        f"<span>{text(step.question)}</span>{asked}</button></h3>"
        f'<div class="frus-step-inside" id="{own}-inside">'
        f'<p class="frus-step-do"><button type="button" class="frus-step-ask" id="{own}-ask">'
        f"{text(words.ASK_AGAIN if standing.done else words.ASK)}</button></p>"
        f'<div class="frus-step-answer" tabindex="-1">{_shown(standing.exchange)}</div>'
        f"{_outcome(outcome(standing))}"
        f"{_prompt('look', words.LOOK_FOR, step.look_for)}"
        f"{_prompt('discuss', words.DISCUSS, step.discussion)}</div></li>"
    )


def _prompt(part: str, title: str, prompt: str) -> str:
    return (
        f'<div class="frus-step-prompt frus-step-{part}" tabindex="-1"><h4>{text(title)}</h4>'
        f"{_paragraphs(prompt)}</div>"
    )


def _paragraphs(written: str) -> str:
    """What a teacher wrote, a paragraph to a line."""
    return "".join(f"<p>{text(line)}</p>" for line in written.splitlines() if line.strip())


def _outcome(come: Outcome | None) -> str:
    if come is None:
        return ""
    parts = [text(come.told)]
    parts += [
        f'<a class="frus-lesson-source frus-cite" href="#{card_id(come.exchange, str(card))}">'
        f"{text(words.source(card))}</a>"
        for card in come.cards
    ]
    if come.link:
        parts.append(_aside(come.link, come.place))
    kind = "frus-outcome-good" if come.good else "frus-outcome-other"
    return f'<p class="frus-step-outcome {kind}">{" ".join(parts)}</p>'


def _shown(exchange: Exchange | None) -> str:
    """The reply as presenter mode shows it: its quotations, large, and where they stand."""
    if exchange is not None and exchange.verdict is not None:
        return verdict_html(exchange.verdict)
    if exchange is not None and exchange.trouble:
        return f'<p class="frus-shown-said">{text(f"{chat.TROUBLE} {exchange.trouble}")}</p>'
    if exchange is None or exchange.answer is None:
        return f'<p class="frus-step-wait">{text(words.WAITING)}</p>'
    answer = exchange.answer
    refused = answer.refusal
    said = f'<p class="frus-shown-said">{text(refused.message)}</p>' if refused else ""
    return _searched(answer) + said + "".join(map(_quotation, answer.quotes)) + _related(answer)


def _searched(answer: Answer) -> str:
    if not searched_differently(answer):
        return ""
    return f'<p class="frus-shown-searched">{text(f"{words.SEARCHED_AS} {answer.searched}")}</p>'


def _related(answer: Answer) -> str:
    """The nearest passages where none answers, folded: the reply is that none does."""
    if not answer.related:
        return ""
    nearest = "".join(map(_quotation, answer.related))
    return (
        f'<details class="frus-shown-related"><summary>{text(chat.RELATED)}</summary>'
        f"<p>{text(chat.RELATED_TEXT)}</p>{nearest}</details>"
    )


def _quotation(quote: Quote) -> str:
    return (
        f'<figure class="frus-shown"><blockquote>“{text(quote.text)}”</blockquote>'
        f'<figcaption><span class="frus-voice">{text(voice_label(quote.passage))}</span> '
        f"{text(reference_line(quote))}</figcaption></figure>"
    )


def _moves() -> str:
    return (
        '<div class="frus-lesson-moves">'
        f'<button type="button" class="frus-step-previous" id="frus-step-previous">'
        f"{text(words.PREVIOUS)}</button>"
        '<span class="frus-lesson-at"></span>'
        f'<button type="button" class="frus-step-next" id="frus-step-next">'
        f"{text(words.NEXT)}</button></div>"
    )


def _links(lesson: Lesson) -> str:
    handout = _aside(f"/lessons/{lesson.id}/handout", words.HANDOUT)
    return f'<p class="frus-lesson-links">{handout}{_aside("/lessons", words.ALL_LESSONS)}</p>'


def _leave(name: str) -> str:
    return f'<button type="button" class="frus-lesson-leave">{text(name)}</button>'


def _aside(address: str, name: str) -> str:
    """A link that opens beside the conversation, which would be lost if it took its place."""
    return (
        f'<a href="{text(address)}" target="_blank" rel="noopener">{text(name)}'
        f"{hidden(' ' + chat.NEW_TAB)}</a>"
    )


def _presenter(lesson: Lesson) -> str:
    """The head and the foot of presenter mode."""
    buttons = (
        ("back", words.BACK),
        ("on", words.ON),
        ("full", words.FULL_SCREEN),
        ("stop", words.STOP),
    )
    made = "".join(
        f'<button type="button" class="frus-present-{name}" id="frus-present-{name}">'
        f"{text(said)}</button>"
        for name, said in buttons
    )
    legend = "".join(
        f"<div><dt>{text(does)}</dt><dd>{_keys(keys)}</dd></div>" for does, keys in words.LEGEND
    )
    return (
        f'<p class="frus-present-head"><span>{text(lesson.title)}</span> '
        '<span class="frus-lesson-at"></span></p>'
        f'<div class="frus-present-foot"><div class="frus-present-buttons">{made}</div>'
        f'<dl class="frus-present-keys" aria-label="{text(words.KEYS)}">{legend}</dl></div>'
    )


def _keys(keys: Sequence[str]) -> str:
    return f" {text(words.OR)} ".join(f"<kbd>{text(key)}</kbd>" for key in keys)
