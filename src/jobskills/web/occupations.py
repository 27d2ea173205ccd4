"""What the model knows of occupations and elements: searched, looked up and listed over HTTP."""

from collections.abc import Sequence

import numpy as np
from flask import Blueprint

from jobskills.prediction import DOMAINS
from jobskills.web.answers import JsonObject
from jobskills.web.onetonline import element_url, occupation_url
from jobskills.web.openapi import answers, spec
from jobskills.web.ports import PredictorPort
from jobskills.web.problems import RefusedError
from jobskills.web.schemas import ElementList, OccupationList, OccupationQuery, RatedOccupation

__all__ = ["add_elements", "add_occupations"]

_DECIMALS = 4


def add_occupations(api: Blueprint, predictor: PredictorPort) -> None:
    """Add the routes of occupations."""
    titles = dict(predictor.occupations)
    rows = {code: row for row, code in enumerate(titles)}
    search = _Search(predictor.occupations)

    @api.get("/occupations")
    @spec.validate(resp=answers(OccupationList, 422), tags=["Occupations"])
    def search_occupations(query: OccupationQuery) -> JsonObject:
        """Find occupations by words of their title or by code.

        Every word must occur; titles that begin with the first word come first.
        """
        found = search.find(query.query)
        shown = [_occupation(code, titles[code]) for code in found[: query.limit]]
        return {"total": len(found), "occupations": shown}

    @api.get("/occupations/<code>")
    @spec.validate(
        resp=answers(RatedOccupation, 404),
        tags=["Occupations"],
        path_parameter_descriptions={"code": "An O*NET-SOC code such as 29-1141.00"},
    )
    def read_occupation(code: str) -> JsonObject:
        """Look one occupation up by its O*NET-SOC code, with O*NET's ratings of it."""
        if code not in titles:
            raise RefusedError.of(404, "code", "No occupation has this code; codes are 29-1141.00.")
        ratings = _ratings(predictor, rows[code])
        return {**_occupation(code, titles[code]), "elements": ratings}


class _Search:
    """Occupations by words, in one lower-case line each: a search is a scan of short strings."""

    def __init__(self, occupations: Sequence[tuple[str, str]]) -> None:
        self._lines = [(f"{title} {code}".lower(), code) for code, title in occupations]

    def find(self, query: str) -> list[str]:
        """Return the codes of the lines that hold every word."""
        words = query.lower().split()
        found = [(line, code) for line, code in self._lines if all(word in line for word in words)]
        if words:
            found.sort(key=lambda pair: not pair[0].startswith(words[0]))
        return [code for _, code in found]


def _occupation(code: str, title: str) -> JsonObject:
    return {"code": code, "title": title, "url": occupation_url(code)}


def _ratings(predictor: PredictorPort, row: int) -> list[JsonObject]:
    """Return O*NET's ratings of an occupation, the most important of each domain first."""
    importance, level = predictor.ratings[row], predictor.levels[row]
    rated = [
        {
            "id": element.id,
            "name": element.name,
            "domain": element.domain,
            "importance": round(float(importance[i]), _DECIMALS),
            "level": None if np.isnan(level[i]) else round(float(level[i]), _DECIMALS),
        }
        for i, element in enumerate(predictor.elements)
        if not np.isnan(importance[i])
    ]
    order = {domain: i for i, domain in enumerate(DOMAINS)}
    return sorted(rated, key=lambda one: (order[one["domain"]], -one["importance"]))


def add_elements(api: Blueprint, predictor: PredictorPort) -> None:
    """Add the route of elements."""

    @api.get("/elements")
    @spec.validate(resp=answers(ElementList), tags=["Model"])
    def list_elements() -> JsonObject:
        """List every element that the model rates, with its scale and average."""
        return {
            "elements": [
                {
                    "id": element.id,
                    "name": element.name,
                    "domain": element.domain,
                    "mean": element.mean,
                    "scale_low": element.scale_low,
                    "scale_high": element.scale_high,
                    "url": element_url(element.id),
                }
                for element in predictor.elements
            ]
        }
