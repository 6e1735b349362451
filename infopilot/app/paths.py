"""Where files are: in a checkout, in an installed wheel, and on the consultant's own machine."""

import hmac
import os
import secrets
from pathlib import Path

from infopilot.model.text import LANGUAGES, Language

PACKAGE = Path(__file__).parents[1]
CHECKOUT = PACKAGE.parent
KEY_BYTES = 32


def resource(*parts: str) -> Path:
    """Return a file or folder that comes with infopilot, from a checkout or from a wheel."""
    in_wheel = PACKAGE / "resources"
    return (in_wheel if in_wheel.is_dir() else CHECKOUT).joinpath(*parts)


def questionnaire_folder() -> Path:
    """Return the questionnaire that comes with infopilot."""
    return resource("questionnaires", "gouvernance")


def method_file() -> Path:
    """Return the weights and thresholds."""
    return resource("questionnaires", "method.yaml")


def actions_file() -> Path:
    """Return the action library."""
    return resource("questionnaires", "actions.yaml")


def mappings_folder() -> Path:
    """Return the mappings of ticket exports."""
    return resource("data", "mappings")


def page_notebook(name: str) -> Path:
    """Return a notebook that is served as a page."""
    return resource("notebooks", "app", f"{name}.ipynb")


def demo_folder() -> Path:
    """Return where the demonstration goes unless told otherwise."""
    in_checkout = (CHECKOUT / "pyproject.toml").is_file()
    return CHECKOUT / "data" / "demo" / "ateliers-morvan" if in_checkout else Path("infopilot-demo")


def pseudonym_key(company: str) -> bytes:
    """Return the key that turns names into pseudonyms; it stays on the consultant's machine.

    Each client has a key of its own, derived from one that is made on first use and lies outside
    every engagement folder: whoever holds the folder cannot turn the pseudonyms back.
    """
    home = os.environ.get("INFOPILOT_HOME")
    folder = Path(home) if home else Path.home() / ".infopilot"
    file = folder / "pseudonyms.key"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as key:
            key.write(secrets.token_hex(KEY_BYTES))
    master = bytes.fromhex(file.read_text(encoding="ascii"))
    return hmac.digest(master, company.encode(), "sha256")


def engagement_of_page() -> Path:
    """Return the engagement that a served notebook is about."""
    return Path(os.environ.get("INFOPILOT_ENGAGEMENT") or demo_folder())


def language_of_page() -> Language:
    """Return the language that a served notebook is asked for: ``?lang=en`` or the default."""
    asked = f"&{os.environ.get('QUERY_STRING', '')}&"
    for language in LANGUAGES:
        if f"&lang={language}&" in asked:
            return language
    return "en" if os.environ.get("INFOPILOT_LANGUAGE") == "en" else "fr"


def page_environment(engagement: Path, language: Language) -> dict[str, str]:
    """Return the environment of a kernel or a door that serves ``engagement``."""
    kept = {name: value for name, value in os.environ.items() if name != "QUERY_STRING"}
    search = [str(PACKAGE.parent), *filter(None, [kept.get("PYTHONPATH")])]
    return kept | {
        "INFOPILOT_ENGAGEMENT": str(engagement.resolve()),
        "INFOPILOT_LANGUAGE": language,
        "PYTHONPATH": os.pathsep.join(search),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
