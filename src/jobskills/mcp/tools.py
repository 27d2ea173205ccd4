"""The tools: what each is for, in words that tell a language model when to use which."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any, Final

from pydantic import TypeAdapter

from jobskills.comparison import compare
from jobskills.errors import DataError
from jobskills.mcp.answers import (
    CompareAnswer,
    FoundOccupation,
    Occupations,
    PredictAnswer,
    RatedOccupation,
    comparison_document,
    prediction_document,
)
from jobskills.mcp.asks import Ask, CompareAsk, FindAsk, OccupationAsk, PredictAsk
from jobskills.mcp.shortening import most_important_first, shorten
from jobskills.occupations import OccupationRating, OccupationSearch, published_ratings
from jobskills.predictor import Predictor
from jobskills.selection import Selection

__all__ = ["INSTRUCTIONS", "Tool", "create_tools"]

#: What a client tells its model of the server as a whole.
INSTRUCTIONS: Final = (
    "Reads job postings and résumés; names and rates what the job needs as O*NET does. importance "
    "is on the element's own scale (1-5 for most) with a 90 % interval, level is 0-7, probability "
    "is that the job asks for more of it than the median occupation, distinctiveness is in "
    "standard deviations above the average occupation. evidence points into the description; "
    "sentences quotes it. Answers are short by default, the most important first: raise top for "
    "more. "
    "These are a model's estimates, not O*NET's own ratings; those are what occupation returns."
)


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: its names, what it may be asked, what it answers, and the function that does it."""

    name: str
    title: str
    description: str
    ask: type[Ask]
    answer: Mapping[str, Any]
    run: Callable[[Any], Mapping[str, Any]]


def create_tools(predictor: Predictor) -> Sequence[Tool]:
    """Return the tools around a predictor."""
    return (
        _predict(predictor),
        _compare(predictor),
        _find_occupations(predictor),
        _occupation(predictor),
    )


def _predict(predictor: Predictor) -> Tool:
    def run(ask: PredictAsk) -> Mapping[str, Any]:
        [prediction] = predictor.predict([ask.posting()])
        ranked = most_important_first(prediction)
        kept = Selection(ask.top, ask.threshold, ask.domains).apply(ranked)
        return prediction_document(kept, ask.description)

    return Tool(
        "predict",
        "Skills that a job needs",
        "Read one job posting, résumé or job title: the nearest O*NET occupations, the skills, "
        "knowledge, abilities, activities, context and styles it needs with ratings and evidence, "
        "and the technologies and tools it names or implies. Use it whenever someone asks what a "
        "job requires. Pass the text whole and unchanged.",
        PredictAsk,
        TypeAdapter(PredictAnswer).json_schema(),
        run,
    )


def _compare(predictor: Predictor) -> Tool:
    def run(ask: CompareAsk) -> Mapping[str, Any]:
        left, right = predictor.predict([ask.left.posting(), ask.right.posting()])
        compared = compare(left, right, threshold=ask.threshold, domains=ask.domains)
        return comparison_document(
            shorten(compared, ask.top), ask.left.description, ask.right.description
        )

    return Tool(
        "compare",
        "What one job asks that another lacks",
        "Compare where somebody stands (left: résumé or present job) with what is asked (right: "
        "posting). gaps lists what to learn, practise and expect, in the order of acting on it; "
        "elements has the ratings side by side. Use it for a résumé against a job, or for a change "
        "of jobs; a title alone will do on either side.",
        CompareAsk,
        TypeAdapter(CompareAnswer).json_schema(),
        run,
    )


def _find_occupations(predictor: Predictor) -> Tool:
    search = OccupationSearch(predictor.occupations)

    def run(ask: FindAsk) -> Mapping[str, Any]:
        found = search.find(ask.query)
        shown = tuple(FoundOccupation(code, title) for code, title in found[: ask.limit])
        return asdict(Occupations(len(found), shown))

    return Tool(
        "find_occupations",
        "Find O*NET occupations by words",
        "Find O*NET-SOC codes by words of the official occupation title, to be looked up with "
        "occupation. For a job title in everyday words use predict: it finds the nearest "
        "occupations by meaning.",
        FindAsk,
        TypeAdapter(Occupations).json_schema(),
        run,
    )


def _occupation(predictor: Predictor) -> Tool:
    titles = dict(predictor.occupations)
    rows = {code: row for row, code in enumerate(titles)}

    def run(ask: OccupationAsk) -> Mapping[str, Any]:
        code = ask.code.strip()
        if code not in titles:
            raise DataError(
                "code: no occupation that the model knows has this code; codes look like "
                "29-1141.00, and find_occupations finds them by words"
            )
        row = rows[code]
        rated = published_ratings(predictor.elements, predictor.ratings[row], predictor.levels[row])
        kept = tuple(_most_important(rated, ask))
        return asdict(RatedOccupation(predictor.info, code, titles[code], kept))

    return Tool(
        "occupation",
        "O*NET's ratings of an occupation",
        "Look up one occupation by its O*NET-SOC code: O*NET's own published ratings, the most "
        "important of each domain first. Use it for facts about an occupation; use predict for a "
        "particular job.",
        OccupationAsk,
        TypeAdapter(RatedOccupation).json_schema(),
        run,
    )


def _most_important(
    rated: Sequence[OccupationRating], ask: OccupationAsk
) -> list[OccupationRating]:
    """Return the first ratings of each domain asked for; they stand domain by domain."""
    return [
        rating
        for domain, ratings in groupby(rated, key=lambda rating: rating.domain)
        if domain in ask.domains
        for rating in list(ratings)[: ask.top]
    ]
