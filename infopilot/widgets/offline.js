// Hosts the questionnaire in one file without a network: answers stay on the device until they are handed over.

import { newId } from "./book.js";
import { PageModel } from "./model.js";
import { Shelf } from "./outbox.js";
import questionnaire from "./questionnaire.js";

const { languages, session, skip } = JSON.parse(document.getElementById("questionnaire-data").textContent);
const asked = new URLSearchParams(location.search).get("lang");
const data = languages[asked] ?? languages[document.documentElement.lang];
const shelf = new Shelf(`infopilot-file:${data.hash}:${session.campaign}:${session.role}:${session.department}`);

/** Who answers in this file: made once, and anew when everything was erased. */
function respondent() {
  const [[, known] = []] = shelf.all("respondent");
  const name = known ?? `${session.role}-${newId().slice(0, 8)}`;
  shelf.put("respondent:", name);
  return name;
}

/** Kept here is all that there is to keep; where nothing can be kept, this is said at once. */
function keep(model, answer) {
  shelf.put(`answer:${answer.question}`, answer);
  shelf.drop(`draft:${answer.question}`);
  queueMicrotask(() => {
    model.tell({ kind: "saved", ids: [answer.id] });
    if (!shelf.isDurable) model.tell({ kind: "failed", ids: [], reason: "unkept", will_retry: true });
  });
}

function erase(model, who) {
  shelf.clear();
  who.respondent = respondent();
  model.tell({ kind: "erased" });
}

function start() {
  const who = { ...session, respondent: respondent(), answers: Object.fromEntries(shelf.all("answer")), drafts: Object.fromEntries(shelf.all("draft")) };
  const service = {
    answer: ({ answer }) => keep(model, answer),
    draft: ({ question, draft }) => shelf.put(`draft:${question}`, draft),
    chosen: () => {},
    erase: () => erase(model, who),
  };
  const model = new PageModel({ data, page: true, offers: ["erase"], session: who }, (message) => service[message.kind](message));
  document.documentElement.lang = data.language;
  document.querySelector(".skip").textContent = skip[data.language];
  questionnaire.render({ model, el: document.getElementById("questionnaire") });
}

start();
