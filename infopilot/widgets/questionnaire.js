// The respondent's questionnaire: an anywidget component, also hosted by the light page (host.js).
// It shows, notes what was done and hands each answer to its host; "saved" is what the host says.

import { h, isLevel } from "./cards.js";
import { donePage, isComplete, reviewPage, stepPage, stepsFor, welcomePage } from "./pages.js";

const TYPING_MILLISECONDS = 350;
const NO_ENTRY = { value: "", comment: "", evidence: null };
let instances = 0;

/** A sentence of the catalogue with its facts; English itself when it has no translation. */
function translator(texts) {
  return (sentence, facts = {}) => (texts[sentence] ?? sentence).replace(/\{(\w+)\}/g, (hole, name) => facts[name] ?? hole);
}

/** A random identifier; crypto.randomUUID is missing on plain-http addresses of a local network. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const twoDigits = (number) => String(number).padStart(2, "0");

/** The local time with its offset, as in 2026-03-01T14:32:05+01:00. */
function moment(date) {
  const minutes = -date.getTimezoneOffset();
  const offset = `${minutes < 0 ? "-" : "+"}${twoDigits(Math.floor(Math.abs(minutes) / 60))}:${twoDigits(Math.abs(minutes) % 60)}`;
  const local = new Date(date.getTime() + minutes * 60000).toISOString().slice(0, 19);
  return local + offset;
}

/** What was answered: given by the session, changed by the respondent, acknowledged by the host. */
class AnswerBook {
  constructor({ send, changed }) {
    this.send = send;
    this.changed = changed;
    this.entries = new Map();
    this.pending = new Map();
    this.typing = new Map();
    this.refusals = new Map();
  }

  entry(id) {
    return this.entries.get(id) ?? NO_ENTRY;
  }

  take(answers) {
    for (const [id, { value, comment, evidence }] of Object.entries(answers)) {
      this.entries.set(id, { value: value ?? "", comment: comment ?? "", evidence: evidence || null });
    }
  }

  /** Answers that an earlier visit left unacknowledged: the host is still sending them. */
  await(answers) {
    for (const [id, answer] of Object.entries(answers)) this.pending.set(id, answer.id);
  }

  /** A draft is what was under way when the page closed; once complete it is an answer like any other. */
  restore(id, draft) {
    this.entries.set(id, { ...NO_ENTRY, ...draft });
    if (isComplete(this.entry(id))) this.hand(id);
  }

  change(id, patch, { typing = false } = {}) {
    const entry = { ...this.entry(id), ...patch };
    this.entries.set(id, entry);
    this.refusals.delete(id);
    clearTimeout(this.typing.get(id));
    this.typing.delete(id);
    if (!isComplete(entry) || typing) this.send({ kind: "draft", question: id, draft: entry });
    if (isComplete(entry) && typing) this.typing.set(id, setTimeout(() => this.hand(id), TYPING_MILLISECONDS));
    else if (isComplete(entry)) this.hand(id);
    this.changed();
  }

  /** Hands the answer to the host, under an id made here so that sending it twice is harmless. */
  hand(id) {
    clearTimeout(this.typing.get(id));
    this.typing.delete(id);
    const { value, comment, evidence } = this.entry(id);
    const answer = {
      id: newId(),
      question: id,
      value,
      // A comment cut at its limit may end with half a character, which no store accepts.
      comment: comment.replace(/\p{Surrogate}/gu, ""),
      evidence: isLevel(value) ? evidence : null,
      answered_at: moment(new Date()),
    };
    this.pending.set(id, answer.id);
    this.send({ kind: "answer", answer });
    this.changed();
  }

  handAll() {
    [...this.typing.keys()].forEach((id) => this.hand(id));
  }

  /** Forgets what is no longer awaited, and returns the questions concerned. */
  settle(ids) {
    const questions = [...this.pending].filter(([, answer]) => ids.includes(answer)).map(([question]) => question);
    questions.forEach((question) => this.pending.delete(question));
    return questions;
  }

  refuse(ids, message) {
    const questions = this.settle(ids);
    questions.forEach((question) => this.refusals.set(question, message));
    return questions;
  }

  isWaiting() {
    return this.pending.size + this.typing.size > 0;
  }

  isDone({ ids }) {
    return ids.every((id) => isComplete(this.entry(id)) && !this.refusals.has(id));
  }
}

/** Where the respondent is. In a page of its own the place is in the address, so back and forward work. */
class Place {
  constructor(inAddress, steps, show) {
    this.inAddress = inAddress;
    this.steps = steps;
    this.show = show;
    this.here = null;
    this.read = () => {
      const place = this.parse(location.hash);
      if (place) this.show((this.here = place));
    };
    if (inAddress) window.addEventListener("hashchange", this.read);
  }

  /** Names the first place too, or the way back to it would show nothing. */
  begin(place) {
    this.here = place;
    if (!this.inAddress) return;
    history.scrollRestoration = "manual";
    history.replaceState(null, "", this.address(place));
  }

  address({ step, item, done }) {
    if (done) return "#merci";
    if (step === undefined) return "#accueil";
    return `#etape-${step + 1}${item ? `/${item}` : ""}`;
  }

  parse(hash) {
    if (hash === "#merci") return { done: true };
    if (hash === "#accueil") return { welcome: true };
    const [, step, item] = /^#etape-(\d+)(?:\/([\w.-]+))?$/.exec(hash) ?? [];
    return Number(step) >= 1 && Number(step) <= this.steps ? { step: Number(step) - 1, item } : null;
  }

  go(place) {
    const address = this.address(place);
    if (this.inAddress && location.hash !== address) location.hash = address;
    else this.show((this.here = place));
  }

  follow(event, place) {
    if (this.inAddress) return;
    event.preventDefault();
    this.go(place);
  }

  close() {
    window.removeEventListener("hashchange", this.read);
  }
}

/** The bar that stays in sight: the step, what is saved, what went wrong. */
function bar(t) {
  const rank = h("b", {});
  const dot = h("span", { class: "q-dot" }, " · ");
  const title = h("span", { class: "q-title" });
  const saving = h("span", { class: "q-saving", hidden: true }, t("Saving…"));
  // Only this part is announced, so an answer is heard of once: when it is saved.
  const saved = h("span", { class: "q-saved", role: "status" });
  const progress = h("progress", { max: 1, value: 0 });
  const alert = h("div", { class: "q-alert", role: "alert" });
  const element = h("header", { class: "q-bar" }, h("div", { class: "q-line" }, h("p", { class: "q-step" }, rank, dot, title), h("p", { class: "q-state" }, saving, saved)), progress, alert);
  return { element, rank, dot, title, saving, saved, progress, alert };
}

function savedSentence(t, date) {
  const time = t("{hour}:{minute}", { hour: date.getHours(), minute: twoDigits(date.getMinutes()) });
  return t("Saved at {time}", { time });
}

/** What a host tells that is not an acknowledgement, in words. */
function noticeSentence(t, kind) {
  return {
    offline: t("You are offline. Your answers are kept on this device and will leave when the connection is back."),
    away: t("The server does not answer. Your answers are kept on this device and will be sent again."),
    session: t("Your session has ended. Open the link of your invitation again: your answers are kept on this device."),
    invitation: t("Open the link of your invitation to reach your questionnaire. Nothing that you answered is lost."),
    fragile: t("This browser does not keep anything on this device. Leave the page open until your answers are saved."),
  }[kind];
}

/** A page for the moments when there is no session to show a questionnaire with. */
export function notice(el, data, kind) {
  const t = translator(data.texts);
  el.classList.add("questionnaire");
  const sentence = kind === "loading" ? t("One moment, your answers are being fetched…") : noticeSentence(t, kind);
  const role = kind === "loading" ? "status" : "alert";
  el.replaceChildren(h("main", { id: "contenu", class: "q-page", tabindex: -1 }, h("h1", {}, data.title), h("p", { class: "q-lead", role }, sentence)));
}

class Sheet {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.data = model.get("data");
    this.session = model.get("session");
    this.notices = new Map();
    this.t = translator(this.data.texts);
    this.steps = stepsFor(this.data, this.session.role, this.t);
    this.prefix = `q${++instances}`;
    this.bar = bar(this.t);
    this.main = h("main", { id: "contenu", tabindex: -1 });
    this.book = new AnswerBook({ send: (message) => model.send(message), changed: () => this.refresh() });
    this.place = new Place(model.get("page") === true, this.steps.length, (place) => this.show(place, { moved: true }));
    this.context = this.makeContext();
  }

  makeContext() {
    const { book, place } = this;
    return {
      t: this.t,
      data: this.data,
      session: this.session,
      role: this.session.role,
      steps: this.steps,
      place,
      key: (id) => `${this.prefix}-${id}`,
      entry: (id) => book.entry(id),
      change: (id, patch, how) => book.change(id, patch, how),
      refusal: (id) => book.refusals.get(id),
      isDone: (card) => book.isDone(card),
      answered: () => this.progress().done,
      waiting: () => book.isWaiting(),
      resume: () => this.firstIncomplete(),
      go: (to) => {
        book.handAll();
        place.go(to);
      },
    };
  }

  open() {
    this.el.classList.add("questionnaire");
    this.el.replaceChildren(this.bar.element, this.main);
    // The bar grows with what it tells: what takes the focus must still stop below it.
    this.size = new ResizeObserver(() => document.documentElement.style.setProperty("--q-bar", `${this.bar.element.offsetHeight}px`));
    this.size.observe(this.bar.element);
    this.book.take(this.session.answers ?? {});
    this.book.await(this.session.awaited ?? {});
    for (const [id, draft] of Object.entries(this.session.drafts ?? {})) this.book.restore(id, draft);
    const start = (this.place.inAddress && this.place.parse(location.hash)) || this.firstIncomplete();
    this.place.begin(start);
    this.show(start, { moved: false });
    this.refresh();
  }

  /** Nothing answered: the welcome. Else the first step that misses something, which may be the review. */
  firstIncomplete() {
    if (this.progress().done === 0) return { welcome: true };
    const step = this.steps.findIndex(({ cards }) => cards.some((card) => !this.book.isDone(card)));
    return { step: step === -1 ? this.steps.length - 1 : step };
  }

  progress() {
    const cards = this.steps.flatMap((step) => step.cards);
    return { done: cards.filter((card) => this.book.isDone(card)).length, all: cards.length };
  }

  show({ step, item, done }, { moved }) {
    const { t, steps, session } = this;
    const rank = step === undefined ? "" : t("Step {step} of {steps}", { step: step + 1, steps: steps.length });
    const title = done ? t("Thank you") : (steps[step]?.title ?? this.data.title);
    this.bar.rank.textContent = rank || session.company;
    this.bar.dot.hidden = !rank;
    this.bar.title.textContent = rank && title;
    this.main.replaceChildren(this.page({ step, done }));
    if (this.place.inAddress) document.title = [rank, title, session.company].filter(Boolean).join(" · ");
    if (item) this.focusItem(item);
    else if (moved) this.focusHeading();
  }

  page({ step, done }) {
    if (done) return donePage(this.context);
    if (step === undefined) return welcomePage(this.context);
    if (this.steps[step].kind === "review") return reviewPage(step, this.context);
    return stepPage(this.steps[step], step, this.context);
  }

  focusHeading() {
    this.main.querySelector("h1").focus({ preventScroll: true });
    if (this.place.inAddress) window.scrollTo(0, 0);
    else this.el.scrollIntoView({ block: "start" });
  }

  focusItem(item) {
    const card = document.getElementById(this.context.key(item));
    card?.scrollIntoView({ block: "start" });
    (card?.querySelector("textarea:required, input:checked") ?? card?.querySelector("input"))?.focus({ preventScroll: true });
  }

  refresh() {
    const { progress, saving, saved, alert } = this.bar;
    const { done, all } = this.progress();
    progress.max = all;
    progress.value = done;
    progress.setAttribute("aria-label", this.t("{done} questions of {all} answered", { done, all }));
    saving.hidden = !this.book.isWaiting();
    if (this.book.isWaiting()) saved.textContent = "";
    const sentences = [...new Set([...this.notices.values(), ...this.book.refusals.values()])];
    if (sentences.join("\n") !== this.alerted) alert.replaceChildren(...sentences.map((sentence) => h("p", {}, sentence)));
    this.alerted = sentences.join("\n");
  }

  /** Draws the page again after an answer came from elsewhere; what has the focus keeps it. */
  redraw() {
    const fields = () => [...this.main.querySelectorAll("h1, a, button, summary, input, textarea")];
    const rank = fields().indexOf(document.activeElement);
    const { selectionStart } = document.activeElement;
    this.main.replaceChildren(this.page(this.place.here));
    if (rank === -1) return;
    const again = fields()[rank] ?? fields()[0];
    again.focus({ preventScroll: true });
    if (selectionStart) again.setSelectionRange?.(selectionStart, selectionStart);
  }

  hear({ kind, ids = [], message, reason, will_retry: willRetry, state, answers }) {
    if (kind === "saved") this.hearSaved(ids);
    else if (kind === "failed") this.hearFailed(ids, message ?? noticeSentence(this.t, reason ?? "away"), willRetry);
    else if (kind === "connection" && state === "online") this.notices.delete("connection");
    else if (kind === "connection") this.notices.set("connection", noticeSentence(this.t, state));
    else if (kind === "answers") this.hearAnswers(answers);
    this.refresh();
  }

  hearSaved(ids) {
    this.book.settle(ids);
    this.notices.clear();
    if (this.book.isWaiting()) return;
    this.bar.saved.textContent = savedSentence(this.t, new Date());
    // Whoever waits on the last page hears that all has arrived: its new heading takes the focus.
    if (this.place.here.done) this.show({ done: true }, { moved: this.main.contains(document.activeElement) });
  }

  hearFailed(ids, sentence, willRetry) {
    if (willRetry) this.notices.set("failure", sentence);
    else if (this.book.refuse(ids, sentence).length === 0) this.notices.set("failure", sentence);
    else this.redraw();
  }

  /** Answers given in another tab or on another device: shown here, unless something newer is under way. */
  hearAnswers(answers) {
    const { entries, pending, typing } = this.book;
    const free = Object.entries(answers).filter(([id]) => !pending.has(id) && !typing.has(id));
    const news = free.filter(([id, { value, comment }]) => entries.get(id)?.value !== value || entries.get(id)?.comment !== (comment ?? ""));
    if (news.length === 0) return;
    this.book.take(Object.fromEntries(news));
    this.notices.set("elsewhere", this.t("Some answers were changed in another window. This page now shows them."));
    this.redraw();
  }
}

export default {
  render({ model, el }) {
    const sheet = new Sheet(model, el);
    const hear = (message) => sheet.hear(message);
    // Typing that is still awaited leaves before the host's own last flush: window listeners capture first.
    const leave = () => sheet.book.handAll();
    model.on("msg:custom", hear);
    window.addEventListener("pagehide", leave, true);
    document.addEventListener("visibilitychange", leave, true);
    sheet.open();
    return () => {
      leave();
      model.off("msg:custom", hear);
      window.removeEventListener("pagehide", leave, true);
      document.removeEventListener("visibilitychange", leave, true);
      sheet.place.close();
      sheet.size.disconnect();
    };
  },
};
