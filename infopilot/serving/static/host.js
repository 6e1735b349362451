// Hosts the questionnaire on the light page: session and answers by HTTP, no kernel, no websocket.

import { notice } from "./bar.js";
import { PageModel } from "./model.js";
import { Outbox, Shelf } from "./outbox.js";
import questionnaire from "./questionnaire.js";

const TIMEOUT = 10000;
const KEEPALIVE_BYTES = 60000;
const data = JSON.parse(document.getElementById("questionnaire-data").textContent);
const el = document.getElementById("questionnaire");
const underWay = new Set();
const later = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** An HTTP exchange that always ends with a status: 0 when nothing, or nothing readable, came back. */
async function exchange(path, options = {}) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT);
  underWay.add(abort);
  try {
    const response = await fetch(`${path}?lang=${data.language}`, { ...options, signal: abort.signal });
    const body = await response.json().catch(() => null);
    return { status: response.status, body };
  } catch {
    return { status: 0, body: null };
  } finally {
    clearTimeout(timer);
    underWay.delete(abort);
  }
}

/** The respondent is named, so that answers never go to whoever opened another invitation in this browser. */
function post(respondent, answers) {
  const body = JSON.stringify({ respondent, answers });
  const keepalive = new TextEncoder().encode(body).length < KEEPALIVE_BYTES;
  return exchange("answers", { method: "POST", headers: { "Content-Type": "application/json" }, body, keepalive });
}

/** The session, asked for until there is one; null when an invitation must be opened first. */
async function fetchSession() {
  for (let wait = 500; ; wait = Math.min(2 * wait, 4000)) {
    const { status, body } = await exchange("session");
    if (status === 200 && body?.respondent) return body;
    if (status === 401) return null;
    notice(el, data, navigator.onLine ? "loading" : "offline");
    await later(wait * (0.75 + Math.random() / 2));
  }
}

function host(session) {
  const shelf = new Shelf(`infopilot:${session.campaign}:${session.respondent}`);
  const send = (answers) => post(session.respondent, answers);
  const outbox = new Outbox({ shelf, post: send, tell: (message) => model.tell(message) });
  const awaited = outbox.awaited();
  const answers = { ...session.answers, ...awaited };
  const conflicts = Object.fromEntries(shelf.all("conflict"));
  const values = { data, page: true, offers: ["link", "leave", "erase"], session: { ...session, answers, awaited, conflicts, drafts: outbox.drafts(answers) } };
  const service = {
    answer: ({ answer }) => outbox.add(answer),
    draft: ({ question, draft }) => outbox.keepDraft(question, draft),
    chosen: ({ question }) => shelf.drop(`conflict:${question}`),
    link: () => request(model, "POST", "link", (body) => model.tell({ kind: "link", ...body })),
    leave: () => leaveDevice(model, outbox),
    erase: () => erase(model, outbox),
  };
  const model = new PageModel(values, (message) => service[message.kind](message));
  const cleanUp = questionnaire.render({ model, el });
  model.end = () => {
    model.isOver = true;
    cleanUp();
  };
  watchConnection(model, outbox);
  watchVisibility(model, outbox, () => catchUp(session.respondent, model, outbox));
  watchOtherTabs(model, outbox);
  outbox.flush();
}

/** Something that is asked of the server now or not at all: what fails is said, and nothing is changed. */
async function request(model, method, path, done) {
  const { status, body } = await exchange(path, { method });
  if (status === 200) await done(body);
  else model.tell({ kind: "failed", ids: [], reason: "request", message: body?.error, will_retry: true });
}

/** What is not saved yet goes too: nothing of the respondent stays, here or on the server. */
async function erase(model, outbox) {
  await outbox.pause();
  await request(model, "DELETE", "answers", () => {
    outbox.clear();
    outbox.shelf.put("erased", Date.now());
    model.tell({ kind: "erased" });
  });
  outbox.wake();
}

/** Only once all is saved: the device forgets the respondent, the server does not. */
async function leaveDevice(model, outbox) {
  if (outbox.queue.size > 0) return outbox.wake();
  return request(model, "POST", "leave", () => {
    outbox.clear();
    model.end();
    history.replaceState(null, "", location.pathname + location.search);
    notice(el, data, "left");
  });
}

function watchConnection(model, outbox) {
  const tellState = () => model.tell({ kind: "connection", state: navigator.onLine ? "online" : "offline" });
  window.addEventListener("offline", tellState);
  window.addEventListener("online", () => {
    tellState();
    // What left before the network went may never be answered: it is sent again, under the same id.
    underWay.forEach((each) => each.abort());
    outbox.wake();
  });
  if (!navigator.onLine) tellState();
}

function watchVisibility(model, outbox, comeBack) {
  const leave = () => outbox.flush({ leaving: true });
  const back = () => !model.isOver && comeBack();
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? leave() : back()));
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", ({ persisted }) => persisted && back());
  window.addEventListener("beforeunload", (event) => {
    if (outbox.queue.size > 0 && !outbox.shelf.isDurable) event.preventDefault();
  });
}

/** After an absence: whose session is it, and what was answered meanwhile on another device? */
async function catchUp(respondent, model, outbox) {
  const { status, body } = await exchange("session");
  const isAnother = status === 200 && body?.respondent !== respondent;
  if (status === 401 || isAnother) return outbox.hearClosed();
  if (status === 200) model.tell({ kind: "answers", answers: { ...body.answers, ...outbox.awaited() } });
  return outbox.wake();
}

/** Another tab of the same browser puts its answers on the same shelf, or has erased them all. */
function watchOtherTabs(model, outbox) {
  const { prefix } = outbox.shelf;
  window.addEventListener("storage", ({ key, newValue }) => {
    if (!newValue || !key?.startsWith(prefix)) return;
    const [kind] = key.slice(prefix.length).split(":");
    if (kind === "erased") {
      outbox.queue.clear();
      model.tell({ kind });
    }
    if (kind === "answer") {
      const { answer } = JSON.parse(newValue);
      model.tell({ kind: "answers", answers: { [answer.question]: answer } });
    }
  });
}

async function start() {
  const slow = setTimeout(() => notice(el, data, "loading"), 600);
  const session = await fetchSession();
  clearTimeout(slow);
  if (session) host(session);
  else waitForInvitation();
}

function waitForInvitation() {
  notice(el, data, "invitation");
  const retry = () => document.visibilityState === "visible" && start();
  document.addEventListener("visibilitychange", retry, { once: true });
}

start();
