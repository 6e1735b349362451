"""Every screen of a role, one after the other, as those see it who answered nothing or all."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from infopilot.model.answers import Answer, Evidence
from infopilot.model.people import Role
from tests.apps.plans import plan_for, say

# Every screen of every role; as those see it who answered nothing, for two roles that differ most.
CASES = [
    *((role, True) for role in Role),
    *((role, False) for role in (Role.IT_REFERENT, Role.USER)),
]
PATIENCE_MILLISECONDS = 20_000
SHOW = """(place) => new Promise((shown) => {
  if (location.hash === place) return shown();
  addEventListener('hashchange', () => requestAnimationFrame(() => shown()), { once: true });
  location.hash = place;
})"""


class Visitor:
    """Somebody of a role with a page of their own."""

    def __init__(self, page, door, role, *, has_answered):
        self.page, self.door, self.role, self.has_answered = page, door, role, has_answered

    def screens(self):
        """Yield the name of each screen once it is shown; ``all-`` when all is answered."""
        prefix = "all-" if self.has_answered else ""
        self.enter()
        self.go("#accueil")
        yield f"{prefix}welcome"
        self.go("#etape-1")
        steps = self.steps()
        for step in range(1, steps):
            self.go(f"#etape-{step}")
            yield f"{prefix}step-{step:02}"
        self.go(f"#etape-{steps}")
        yield f"{prefix}review"
        self.go("#merci")
        yield f"{prefix}thanks"
        self.go("#mes-reponses")
        self.open_all()
        yield f"{prefix}own"
        if self.has_answered:
            self.answer_elsewhere()
            yield "conflict"
        else:
            yield from self.mishaps()

    def mishaps(self):
        """Yield what is shown when something is wrong."""
        self.go("#etape-1")
        self.leave_a_reason_out()
        yield "error"
        self.page.context.set_offline(True)
        self.page.locator(".q-alert p").wait_for()
        yield "banner"
        self.page.context.set_offline(False)
        self.page.context.clear_cookies()
        self.page.goto(self.door.url)
        self.page.locator("h1").wait_for()
        yield "no-session"
        self.page.goto(f"{self.door.url}i/nobody-at-all")
        yield "unknown-invitation"

    def enter(self, language="fr"):
        """Open the questionnaire by a link of one's own."""
        self.respondent, link = self.door.invite(self.role)
        if self.has_answered:
            self.door.workbook.store.append(answers_of(self.door, self.respondent, self.role))
        self.page.goto(f"{link}?lang={language}")
        self.page.locator("main button").first.wait_for()

    def go(self, place):
        """Go to a screen of the page, by its address."""
        self.page.evaluate(SHOW, place)

    def open_all(self):
        """Show all that may be shown: one's answers, one's link, the question before erasing."""
        if self.has_answered:
            self.page.get_by_text(say("Read my answers")).click()
            self.page.get_by_role("button", name=say("Erase my answers")).click()
        self.page.get_by_role("button", name=say("Show my link")).click()
        self.page.locator(".q-url").wait_for()

    def answer_elsewhere(self):
        """Answer the first question on another device, then here: both are shown."""
        store = self.door.workbook.store
        first = store.read(respondent=self.respondent)[0]
        other, ours = [level for level in "123" if level != first.value][:2]
        elsewhere = {"id": f"{self.respondent}-elsewhere", "value": other, "comment": "ailleurs"}
        store.append([replace(first, **elsewhere)])
        self.go("#etape-1")
        self.page.locator("fieldset.q-card").first.locator(f"input[value='{ours}']").check()
        self.page.locator(".q-conflict").wait_for()

    def steps(self):
        """Return how many steps this role has."""
        return int(self.page.title().split(" sur ")[1].split()[0])

    def leave_a_reason_out(self):
        """Say that a question does not apply, and go on without saying why."""
        self.page.locator("main label", has_text=say("Not applicable")).first.click()
        self.page.get_by_role("button", name=say("Continue")).click()
        self.page.locator("[aria-invalid=true]").wait_for()


@contextmanager
def visitor(browser, door, role, *, has_answered, **screen):
    """Give somebody a page that is French and 1280 px wide unless told otherwise."""
    asked = {"locale": "fr-FR", "viewport": {"width": 1280, "height": 800}} | screen
    with browser.new_context(**asked) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MILLISECONDS)
        yield Visitor(page, door, role, has_answered=has_answered)


def answers_of(door, respondent, role):
    """Return a whole set of answers, as the store takes them."""
    workbook = door.workbook
    replies = plan_for(workbook.questionnaire, role).last
    return [
        workbook.rules.check(
            Answer(
                id=f"{respondent}-{item}",
                campaign=workbook.engagement.campaign(None).id,
                respondent=respondent,
                role=role,
                question=item,
                value=reply.value,
                comment=reply.comment,
                evidence=Evidence(reply.evidence) if reply.evidence else None,
                answered_at=datetime.now(UTC),
            )
        )
        for item, reply in replies.items()
    ]
