"""Two devices of one respondent, in every order of answers, lost replies, restarts and erasures."""

from collections import Counter, defaultdict
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from infopilot.app.workbook import open_engagement
from infopilot.model.people import Role
from infopilot.serving.answers import AnswersHandler
from infopilot.storage.answers import AnswerStore
from tests.serving.conftest import LightPages, open_door

DEVICES = st.integers(0, 1)
QUESTIONS = st.sampled_from(("RD1", "RD2"))
VALUES = st.sampled_from("123")
SETTINGS = settings(
    max_examples=200,
    stateful_step_count=20,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
UNSHRUNK = settings(SETTINGS, phases=[Phase.generate], report_multiple_bugs=False)


class Device:
    """What the page of one device knows, and what it still has to deliver."""

    def __init__(self, browser):
        self.browser = browser
        self.seen = defaultdict(list)
        self.awaited = []


class TwoDevices(RuleBasedStateMachine):
    """The server, held against a model of it: a list of rows."""

    numbers, seen_to_happen = count(), Counter()

    def __init__(self, door):
        super().__init__()
        office, phone = door.another_browser(), door.another_browser()
        office.enter(Role.LEADER)
        phone.cookies = office.cookies
        office.call("DELETE", "/answers")
        self.workbook = door.workbook
        self.devices = (Device(office), Device(phone))
        self.rows = []

    @rule(which=DEVICES, question=QUESTIONS, value=VALUES)
    def answer(self, which, question, value):
        """Answer, and hear that it is saved."""
        self._post(which, [self._answer(which, question, value)])

    @rule(which=DEVICES, question=QUESTIONS, value=VALUES, arrives=st.booleans())
    def answer_without_a_reply(self, which, question, value, arrives):
        """Answer, and hear nothing: the answer or its acknowledgement was lost."""
        body = self._answer(which, question, value)
        self.devices[which].awaited.append(body)
        if arrives:
            self._post(which, [body], hears=False)

    @rule(which=DEVICES, hears=st.booleans())
    def resend(self, which, hears):
        """Send again, under the same ids, all that was not acknowledged."""
        if self.devices[which].awaited:
            self._post(which, self.devices[which].awaited, hears=hears)
            self.devices[which].awaited = [] if hears else self.devices[which].awaited

    @rule(which=DEVICES)
    def look(self, which):
        """Come back to the page, which asks what was answered meanwhile."""
        device = self.devices[which]
        answers = device.browser.call("GET", "/session").document["answers"]
        newest = {row["question"]: row for row in self.rows}
        assert {question: answer["id"] for question, answer in answers.items()} == {
            question: row["id"] for question, row in newest.items()
        }
        for question, row in newest.items():
            device.seen[question].append(row["id"])

    @rule(which=DEVICES, doubts=st.integers(0, 3))
    def erase(self, which, doubts):
        """Erase everything, one time in four; what this device still held goes too."""
        if doubts:
            return
        reply = self.devices[which].browser.call("DELETE", "/answers")
        assert reply.document == {"erased": len(self.rows)}
        self.rows.clear()
        self.devices[which].awaited.clear()
        self.seen_to_happen["erasures"] += 1

    @rule()
    def reopen(self):
        """Close the file of the store; whoever comes next opens it again."""
        self.workbook.database.close()

    @invariant()
    def everything_saved_is_in_the_history_once_and_in_order(self):
        """Nothing is lost, repeated or moved."""
        kept = self.workbook.store.read(respondent="leader-1")
        assert [(each.id, each.value) for each in kept] == [
            (row["id"], row["value"]) for row in self.rows
        ]

    def _answer(self, which, question, value):
        seen = self.devices[which].seen[question]
        body = {"id": f"a-{next(self.numbers)}", "question": question, "value": value}
        body["seen"] = list(seen)
        seen.append(body["id"])
        self.seen_to_happen["answers"] += 1
        return body

    def _post(self, which, bodies, *, hears=True):
        """Post; the reply tells exactly the different answers that this device had not seen."""
        device = self.devices[which]
        reply = device.browser.send(*bodies, respondent="leader-1").document
        known = {row["id"] for row in self.rows}
        self.rows += [body for body in bodies if body["id"] not in known]
        unseen = [(body["question"], self._replaced_unseen(body)) for body in bodies]
        expected = {question: other for question, other in unseen if other}
        conflicts = {question: other["id"] for question, other in reply["conflicts"].items()}
        assert reply["saved"] == [body["id"] for body in bodies]
        assert conflicts == expected
        self.seen_to_happen["conflicts"] += len(conflicts)
        for question, other in conflicts.items() if hears else ():
            device.seen[question].append(other)

    def _replaced_unseen(self, body):
        """Return the id of the answer that this one replaced unseen, if it says something else."""
        rank = [row["id"] for row in self.rows].index(body["id"])
        before = [row for row in self.rows[:rank] if row["question"] == body["question"]]
        if not before or before[-1]["id"] in body["seen"] or before[-1]["value"] == body["value"]:
            return None
        return before[-1]["id"]


@pytest.fixture
def door(client):
    workbook = open_engagement(client)
    with open_door(workbook, LightPages(str, "Ateliers Morvan")) as opened:
        yield opened
    workbook.database.close()


def test_two_devices_lose_nothing_and_conflicts_are_told(door):
    run_state_machine_as_test(lambda: TwoDevices(door), settings=SETTINGS)
    print(dict(TwoDevices.seen_to_happen))

    assert TwoDevices.seen_to_happen["conflicts"] > 0


def keep_the_first_answer(store, answers, *, append=AnswerStore.append):
    """Commit only what is answered for the first time, and say that all is saved."""
    known = {each.question for each in store.read(respondent="leader-1")}
    append(store, [each for each in answers if each.question not in known])
    return [each.id for each in answers]


@pytest.mark.parametrize(
    ("owner", "name", "fault"),
    [
        (AnswersHandler, "_conflicts", lambda _handler, _answers, _seen: {}),
        (AnswerStore, "append", keep_the_first_answer),
        (AnswerStore, "replaced", lambda _store, answers: {each.id: each for each in answers}),
    ],
    ids=["conflicts are not told", "a changed mind is not kept", "a wrong row is compared"],
)
def test_a_server_that_does_less_is_found_out(door, monkeypatch, owner, name, fault):
    monkeypatch.setattr(owner, name, fault)

    with pytest.raises(AssertionError):
        run_state_machine_as_test(lambda: TwoDevices(door), settings=UNSHRUNK)
