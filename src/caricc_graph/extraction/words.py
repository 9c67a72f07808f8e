"""Words of closed classes, by which the grammar of a sentence is read."""

from __future__ import annotations

# Words in -ing that go with a noun as prepositions do stand here too.
PREPOSITIONS = frozenset(
    {
        "representing",
        "using",
        "except",
        "excepting",
        "excluding",
        "exceeding",
        "totalling",
        "totaling",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "with",
        "within",
        "under",
        "during",
        "against",
        "through",
        "towards",
        "toward",
        "into",
        "about",
        "between",
        "by",
        "along",
        "regarding",
        "concerning",
        "via",
        "after",
        "before",
        "beyond",
        "near",
        "outside",
        "inside",
        "across",
        "over",
        "throughout",
        "among",
        "amid",
        "without",
        "upon",
        "per",
        "despite",
        "since",
        "until",
        "till",
        "as",
        "than",
        "like",
        "following",
        "behind",
        "beside",
        "besides",
        "alongside",
        "unlike",
        "around",
        "amongst",
        "opposite",
    }
)
DISTRIBUTING = frozenset({"each", "all", "both"})
NUMBERS = frozenset(
    {
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
    }
)
DETERMINERS = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "these",
        "those",
        "its",
        "their",
        "his",
        "her",
        "our",
        "each",
        "every",
        "any",
        "some",
        "no",
        "another",
        "such",
        "several",
        "both",
        "all",
        "various",
        "other",
        "'s",
        "’s",
    }
)

# What happens within one of these has days and places of its own behind a comma.
FRAMES = frozenset({"framework", "frames", "frame", "course", "margins", "sidelines"})

# Two words that put a noun to what stands before as one preposition does.
COMPOUND = frozenset(
    {
        ("except", "for"),
        ("according", "to"),
        ("thanks", "to"),
        ("due", "to"),
        ("owing", "to"),
        ("prior", "to"),
        ("contrary", "to"),
        ("subsequent", "to"),
        ("instead", "of"),
    }
)

# Two words that go with a verb as an adverb does.
ADVERBIAL = frozenset(
    {
        ("in", "person"),
        ("in", "total"),
        ("in", "absentia"),
        ("inter", "alia"),
        ("at", "large"),
        ("on", "site"),
        ("among", "others"),
        ("for", "example"),
        ("for", "instance"),
    }
)

# Between phrases these say nothing of what is joined.
SKIPPED = frozenset(
    {
        "both",
        "out",
        "up",
        "there",
        "likewise",
        "alone",
        "each",
        "itself",
        "themselves",
        "too",
        "also",
        "jointly",
        "then",
        "not",
        "never",
        "either",
        "even",
        "only",
        "as",
        "namely",
        "well",
        "now",
        "currently",
        "presently",
        "still",
        "already",
    }
)
# Before a participle these tell how what is named came about ("newly appointed officers").
LATELY = frozenset({"newly", "recently", "specially", "duly", "freshly"})
