// The respondent's questionnaire: an anywidget component, also hosted by the light page (host.js).
// It shows, notes what was done and hands each answer to its host; "saved" is what the host says.

import { bar, noticeSentence, savedSentence, translator } from "./bar.js";
import { AnswerBook, isComplete } from "./book.js";
import { h } from "./cards.js";
import { donePage } from "./ending.js";
import { ownPage } from "./own.js";
import { reviewPage, stepPage, welcomePage } from "./pages.js";
import { Place } from "./place.js";
import { stepsFor } from "./steps.js";

let instances = 0;

class Sheet {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.data = model.get("data");
    this.session = model.get("session");
    this.notices = new Map();
    this.link = null;
    this.t = translator(this.data.texts);
    this.steps = stepsFor(this.data, this.session.role, this.t);
    this.cards = this.steps.flatMap((step) => step.cards);
    this.prefix = `q${++instances}`;
    this.bar = bar(this.t);
    const isPage = model.get("page") === true;
    this.main = h(isPage ? "main" : "div", { id: isPage && "contenu", class: "q-main", tabindex: -1 });
    this.book = new AnswerBook({ send: (message) => model.send(message), changed: () => this.refresh() });
    this.place = new Place(isPage, this.steps.length, (place) => this.show(place, { moved: true }));
    this.context = this.makeContext();
  }

  /** What pages and cards may know and do. */
  makeContext() {
    const { book, place, model, t, data, session, steps } = this;
    const offered = model.get("offers") ?? [];
    return {
      t,
      data,
      session,
      role: session.role,
      steps,
      place,
      key: (id) => `${this.prefix}-${id}`,
      entry: (id) => book.entry(id),
      words: (id, value) => this.cardOf(id).words(id, value),
      change: (id, patch, how) => book.change(id, patch, how),
      refusal: (id) => book.refusals.get(id),
      conflict: (id) => book.conflicts.get(id),
      choose: (id, pick) => this.choose(id, pick),
      adopt: (answers) => this.adopt(answers),
      answers: () => book.answers(this.cards.flatMap(({ ids }) => ids)),
      isAnswered: (id) => isComplete(book.entry(id)),
      isDone: (card) => book.isDone(card),
      answered: () => this.progress().done,
      waiting: () => book.isWaiting(),
      resume: () => this.firstIncomplete(),
      offers: (service) => offered.includes(service),
      ask: (service) => model.send({ kind: service }),
      link: () => this.link,
      go: (to) => {
        book.handAll();
        place.go(to);
      },
    };
  }

  cardOf(id) {
    return this.cards.find(({ ids }) => ids.includes(id));
  }

  open() {
    const { answers = {}, awaited = {}, drafts = {}, conflicts = {} } = this.session;
    this.el.classList.add("questionnaire");
    this.el.replaceChildren(this.bar.element, this.main);
    // The bar grows with what it tells: what takes the focus must still stop below it.
    this.size = new ResizeObserver(() => document.documentElement.style.setProperty("--q-bar", `${this.bar.element.offsetHeight}px`));
    this.size.observe(this.bar.element);
    this.book.take(answers);
    this.book.await(awaited);
    for (const [id, draft] of Object.entries(drafts)) this.book.restore(id, draft);
    this.contest(conflicts);
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
    return { done: this.cards.filter((card) => this.book.isDone(card)).length, all: this.cards.length };
  }

  show({ step, item, ...place }, { moved }) {
    const { t, steps, session } = this;
    const rank = step === undefined ? "" : t("Step {step} of {steps}", { step: step + 1, steps: steps.length });
    const title = this.titleOf({ step, ...place });
    this.bar.rank.textContent = rank || session.company;
    this.bar.dot.hidden = !rank;
    this.bar.title.textContent = rank && title;
    this.main.replaceChildren(this.page({ step, ...place }));
    if (moved && this.notices.delete("elsewhere")) this.refresh();
    if (this.place.inAddress) document.title = [rank, title, session.company].filter(Boolean).join(" · ");
    if (item) this.focusItem(item);
    else if (moved) this.focusHeading();
  }

  titleOf({ step, done, own }) {
    if (done) return this.t("Thank you");
    if (own) return this.t("My answers");
    return this.steps[step]?.title ?? this.data.title;
  }

  page({ step, done, own }) {
    if (done) return donePage(this.context);
    if (own) return ownPage(this.context);
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
    const { id, name, value, selectionStart } = document.activeElement;
    this.main.replaceChildren(this.page(this.place.here));
    if (rank === -1) return;
    // What was added above shifts ranks: a name is surer, where there is one.
    const same = id ? document.getElementById(id) : name && this.main.querySelector(`[name="${name}"][value="${value}"]`);
    const again = same || fields()[rank] || fields()[0];
    again.focus({ preventScroll: true });
    if (selectionStart) again.setSelectionRange?.(selectionStart, selectionStart);
  }

  hear({ kind, ids = [], message, reason, will_retry: willRetry, state, answers, conflicts, url, qr }) {
    if (kind === "saved") this.hearSaved(ids);
    else if (kind === "failed") this.hearFailed(ids, message ?? noticeSentence(this.t, reason ?? "away"), willRetry);
    else if (kind === "connection" && state === "online") this.notices.delete("connection");
    else if (kind === "connection") this.notices.set("connection", noticeSentence(this.t, state));
    else if (kind === "answers") this.hearAnswers(answers);
    else if (kind === "conflicts") this.hearConflicts(conflicts);
    else if (kind === "link") this.hearLink({ url, qr });
    else if (kind === "erased") this.hearErased();
    this.refresh();
  }

  hearSaved(ids) {
    this.book.settle(ids);
    for (const each of ["failure", "elsewhere"]) this.notices.delete(each);
    if (this.book.isWaiting()) return;
    this.bar.saved.textContent = savedSentence(this.t, new Date(), this.session);
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
    if (!this.book.follow(answers)) return;
    this.notices.set("elsewhere", this.t("Some answers were changed in another window. This page now shows them."));
    this.redraw();
  }

  hearConflicts(conflicts) {
    if (this.contest(conflicts)) this.redraw();
  }

  /** Keeps both answers in sight until the respondent chooses; tells whether there is anything to choose. */
  contest(conflicts) {
    Object.entries(conflicts).forEach(([id, other]) => this.cardOf(id) && this.book.contest(id, other));
    this.tellConflicts();
    return this.book.conflicts.size > 0;
  }

  tellConflicts() {
    const { size } = this.book.conflicts;
    if (size === 0) this.notices.delete("conflict");
    else this.notices.set("conflict", size === 1 ? this.t("One question was answered in two different ways: please choose one.") : this.t("{count} questions were answered in two different ways: please choose.", { count: size }));
  }

  choose(id, pick) {
    this.book.choose(id, pick);
    this.tellConflicts();
    this.redraw();
    this.refresh();
    this.focusItem(this.cardOf(id).ids[0]);
  }

  adopt(answers) {
    const taken = this.book.adopt(answers.filter(({ question }) => this.cardOf(question)));
    this.tellConflicts();
    this.refresh();
    return taken;
  }

  hearLink(link) {
    this.link = link;
    this.redraw();
    this.main.querySelector(".q-url")?.focus();
  }

  hearErased() {
    this.book.clear();
    this.notices.clear();
    this.place.go({ welcome: true });
    this.bar.saved.textContent = this.t("Your answers have been erased.");
  }
}

const questionnaire = {
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

export default questionnaire;
