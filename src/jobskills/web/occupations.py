"""What the model knows of occupations and elements: searched, looked up and listed over HTTP."""

from dataclasses import asdict

from flask import Blueprint

from jobskills.occupations import OccupationSearch, published_ratings
from jobskills.web.answers import JsonObject
from jobskills.web.onetonline import element_url, occupation_url
from jobskills.web.openapi import answers, spec
from jobskills.web.ports import PredictorPort
from jobskills.web.problems import RefusedError
from jobskills.web.requests import OccupationQuery
from jobskills.web.schemas import ElementList, OccupationList, RatedOccupation

__all__ = ["add_elements", "add_occupations"]


def add_occupations(api: Blueprint, predictor: PredictorPort) -> None:
    """Add the routes of occupations."""
    titles = dict(predictor.occupations)
    rows = {code: row for row, code in enumerate(titles)}
    search = OccupationSearch(predictor.occupations)

    @api.get("/occupations")
    @spec.validate(resp=answers(OccupationList, 422), tags=["Occupations"])
    def search_occupations(query: OccupationQuery) -> JsonObject:
        """Find occupations by words of their title or by code.

        Every word must occur; titles that begin with the first word come first.
        """
        found = search.find(query.query)
        shown = [_occupation(code, title) for code, title in found[: query.limit]]
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
            raise RefusedError.of(
                404, "code", "No occupation has this code; a code looks like 29-1141.00."
            )
        row = rows[code]
        rated = published_ratings(predictor.elements, predictor.ratings[row], predictor.levels[row])
        return {**_occupation(code, titles[code]), "elements": [asdict(one) for one in rated]}


def _occupation(code: str, title: str) -> JsonObject:
    return {"code": code, "title": title, "url": occupation_url(code)}


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
