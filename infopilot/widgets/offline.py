"""The questionnaire as one file that needs no network: it keeps answers and hands them over."""

import base64
import hashlib
import json
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from infopilot.model.questionnaire import Questionnaire
from infopilot.model.text import LANGUAGES, Language
from infopilot.views.messages import text
from infopilot.widgets.questionnaire import (
    MODULES,
    joined_modules,
    questionnaire_data,
)
from infopilot.widgets.session import Session

TEMPLATES = Environment(
    loader=PackageLoader("infopilot.widgets", "."), autoescape=True, undefined=StrictUndefined
)
STYLES = (("infopilot.views", "tokens.css"), ("infopilot.widgets", "questionnaire.css"))
POLICY = (
    "default-src 'none'; script-src '{script}'; style-src '{style}'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


def offline_page(questionnaire: Questionnaire, session: Session, language: Language) -> str:
    """Return the whole file, in both languages, ``language`` first; it asks for nothing else.

    It names no respondent: whoever opens it gets a pseudonym of their own.
    """
    script = joined_modules((*MODULES, "model.js", "outbox.js", "offline.js"))
    style = "\n".join(files(package).joinpath(name).read_text("utf-8") for package, name in STYLES)
    return TEMPLATES.get_template("offline.html.j2").render(
        language=language,
        title=f"{questionnaire.title.pick(language)} · {session.company}",
        policy=POLICY.format(script=_fingerprint(script), style=_fingerprint(style)),
        style=style,
        script=script,
        skip=text("Skip to the questions", language),
        noscript=text("This questionnaire needs JavaScript to save your answers.", language),
        data=json.dumps(_data(questionnaire, session), ensure_ascii=False).replace("<", "\\u003c"),
    )


def _data(questionnaire: Questionnaire, session: Session) -> dict[str, object]:
    asked = questionnaire.for_role(session.role)
    return {
        "languages": {each: questionnaire_data(asked, each) for each in LANGUAGES},
        "skip": {each: text("Skip to the questions", each) for each in LANGUAGES},
        "session": session.document() | {"on_device": True},
    }


def _fingerprint(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
