"""Many respondents at once, who speak the protocol of the page without a browser."""

import json
import random
import threading
import time
import uuid
from collections import defaultdict, deque
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from infopilot.model.people import Role

SHORTEST_WAIT, LONGEST_WAIT, PATIENCE_SECONDS = 0.5, 4, 600
LEVELS = ("1", "2", "3", "4", "5")
SEEN_LIMIT = 20


class Wire:
    """The connection of one tab, kept open for as long as the server lets it."""

    def __init__(self, link, cookie=None):
        self.cookie = cookie or cookie_of(link)
        self._connection = HTTPConnection("127.0.0.1", urlsplit(link).port, timeout=10)

    def post(self, respondent, answers):
        """Return what the server says, or None when it does not say that it is saved."""
        body = json.dumps({"respondent": respondent, "answers": answers})
        try:
            self._connection.request("POST", "/answers", body, {"Cookie": self.cookie})
            response = self._connection.getresponse()
            document = json.loads(response.read())
        except (OSError, HTTPException):
            self.close()
            return None
        return document if response.status == 200 else None

    def close(self):
        """Hang up."""
        self._connection.close()


class Client(threading.Thread):
    """Answers without end, and sends each batch again, under the same ids, until it is saved."""

    def __init__(self, door, role, *, seed, pause):
        super().__init__(daemon=True)
        self.respondent, link = door.invite(role)
        self.wire = Wire(link)
        self.questions = [
            each.id for each in door.workbook.questionnaire.questions() if role in each.roles
        ]
        self.random, self.pause = random.Random(seed), pause
        self.sent, self.acknowledged, self.outages, self.conflicts = [], [], [], {}
        self.seen = defaultdict(lambda: deque(maxlen=SEEN_LIMIT))
        self.gives_up = False
        self.stopping = threading.Event()

    def run(self):
        """Answer until told to stop."""
        while not self.stopping.is_set() and not self.gives_up:
            self._deliver([self._answer() for _ in range(self.random.randint(1, 3))])
            time.sleep(self.random.uniform(0, 2 * self.pause))
        self.wire.close()

    def _answer(self):
        """Return a new answer, unlike any other; it names those that it replaces."""
        question = self.random.choice(self.questions)
        seen = self.seen[question]
        answer = {
            "id": str(uuid.UUID(int=self.random.getrandbits(128), version=4)),
            "question": question,
            "value": self.random.choice(LEVELS),
            "comment": f"nº {len(self.sent)}",
            "seen": list(seen),
        }
        seen.append(answer["id"])
        self.sent.append(answer)
        return answer

    def _deliver(self, batch):
        start, wait = time.monotonic(), SHORTEST_WAIT
        while (reply := self.wire.post(self.respondent, batch)) is None:
            if time.monotonic() - start > PATIENCE_SECONDS:
                self.gives_up = True
                return
            time.sleep(wait * self.random.uniform(0.5, 1))
            wait = min(2 * wait, LONGEST_WAIT)
        self.outages.append(time.monotonic() - start)
        self.acknowledged += [each for each in batch if each["id"] in reply["saved"]]
        self.conflicts |= reply["conflicts"]


def cookie_of(link):
    """Open an invitation; return the cookie of its session."""
    parts = urlsplit(link)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=20)
    connection.request("GET", parts.path)
    cookie = connection.getresponse().headers["Set-Cookie"]
    connection.close()
    return cookie.split(";")[0]


@contextmanager
def crowd(door, *, size, seed, pause):
    """Let ``size`` clients answer meanwhile; in the end each delivers what it still holds."""
    roles = list(Role)
    clients = [
        Client(door, roles[rank % len(roles)], seed=seed + rank, pause=pause)
        for rank in range(size)
    ]
    for client in clients:
        client.start()
    yield clients
    for client in clients:
        client.stopping.set()
    for client in clients:
        client.join(60)
