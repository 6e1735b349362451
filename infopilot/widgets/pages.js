// Pages: the steps that a role goes through, and what each screen shows.

import { DONT_KNOW, NOT_APPLICABLE, decisionCard, feltCard, h, levelCard, measureCard, questionText } from "./cards.js";

const DECISIONS_A_PAGE = 12;

/** Whether an entry can be kept: a value, with its reason when the question does not apply. */
export function isComplete({ value, comment }) {
  return Boolean(value) && (value !== NOT_APPLICABLE || Boolean(comment.trim()));
}

/** The steps of a role; each card names the items that it answers. The last step is the review. */
export function stepsFor(data, role, t) {
  const asked = ({ roles }) => roles.includes(role);
  const dimensions = data.dimensions
    .map(({ name, questions }) => dimensionStep(name, questions.filter(asked), role, t))
    .filter(({ cards }) => cards.length > 0);
  const felt = asked(data.felt) ? [feltStep(data, t)] : [];
  const measures = asked(data.measures) ? [measureStep(data, t)] : [];
  const review = { kind: "review", title: t("Review and send"), cards: [] };
  return [...dimensions, ...decisionSteps(data, data.decisions.filter(asked), t), ...felt, ...measures, review];
}

function dimensionStep(title, questions, role, t) {
  const cards = questions.map((question) => ({
    ids: [question.id],
    text: questionText(question, role),
    build: (context) => levelCard(question, context),
    words: ([value]) => question.anchors.find(({ level }) => String(level) === value)?.text ?? special(value, t),
  }));
  return { kind: "dimension", title, cards };
}

function decisionSteps(data, decisions, t) {
  const pages = Math.ceil(decisions.length / DECISIONS_A_PAGE);
  const size = Math.ceil(decisions.length / pages);
  const names = new Map(data.actors.map(({ id, name }) => [id, name]));
  const named = (value) => value.split("|").map((actor) => names.get(actor) ?? special(actor, t)).join(", ");
  const card = (decision) => ({
    ids: [`${decision.id}.A`, `${decision.id}.R`],
    text: decision.text,
    build: (context) => decisionCard(decision, context),
    words: ([accountable, responsible]) => `${t("Who has the last word?")} ${named(accountable)}. ${t("Who does it?")} ${named(responsible)}.`,
  });
  return Array.from({ length: pages }, (_, page) => ({
    kind: "decisions",
    title: pages > 1 ? t("Who decides what ({page} of {pages})", { page: page + 1, pages }) : t("Who decides what"),
    cards: decisions.slice(page * size, (page + 1) * size).map(card),
  }));
}

function feltStep({ felt }, t) {
  const cards = felt.statements.map((statement) => ({
    ids: [statement.id],
    text: statement.text,
    build: (context) => feltCard(statement, context),
    words: ([value]) => felt.labels[Number(value) - 1] ?? special(value, t),
  }));
  return { kind: "felt", title: t("How clear it feels to you"), cards };
}

function measureStep({ measures }, t) {
  const cards = measures.items.map((measure) => ({
    ids: [measure.id],
    text: measure.text,
    build: (context) => measureCard(measure, context),
    words: ([value]) => (/^\d+$/.test(value) ? value : special(value, t)),
  }));
  return { kind: "measures", title: t("Your IT, day to day"), cards };
}

function special(value, t) {
  if (value === DONT_KNOW) return t("I do not know");
  if (value === NOT_APPLICABLE) return t("Not applicable");
  return t("no answer yet");
}

/** The heading of a page; it takes the focus when the page changes, so it must be focusable. */
function heading(before, title) {
  return h("h1", { tabindex: -1 }, before && h("span", { class: "q-heard" }, `${before} · `), title);
}

function button(words, press, look = "q-button") {
  return h("button", { type: "button", class: look, click: press }, words);
}

function about(title, ...sentences) {
  return [h("h2", {}, title), sentences.filter(Boolean).map((sentence) => h("p", {}, sentence))];
}

export function welcomePage(context) {
  const { t, data, session, role, go, steps, place } = context;
  const { company, provider } = session;
  const begun = context.answered() > 0;
  const other = data.language === "fr" ? ["en", "In English"] : ["fr", "En français"];
  return h(
    "div",
    { class: "q-page" },
    heading("", data.title),
    h("p", { class: "q-lead" }, t("This questionnaire shows who steers the IT that {company} entrusts to {provider}, and what to improve first.", { company, provider }), " ", t("It looks at an organisation, not at people: there is no right answer.")),
    h(
      "div",
      { class: "q-sheet" },
      about(t("About {minutes} minutes", { minutes: data.minutes[role] }), t("{steps} short steps. An honest “I do not know” is worth more than a guess.", { steps: steps.length })),
      about(t("Who will see your answers"), ...whoSees(context)),
      about(t("Stop and resume whenever you like"), t("Each answer is saved as soon as you give it. Close the page, then open your link again: you will find everything where you left it.")),
    ),
    h("nav", { class: "q-moves", "aria-label": t("Steps") }, button(begun ? t("Resume") : t("Begin"), () => go(begun ? context.resume() : { step: 0 }))),
    place.inAddress && h("p", { class: "q-language" }, h("a", { href: `?lang=${other[0]}`, lang: other[0], hreflang: other[0] }, other[1])),
  );
}

function whoSees({ t, data, session, role }) {
  if (session.confidential) {
    return [t("Your answers are confidential. They are shown only when grouped with those of others, never below 5 people."), t("Your comments are read without your name. Neither your management nor the provider sees your own answers.")];
  }
  const named = t("Your answers are discussed in a workshop. They are shown there with your role ({role}), not with your name.", { role: data.roles[role] });
  if (role !== "provider") return [named, t("Outside the workshop, the provider sees only overall results and its own answers.")];
  return [named, t("Outside the workshop, you see only overall results and your own answers.")];
}

const LEADS = {
  dimension: (t, role, company) =>
    role === "provider"
      ? t("Choose what looks most like the situation at {company} today.", { company })
      : t("Choose what looks most like your situation today."),
  decisions: (t) => t("Answer for today and as it really happens, not as the contract says."),
  felt: (t) => t("Choose what fits best, without thinking for long."),
  measures: (t) => t("Answer for yourself. An estimate is fine."),
};

export function stepPage(step, rank, context) {
  const { t, role, session, steps, go } = context;
  const page = h(
    "div",
    { class: "q-page" },
    heading(t("Step {step} of {steps}", { step: rank + 1, steps: steps.length }), step.title),
    h("p", { class: "q-lead" }, LEADS[step.kind](t, role, session.company)),
    step.cards.map((card) => card.build(context)),
    h(
      "nav",
      { class: "q-moves", "aria-label": t("Steps") },
      button(t("Previous"), () => go(rank ? { step: rank - 1 } : { welcome: true }), "q-button q-quiet"),
      button(t("Continue"), () => leaveStep(page, () => go({ step: rank + 1 }))),
    ),
  );
  return page;
}

/** A question may be left without an answer, but not with half of one: the reason or number is asked. */
function leaveStep(page, leave) {
  const wrong = [...page.querySelectorAll("input, textarea")].find((field) => !field.checkValidity());
  if (wrong) wrong.focus();
  else leave();
}

export function reviewPage(rank, context) {
  const { t, steps, go } = context;
  const missing = steps
    .map((step, index) => ({ ...step, index, cards: step.cards.filter((card) => !context.isDone(card)) }))
    .filter(({ cards }) => cards.length > 0);
  const count = missing.reduce((sum, { cards }) => sum + cards.length, 0);
  return h(
    "div",
    { class: "q-page" },
    heading(t("Step {step} of {steps}", { step: rank + 1, steps: steps.length }), t("Review and send")),
    count === 0 ? h("p", { class: "q-lead" }, t("You have answered everything. Thank you for your care.")) : missingList(missing, count, context),
    h("p", {}, t("You can come back later with the same link and change an answer.")),
    h(
      "nav",
      { class: "q-moves", "aria-label": t("Steps") },
      button(t("Previous"), () => go({ step: rank - 1 }), "q-button q-quiet"),
      button(t("Send"), () => go({ done: true })),
    ),
  );
}

function missingList(missing, count, context) {
  const { t, place } = context;
  const link = (index, card) =>
    h("li", {}, h("a", { href: place.address({ step: index, item: card.ids[0] }), click: (event) => place.follow(event, { step: index, item: card.ids[0] }) }, card.text));
  return [
    h("p", { class: "q-lead" }, count === 1 ? t("One question has no complete answer yet. You can complete it, or send as it is.") : t("{count} questions have no complete answer yet. You can complete them, or send as it is.", { count })),
    h("div", { class: "q-sheet" }, missing.map(({ title, index, cards }) => [h("h2", {}, title), h("ul", { class: "q-missing" }, cards.map((card) => link(index, card)))])),
  ];
}

export function donePage(context) {
  const { t, session, role, go, steps } = context;
  const unknown = steps.flatMap(({ cards }) => cards).filter((card) => card.ids.some((id) => context.entry(id).value === DONT_KNOW));
  const waiting = context.waiting();
  return h(
    "div",
    { class: "q-page" },
    heading("", waiting ? t("Almost there") : t("Thank you, your answers have arrived")),
    h("p", { class: "q-lead" }, waiting ? t("Your last answers are still on their way. Keep this page open: it will tell you when they have arrived.") : t("You have nothing else to do. You can close this page.")),
    h(
      "div",
      { class: "q-sheet" },
      about(t("What happens next"), session.confidential ? t("The consultant groups everybody’s answers. Results are never shown below 5 people.") : t("The consultant compares what each side says, and prepares a workshop on the points that matter most.")),
      unknown.length > 0 &&
        about(
          role === "provider" ? t("What you could look up with your client") : t("What you could ask, now or in the workshop"),
          t("You answered “I do not know” here. That is useful: it shows where information is missing."),
        ),
      unknown.length > 0 && h("ul", {}, unknown.map(({ text }) => h("li", {}, text))),
    ),
    h(
      "nav",
      { class: "q-moves", "aria-label": t("Steps") },
      button(t("See my answers again"), () => go({ step: 0 }), "q-button q-quiet"),
      button(t("Download my answers"), () => download(context), "q-button q-quiet"),
    ),
  );
}

/** Saves the respondent's own answers as plain text, which any phone opens and which holds no formula. */
function download(context) {
  const { t, data, session, steps } = context;
  const lines = steps.flatMap((step) => [step.kind === "review" ? "" : `# ${step.title}`, ...step.cards.flatMap((card) => answerLines(card, context)), ""]);
  const text = [data.title, `${session.company} · ${session.campaign}`, "", ...lines].join("\r\n");
  const address = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/plain;charset=utf-8" }));
  h("a", { href: address, download: `${t("my-answers")}-${session.campaign}.txt` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function answerLines(card, context) {
  const entries = card.ids.map((id) => context.entry(id));
  const comments = entries.map(({ comment }) => comment.trim()).filter(Boolean);
  return ["", card.text, `→ ${card.words(entries.map(({ value }) => value))}`, ...comments.map((comment) => `« ${comment} »`)];
}
