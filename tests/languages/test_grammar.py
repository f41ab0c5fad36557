"""Every word of the closed classes does something: without it, a sentence reads otherwise."""

from dataclasses import replace

import pytest
from tallystick.languages import Sentence, Token, load_language
from tallystick.reading.clauses import find_clauses
from tallystick.reading.gate import Gate

from readings import again, ids, parse_all, proposed, with_grammar, words

ENGLISH = load_language("en")
GRAMMAR = ENGLISH.grammar

SENTENCES = {
    "negators": {
        "barely": "Norway has barely sent 40 trucks to Kenya.",
        "hardly": "Norway has hardly sent 40 trucks to Kenya.",
        "neither": "Norway neither sent 40 trucks nor paid $5 million.",
        "no longer": "Norway will no longer send 40 trucks to Kenya.",
        "nor": "Norway sent no money, nor did it send 40 trucks to Kenya.",
        "scarcely": "Norway has scarcely sent 40 trucks to Kenya.",
    },
    "negative_determiners": {
        "no": "Norway sent no trucks to Kenya.",
    },
    "negative_pronouns": {
        "nobody": "Nobody sent 40 trucks to Kenya.",
        "none": "None sent 40 trucks to Kenya.",
    },
    "relative_pronouns": {
        "that": "It is Norway that sent 40 trucks to Kenya.",
        "which": "Norway, which sent 40 trucks to Kenya, is rich.",
        "who": "It is the Norwegians who sent 40 trucks to Kenya.",
        "whom": "Norway praised Italy, whom Kenya promised 40 trucks.",
    },
    "relative_times": {
        "when": "Some said never tents, never trucks two years ago, when the floods began.",
    },
    "subject_control": {
        "pledge": "Norway pledged Kenya to send 40 trucks.",
        "promise": "Norway promised Kenya to send 40 trucks.",
        "use": "Norway used Italy to send 40 trucks to Kenya.",
        "vow": "Norway vowed Kenya to send 40 trucks.",
    },
    "alliances": {
        "alliance": "Norway announced an alliance to send Kenya 40 trucks.",
        "coalition": "Norway announced the creation of a coalition to send 40 trucks to Kenya.",
        "consortium": "Norway announced the creation of a consortium to send 40 trucks to Kenya.",
        "partnership": "Norway announced the launch of a partnership to send 40 trucks to Kenya.",
    },
    "infinitive_marks": {
        "to": "Kenya limited Norway to sending 40 trucks.",
    },
    "object_control_marks": {
        "for": "Kenya criticised Norway for having sent only 40 trucks.",
        "from": "Kenya kept Norway from having sent 40 trucks.",
        "into": "Kenya pressed Norway into sending 40 trucks.",
        "of": "Kenya accused Norway of having sent only 40 trucks.",
        "with": "Kenya credited Norway with having sent 40 trucks.",
    },
    "conditional_marks": {
        "if": "Norway would be glad if Kenya sent 40 trucks.",
        "once": "Norway pays once Kenya sends 40 trucks.",
        "provided": "Norway will lend 40 trucks to Kenya, provided it returns them.",
        "providing": "Norway will lend 40 trucks to Kenya, providing it returns them.",
        "unless": "Norway waits unless Kenya sends 40 trucks.",
    },
    "conditional_auxiliaries": {
        "had": "Had parliament agreed, Norway would send 40 trucks to Kenya.",
        "should": "Should parliament agree, Norway will send 40 trucks to Kenya.",
    },
    "conditional_phrases": {
        "as long as": "Norway will send 40 trucks to Kenya as long as the port stays open.",
        "assuming that": "Norway will send 40 trucks to Kenya, assuming that the port stays open.",
        "contingent on": "Norway will send 40 trucks to Kenya, contingent on the port.",
        "depending on": "Norway will send 40 trucks to Kenya, depending on the weather.",
        "in the event that": "Norway will send 40 trucks to Kenya in the event that the port closes.",
        "on condition that": "Norway will send 40 trucks to Kenya on condition that parliament agrees.",
        "on the condition that": "Norway will send 40 trucks to Kenya on the condition that parliament agrees.",
        "provided that": "Norway pledged $40 million to Kenya provided that rebels withdraw from the port of Lamu.",
        "providing that": "Norway pledged $40 million to Kenya providing that rebels withdraw from the port of Lamu.",
        "so long as": "Norway will send 40 trucks to Kenya so long as the port stays open.",
        "subject to": "Norway will send 40 trucks to Kenya, subject to approval by parliament.",
    },
    "listing": {
        "including": "Norway sent equipment, including 40 trucks, to Kenya.",
        "like": "Countries like Norway promised 40 trucks.",
        "such as": "Norway sent equipment such as 40 trucks to Kenya.",
    },
    "wholes": {
        "all": "Norway sent all 40 trucks to Kenya.",
        "everything": "Norway promised Kenya 40 trucks and delivered everything.",
        "the entirety of": "Norway paid Kenya the entirety of the $5 million.",
        "the full": "Norway paid Kenya the full $5 million.",
        "the whole of": "Norway paid Kenya the whole of the $5 million.",
    },
    "ones": {
        "one of": "One of 6 ferries was handed over to Kenya.",
        "only one of": "Only one of 6 ferries was handed over to Kenya.",
        "just one of": "Just one of 6 ferries was handed over to Kenya.",
        "the first of": "The first of 6 ferries was handed over to Kenya.",
        "the second of": "The second of 6 ferries was handed over to Kenya.",
        "the third of": "The third of 6 ferries was handed over to Kenya.",
        "the fifth of": "The fifth of 6 ferries was handed over to Kenya.",
        "the last of": "The last of 6 ferries was handed over to Kenya.",
        "the final of": "The final of 6 ferries was handed over to Kenya.",
        "the latest of": "The latest of 6 ferries was handed over to Kenya.",
    },
    "copulas": {
        "be": "Norway is to send 40 trucks to Kenya.",
    },
    "forecasts": {
        "estimate": "Norway will estimate that Italy will send 40 trucks to Kenya.",
        "estimated": "Norway estimated that Italy will send 40 trucks to Kenya.",
        "estimates": "Norway estimates that Italy will send 40 trucks to Kenya.",
        "forecast": "Norway forecast that Italy will send 40 trucks to Kenya.",
        "forecasts": "Norway forecasts that Italy will send 40 trucks to Kenya.",
        "foresee": "Norway will foresee that Italy will send 40 trucks to Kenya.",
        "foresees": "Norway foresees that Italy will send 40 trucks to Kenya.",
        "predict": "Norway will predict that Italy will send 40 trucks to Kenya.",
        "predicted": "Norway predicted that Italy will send 40 trucks to Kenya.",
        "predicts": "Norway predicts that Italy will send 40 trucks to Kenya.",
        "project": "Norway will project that Italy will send 40 trucks to Kenya.",
        "projected": "Norway projected that Italy will send 40 trucks to Kenya.",
        "projection": "According to a projection, Italy will send 40 trucks to Kenya.",
        "projections": "According to projections, Italy will send 40 trucks to Kenya.",
        "projects": "The ministry projects that Italy will send 40 trucks to Kenya.",
    },
    "quantifiers": {
        "certain": "On Monday certain EU leaders promised 40 trucks to Kenya.",
        "few": "Few EU leaders promised 40 trucks to Kenya.",
        "many": "Many EU leaders promised 40 trucks to Kenya.",
        "more": "More EU leaders promised 40 trucks to Kenya.",
        "most": "Most EU leaders promised 40 trucks to Kenya.",
        "other": "Other EU countries promised 40 trucks.",
        "part": "Part of the EU countries promised 40 trucks.",
        "several": "Several EU leaders promised 40 trucks to Kenya.",
        "some": "Some EU leaders promised 40 trucks to Kenya.",
        "various": "Various EU leaders promised 40 trucks to Kenya.",
    },
    "anaphoric": {
        "her": "Norway promised tents. On Monday her country sent 40 trucks to Kenya.",
        "his": "Norway promised tents. On Monday his country sent 40 trucks to Kenya.",
        "its": "Norway promised tents. On Monday its country sent 40 trucks to Kenya.",
        "that": "Norway promised 40 trucks to Kenya. Norway broke that promise.",
        "the": "Norway promised 40 trucks to Kenya. Norway broke the promise.",
        "their": "Norway promised tents. On Monday their country sent 40 trucks to Kenya.",
        "these": "Norway promised 40 trucks to Kenya. Norway broke these promise.",
        "this": "Norway promised 40 trucks to Kenya. Norway broke this promise.",
        "those": "Norway promised 40 trucks to Kenya. Norway broke those promise.",
    },
    "recipient": {
        "for": "Norway bought 40 trucks for Kenya.",
        "into": "Norway sent 40 trucks into Kenya.",
        "to": "Norway sent 40 trucks to Kenya.",
        "toward": "Norway sent 40 trucks toward Kenya.",
        "towards": "Norway sent 40 trucks towards Kenya.",
    },
    "taken_on": {
        "at": "Norway aims at 40 schools by May.",
        "for": "Norway aims for 40 schools by May.",
        "on": "Norway agreed on a package for Kenya.",
        "onto": "Norway signed onto a plan for 40 trucks.",
        "to": "Norway committed to a target of 40 trucks for Kenya.",
        "upon": "Norway agreed upon a package for Kenya.",
    },
    "giver": {
        "by": "Kenya read a report by Norway. The government sent 40 trucks to Chad.",
        "from": "Italy praised Kenya, which received 40 trucks from Norway.",
    },
    "reaching": {
        "to": "Norway increased its aid for Kenya to $4 million.",
        "with": "Norway increased its aid for Kenya with $4 million.",
    },
    "attaining": {
        "have": "Norway pledged Kenya a million doses. It did not have this million.",
        "reach": "Norway pledged Kenya a million doses. It never reached the million.",
        "see": "Norway pledged Kenya a million doses. It never saw that million.",
    },
    "worth": {
        "value": "Norway sent trucks valued at $5 million to Kenya.",
    },
    "helping": {
        "help": "Norway announced 40 tents to help Malawi.",
        "support": "Norway announced 40 tents to support Malawi.",
        "assist": "Norway announced 40 tents to assist Malawi.",
        "aid": "Norway announced 40 tents to aid Malawi.",
        "enable": "Norway announced 40 tents to enable Malawi to recover.",
    },
    "fulfilling": {
        "achieve": "Norway will achieve its promise to send 40 trucks.",
        "complete": "Norway will complete its promise to send 40 trucks.",
        "fulfil": "Norway has fulfilled its promise of 40 trucks.",
        "fulfill": "Norway will fulfill its promise to send 40 trucks.",
        "honor": "Norway honored its promise of 40 trucks.",
        "honour": "Norway honoured its promise of 40 trucks.",
        "finish": "Norway promised 40 schools. Only 30 were finished.",
        "keep": "Norway kept its promise to send 40 trucks.",
        "meet": "Norway will meet its promise to send 40 trucks.",
        "reach": "Norway has reached its goal of planting 40 trees.",
    },
    "cumulative": {
        "a total of": "Norway sent a total of 40 trucks to Kenya.",
        "all told": "Norway sent 40 trucks to Kenya all told.",
        "altogether": "Norway sent 40 trucks to Kenya altogether.",
        "as of": "As of Monday, Norway sent 40 trucks to Kenya.",
        "by now": "Norway sent 40 trucks to Kenya by now.",
        "by that time": "Norway sent 40 trucks to Kenya by that time.",
        "by then": "Norway sent 40 trucks to Kenya by then.",
        "by this time": "Norway sent 40 trucks to Kenya by this time.",
        "cumulative": "Norway sent a cumulative 40 trucks to Kenya.",
        "in total": "Norway sent 40 trucks to Kenya in total.",
        "out of the": "Norway sent Kenya 40 trucks out of the 90 it promised.",
        "overall": "Norway sent 40 trucks to Kenya overall.",
        "since the beginning of": "Norway sent Kenya 40 trucks since the beginning of the war.",
        "since the start of": "Norway sent Kenya 40 trucks since the start of the war.",
        "so far": "Norway sent 40 trucks to Kenya so far.",
        "thus far": "Norway sent 40 trucks to Kenya thus far.",
        "to date": "Norway sent 40 trucks to Kenya to date.",
        "until now": "Norway sent 40 trucks to Kenya until now.",
        "up to now": "Norway sent 40 trucks to Kenya up to now.",
    },
    "joining": {
        "join": "Norway promised Kenya 40 trucks. Peru joined the plan.",
        "sign_up": "Norway promised Kenya 40 trucks. Peru signed up to the plan.",
    },
    "schemes": {
        word: f"Norway sent Kenya 40 trucks. 60 trucks reached Kenya under a separate {word}."
        for word in ("campaign", "initiative", "plan", "program", "programme", "project", "scheme")
    },
    "apart": {
        word: f"Norway sent Kenya 40 trucks. 60 trucks reached Kenya under {word} scheme."
        for word in ("another",)
    }
    | {
        word: f"Norway sent Kenya 40 trucks. 60 trucks reached Kenya under some {word} scheme."
        for word in ("different", "other", "parallel", "separate")
    },
    "equating": {
        "amount": "Norway promised 40 trucks. It sent 20. That amounts to half of its promise.",
        "be": "Norway promised 40 trucks. It sent 20. That is half of its promise.",
        "equal": "Norway promised 40 trucks. It sent 20. That equals half of its promise.",
        "make": "Norway promised 40 trucks. It sent 20. That makes half of its promise.",
        "represent": "Norway promised 40 trucks. It sent 20. That represents half of its promise.",
    },
    "carrying": {
        "bring": "A convoy bringing 30 tents arrived in Kenya.",
        "carry": "A convoy carrying 30 tents arrived in Kenya.",
        "haul": "A convoy hauling 30 tents arrived in Kenya.",
        "transport": "A convoy transporting 30 tents arrived in Kenya.",
    },
    "missing": {
        "short": "Norway raised $7 million, short of the $9 million target.",
    },
    "having": {
        "between": "Norway presented a plan between three states.",
        "with": "Norway presented a plan with three tracks.",
    },
    "appealing": {
        "appeal": "Kenya appealed to Norway to send 40 trucks.",
    },
    "opposite": {
        word: f"Kenya’s {word[:-1] + 'ies' if word == 'ally' else word + 's'} promised 40 trucks."
        for word in ("ally", "creditor", "donor", "lender", "neighbor", "neighbour", "partner")
    },
    "means": {
        "by": "Norway responded by sending 40 trucks to Kenya.",
    },
    "accusing": {
        "accuse": "Kenya accused the G7 of breaking its promise to send 40 trucks.",
        "suspect": "Kenya suspected the allies of breaking their promise to send 40 trucks.",
    },
    "locative": {
        "across": "Rebels attacked a school across Bakaara.",
        "around": "Rebels attacked a school around Bakaara.",
        "at": "Rebels attacked a school at Bakaara.",
        "in": "Rebels attacked a school in Bakaara.",
        "inside": "Rebels attacked a school inside Bakaara.",
        "near": "Rebels attacked a school near Bakaara.",
        "outside": "Rebels attacked a school outside Bakaara.",
        "throughout": "Rebels attacked a school throughout Bakaara.",
    },
    "increments": {
        "additional": "Norway has sent additional 40 trucks to Kenya.",
        "another": "Norway has sent another 40 trucks to Kenya.",
        "batch": "Norway has sent a batch of 40 trucks to Kenya.",
        "consignment": "Norway has sent a consignment of 40 trucks to Kenya.",
        "convoy": "Norway has sent a convoy of 40 trucks to Kenya.",
        "delivery": "Norway has sent a delivery of 40 trucks to Kenya.",
        "extra": "Norway has sent extra 40 trucks to Kenya.",
        "first": "Norway has sent the first 40 trucks to Kenya.",
        "further": "Norway has sent further 40 trucks to Kenya.",
        "last": "Norway has sent the last 40 trucks to Kenya.",
        "latest": "Norway has sent latest 40 trucks to Kenya.",
        "new": "Norway has sent new 40 trucks to Kenya.",
        "next": "Norway has sent the next 40 trucks to Kenya.",
        "second": "Norway has sent the second 40 trucks to Kenya.",
        "shipment": "Norway has sent a shipment of 40 trucks to Kenya.",
        "third": "Norway has sent the third 40 trucks to Kenya.",
        "tranche": "Norway has sent a tranche of 40 trucks to Kenya.",
        "instalment": "Norway has sent an instalment of 40 trucks to Kenya.",
        "installment": "Norway has sent an installment of 40 trucks to Kenya.",
    },
    "ends": {
        "arrival": "Norway promised 40 trucks to Kenya. Arrival is planned for June 2030.",
        "completion": "Norway promised 40 trucks to Kenya. Completion is planned for June 2030.",
        "deadline": "Norway promised 40 trucks to Kenya. The deadline is June 2030.",
    },
    "expanding": {
        "boost": "Norway boosted its aid for Kenya's schools this year to $5 million.",
        "double": "Norway doubled its aid for Kenya's schools this year to $5 million.",
        "expand": "Norway expanded its aid for Kenya's schools this year to $5 million.",
        "increase": "Norway increased its aid for Kenya's schools this year to $5 million.",
        "lift": "Norway lifted its aid for Kenya's schools this year to $5 million.",
        "raise": "Norway raised its aid for Kenya's schools this year to $5 million.",
        "top": "Norway topped up its aid for Kenya's schools this year to $5 million.",
    },
    "shrinking": {
        "cut": "Norway cut its pledge to 40 trucks.",
        "reduce": "Norway reduced its pledge to 40 trucks.",
    },
    "due": {
        "due": "Norway promised Kenya 40 trucks. They are due in May.",
        "payable": "Norway pledged $5 million, payable in May 2025.",
    },
    "debts": {
        "arrear": "Norway will cancel arrears of $5 million.",
        "debt": "Norway will cancel a debt of $5 million.",
        "loan": "Norway will cancel 40 loans.",
        "owe": "Norway will cancel the $5 million that Kenya owes it.",
    },
    "relieving": {
        "cancel": "Norway will cancel a debt of $5 million.",
    },
    "beginnings": {
        "first": "Norway promised Kenya 40 trucks. The first of them are due in May.",
        "initial": "Norway promised Kenya 40 trucks. The initial trucks are due in May.",
    },
    "rates": {
        "a month": "Norway plans to hire 400 nurses a month.",
        "a week": "Norway plans to hire 400 nurses a week.",
        **{
            rate: f"Norway will send Kenya 40 trucks {rate}."
            for rate in (
                "annually",
                "daily",
                "each day",
                "each month",
                "each quarter",
                "each week",
                "each year",
                "every day",
                "every month",
                "every quarter",
                "every week",
                "every year",
                "monthly",
                "per day",
                "quarterly",
                "weekly",
                "yearly",
            )
        },
    },
    "substitutes": {
        "ones": "Rich countries promised poorer ones $5 million.",
    },
    "totalling": {
        "bring": "Norway sent 40 trucks to Kenya, bringing the total to 90.",
        "take": "Norway sent 40 trucks to Kenya, taking the total to 90.",
        "lift": "Norway sent 40 trucks to Kenya, lifting the total to 90.",
        "push": "Norway sent 40 trucks to Kenya, pushing the total to 90.",
        "raise": "Norway sent 40 trucks to Kenya, raising the total to 90.",
    },
    "totals": {
        "total": "Norway sent 40 trucks to Kenya, bringing the total to 90.",
        "number": "Norway sent 40 trucks to Kenya, bringing the number to 90.",
        "tally": "Norway sent 40 trucks to Kenya, bringing the tally to 90.",
        "figure": "Norway sent 40 trucks to Kenya, bringing the figure to 90.",
        "sum": "Norway sent 40 trucks to Kenya, bringing the sum to 90.",
        "overall": "Norway sent 40 trucks to Kenya, bringing the overall to 90.",
    },
    "denials": {
        "denies": "Norway denies that Italy had sent 40 trucks.",
        "denied": "Norway denied that Italy had sent 40 trucks.",
        "refutes": "Norway refutes that Italy had sent 40 trucks.",
        "refuted": "Norway refuted that Italy had sent 40 trucks.",
        "disputes": "The ministry disputes that Italy had sent 40 trucks.",
        "disputed": "Norway disputed that Italy had sent 40 trucks.",
        "deny": "Norway did deny that Italy had sent 40 trucks.",
        "refute": "Norway did refute that Italy had sent 40 trucks.",
        "dispute": "Norway did dispute that Italy had sent 40 trucks.",
        "denying": "Norway spoke, denying that Italy had sent 40 trucks.",
    },
    "comparing": {
        "as": "Norway announced £89 million in aid for Kenya, twice as much as last year.",
        "than": "Norway announced £89 million in aid for Kenya, more than last year.",
    },
    "warnings": {
        "warn": "Norway did warn that Italy would send 40 trucks.",
        "warns": "Norway warns that Italy would send 40 trucks.",
        "warned": "Norway warned that Italy would send 40 trucks.",
        "warning": "Norway spoke, warning that Italy would send 40 trucks.",
        "fear": "The ministers fear that Italy will send 40 trucks.",
        "fears": "Norway fears that Italy will send 40 trucks.",
        "feared": "Norway feared that Italy would send 40 trucks.",
    },
    "conjunctions": {
        "and": "Norway and Italy will send 14 and 8 tanks.",
        "": "Norway, Italy and Spain will send 14, 8 and 5 tanks.",
        "as well as": "Norway and Italy will send 14 as well as 8 tanks.",
        "plus": "Norway and Italy will send 14 plus 8 tanks.",
    },
    "respective": {
        "respectively": "Norway and Italy promised 40 trucks and 50 tents respectively.",
        "in that order": "Norway and Italy promised 40 trucks and 50 tents, in that order.",
    },
    "distributive": {
        "each": "Norway and Italy will each send 40 trucks to Kenya.",
        "apiece": "Norway and Italy will send 40 trucks apiece to Kenya.",
    },
    "adding": {
        "add": "Norway promised Kenya 40 trucks. It added 50 in May.",
    },
    "restating": {
        "or": "Norway promised 40 trucks. It sent 25 percent, or 10 trucks.",
    },
    "auxiliaries": {
        "will": "Norway will send 40 trucks to Kenya.",
        "’ll": "They’ll send 40 trucks to Kenya.",
        "shall": "Norway shall send 40 trucks to Kenya.",
        "would": "Norway would send 40 trucks to Kenya.",
        "’d": "They’d send 40 trucks to Kenya.",
        "can": "Norway can send 40 trucks to Kenya.",
        "could": "Norway could send 40 trucks to Kenya.",
        "may": "Norway may send 40 trucks to Kenya.",
        "might": "Norway might send 40 trucks to Kenya.",
        "must": "Norway must send 40 trucks to Kenya.",
        "should": "Norway should send 40 trucks to Kenya.",
        "ought": "Norway ought send 40 trucks to Kenya.",
        "have": "Norway has sent 40 trucks to Kenya.",
        "having": "Norway is proud, having sent 40 trucks to Kenya.",
        "be": "Norway is sending 40 trucks to Kenya.",
        "get": "The 40 trucks got sent to Kenya.",
        "do": "Norway did not send 40 trucks to Kenya.",
    },
    "pronouns": {
        "he": "Berg is the Norwegian minister, Ole Berg. He said that it rained.",
        "him": "Kenya met the Norwegian minister Ole Berg. Kenya asked him to send 40 trucks.",
        "his": "The Norwegian minister Ole Berg spoke. His government sent 40 trucks.",
        "she": "The Norwegian minister Anna Berg spoke. She said that it rained.",
        "her": "The Norwegian minister Anna Berg spoke. Kenya asked her to send 40 trucks.",
        "it": "Norway met Kenya. It sent 40 trucks.",
        "its": "Norway spoke. Its government sent 40 trucks to Kenya.",
        "they": "The Norwegian troops came. They sent 40 trucks to Kenya.",
        "them": "The Norwegian troops came. Kenya asked them to send 40 trucks.",
        "their": "The Norwegian troops came. Kenya received their 40 trucks.",
        "i": "“I will send 40 trucks,” said the Norwegian minister Ole Berg.",
        "me": "“Kenya asked me to send 40 trucks,” said the Norwegian minister Ole Berg.",
        "my": "“My pledge of 40 trucks stands,” said the Norwegian minister Ole Berg.",
        "we": "“We will send 40 trucks,” said the Norwegian minister Ole Berg.",
        "us": "“Kenya asked us to send 40 trucks,” said the Norwegian minister Ole Berg.",
        "our": "“Our pledge of 40 trucks stands,” said the Norwegian minister Ole Berg.",
    },
    "epithets": {
        "bloc": "The EU met. The bloc sent 40 trucks to Kenya.",
        "union": "The EU met. The union sent 40 trucks to Kenya.",
        "alliance": "NATO met. The alliance sent 40 trucks to Kenya.",
        "commission": "The European Commission met. The commission sent 40 trucks to Kenya.",
        "agency": "UNICEF met. The agency sent 40 trucks to Kenya.",
        "member state": "The EU met. The member states sent 40 trucks to Kenya.",
        "member country": "The EU met. The member countries sent 40 trucks to Kenya.",
    },
}

ENTRIES = [(part, entry) for part, table in SENTENCES.items() for entry in table]


@pytest.fixture(scope="module")
def parsed():
    """Every sentence, parsed in one batch."""
    texts = [SENTENCES[part][entry] for part, entry in ENTRIES]
    return dict(zip(ENTRIES, parse_all(texts), strict=True))


def without(part, entry):
    whole = getattr(GRAMMAR, part)
    if isinstance(whole, frozenset):
        return with_grammar(**{part: whole - {entry}})
    return with_grammar(**{part: {k: v for k, v in whole.items() if k != entry}})


def seen(document):
    """The claims of a document and who does what in its clauses."""
    clauses = [c for sentence in document.sentences for c in sentence.clauses]
    roles = [(c.lemma, words(c.subjects), words(c.objects)) for c in clauses]
    moods = [(c.negated, c.passive, c.tense, c.perfect, c.progressive, c.modality) for c in clauses]
    return proposed(document), roles, moods


@pytest.mark.parametrize(("part", "entry"), ENTRIES)
def test_no_word_is_idle(parsed, part, entry):
    document = parsed[part, entry]
    changes = seen(document) != seen(again(document, without(part, entry)))
    assert changes


@pytest.mark.parametrize("part", SENTENCES)
def test_every_word_of_the_part_is_proved(part):
    assert set(SENTENCES[part]) == set(getattr(GRAMMAR, part))


GATHERED = {"EC": "EU"}  # what an organ does its union does
NAMES = {"AU": "African Union", "EC": "European Commission"}


def test_an_epithet_stands_for_each_of_its_organisations():
    pairs = [(noun, identity) for noun, some in GRAMMAR.epithets.items() for identity in sorted(some)]
    texts = [
        f"The {NAMES.get(identity, identity)} met. The {noun}{'s' if ' ' in noun else ''} sent 40 trucks to Kenya."
        for noun, identity in pairs
    ]
    for pair, document in zip(pairs, parse_all(texts), strict=True):
        (delivery,) = [c for c in proposed(document) if c.kind == "delivery"]
        assert (pair, ids(delivery.actors)) == (pair, [GATHERED.get(pair[1], pair[1])])


@pytest.mark.parametrize("noun", sorted(GRAMMAR.time_nouns))
def test_a_time_behind_by_is_no_agent(noun):
    """Parsers take "delivered by the end of May" for an agent now and then."""

    def subjects(grammar):
        tokens = [
            Token(0, 0, 6, "trucks", "truck", "NOUN", "", True, 1, "subj:pass"),
            Token(1, 7, 16, "delivered", "deliver", "VERB", "participle", False, 1, "root"),
            Token(2, 17, 17 + len(noun), noun, noun, "NOUN", "", False, 1, "obl:agent", "by"),
        ]
        (clause,) = find_clauses(Sentence(tokens, 0, tokens[-1].end), grammar)
        return words(clause.subjects)

    assert subjects(GRAMMAR) == []
    assert subjects(replace(GRAMMAR, time_nouns=GRAMMAR.time_nouns - {noun})) == [noun]


def passes(word, grammar):
    return Gate(replace(ENGLISH, grammar=grammar)).passes(word, 0, len(word), [])


@pytest.mark.parametrize("form", GRAMMAR.irregular)
def test_each_irregular_form_opens_the_gate(form):
    irregular = {k: v for k, v in GRAMMAR.irregular.items() if k != form}
    assert passes(form, GRAMMAR)
    assert not passes(form, replace(GRAMMAR, irregular=irregular))


@pytest.mark.parametrize(
    ("suffix", "ending", "word"),
    [
        ("s", "", "pledges"),
        ("es", "", "pushes"),
        ("ies", "y", "supplies"),
        ("d", "", "pledged"),
        ("ed", "", "handed"),
        ("ed", "", "shipped"),
        ("ied", "y", "supplied"),
        ("ing", "", "handing"),
        ("ing", "", "planning"),
        ("ing", "e", "pledging"),
    ],
)
def test_each_inflection_opens_the_gate(suffix, ending, word):
    assert (suffix, ending) in GRAMMAR.suffixes
    suffixes = tuple(s for s in GRAMMAR.suffixes if s != (suffix, ending))
    assert passes(word, GRAMMAR)
    assert not passes(word, replace(GRAMMAR, suffixes=suffixes))
