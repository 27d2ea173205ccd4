"""Sentences that give their section away by themselves; knows no headings."""

import re
from typing import Final

from jobskills.text.hints import Grams, Hints
from jobskills.text.keyed import KeyedPatterns
from jobskills.text.reading import Section
from jobskills.text.unannounced import Unannounced, begins_with_work, goes_on, is_employers
from jobskills.text.wordset import any_of, holds_any

__all__ = ["Cues"]

# A cheap test for the rarest words comes first: most sentences are none of these, and
# each must cost only microseconds.
_LEGAL_HINTS: Final = Hints((
    "equal", "affirmative", "race", "regardless", "discriminat", "protected", "accommodat",
    "verify", "at-will", "background", "criminal", "drug", "disclaim", "privacy", "harass",
    "transparen", "construed", "intended", "fraudul", "unsolicited", "applicants", "statements",
    "subject to change",
))  # fmt: skip
_LEGAL: Final = re.compile(
    any_of(r"""
    equal (?:employment )?opportunit(?:y|ies) (?:\w+[ /]){0,2}(?:employer|institution)
    equal (?:employment )?opportunit(?:y|ies) (?:\w+[ /]){0,2}(?:agency|provider)
    (?:eeo|eoe|e-verify)\b|all qualified applicants|fair chance|pay transparency|at-will
    (?:regardless of|without regard to|basis of) (?:\w+,? ){0,3}(?:race|age|gender|sex|colou?r)
    (?:regardless of|without regard to|basis of) (?:\w+,? ){0,3}(?:disab|relig|ethnic)
    race, |sexual orientation|gender identity|genetic information|protected veteran
    reasonable (?:accommodation|adjustment)|request (?:an )?accommodation
    accommodations? (?:may|will|for|during|in the)|drug.free workplace
    (?:pass|undergo|complet\w+|clear|submit to) .{0,60}(?:background|drug (?:test|screen)|criminal)
    (?:subject to|require\w*|contingent) .{0,60}(?:background (?:check|invest|screen)|drug test)
    not (?:be )?(?:construed|intended|designed) (?:to be |as )?.{0,40}(?:exhaustive|all\b|complete)
    not (?:be )?(?:construed|intended|designed) (?:to be |as )?.{0,40}(?:contract|cover|contain)
    (?:statements|description) (?:above|in this|herein|are) .{0,40}(?:intended|general nature)
    right to (?:change|modify|revise)|unsolicited (?:resume|cv)|privacy (?:policy|notice)
    """)
)
_PERHAPS_LEGAL: Final = re.compile(
    any_of(r"""
    equal (?:employment |opportunit|access)|affirmative action|discriminat(?:e|ion|ing)\b
    based on (?:\w+,? ){0,3}(?:race|age|gender|sex|colou?r|disab|relig)
    protected (?:class|status|characteristic|by)|subject to change|fraudulent
    criminal (?:histor|record|convic|background)|background (?:check|investigation)
    privacy (?:statement|act)|(?:statements|description) .{0,20}(?:is|are) not
    """)
)
_BENEFIT_HINTS: Final = Hints((
    "401", "403(", "paid ", "pto", "insurance", "dental", "tuition", "holiday", "vacation",
    "sick ", "pension", "parental", "stock ", "retirement", "discount", "bonus", "salar",
    "compensat", "per hour", "an hour", "/hr", "/ hr", "/hour", "/ hour", "wellness",
    "flexible spending", "perks", "benefits", "annual leave", "days off", "season ticket", "pay ",
    "wage", "gym", "stipend", "$", "£", "€",
))  # fmt: skip
_BENEFIT: Final = re.compile(
    any_of(r"""
    401 ?\(?k|403\(?b|\bpto\b|flexible spending|tuition (?:reimburs|assist)|weekly pay|paid weekly
    paid (?:time off|holiday|vacation|leave|sick|parental|maternity|personal)
    (?:stock|share) (?:option|purchase|grant)|(?:sign.?on|referral|retention) bonus|season ticket
    (?:employee|product|store|staff|merchandise|team member) discount|parental leave
    competitive (?:\w+ )?(?:salary|pay|wage|compensation|benefits|rate|package)
    (?:salary|pay|wage|compensation|base pay) (?:range|package|rate|scale|starts)|salary ?:
    (?:full|great|excellent|generous) (?:\w+ ){0,2}(?:benefits|perks)
    (?:comprehensive|attractive|amazing) (?:\w+ ){0,2}(?:benefits|perks)
    [$£€]\d[\d,.k]*(?: ?(?:-|to|–|and) ?[$£€]?\d[\d,.k]*)?.{0,12}(?:hour|hr|year|annum|annual|week)
    (?:medical|health),? (?:\w+,? )?(?:dental|vision)|dental,? (?:and |& )?vision
    """)
)
_PERHAPS_BENEFIT: Final = re.compile(
    any_of(r"""
    (?:health|dental|vision|medical) (?:\w+ )?(?:insurance|plan|cover)
    (?:life|disability|pet|healthcare) (?:\w+ )?(?:insurance|plan|cover)
    (?:vacation|sick) (?:time|days|leave|pay|and)|pension|retirement|dental|discounts?\b|stipend
    (?:annual|performance|quarterly|discretionary) bonus|bonus(?:es)?\b|annual leave|days off
    (?:salary|pay|wages?|compensation) (?:is|will|of|from)|commensurate with|gym\b|wellness
    (?:per|an|/) ?(?:hour|hr)\b|days.? (?:of )?holiday|benefits? (?:package|include|program|eligib)
    [$£€]\d|assistance program
    """)
)
_OFFER: Final = re.compile(
    r"\b(?:we|our) (?:also )?(?:offer|provid|give|benefits)|in return|eligible for"
)
_OPENS_BENEFITS: Final = re.compile(
    r"\W*(?:(?:other|additional|further|employee|company|our|your|great|the|these) )*"
    r"(?:benefits|perks) (?:offered )?(?:also )?(?:include|are|of (?:the|this) (?:job|position))\b"
)
_OF_PAY: Final = re.compile(
    r"(?:pay|salary|hiring|wage) range (?:is|for|of|will|may)\b|in the (?:pay|salary) range|"
    r"in addition to (?:base|your) (?:pay|salary)|additional compensation|"
    r"eligible (?:for|to) (?:[\w-]+ ){0,3}(?:bonus|benefit|incentive|commission|participate)"
)
_WORK: Final = ("duties", "requirements")
_ENOUGH_AT_WORK: Final = 3
_SHORT: Final = 40
_ABOUT_HINTS: Final = Hints((
    "founded", "established", "headquarter", "leader", "leading", "largest", "mission", "vision",
    "our values", "our purpose", "history", "story", "fortune", "offices", "employees",
    "worldwide", "family", "nonprofit", "non-profit", "we are ", "we're ", "clients", " is a",
    "for over", "for more than", "employed", "customers", "locations", "stores", "premier",
))  # fmt: skip
_ABOUT: Final = KeyedPatterns(
    r"""
    leader|provider|supplier  {is} {one}?{words}(?:leader|provider|supplier)\b
    manufacturer|retailer|distributor  {is} {one}{words}(?:manufacturer|retailer|distributor)\b
    firm|agency|employer  {is} {one}{words}(?:firm|agency|employer)\b
    company|companies|consultancy  {is} {one}{words}(?:company|companies|consultancy)\b
    charity|institution|start  {is} {one}{words}(?:charity|institution|start-?up)\b
    organi  {is} {one}{words}organi[sz]ations?\b
    founded|established|incorporated  (?:founded|established|incorporated) (?:in|by)
    headquarter  headquarter
    fortune  fortune \d
    family|profit  family.owned|non-?profit
    lead|largest|premier  (?:market|world|global) (?:leader|leading|largest|premier)
    lead|largest|premier  (?:industry|national) (?:leader|leading|largest|premier)
    lead|largest|premier  (?:nation's|country's|world's|uk's) (?:leader|leading|largest|premier)
    leading  leading (?:\w+ ){0,3}(?:compan|provider|firm|supplier|manufacturer)
    leading  leading (?:\w+ ){0,3}(?:organi|retailer|brand|consult)
    mission|vision|values  (?:our|its|their) (?:mission|vision|values|core values)
    purpose|history|story  (?:our|its|their) (?:purpose|history|story)
    offices|locations  (?:offices|locations) (?:across|around|worldwide|throughout)
    stores|employees  (?:stores|employees) (?:across|around|worldwide|throughout)
    customers|clients  (?:customers|clients) (?:across|around|worldwide|throughout)
    colleagues  colleagues (?:across|around|worldwide|throughout)
    we are|we 're  we (?:are|'re) (?:proud|passionate|committed|dedicated|growing)
    years  for (?:over|more than|nearly) \d+ years
    employed  \bare (?:usually |often )?employed (?:in|by|at)\b
""".replace("{is}", r"(?:is|are|as|we're|be)")
    .replace("{one}", "(?:an? |the |one of (?:the )?)")
    .replace("{words}", r"(?:[\w'-]+,? ){0,5}")
)


class Cues:
    """Tells which sentences of a text give their section away.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> text = "We are an equal opportunity employer. Dental insurance. They have four shops."
    >>> cues = Cues(text)
    >>> cues.own_section("We are an equal opportunity employer.", "requirements")
    'legal'
    >>> cues.own_section("Dental insurance.", "none")
    'benefits'
    >>> cues.own_section("Dental insurance.", "duties")
    'duties'
    >>> cues.own_section("They have four shops.", "none", before="about")
    'about'
    """

    def __init__(self, text: str) -> None:
        grams = Grams(text.lower())
        self._legal = _LEGAL_HINTS.within(grams)
        self._benefits = _BENEFIT_HINTS.within(grams)
        self._about_hints = _ABOUT_HINTS.within(grams)
        self._about = _ABOUT.keys.within(grams)
        self._unannounced = Unannounced(grams)

    def own_section(self, text: str, section: Section, before: Section = "none") -> Section:
        """Return the section of a sentence that stands in `section`, by its own words.

        `before` is the section of the sentence before it.

        Law speaks for itself anywhere. Benefits are named once in a list of duties
        by people whose work they are, so there it takes more. The company speaks only where
        no heading says otherwise.
        """
        if section == "legal":
            return section
        lower = text.lower()
        if holds_any(lower, self._legal) and _is_legal(lower, section):
            return "legal"
        if (
            section != "benefits"
            and holds_any(lower, self._benefits)
            and _is_benefit(lower, section)
        ):
            return "benefits"
        if section != "none":
            return self._under_heading(text, lower, section)
        if self._unannounced.is_application(lower):
            return "none"
        # "Serve customers across the region" tells a duty, whatever follows.
        if self._is_about(lower) and not begins_with_work(lower):
            return "about"
        found = self._unannounced.section(text, lower)
        return "about" if found == "none" and before == "about" and goes_on(lower) else found

    def _under_heading(self, text: str, lower: str, section: Section) -> Section:
        """Return the section of what often follows the last part without a heading of its own."""
        if self._unannounced.is_application(lower):
            return "none"
        if section in _WORK and self._is_about(lower) and is_employers(text, lower):
            return "about"
        return section

    def _is_about(self, lower: str) -> bool:
        """Whether a sentence has a set phrase of company prose."""
        return holds_any(lower, self._about_hints) and any(_ABOUT.matches(lower, self._about))


def _is_legal(lower: str, section: Section) -> bool:
    """Whether a sentence is about the law of hiring; people also work with it."""
    if _LEGAL.search(lower):
        return True
    return section not in _WORK and _PERHAPS_LEGAL.search(lower) is not None


def _is_benefit(lower: str, section: Section) -> bool:
    """Whether a sentence is about pay and benefits; people also administer them."""
    if _OPENS_BENEFITS.match(lower) or _OF_PAY.search(lower):
        return True
    sure = len(set(_BENEFIT.findall(lower)))
    if sure and section not in _WORK:
        return True
    perhaps = len(set(_PERHAPS_BENEFIT.findall(lower)))
    offered = _OFFER.search(lower) is not None
    if section in _WORK:
        return 2 * sure + perhaps + 2 * offered >= _ENOUGH_AT_WORK and sure + perhaps > 0
    short = len(lower) <= _SHORT
    return perhaps > 0 and perhaps + offered + short > 1
