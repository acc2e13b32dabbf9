"""What a run measures beside the rest, and no longer asks, where a language model answers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from evals.suite.answers import Answers
from evals.suite.counterfactual import Counterfactual
from evals.suite.judged import Bar, Found
from evals.suite.plan import Plan
from evals.suite.results import Results
from evals.suite.support import Support
from evals.suite.world import Progress, Stage, World
from evals.support.published import note, published_file, read_published

# A model writes words of its own, and other ones another time. What it quotes must be as exact.
_ITS_OWN = ("coverage", "leakage", "determinism")


@dataclass(frozen=True, slots=True)
class Written:
    """The stage of a set's answers where a model writes prose: what that must break is told."""

    answers: Answers

    @property
    def name(self) -> str:
        """What metrics are called by."""
        return self.answers.name

    def __call__(self, world: World, progress: Progress) -> Found:
        """What the checks say of the replies."""
        found = self.answers(world, progress)
        told = {f"{self.name}/{name}" for name in _ITS_OWN}
        return replace(
            found,
            definitions=tuple(
                replace(one, bar=Bar.TOLD) if one.metric in told else one
                for one in found.definitions
            ),
        )


def with_model(planned: Plan) -> Plan:
    """The plan for an assistant with a language model: support and counterfactuals join in."""
    stages: list[Stage] = []
    for stage in planned.stages:
        if isinstance(stage, Counterfactual):
            continue  # each set of answers gets its own below
        if not isinstance(stage, Answers):
            stages.append(stage)
            continue
        asked = stage.asked
        stages += [Written(stage), Support(asked), Counterfactual(asked, gated=False)]
    return replace(planned, stages=tuple(stages))


def naming(results: Results, llm: str) -> Results:
    """Results that name the language model, and how good the judge of its prose is."""
    told = note(read_published(published_file()))
    return replace(results, run=replace(results.run, llm=llm), notes=(*results.notes, told))
