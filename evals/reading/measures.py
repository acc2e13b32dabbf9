"""What is measured of replies, each measure with its formula.

Gold sentences are matched as completeness against hand-made nuggets is judged without a model:
two spans are the same sentence from half the characters of the shorter on. Questions marked as
underspecified count in none of these measures; the right reply to them is to ask back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from assistant.answer import Reason
from evals.reading.reply import Reply, Way, same_sentence
from evals.statistics import Aurc, Auroc, Chosen, Ratio, Statistic, Values

UNDERSPECIFIED = "UNDERSPECIFIED"  # the label of such questions in MTRAG
DEPTHS = (1, 5, 10)
_ASKING_BACK = (Reason.UNDERSPECIFIED, Reason.UNCLEAR)


class Marks:
    """The replies as columns, shape (n,), of which every measure is made.

    `told` are those that count: all but the underspecified. `sentences` are the answerable ones
    of which gold sentences are known, of the others only the passage; `alone` those whose gold
    passage or near miss was read by itself.
    """

    def __init__(self, replies: Sequence[Reply]) -> None:
        self.replies = replies
        self.underspecified = self.flags(lambda r: r.question.label.upper() == UNDERSPECIFIED)
        self.told = ~self.underspecified
        self.answerable = self.told & self.flags(lambda r: r.question.answerable)
        self.unanswerable = self.told & ~self.answerable
        self.sentences = self.answerable & self.flags(lambda r: bool(r.question.gold))
        self.answered = self.flags(lambda r: not r.refused)
        self.leading_right = self.flags(lambda r: r.leading_right)
        self.correct = self.told & self.answered & self.leading_right
        self.followups = self.answerable & self.flags(lambda r: bool(r.question.history))
        self.alone = self.told & self.flags(lambda r: r.alone is not None)
        self.confidence = self.values(lambda r: r.answerability)

    def flags(self, of: Callable[[Reply], bool]) -> Chosen:
        """Whether each reply is so."""
        return np.array([of(reply) for reply in self.replies], dtype=np.bool_)

    def values(self, of: Callable[[Reply], float]) -> Values:
        """A number of each reply."""
        return np.array([of(reply) for reply in self.replies], dtype=np.float64)


def measures(marks: Marks, k: int) -> dict[str, Statistic]:
    """Every measure by name; `k` passages were retrieved."""
    found: dict[str, Statistic] = {}
    for group in (reading, quoting, abstaining):
        found |= group(marks)
    return found | finding(marks, k) | dict(following(marks, k))


def reading(marks: Marks) -> dict[str, Statistic]:
    """The reader alone, with nothing but the gold passage before it.

    Top sentence right: the share of questions with gold sentences whose likeliest sentence is one
    of them. AUROC: of the likeliest sentence's probability, the gold passage of an answerable
    question against the near miss of an unanswerable one.
    """
    scores = marks.values(lambda r: r.alone.answerability if r.alone else 0.0)
    return {
        "top sentence right, reader alone": Ratio.mean(
            marks.flags(_alone_right), marks.sentences & marks.alone
        ),
        "AUROC, reader alone": Auroc(scores, marks.answerable, marks.alone),
    }


def quoting(marks: Marks) -> dict[str, Statistic]:
    """What is quoted, with retrieval in the loop.

    First quote right: whether the first quotation is a gold sentence, over the answerable
    questions that were answered, and over all answerable ones. In a gold passage: the same by
    passage. Sentence recall = gold sentences quoted / gold sentences; sentence precision =
    quotations that are gold sentences / quotations; both are means over the answerable questions
    answered. Words: in the quotations of an answer.
    """
    answered = marks.sentences & marks.answered
    passage = marks.flags(_in_gold_passage)
    return {
        "first quote right, of answered": Ratio.mean(marks.leading_right, answered),
        "first quote right, of answerable": Ratio.mean(marks.correct, marks.sentences),
        "first quote in a gold passage, of answered": Ratio.mean(
            passage, marks.answerable & marks.answered
        ),
        "first quote in a gold passage, of answerable": Ratio.mean(passage, marks.answerable),
        "sentence recall": Ratio.mean(marks.values(_sentence_recall), answered),
        "sentence precision": Ratio.mean(marks.values(_sentence_precision), answered),
        "words per answer": Ratio.mean(
            marks.values(lambda r: r.words), marks.told & marks.answered
        ),
    }


def abstaining(marks: Marks) -> dict[str, Statistic]:
    """What is refused; to refuse is the positive class.

    Precision = right refusals / refusals; recall = right refusals / unanswerable; F1 = 2 right
    refusals / (refusals + unanswerable), their harmonic mean; false refusals = answerable
    questions refused / answerable. AUROC: of the probability that the record answers. Risk: the
    leading quotation is wrong, or the question unanswerable. Correct (Skarlinski et al. 2024,
    LitQA2): the first quotation of an answer is right, by the gold passage where no gold sentence
    is known; precision = correct / answered, accuracy = correct / all. Right replies = (correct +
    right refusals) / all.
    """
    refused = marks.told & ~marks.answered
    hit = refused & marks.unanswerable
    risk = marks.unanswerable | ~marks.leading_right
    found: dict[str, Statistic] = {
        "AUROC, in the loop": Auroc(marks.confidence, marks.answerable, marks.told),
        "abstention precision": Ratio.mean(hit, refused),
        "abstention recall": Ratio.mean(hit, marks.unanswerable),
        "abstention F1": Ratio(_counted(hit, hit), _counted(refused, marks.unanswerable)),
        "false refusals": Ratio.mean(refused, marks.answerable),
        "AURC": Aurc(marks.confidence, risk, marks.told),
        "precision (correct / answered)": Ratio.mean(marks.correct, marks.told & marks.answered),
        "accuracy (correct / all)": Ratio.mean(marks.correct, marks.told),
        "right replies": Ratio.mean(marks.correct | hit, marks.told),
    }
    if marks.underspecified.any():
        back = marks.flags(lambda r: r.reason in _ASKING_BACK)
        found["underspecified: asked back"] = Ratio.mean(back, marks.underspecified)
        found["underspecified: answered"] = Ratio.mean(marks.answered, marks.underspecified)
    return found


def finding(marks: Marks, k: int) -> dict[str, Statistic]:
    """Retrieval of the gold passages of answerable questions, as resolved and in the loop.

    R@n = gold passages among the first n / gold passages; success@5: whether any is among the
    first five; MRR@10: 1 / rank of the first gold passage, 0 where none is among the first ten
    (Voorhees 1999, TREC-8). Only depths down to which passages were retrieved are measured.
    """
    found: dict[str, Statistic] = {}
    for depth in DEPTHS:
        if depth <= k:
            values = marks.values(lambda r, n=depth: recall(r, r.retrieved, n))  # type: ignore[misc]  # the depth is bound now
            found[f"R@{depth}"] = Ratio.mean(values, marks.answerable)
    if k >= DEPTHS[1]:
        first = marks.values(lambda r: float(recall(r, r.retrieved, DEPTHS[1]) > 0))
        found["success@5"] = Ratio.mean(first, marks.answerable)
    if k >= DEPTHS[2]:
        found["MRR@10"] = Ratio.mean(marks.values(_reciprocal_rank), marks.answerable)
    return found


def following(marks: Marks, k: int) -> Iterator[tuple[str, Statistic]]:
    """R@5 of follow-ups by how they are put to the search, and what resolving them gains."""
    if not marks.followups.any() or k < DEPTHS[1]:
        return
    by_way: Mapping[Way, Values] = {
        way: marks.values(lambda r, w=way: recall(r, r.ways.get(w, ()), DEPTHS[1]))  # type: ignore[misc]  # the way is bound now
        for way in Way
    }
    for way, values in by_way.items():
        yield f"follow-ups, R@5: {way}", Ratio.mean(values, marks.followups)
    gain = by_way[Way.RESOLVED] - by_way[Way.RAW]
    yield "follow-ups, R@5: gain by resolving", Ratio.mean(gain, marks.followups)


def sliced(marks: Marks, part: Chosen, k: int) -> dict[str, Statistic]:
    """The measures that are given of a slice: refusals, answers right, and retrieval."""
    correct = marks.answered & marks.leading_right
    found: dict[str, Statistic] = {
        "refused": Ratio.mean(~marks.answered, part),
        "first quote right": Ratio.mean(correct, part & marks.answerable),
    }
    if k >= DEPTHS[1]:
        values = marks.values(lambda r: recall(r, r.retrieved, DEPTHS[1]))
        found["R@5"] = Ratio.mean(values, part & marks.answerable)
    return found


def recall(reply: Reply, retrieved: Sequence[str], depth: int) -> float:
    """The share of a question's gold passages among the first `depth`; 0 where it has none."""
    gold = set(reply.question.gold_passages)
    return len(gold & set(retrieved[:depth])) / len(gold) if gold else 0.0


def _counted(one: Chosen, other: Chosen) -> Values:
    """How many of the two each question is."""
    return one.astype(np.float64) + other.astype(np.float64)


def _reciprocal_rank(reply: Reply) -> float:
    gold = reply.question.gold_passages
    ranks = (1 / rank for rank, id_ in enumerate(reply.retrieved[: DEPTHS[2]], 1) if id_ in gold)
    return next(ranks, 0.0)


def _alone_right(reply: Reply) -> bool:
    best = reply.alone.best if reply.alone else None
    return best is not None and any(same_sentence(best, gold) for gold in reply.question.gold)


def _in_gold_passage(reply: Reply) -> bool:
    return any(cited.passage in reply.question.gold_passages for cited in reply.citations[:1])


def _sentence_recall(reply: Reply) -> float:
    gold = reply.question.gold
    hit = [any(same_sentence(cited, one) for cited in reply.citations) for one in gold]
    return sum(hit) / len(hit) if hit else 0.0


def _sentence_precision(reply: Reply) -> float:
    gold = reply.question.gold
    hit = [any(same_sentence(cited, one) for one in gold) for cited in reply.citations]
    return sum(hit) / len(hit) if hit else 0.0
