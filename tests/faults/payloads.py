"""Texts that attack whoever shows, stores or exports them; every active one would say `__ran`."""

import random
from collections.abc import Iterator

RUN = "window.__ran=1"
SHORT_OF_WORDS = ("oui", "non", "le serveur", "la paie", "Atelier 2")
ACTIVE = (
    "<script>{run}</script>",
    "<script src=data:text/javascript,{run}></script>",
    "<script type=module>{run}</script>",
    "<img src=x onerror={run}>",
    "<img src=x onerror='{run}' alt=\"\">",
    "<svg onload={run}></svg>",
    "<svg><animate onbegin={run} attributeName=x dur=1s>",
    "<svg><script>{run}</script></svg>",
    "<svg><a xlink:href='javascript:{run}'><text y=20>oui</text></a></svg>",
    "<body onload={run}>",
    "<details open ontoggle={run}>oui</details>",
    "<input autofocus onfocus={run}>",
    "<video src=x onerror={run}></video>",
    "<iframe srcdoc='<script>parent.__ran=1</script>'></iframe>",
    "<iframe src='javascript:parent.__ran=1'></iframe>",
    "<object data='javascript:{run}'></object>",
    "<a href='javascript:{run}' autofocus>oui</a>",
    "<form action='javascript:{run}'><button autofocus>oui</button></form>",
    "<math><mtext><table><mglyph><style><img src=x onerror={run}></style></table></mtext></math>",
    "<style>@import 'http://ailleurs.invalid/x.css';</style>",
    "<link rel=stylesheet href=http://ailleurs.invalid/x.css>",
    "<meta http-equiv=refresh content='0;url=http://ailleurs.invalid/'>",
    "<base href=http://ailleurs.invalid/>",
    "<img src=http://ailleurs.invalid/pixel.png>",
    "<marquee onstart={run}>oui</marquee>",
)
CLOSERS = (
    *("</textarea>", "</script>", "</style>", "</title>", "</template>", "</noscript>"),
    *("-->", "]]>", "'>", '">', "`>", "</blockquote></dd></dl>", "\\u003c/script>"),
)
TEMPLATES = (
    *("{{{{ {run} }}}}", "${{{run}}}", "<%= {run} %>", "#{{{run}}}", "{{% {run} %}}", "[[{run}]]"),
    *("{{{{constructor.constructor('{run}')()}}}}", "{{name}}", "%s%n%x", "$(touch __ran)"),
)
FORMULAS = (
    *("=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://ailleurs.invalid")', "\t=1+1"),
    *("\r=1+1", "＝1+1", " =cmd|' /C calc'!A0", '=IMPORTXML("http://ailleurs.invalid")', "'=1+1"),
)
SHAPES = (
    *("../../etc/passwd", "..\\..\\windows\\win.ini", "'; DROP TABLE answers; --", '" OR 1=1 --'),
    *("file:///etc/passwd", "NUL", "\x1b[31mrouge\x1b[0m", "null", "undefined", "NaN", "[object]"),
)
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e"
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
COMBINING = "\u0300\u0316\u0338\u20dd\u0489"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
CONTROLS = "".join(map(chr, (*range(9), 11, 12, *range(14, 32), 127)))


def hostile_texts(count: int, seed: int) -> list[str]:
    """``count`` texts, the same for the same ``seed``; no family is left out."""
    chance = random.Random(seed)
    families = (_active, _active, _closing, _template, _formula, _shape, _unseen, _odd, _huge)
    return [families[rank % len(families)](chance) for rank in range(count)]


def runs() -> Iterator[str]:
    """Each active payload that stays on the page: what a page that trusts texts would run."""
    return (payload.format(run=RUN) for payload in ACTIVE if "ailleurs" not in payload)


def _active(chance: random.Random) -> str:
    payload = _cased(chance.choice(ACTIVE).format(run=RUN), chance)
    return f"{chance.choice(SHORT_OF_WORDS)} {payload}" if chance.random() < 0.5 else payload


def _closing(chance: random.Random) -> str:
    return chance.choice(CLOSERS) + chance.choice(ACTIVE).format(run=RUN)


def _template(chance: random.Random) -> str:
    return chance.choice(TEMPLATES).format(run=RUN) + _entities(_active(chance), chance)


def _formula(chance: random.Random) -> str:
    return chance.choice(FORMULAS) + str(chance.randrange(1000))


def _shape(chance: random.Random) -> str:
    return chance.choice(SHAPES) + _active(chance)


def _unseen(chance: random.Random) -> str:
    hidden = "".join(chance.choices(INVISIBLE + TURNING, k=chance.randint(1, 30)))
    return hidden + _active(chance) + hidden[::-1]


def _odd(chance: random.Random) -> str:
    return chance.choice(
        (
            "a" + COMBINING * chance.randint(5, 200),
            FAMILY * chance.randint(1, 50),
            "mot" * chance.randint(100, 3000),
            f"avant{chance.choice(CONTROLS)}après",
            f"moitié {chr(chance.randint(0xD800, 0xDFFF))} de lettre",
            "\uffff\ufffe",
            "e\u0301" if chance.random() < 0.5 else "\u00e9",
            "\n" * chance.randint(1, 50) + "fin\r\n",
        )
    )


def _huge(chance: random.Random) -> str:
    if chance.random() < 0.05:
        return (_active(chance) * 5000)[:100_000]
    return (_active(chance) * 400)[: chance.randint(1, 10_000)]


def _cased(payload: str, chance: random.Random) -> str:
    if chance.random() < 0.7:
        return payload
    name, rest = payload[:5], payload[5:]
    return "".join(chance.choice((c.upper(), c.lower())) for c in name) + rest


def _entities(payload: str, chance: random.Random) -> str:
    return "".join(f"&#{ord(c)};" if chance.random() < 0.2 else c for c in payload)
