"""Set phrases that stand as headings, one pattern a line; matched whole, in lower case."""

import re
from typing import Final

from jobskills.text.reading import Section
from jobskills.text.wordset import any_of

__all__ = ["FIELDS", "PAY", "PHRASES", "RUN_ON", "RUN_ON_HINTS", "STATEMENT"]

#: What stands before a colon or alone and speaks of the posting, not of the work.
FIELDS: Final = re.compile(
    any_of(
        r"""
        (?:job |work |primary |office |store |duty )?(?:locations?|place|site|facility|market)
        (?:job |work |position |employment |contract )?(?:type|status|id|code)
        (?:job |work |position |employment |contract )?(?:number|no|title|category)
        (?:job |work |position |employment |contract )?(?:family|level|grade|term|duration|class)
        (?:job |work |shift |desired )?(?:schedule|hours|shifts?|days)
        (?:posting|closing|open|start|end|expiration|application|expected start) (?:date|deadline)
        date (?:posted|established|revised)|posted(?: date)?|(?:application )?deadline
        reports? to|reporting to|supervisor|department|division|agency|city|state|country|county|us
        address|phone|e-?mail|contact(?: (?:information|details|person))?|website|url|fax|tel
        req(?:uisition)?(?: id| number)?|ref(?:erence)?
        industry|company(?: size| type)?|institution name
        flsa(?: status| code)?|fte|vacancies|openings
        number of (?:openings|positions)|type of position
        notes?|please note|classification|overtime|travel
        class code|schem(?:atic)? code|established
        revised|title changed|remote|full[- ]?time|part[- ]?time
        experience level|technologies|posting number|shift and schedule
        """
    )
)

#: The same for what the job pays.
PAY: Final = re.compile(
    r"(?:starting |base |annual |hourly |target |total )?(?:salary|pay|wages?|compensation|rate)"
    r"(?: ?/ ?\w+)?(?: (?:range|rate|grade|scale|information|details))?"
    r"(?: for this (?:position|role))?|benefits eligible"
)

#: Headings that say all that their section has to say.
STATEMENT: Final = re.compile(r"equal (?:employment )?opportunit|e-?verify|drug.?free|eeo\b")

_LEGAL: Final = r"""
    .*\bequal (?:employment )?opportunit.*
    .*\b(?:eeo|accommodations?|e-?verify|disclaimer|diversity|disqualif\w+|felony)\b.*
    .*\bprivacy (?:act|policy|notice).*
    .*\bbackground (?:check|investigation|screening).*
    .*\bdrug.?(?:test|screen|free).*
    .*\b(?:selective service|pay transparency|fair chance).*
    .*\b(?:social security number|false statements).*
    (?:new employee )?probationary period|conditions of employment|pre-employment screening.*
"""

_DUTIES: Final = r"""
    (?:so )?what (?:you(?:'ll| will| get to|'d| would)) (?:be )?(?:do|work|own|deliver|build).*
    (?:so )?what (?:will you) (?:be )?(?:do|work|own|deliver|build).*
    (?:so )?what you(?:'ll| will) (?:be )?(?:tackle|achieve|responsib|accomplish).*
    what (?:you|we need you to) do\b.*
    you(?:'ll| will)(?: be| also)?(?: responsible for)?
    (?:in )?(?:this|your|our) (?:role|job|position|opportunity|mission|challenge|tasks?|vacancy)
    (?:in )?(?:this|the) (?:role|job|position|opportunity) (?:you(?:'ll| will).*)
    (?:in )?(?:this|the) (?:role|job|position|opportunity) (?:is|will.*|involves?)
    the (?:role|job|position|opportunity|post|vacancy|work|challenge|mission)
    (?:a |your )?(?:typical )?day.(?:to.day|in the life).*
    how you(?:'ll| will| can) .*|how you (?:make|contribute|help|spend|work).*
    about (?:the|this) (?:role|job|position|opportunity|work|post|vacancy|internship)
    (?:job|position|role)(?: and)? (?:purpose|summary|overview|objectives?|scope)|scope
    (?:general |position )?summary(?: of (?:the )?(?:job|role|position|duties))?
    (?:summary|overview) of (?:the |this )?(?:role|position|job)
    (?:duties|responsib\w+).{0,40}|(?:your|the) impact(?: you.*)?|you will make .{3,30}
    what (?:are|will be|is) (?:my|your|the) (?:responsib|dut|task|role|job).*
    (?:you are |you're |you will be )?responsible for|as an? .{3,40} you(?:'ll| will)(?: be)?
    day to day you will|(?:typical|illustrative) (?:tasks|examples).{0,30}
    (?:essential|key|main|major) (?:\w+ )?(?:duties|responsib|functions).{0,40}
    (?:primary|principal|core|job) (?:\w+ )?(?:duties|responsib|functions).{0,40}
    (?:essential|key|main|major|primary|principal|core|job) (?:\w+ )?(?:tasks|account)\w*.{0,40}
    key relationships|nature of (?:the )?work|as part of your role
"""

_REQUIREMENTS: Final = r"""
    what (?:we|we're|we are|we'll)(?: will| are)? (?:need|look|want|expect|require).*
    what (?:you|you'll|you will)(?: will| are)? (?:need|look|want|expect|require).*
    what (?:you|you'll|you will|will you|do you)(?: will)? (?:bring|have|should|must|need).*
    (?:who|what) (?:you are|are you|are we looking for)
    (?:who|what) (?:we are looking for|we're looking for|should apply)
    who (?:we|we're|we are) .{0,8}look.*|what it takes.*|this is what you will need.*
    you(?:'d|'ll| will)? (?:be )?(?:an? )?(?:great |good |perfect |right )?fit (?:if|for).*
    you(?: would|'re| are)? (?:be )?(?:an? )?(?:great |good |perfect |right )?fit (?:if|for).*
    the (?:candidate|person|successful candidate)
    what you can expect.*|is it you|what we're looking for
    about you|you(?: have| are| bring| must| should| need|'re|'ve)(?: have| be| got)?
    (?:your|the) (?:profile|background|skills?|experience)(?: and .{3,20})?
    (?:your|the) (?:qualifications|credentials|qualities)(?: and .{3,20})?
    (?:the |our |an )?(?:ideal|successful) (?:candidates?|applicants?|person)(?: .{2,30})?
    (?:the |our |an )?(?:right|best|perfect) (?:candidates?|applicants?|person)(?: .{2,30})?
    (?:in order )?to (?:be (?:successful|considered|qualified)|succeed|qualify|thrive).{0,40}
    bonus.?points?.{0,40}|(?:nice|must).(?:to.)?haves?|good to have|pluses|(?:considered )?a plus
    (?:would be )?(?:nice|advantageous|desirables?|preferred)
    (?:would be )?(?:required|essential|mandatory|an? advantage)
    (?:preferred|desirable) but .{3,20}
    person spec\w*|either|who may apply
    tech(?:nical)? (?:stack|skills|requirements)|the skills .{0,30}
    (?:knowledge|ability|skills?|willingness)(?: of| to| in| with)?
    (?:proficiency|experience|working knowledge)(?: of| to| in| with)?
    (?:knowledges?|skills?)(?:,? (?:and|&|/) (?:abilit\w+|skills?|knowledge))+(?: .{2,20})?
    (?:minimum|basic|preferred|required) (?:\w+ )?requirement.{0,40}
    (?:desired|job|key|special|additional) (?:\w+ )?requirement.{0,40}
    (?:minimum|basic|preferred|required|desired) (?:\w+ )?qualific.{0,40}
    (?:job|candidate|additional|desirable) (?:\w+ )?qualific.{0,40}
    (?:minimum|basic|preferred|required) (?:\w+ )?(?:skill|experience).{0,40}
    (?:desired|job|key|special|additional) (?:\w+ )?(?:skill|experience).{0,40}
    (?:education|key|core|special) (?:\w+ )?(?:competenc|attribute|characteri).{0,40}
    (?:desired|minimum|required) (?:\w+ )?(?:competenc|attribute|characteri).{0,40}
    (?:minimum|required|preferred) (?:\w+ )?(?:education|knowledge).{0,40}
    requirements?.{0,30}|qualifications?.{0,30}|education.{0,30}|(?:physical|mental) .{0,30}
    .{0,30}(?:licen[cs]e|certificat)\w*.{0,20} required
    (?:constant|frequent|occasional) physical activity
    stress factors|hearing and speaking|seeing and reading
"""

_BENEFITS: Final = r"""
    what (?:we|we'll|we will|we can|you|you'll)(?: can)? (?:offer|get).*
    what (?:you will|you can|do we|do you|can we)(?: can)? (?:offer|get).*
    what (?:we|we'll|we will|we can)(?: can)? (?:provide|gain|receive|enjoy|love|give).*
    what (?:you|you'll|you will)(?: can)? (?:provide|gain|receive|enjoy|love|give).*
    (?:why|reasons to) (?:join|work|choose|you'll|you should|apply|us|we|this).*
    (?:we|our) (?:offer|benefit|perk|reward)s?.{0,40}|what(?:'?s| is) in it.*
    (?:some of )?(?:the|our|job|employee|company|your) .{0,12}(?:benefit|perk)s.{0,20}
    (?:perks|benefits).{0,40}|in return.*
    (?:full[- ]time |review our |other |and |the )?(?:benefits|package)
    how we.ll .{3,30}|work with us|life at .{2,30}|alongside .{3,20} we offer
    you(?:'ll| will)? (?:get|receive|enjoy)|supplemental pay types
"""

_ABOUT: Final = r"""
    about (?:us|our .{3,30})
    about the (?:company|team|organi[sz]ation|firm|employer|client|department|business)
    who (?:we are|are we)|what we do|what's the team like|how we work
    our (?:mission|vision|values|story|company|team|culture)
    our (?:commitment|purpose|people|client|history|hospital)
    (?:the |your |meet the |our )(?:company|organi[sz]ation|client|team|department)|meet .{3,30}
    company (?:overview|description|profile|background|information|intro.*|summary|culture)
    (?:team|department|business|agency) (?:overview|description|summary|profile)
    introduction.{0,30}|why [\w' ]{2,30}
"""

_NEUTRAL: Final = r"""
    how to apply.*|(?:where )?to apply.*|apply (?:now|today|here|online)|next steps|interested
    application(?: (?:process|procedure|instructions?|and contact|requirements))?
    .{0,30}\bapplication (?:package|packet|materials).{0,30}
    (?:selection|hiring|recruitment|interview) process|process notes?|notice|class history
    (?:additional|other|further|more) (?:job )?(?:information|details|comments)
    special instructions.*|(?:required |optional )?documents?(?: to apply)?
    how you will be evaluated
    (?:full )?(?:job |position )?(?:description|details|information|posting|announcement)
    overview|definition
    position title|this job is open to|examination weights?|agency contact information|help
    recruitment contact information|what happens next|definition of (?:series|levels)
"""

#: What a heading opens, looked for in this order.
PHRASES: Final[tuple[tuple[Section, re.Pattern[str]], ...]] = (
    ("legal", re.compile(any_of(_LEGAL))),
    ("duties", re.compile(any_of(_DUTIES))),
    ("requirements", re.compile(any_of(_REQUIREMENTS))),
    ("benefits", re.compile(any_of(_BENEFITS))),
    ("about", re.compile(any_of(_ABOUT))),
    ("none", re.compile(any_of(_NEUTRAL))),
)

_RUN_ON: Final = r"""
    (?:Key|Main|Primary|Core|Principal) (?:Job |Role )?Responsibilities
    (?:Essential|General|Specific|Job|Major) (?:Job |Role )?Responsibilities
    (?:Key|Main|Primary|Core|Principal|Essential|General|Specific|Job|Major) (?:Job |Role )?Duties
    (?:Key|Main|Primary|Core) (?:Accountabilities|Functions|Tasks|Requirements)
    (?:Principal|Essential|Job|Major) (?:Accountabilities|Functions|Tasks|Requirements)
    (?:Primary |Key |Main )?Duties (?:and|&) Responsibilities|Responsibilities (?:and|&) Duties
    (?:Required|Essential|Desirable|Preferred|Minimum|Key|Basic|Technical|Desired) Skills
    (?:Required|Essential|Desirable) (?:Qualifications|Experience|Criteria)
    (?:Preferred|Minimum|Basic|Desired) (?:Qualifications|Experience|Criteria)
    (?:Skills|Qualifications),? (?:and|&|/) (?:Skills|Qualifications|Attributes)
    (?:Experience|Education|Knowledge),? (?:and|&|/) (?:Skills|Qualifications|Attributes)
    (?:Skills|Qualifications|Education|Knowledge),? (?:and|&|/) (?:Experience|Requirements)
    (?:Skills|Qualifications|Education|Knowledge),? (?:and|&|/) (?:Abilities|Knowledge)
    Person Specification|(?:Skills|Experience) Required
    Role (?:Purpose|Responsibilities|Requirements|Overview)
    About (?:Us|You|[Tt]he (?:Role|Company|Job|Position|Team|Client))
    Job (?:Description|Summary|Purpose|Requirements|Qualifications)
    What (?:You['’`]ll|You Will|you['’`]ll|you will) (?:[Dd]o|[Nn]eed|[Bb]ring)|What [Ww]e [Oo]ffer
    What [Ww]e['’`]re [Ll]ooking [Ff]or|What You Can Expect
    The (?:Role|Candidate|Person|Company|Client|Package|Successful Candidate|Ideal Candidate)
"""

#: One of these stands in every such heading.
RUN_ON_HINTS: Final = (
    "Responsibilities", "Accountabilities", "Duties", "Functions", "Tasks", "Requirements",
    "Skills", "Qualifications", "Experience", "Criteria", "Person Spec", "Role ", "About ",
    "Job ", "What ", "The Role", "The Candidate", "The Person", "The Company", "The Client",
    "The Package", "The Successful", "The Ideal", "Education", "Knowledge",
)  # fmt: skip

#: Headings that lost their line: "... of the team Key Responsibilities Manage ...".
#: The space comes first, so that the search can leap to it; the heading is group 1.
RUN_ON: Final = re.compile(rf" (?<=[\w.,!?)] )(?=[A-Z])({any_of(_RUN_ON)})(?= [A-Z0-9])")
