"""Robots that go through the whole questionnaire, knowing of a page only what it says."""

import re

from infopilot.model.items import DONT_KNOW, ItemKind
from tests.apps.doors import COMPANY
from tests.apps.plans import NAMED, Reply, say

BACKING = "What is this answer based on?"
TITLE = re.compile(rf"^Étape (\d+) sur (\d+) · (.+) · {COMPANY}$")
GROUPS = """const groupsOf = (field) => {
    const groups = [];
    for (let each = field?.closest('fieldset'); each; each = each.parentElement.closest('fieldset'))
      groups.unshift(each.querySelector('legend').textContent);
    return groups;
  };
  const wordsOf = (field) => (field.labels?.[0] ?? field).textContent;"""
# What a person reads on the screen: every choice with the question, and the part, that it is in.
READ = f"""() => {{
  {GROUPS}
  return [...document.querySelectorAll('main label:has(input)')].map((label, rank) => ({{
    rank, words: wordsOf(label.control), type: label.control.type,
    checked: label.control.checked, groups: groupsOf(label) }}));
}}"""
WRITTEN = """(question) => [...document.querySelectorAll('main fieldset')]
  .filter((each) => each.querySelector('legend').textContent === question)
  .flatMap((each) => [...each.querySelectorAll('textarea, input[type=text]')])
  .map((field) => field.value)"""
QUESTIONS = "() => [...document.querySelectorAll('main legend')].map((each) => each.textContent)"


class Robot:
    """Answers by its plan, page after page; a subclass has hands."""

    def __init__(self, page, plan):
        self.page, self.plan = page, plan
        self.expected = {}

    def press(self, words):
        """Press the button that says ``words``."""
        raise NotImplementedError

    def follow(self, words):
        """Follow the link that says ``words``."""
        raise NotImplementedError

    def give(self, asked, reply):
        """Give one reply."""
        raise NotImplementedError

    def arrive(self):
        """Look around on a page that has just been shown."""

    def run(self):
        """Answer everything."""
        for _ in self.visit():
            pass

    def visit(self):
        """Go from the welcome to the last page, pausing after each reply."""
        self.enter()
        while not self.is_last_step():
            yield from self.answer(self.on_this_page())
            self.turn(say("Continue"))
        here = self.on_this_page()
        forgotten = here[-1].question
        yield from self.answer(each for each in here if each.question != forgotten)
        yield from self.review(forgotten)
        self.send()

    def enter(self):
        """Read the welcome and begin."""
        self.page.get_by_role("button", name=say("Begin")).wait_for()
        assert self.page.title().endswith(f" · {COMPANY}")
        self.turn(say("Begin"))

    def answer(self, asked):
        """Reply to some items, then change some replies."""
        asked = list(asked)
        for replies in (self.plan.first, self.plan.second):
            for each in asked:
                if each.id in replies:
                    self.reply(each, replies[each.id])
                    yield each

    def reply(self, asked, reply):
        """Give a reply and remember it."""
        self.give(asked, reply)
        self.expected[asked.id] = reply

    def review(self, forgotten):
        """Find on the review what was forgotten, answer it, come back."""
        self.turn(say("Continue"))
        missing = self.page.locator("main li a").all_inner_texts()
        assert missing == [forgotten]
        self.turn_by(lambda: self.follow(forgotten))
        yield from self.answer(each for each in self.plan.asked if each.question == forgotten)
        self.turn(say("Continue"))
        self.page.get_by_text(
            say("You have answered everything. Thank you for taking the time.")
        ).wait_for()

    def send(self):
        """Send, and see that everything has arrived."""
        self.turn_by(lambda: self.press(say("Send")), is_step=False)
        self.page.get_by_role(
            "heading", level=1, name=say("Thank you, your answers have arrived")
        ).wait_for()
        assert self.page.title().endswith(f" · {COMPANY}")

    def shown(self, asked):
        """Return the reply that the page shows for an item."""
        seen = [each for each in self.page.evaluate(READ) if each["checked"]]
        chosen = [each["words"] for each in seen if is_in(each, asked.question, asked.part)]
        values = [value for value, words in asked.words.items() if words in chosen]
        written = [] if asked.part else self.page.evaluate(WRITTEN, asked.question)
        if asked.kind is ItemKind.COUNT:
            return Reply(*values or written)
        backed = [each["words"] for each in seen if is_in(each, asked.question, say(BACKING))]
        evidence = [name for name, words in NAMED.items() if "".join(backed).startswith(say(words))]
        return Reply("|".join(values), *written or [""], *evidence)

    def turn(self, words):
        """Press a button that leads to another step."""
        self.turn_by(lambda: self.press(words))

    def turn_by(self, move, *, is_step=True):
        """Go to another page, whose title names the step and the engagement."""
        before = self.page.title()
        move()
        self.page.wait_for_function("before => document.title !== before", arg=before)
        assert TITLE.match(self.page.title()) or not is_step
        assert self.page.evaluate("document.documentElement.lang") == "fr"
        self.arrive()

    def on_this_page(self):
        """Return what this page asks, in its order."""
        questions = self.page.evaluate(QUESTIONS)
        asked = [each for each in self.plan.asked if each.question in questions]
        assert asked, f"nothing of the plan on {self.page.title()}"
        return asked

    def is_last_step(self):
        """Tell whether only the review comes after this step."""
        step, steps, _ = TITLE.match(self.page.title()).groups()
        return int(step) == int(steps) - 1


class Pointer(Robot):
    """Points at what it reads: with a finger, or with a mouse."""

    def __init__(self, page, plan, *, gesture="tap"):
        super().__init__(page, plan)
        self.gesture = gesture

    def point(self, locator):
        """Tap or click."""
        getattr(locator, self.gesture)()

    def press(self, words):
        """Point at a button."""
        self.point(self.page.get_by_role("button", name=words))

    def follow(self, words):
        """Point at a link."""
        self.point(self.page.get_by_role("link", name=words))

    def give(self, asked, reply):
        """Point at the words of a reply, and write where something is to be written."""
        if asked.kind is ItemKind.RESPONSIBLE:
            self.name_all(asked, set(reply.value.split("|")))
        elif asked.kind is ItemKind.COUNT and reply.value != DONT_KNOW:
            self.write(self.card(asked).get_by_role("textbox"), reply.value)
        else:
            self.choose(asked, asked.part, asked.words[reply.value])
        if reply.evidence:
            self.choose(asked, say(BACKING), say(NAMED[reply.evidence]))
        if reply.comment:
            self.explain(asked, reply)

    def choose(self, asked, part, words):
        """Point at a choice; a name of evidence is followed by its meaning."""
        self.point_at(next(each for each in self.choices(asked, part) if reads(each, words)))

    def name_all(self, asked, wanted):
        """Point at every box that must change; naming nobody empties the others by itself."""
        words = {asked.words[value] for value in wanted}
        for is_wanted in (True, False):
            for each in self.choices(asked, asked.part):
                if (each["words"] in words) is is_wanted and each["checked"] is not is_wanted:
                    self.point_at(each)

    def explain(self, asked, reply):
        """Write the comment, or the reason that is asked for."""
        field = self.card(asked).get_by_role("textbox")
        if not field.is_visible():
            self.point(self.card(asked).get_by_text(say("Add a comment (optional)")))
        self.write(field, reply.comment)

    def write(self, field, words):
        """Write in a field in place of what it holds."""
        if (before := field.input_value()) == words:
            return
        self.point(field)
        for _ in before:
            self.page.keyboard.press("Backspace")
        self.page.keyboard.type(words)

    def point_at(self, choice):
        """Point at a choice that was read."""
        self.point(self.page.locator("main label:has(input)").nth(choice["rank"]))

    def choices(self, asked, part):
        """Return what can be chosen in a question, or in a part of it, as it is read now."""
        return [each for each in self.page.evaluate(READ) if is_in(each, asked.question, part)]

    def card(self, asked):
        """Return the question on the page."""
        return self.page.get_by_role("group", name=asked.question, exact=True)


def reads(seen, words):
    """Tell whether what is seen says ``words``, alone or before an explanation."""
    return seen["words"] == words or (len(seen["groups"]) > 1 and seen["words"].startswith(words))


def is_in(seen, question, part):
    """Tell whether what is seen is in a question, or in a part of it."""
    outer, *inner = seen["groups"] or [""]
    return outer == question and (
        inner[0].startswith(part) if inner and part else not inner and not part
    )
