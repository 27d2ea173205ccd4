"""What English and the trade know about names: plain words, makers, acronyms.

Plain data of the lexicon's builder, from general knowledge; no posting is quoted here.
"""

from typing import Final

from jobskills.text.wordset import word_set

__all__ = [
    "GENERIC_TAILS",
    "LOWER_CASE",
    "NEVER",
    "ORDINARY",
    "ORDINARY_TOOLS",
    "SITES",
    "VENDORS",
    "VERY_ORDINARY",
]

#: Names that are also plain words: they must look like names ("Tableau", "Slack").
ORDINARY: Final = word_set(
    """
    windows excel
    acrobat ajax alias amplitude ant apex arena asana atlas audition aurora avid azure babel
    backbone bamboo basecamp bash beacon beam beats blackboard blender blink bloom bloomberg
    boomi box brave bridge brio buffer camel canvas captivate chai charles chrome clarity
    classroom clever cobra compass composer concept concourse concur consul cornerstone cucumber
    cypress dagger dash delphi discovery docs domino drill drive drone druid echo eclipse edge
    elastic electron elements ember encore enzyme epic espresso essentials eureka facetime facts
    fetch fiddler fireworks flash flask flex flink flow fluent frontline fusion galaxy gateway
    gatsby glance groovy grunt gulp gusto harvest heap heat helm hive horizon houdini impact
    impala influence insight inspire integrity intercom ionic jaeger jasmine jest julia kali
    karma keynote lambda lexis lightning lingo live locust logic looker loom lotus lua luigi
    magic maple maps mars maven maya mentor mesos messenger meteor mint miro mocha navigator
    nest neutron nomad notion nova nuke numbers onyx opera oracle outlook packer pages paint
    pandas pascal patriot phoenix picasso pig pilot pinot planner play polymer portal postman
    presto prism prolog pulsar puppet puppeteer quest quick quicken rails rancher ranger react
    reflection remedy remind replica resolve rhino rippling robot root ruby rust safari sage
    salt sap sas sass scala scheme scratch scribe seesaw segment sentry shell shiny signal
    singer sites sketch slack slate smart snap snowflake solar sonar spirit splash spotify
    sprint stack stage stan star storm strata stream stripe studio summit swarm symphony tableau
    telegram tiger together travis trivia turbo twist unity vagrant vault vector vegas velocity
    visual vivaldi volley voyager wave whiteboard workday wrike yarn zoom
    """
)

#: Plain words and short acronyms so common that case alone is not enough: a neighbour
#: or a word such as "proficient" must speak for them too.
VERY_ORDINARY: Final = word_set(
    """
    access act ada advantage advisor agent analyst arc arena assist author base basic boundary
    builder c cash check chef ci class classroom clinical community complete connect contact
    contacts control core count create creo cubic cypress d dart data designer desk detail
    develop direct director docs document domino draft dream drive editor energy engage
    enterprise event evolution exchange expert explorer express f family field files first
    flight focus form forms freedom fundamentals genesis go graph guide health help home ideas
    illuminate illustrator image impromptu instant intelligence inventor inventory jasmine job
    journal knowledge leader learn leonardo lesson library light link links live logs magic mail
    manager map maps mark market master math measure meet memory method mind mobile mode model
    monday money monitor motion move music neo network next node notes oasis office one optimum
    options order organizer outlooks pace parcel parent partner passport path patient people
    perform photos pin plan play plus point power practice precision premier prep present pro
    process processing product professional profile program project promise propel prospect
    protect publisher pulse quality r radius range rapid reader ready real record relay report
    research resource response results review risk rollup route rover safe sales scan scheduler
    scheme scholar school science scope score scout search secure select sense service shape
    share sheets shift ship shop show silver sites sky slides smarts social solution solve sound
    source space spark spectrum speed spin spot spring square stack staff standard start stat
    station steps store story strategy strike structure student studio success surface survey
    swift switch sync system table talk target tasks team teams tempo terra test text theme
    think thinking ticket time tools touch tower trace track tracker trade traffic training
    transit translate travel tree trend vet view viewer vision visit vite voice water web win
    wizard word words works workspace world writer
    """
)

#: Acronyms and words that are found in any case although they are short.
LOWER_CASE: Final = word_set(
    """
    gradle webpack redis graphql nginx kubernetes
    autocad aws css css3 django docker ec2 ejb facebook gcp git hadoop html html5 ios java
    javascript jenkins jms jquery jsf json jsp kotlin linkedin linux macos matlab mysql npm perl
    photoshop php powerpoint python quickbooks sharepoint spss sql svn typescript unix vba xml
    youtube
    """
)

#: What O*NET's names shorten to that means too many other things; phrases with hyphens.
NEVER: Final = word_set(
    """
    ace act ads ai aid aim am analytics api app apps ar ats audio ba best bi big-data ca calibre
    cam cap care cat cd cf ci cis cloud cms cpa cs ct data data-science database databases dec
    digital dms dos dr ds dvd e-mail e-verify ed elearning-suite email ems endpoint-protection
    english er everify far fas fast file gas google hr hs ib id ii iii image imaging ims in
    internet investigo ip ir is it iv jr language languages learning led lp lt ma
    machine-learning map mar max md media min mis ml mobile mr ms mt net network nt ny online
    operating-system or os pa painter pc penultimate pi pl plan plus pm pms pos pr prince pro
    program programming programming-language programming-languages programs project projects ps
    pt qa qc reduce report reporting reports rn rs sat sc se security server service services
    share sis site-manager smart software solutions sr st stack star suite system systems ta
    tanks tc td team-foundation technologies technology test-automation-software
    testing-software ti tms tool tools tr training ts tt tv ups us userzoom va vi video vr web
    xv
    """
)

#: Last words of the kinds of software, one as good as another.
GENERIC_TAILS: Final = word_set(
    """
    applications program programs software system systems tools
    """
)

#: One-word tools that are other things as well.
ORDINARY_TOOLS: Final = word_set(
    """
    alarms anvils awls axes backboards bailers balances basketballs bits blades blowers boards
    brakes broilers buffers cameras canes canoes catheters chains chippers clamps compactors
    compasses cutters dies digitizers dividers dollies dredges drills edgers files filters
    floats footballs funnels gauges generators goggles graders grills growlers guns hammers
    handbells harrows hoes hooks incubators irons isolators isolettes jacks jigs keys knives
    ladders lamps lancets lasers levels lifelines lights locks machines microprocessors mirrors
    mixers monitors muzzles nibblers pads pens pianos picks pins planes plates platforms plows
    plungers pointers polishers pots presses prisms probes pumps punches rakes ratchets reachers
    restraints retractors riggings rods rollers ropes rulers sandbags saws scaffolding scales
    scanners scrapers screeds seines sensors servers sets shackles shears shields shims slicers
    slings snips snorkels spades spanners squares stands stencils stilts strainers straps
    stretchers switchboards switches t-birds tables tanks tapes templates tongs tools torches
    transmitters triangles tubes tuggers valves vans vises volleyballs walkers wedges welders
    wires wrenches
    """
)

#: Sites where employers are to be followed, which asks no skill of anybody.
SITES: Final = word_set(
    """
    facebook instagram linkedin pinterest snapchat tiktok twitter youtube
    """
)

#: First words of product names that may be left out.
VENDORS: Final = """
adobe, adobe systems, amazon, ansys, apache, apple, atlassian, autodesk, avaya, aws, avid, avid
technology, bentley, blackbaud, bloomberg, borland, broadcom, ca, cadence, cerner, cisco, cisco
systems, citrix, computer associates, corel, dassault systemes, dell, docusign, elastic, emc,
epic, epicor, esri, facebook, ge healthcare, github, gitlab, gnu, google, graphisoft, hashicorp,
henry schein, hewlett packard, hexagon, hp, ibm, infor, informatica, insightful, intuit,
jetbrains, kronos, leica, logmein, maplesoft, mathsoft, mathworks, mcneel, mentor graphics,
micro focus, microfocus, microsoft, mozilla, national instruments, netsuite, nortonlifelock,
novell, nuance, openbsd, opentext, oracle, palo alto networks, pega, perforce, pro tools,
progress, ptc, qlik, qlik tech, quest, red hat, rockwell automation, sage, salesforce, sap,
siemens, smugmug, sony, statacorp, sun microsystems, symantec, synopsys, techsmith, the, the
mathworks, thomson reuters, trimble, twitter, veritas, vmware, wolfram research, xilinx, zoho
"""
