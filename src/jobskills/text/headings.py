"""Headings of advertisements and the section that each opens; decides by words alone."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from jobskills.text.reading import Section
from jobskills.text.wordset import word_set

__all__ = ["Heading", "read_heading"]


class Heading(NamedTuple):
    """The section a heading opens, and whether it holds until the next heading."""

    section: Section
    carries: bool = True


_FILLERS: Final = word_set(
    "a an and the of for in to this that with or & your our my is are as on other not limited "
    "be by s all general key main core primary principal essential specific major typical daily "
    "basic minimum min mandatory required preferred desired desirable additional special summary "
    "overview statement section list important critical relevant necessary ideal successful "
    "recommended optional job position role work working post employment candidate applicant "
    "include includes including included following related physical personal level entry"
)
_NOUNS: Final[dict[Section, frozenset[str]]] = {
    "legal": word_set(
        "eeo eeoc ada eoe disclaimer privacy accommodation accommodations compliance legal notice "
        "equal opportunity affirmative transparency veterans preference footnotes signature "
    ),
    "benefits": word_set(
        "benefits benefit perks compensation salary wage wages pay remuneration rewards bonus "
        "offer offers offering package incentives incentive 401k insurance vacation pto range rate"
    ),
    "duties": word_set(
        "duties duty responsibilities responsibility tasks task functions function "
        "accountabilities "
        "accountability activities deliverables expectations purpose mission objective objectives "
        "scope goal goals summary day-to-day role assignment assignments"
    ),
    "requirements": word_set(
        "requirements requirement qualifications qualification skills skill experience "
        "experiences "
        "education educational knowledge knowledges abilities ability competencies competences "
        "competency certification certifications certificate certificates license licenses "
        "licence "
        "licences licensure licensing credentials credential prerequisites training attributes "
        "characteristics criteria traits profile background specification person demands "
        "environment conditions technical professional soft hard language languages academic "
        "proficiencies expertise willingness age citizenship"
    ),
    "about": word_set("company organization organisation culture values history employer"),
}
_ORDER: Final[tuple[Section, ...]] = ("duties", "requirements", "benefits", "about", "legal")
_VOCABULARY: Final = _FILLERS.union(*_NOUNS.values())
_HEADS: Final = {noun: section for section in _ORDER for noun in _NOUNS[section]}
# "Role" and "summary" say something only where no other noun does.
_WEAK: Final = word_set(
    "role summary conditions environment person background profile technical professional"
)

# What stands before a colon or alone and speaks of the posting, not of the work.
_FIELDS: Final = re.compile(
    r"(?:(?:work|job|primary|office|store|duty)? ?locations?|(?:job |work |position |employment |"
    r"contract )?(?:type|status|id|code|number|no|title|category|family|level|grade|term|"
    r"duration)|"
    r"(?:work |shift )?(?:schedule|hours|shifts?|days)|date posted|(?:posting|closing|open|start|"
    r"end|"
    r"expiration|application|posted|expected start) (?:date|deadline)|(?:application )?deadline|"
    r"reports? to|reporting to|(?:supervisor|department|division|agency|city|state|country|county|"
    r"address|phone|e-?mail|contact|website|url|fax|tel|req(?:uisition)?(?: id| number)?|"
    r"ref(?:erence)?"
    r"|industry|company size|company type|company|flsa(?: status| code)?|fte|vacancies|openings|"
    r"number of (?:openings|positions)|notes?|please note|title|classification|overtime|travel|"
    r"class code|schematic code|schem code|established|revised|title changed)"
    r"|remote|full[- ]?time|part[- ]?time|contact (?:information|details|person)|experience level)"
)
_PAY: Final = re.compile(
    r"(?:starting |base |annual |hourly |target |total )?(?:salary|pay|wages?|compensation|rate)"
    r"(?: ?/ ?\w+)?(?: (?:range|rate|grade|scale|information|details))?(?: for this (?:position|"
    r"role))?"
)
_PHRASES: Final[tuple[tuple[Section, re.Pattern[str]], ...]] = (
    (
        "legal",
        re.compile(
            r".*\b(?:equal (?:employment )?opportunit|eeo\b|accommodations?\b|privacy (?:act|"
            r"policy|"
            r"notice)|e-?verify|background (?:check|investigation|screening)|drug (?:test|screen|"
            r"free)|"
            r"selective service|disclaimer|diversity|pay transparency|fair chance|felony|"
            r"disqualif|"
            r"social security number|false statements|probationary period|conditions of "
            r"employment).*"
        ),
    ),
    (
        "duties",
        re.compile(
            r"(?:so )?what (?:you(?:'ll| will| get to|'d| would)|will you|you'll) (?:be )?(?:do|"
            r"work|"
            r"own|deliver|tackle|achieve|build|responsib).*|what (?:you|we need you to) do\b.*|"
            r"you(?:'ll| will)(?: be)?(?: \w+){0,3}|(?:in )?(?:this|the|your|our) (?:role|job|"
            r"position|"
            r"opportunity|work|mission|impact|challenge|tasks?|assignment|day|vacancy)(?: "
            r"you(?:'ll| "
            r"will).*| is| will.*| involves?| includes?)?|(?:a |your )?(?:typical )?day.(?:to|"
            r"in).*|"
            r"how you(?:'ll| will| can)? (?:make|contribute|help|spend|work).*|about the (?:role|"
            r"job|"
            r"position|opportunity|work|post|vacancy)|the (?:role|post|job|person) .{0,20}|"
            r"(?:job|position|role)s?(?: and)?(?: purpose| summary| overview| objectives?| scope)|"
            r"(?:summary|overview) of (?:the |this )?(?:role|position|job)|duties.{0,40}|"
            r"responsib.{0,40}|"
            r"(?:you are |you're |you will be )?responsible for|as an? .{3,40} you(?:'ll| "
            r"will)(?: be)?|"
            r"day to day you will|(?:typical|illustrative) (?:tasks|examples).{0,30}|"
            r"(?:essential|key|main|major|primary|principal|core|job) (?:\w+ )?(?:duties|"
            r"responsib|"
            r"functions|tasks|account)\w*.{0,40}|scope|key relationships|nature of (?:the )?work"
        ),
    ),
    (
        "requirements",
        re.compile(
            r"what (?:we|we're|we are|we'll|you|you'll|you will|will you|do you)(?: will| are)? "
            r"(?:need|"
            r"look|want|expect|require|bring|have|should|must|seek).*|(?:who|what) (?:you are|"
            r"are you|"
            r"are we looking for|we are looking for|we're looking for|should apply)|who (?:we|"
            r"we're|we "
            r"are) .{0,8}look.*|about you|you(?: have| are| bring| must| should| need|'re|"
            r"'ve)(?: have"
            r"| be| got)?|(?:your|the) (?:profile|background|skills?|experience|qualifications|"
            r"credentials|qualities)(?: and .{3,20})?|(?:the |our |an )?(?:ideal|successful|"
            r"right|best|"
            r"perfect) (?:candidates?|applicants?|person)(?: will.*| should.*| must.*| has.*)?|"
            r"to (?:be (?:successful|considered|qualified)|succeed|qualify|thrive).{0,40}|"
            r"bonus.?points?"
            r".{0,40}|nice.to.haves?|must.haves?|good to have|pluses|(?:it's |it is |considered "
            r")?a plus|"
            r"(?:would be )?(?:nice|advantageous|desirable|desirables|preferred|required|"
            r"essential|"
            r"mandatory|an? advantage)(?: but .{3,20})?|person spec\w*|(?:knowledge|ability|"
            r"skills?|"
            r"willingness|proficiency|experience|working knowledge)(?: and (?:abilit\w+|skills?|"
            r"knowledge))?(?: of| to| in| with)?(?: and .{2,14})?|either|who may apply|"
            r"tech(?:nical)? "
            r"(?:stack|skills|requirements)|the skills .{0,30}|(?:minimum|basic|preferred|"
            r"required|"
            r"desired|job|key|candidate|special|additional|education|experience|desirable) (?:\w+ "
            r")?(?:requirement|qualification|skill|experience|education|competenc|attribute|"
            r"characteri"
            r"|knowledge)\w*.{0,40}|requirements?.{0,30}|qualifications?.{0,30}|education.{0,30}|"
            r"(?:physical|mental) .{0,30}|.{0,30}(?:licen[cs]e|certificat)\w*.{0,20} required"
        ),
    ),
    (
        "benefits",
        re.compile(
            r"what (?:we|we'll|we will|we can|you|you'll|you will|you can|do we|do you|can "
            r"we)(?: can)? "
            r"(?:offer|get|provide|gain|receive|enjoy|expect|love|give).*|(?:why|reasons to) "
            r"(?:join|"
            r"work|choose|you'll|you should|apply|us|we|this).*|(?:we|our) (?:offer|benefit|perk|"
            r"reward)s?.{0,40}|what'?s in it.*|what is in it.*|(?:some of )?(?:the|our|job|"
            r"employee|"
            r"company|your) .{0,12}(?:benefit|perk)s.{0,20}|perks.{0,40}|benefits.{0,40}|in "
            r"return.*|"
            r"(?:full[- ]time |review our |other |and )?benefits|how we.ll .{3,30}|work with us|"
            r"life at .{2,30}|alongside .{3,20} we offer|you(?:'ll| will)? (?:get|receive|enjoy)"
        ),
    ),
    (
        "about",
        re.compile(
            r"about (?:us|the (?:company|team|organi[sz]ation|firm|employer|client|department|"
            r"business)|"
            r"our .{3,30})|who (?:we are|are we)|what we do|our (?:mission|vision|values|story|"
            r"company|"
            r"team|culture|commitment|purpose|people|client|history|hospital|school|business)|"
            r"(?:the |your |meet the |our )(?:company|organi[sz]ation|client|team|department)|"
            r"company "
            r"(?:overview|description|profile|background|information|intro.*|summary|culture)|"
            r"(?:team|department|business|agency) (?:overview|description|summary|profile)|"
            r"what's the team like|how we work|.{2,30} is (?:a|an|the)|meet .{3,30}|"
            r"introduction.{0,30}"
        ),
    ),
    (
        "none",
        re.compile(
            r"how to apply.*|(?:where )?to apply.*|apply (?:now|today|here|online)|application "
            r"(?:process"
            r"|procedure|instructions?|and contact|requirements)|next steps|interested|"
            r"(?:selection|"
            r"hiring|recruitment|interview) process|process notes?|additional (?:information|"
            r"details|"
            r"job information|comments)|other (?:information|details)|further information|more "
            r"information|special instructions.*|(?:required |optional )?documents?|how you will "
            r"be "
            r"evaluated|(?:job |position )?(?:description|details|information|posting|"
            r"announcement)|"
            r"overview|summary|notice|class history|definition|position title|this job is open to|"
            r"examination weights?|agency contact information|help|what happens next|application"
        ),
    ),
)
_ABOUT_NAME: Final = re.compile(r"(?i)about\s+(?:[A-Z<][\w&.'’>-]*\s*){1,5}")
_EDGES: Final = re.compile(r"^[^\w<(]+|[^\w>)]+$")
_TOKENS: Final = re.compile(r"[\w'&+-]+")
_MAX_WORDS: Final = 9
_MAX_LENGTH: Final = 80


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading | None:
    """Return what a short text opens when it stands as a heading, or None.

    Examples
    --------
    >>> read_heading("Key Responsibilities")
    Heading(section='duties', carries=True)
    >>> read_heading("WHAT WE OFFER").section, read_heading("About you").section
    ('benefits', 'requirements')
    >>> read_heading("Location").carries
    False
    >>> read_heading("Greets customers") is None
    True
    """
    if len(text) > _MAX_LENGTH:
        return None
    plain = _EDGES.sub("", text.replace("’", "'").replace("`", "'"))
    lower = " ".join(plain.lower().split())
    tokens = _TOKENS.findall(lower)
    if not tokens or len(tokens) > _MAX_WORDS:
        return None
    if _FIELDS.fullmatch(lower):
        return Heading("none", carries=False)
    if _PAY.fullmatch(lower):
        return Heading("benefits", carries=False)
    return _by_phrase(lower) or _by_nouns(tokens) or _by_name(plain)


def _by_phrase(lower: str) -> Heading | None:
    """Return the section of a set phrase."""
    for section, pattern in _PHRASES:
        if pattern.fullmatch(lower):
            return Heading(section)
    return None


def _by_nouns(tokens: list[str]) -> Heading | None:
    """Return the section of a heading made only of the words of headings."""
    if not all(token in _VOCABULARY or token.isdigit() for token in tokens):
        return None
    heads = [token for token in tokens if token in _HEADS]
    if not heads:
        return None
    strong = [token for token in heads if token not in _WEAK]
    if not strong and len(heads) == len(tokens) == 1 and heads[0] not in ("summary", "role"):
        return None
    return Heading(_HEADS[(strong or heads)[0]])


def _by_name(plain: str) -> Heading | None:
    """Return the section of "About Acme Bakeries"."""
    if plain[:5].lower() == "about" and _ABOUT_NAME.fullmatch(plain) and not plain.islower():
        return Heading("about")
    return None
