"""Whether a text reads like a job posting, told by how many of its words are those of work."""

import re
from collections.abc import Sequence
from typing import Final

from jobskills.text.wordset import word_set

__all__ = ["reads_like_posting"]

#: Words that job postings and descriptions of occupations are full of, in any trade.
_WORK: Final = word_set(
    """
    abilities ability accounting activities administer administration administrative advise
    advises analyse analysis analyst analyze applicant applicants application applications
    apply apprentice assemblers assigned assist assistant assisting assists benefits business
    candidate candidates career careers certificate certification clean cleaner cleaners
    cleaning cleans clerk client clients clinical collect communicate communication company
    compliance conduct conducts construction consultant coordinate coordinates coordinating
    coordinator create creates creating customer customers cv data degree deliver department
    design designer designers designs develop developing development develops diploma direct
    directs duties duty employed employee employees employer employers employment enforce
    engineer engineering ensure ensures ensuring equipment evaluate executives experience
    experienced expertise facilities facility financial goods group handle handles hire hiring
    hours identify implement including industry inspect inspects install installing installs
    institutions instructors job jobs knowledge labourers leadership legal licence license
    looking machine machinery machines maintain maintaining maintains maintenance manage
    management manager managers manages managing manufacturing marketing materials medical
    monitor monitoring monitors motivated nursing occupation office officer officers operate
    operates operating operational operations operator operators opportunity organise
    organises organizational organize organizes oversee oversees participate patient patients
    patrol pay perform performing performs personnel plan planning plans policies position
    positions prepare prepares preparing procedures process processes processing production
    products professional professionals program programme programs project projects proven
    provide provides providing qualification qualifications qualified quality recruit
    recruiting recruitment regulations related repair repairing repairs reporting reports
    required requirement requirements requires research responsibilities responsibility
    responsible review role roles safety salary sales schedule seek seeking seeks serve
    service services set shift shifts skill skilled skills software sort specialist staff
    stakeholders standards storage strategic strategy student students supervise supervises
    supervision supervisor supervisors support supporting supports systems tasks teach teaches
    teaching team teams technical technician technicians tend tends tool tools train trainee
    training transport treat treatment unit vacancies vacancy wage wages wanted work worker
    workers working workplace works
    """
)
#: Who does it: "Bakers make ...", or a title such as "Pipe fitter".
_PEOPLE: Final = re.compile(r"\w{2,}(?:ers|ors|ists|ians|ants|men|women)")
_PERSON: Final = re.compile(r"\w{2,}(?:er|or|ist|ian|ant|man|woman|ee|nurse|chef|cook|clerk)s?")
_FIRST: Final = 7
_FOR_PEOPLE, _FOR_TITLE = 2, 2
#: Real postings have 7 to 20 such words in a hundred, other texts 0 to 5.
_LEAST_SHARE: Final = 0.06


def reads_like_posting(title: Sequence[str], body: Sequence[str]) -> bool:
    """Return whether enough of a text's words are words of work.

    Parameters
    ----------
    title, body : sequence of str
        Their words, in lower case.

    Examples
    --------
    >>> reads_like_posting([], "prepare meals and maintain the equipment of our team".split())
    True
    >>> reads_like_posting([], "snow on the hedge and snow on the gate".split())
    False
    """
    least = max(1, _LEAST_SHARE * (len(title) + len(body)))
    points = sum(map(_WORK.__contains__, body)) + sum(map(_WORK.__contains__, title))
    if points < least and any(map(_PEOPLE.fullmatch, body[:_FIRST])):
        points += _FOR_PEOPLE
    if points < least and any(map(_PERSON.fullmatch, title)):
        points += _FOR_TITLE
    return points >= least
