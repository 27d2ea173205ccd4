"""Sentences that give their section away by themselves; knows no headings."""

import re
from typing import Final

from jobskills.text.reading import Section

__all__ = ["own_section"]

# Few plain alternatives behind a cheap test for their rarest words: most
# sentences are none of these, and each must cost only microseconds.
_LEGAL_HINT: Final = re.compile(
    r"equal|affirmative|race|regardless|discriminat|protected|accommodat|verify|at-will|"
    r"background|"
    r"criminal|drug|disclaim|privacy|harass|transparen|construed|intended|scam|fraudul|ordinance|"
    r"applicants|statements|subject to change|unsolicited"
)
_LEGAL: Final = re.compile(
    r"equal (?:employment |opportunit|access)|(?:eeo|eoe|e-verify)\b|affirmative action|"
    r"(?:regardless of|without regard to|on the basis of|based on) (?:\w+,? ){0,3}(?:race|age|"
    r"gender|sex|"
    r"color|colour|disab|religio)|race, |protected (?:veteran|class|status|characteristic|by)|"
    r"sexual orientation|gender identity|reasonable (?:accommodation|adjustment)|"
    r"request (?:an )?accommodation|accommodations? (?:may|will|for|during|in the)|at-will|"
    r"(?:pass|undergo|complet\w+|clear|submit to|subject to|conduct\w*|require\w*|contingent) "
    r".{0,60}"
    r"(?:background (?:check|investigation|screen)|drug (?:test|screen)|criminal)|criminal "
    r"(?:histor|"
    r"record|convic|background)|fair chance|drug.free|pay transparency|genetic information|"
    r"privacy (?:policy|notice|statement|act)|"
    r"not (?:be )?(?:construed|intended|designed) (?:to be |as )?.{0,40}(?:exhaustive|all|"
    r"complete|"
    r"contract|cover|comprehensive|contain)|(?:statements|description) (?:above|in this|herein|"
    r"are|is) "
    r".{0,40}(?:intended|general nature|not )|(?:subject to change|right to (?:change|modify|"
    r"revise))"
    r"|discriminat(?:e|ion)|unsolicited (?:resume|cv)|fraudulent|all qualified applicants"
)
_BENEFIT_HINT: Final = re.compile(
    r"401|403\(|paid |pto\b|insurance|dental|tuition|holiday|vacation|sick |pension|parental|"
    r"stock |"
    r"retirement|discount|bonus|salar|compensat|hourly|per hour|an hour|/ ?hr|/ ?hour|flexible "
    r"spending|"
    r"wellness|perks|benefits|annual leave|days off|season ticket|pay |wage|gym|childcare|stipend|"
    r"reimburse|\$\d|£\d|€\d"
)
_BENEFIT: Final = re.compile(
    r"401 ?\(?k|403\(?b|paid (?:time off|holiday|vacation|leave|sick|parental|training|maternity|"
    r"personal)|\bpto\b|(?:health|dental|vision|medical|life|disability|pet|healthcare) (?:\w+ )?"
    r"insurance|medical, |dental(?:,| and| &) vision|vision,? (?:and |& )?dental|dental|"
    r"tuition (?:reimburs|assist)|(?:vacation|sick) (?:time|days|leave|pay|and)|pension|parental "
    r"leave|"
    r"(?:stock|share) (?:option|purchase|grant)|retirement (?:plan|saving|benefit|program)|"
    r"(?:employee|product|store|staff|merchandise|team member) discount|discounts? (?:on|for|"
    r"program)|"
    r"(?:sign.?on|referral|annual|performance|quarterly|discretionary|retention) bonus|"
    r"bonus(?:es)?\b|"
    r"competitive (?:\w+ )?(?:salary|pay|wage|compensation|benefits|rate|package)|(?:salary|pay|"
    r"wage|"
    r"compensation) (?:range|is|will|of|package|from|rate|scale|starts|commensurate)|salary ?:|"
    r"(?:per|an|/) ?(?:hour|hr)\b.{0,40}|flexible spending|wellness (?:program|stipend|benefit)|"
    r"benefits? (?:package|include|program|plan|eligib|from)|(?:annual leave|days.? (?:of "
    r")?holiday|"
    r"days off)|season ticket|gym |stipend|(?:full|great|excellent|generous|comprehensive|"
    r"attractive|"
    r"wide range of) (?:\w+ ){0,2}(?:benefits|perks)|weekly pay|paid weekly|"
    r"[$£€]\d[\d,.k]*(?: ?(?:-|to|–|and) ?[$£€]?\d[\d,.k]*| (?:per|an?) )"
)
_ABOUT_HINT: Final = re.compile(
    r"founded|established|headquarter|leader|leading|largest|mission|our (?:vision|values|clients|"
    r"customers|people|culture|company|history|story)|fortune|offices|employees|worldwide|"
    r"family.owned|non-?profit|we are |we're |client|global"
)
_ABOUT: Final = re.compile(
    r"(?:founded|established|incorporated) (?:in|by)|headquarter|(?:is|are|as|we're|be) (?:an? |"
    r"the |"
    r"one of (?:the )?)?(?:[\w'-]+,? ){0,5}(?:leader|provider|supplier|manufacturer|retailer|"
    r"compan(?:y|ies)|"
    r"organi[sz]ations?|firm|agency|consultanc(?:y|ies)|distributor|employer|institution|"
    r"start-?up|"
    r"business|network|developer of|producer|operator|charity)\b|(?:market|world|global|industry|"
    r"national|nation's|country's|world's|uk's) (?:leader|leading|largest|premier)|"
    r"leading (?:\w+ ){0,3}(?:compan|provider|firm|supplier|manufacturer|organi|retailer|brand|"
    r"consult)|"
    r"(?:our|its|their) (?:mission|vision|values|purpose|history|story|core values)|fortune \d|"
    r"(?:offices|operations|locations|stores|employees|customers|clients|colleagues) (?:in|across|"
    r"around|worldwide|throughout)|employees worldwide|family.owned|non-?profit|"
    r"we (?:are|'re) (?:proud|passionate|committed|dedicated|growing|an? )|(?:^|\b)(?:our|my) "
    r"client\b.{0,10}"
    r"(?:is|are|,|have|has)|for (?:over|more than|nearly) \d+ years"
)


def own_section(text: str, section: Section) -> Section:
    """Return the section of a sentence that stands in `section`, by its own words.

    Law speaks for itself anywhere. Benefits are named once in a list of duties
    by people whose work they are, so there it takes two. The company speaks only where
    no heading says otherwise.

    Examples
    --------
    >>> own_section("We are an equal opportunity employer.", "requirements")
    'legal'
    >>> own_section("Dental insurance and paid holidays.", "none")
    'benefits'
    >>> own_section("Explain the dental insurance to staff.", "duties")
    'duties'
    """
    if section == "legal":
        return section
    lower = text.lower()
    if _LEGAL_HINT.search(lower) and _LEGAL.search(lower):
        return "legal"
    if section != "benefits" and _BENEFIT_HINT.search(lower):
        needed = {"duties": 3, "requirements": 2}.get(section, 1)
        if len({match[0] for match in _BENEFIT.finditer(lower)}) >= needed:
            return "benefits"
    if section == "none" and _ABOUT_HINT.search(lower) and _ABOUT.search(lower):
        return "about"
    return section
