// Pages: what each screen shows on the way from the welcome to the review.

import { h } from "./cards.js";

/** The heading of a page; it takes the focus when the page changes, so it must be focusable. */
export function heading(before, title) {
  return h("h1", { tabindex: -1 }, before && h("span", { class: "q-heard" }, `${before} · `), title);
}

export function button(words, press, look = "q-button") {
  return h("button", { type: "button", class: look, click: press }, words);
}

export function about(title, ...sentences) {
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
    h("p", { class: "q-lead" }, t("This questionnaire shows who steers the IT that {company} entrusts to {provider}, and what to improve first.", { company, provider }), " ", t("It looks at an organisation, not at people: there are no right or wrong answers.")),
    h(
      "div",
      { class: "q-sheet" },
      about(t("About {minutes} minutes", { minutes: data.minutes[role] }), t("{steps} short steps. An honest “I do not know” is worth more than a guess.", { steps: steps.length })),
      about(t("Who will see your answers"), ...whoSees(context)),
      about(t("Stop and come back whenever you like"), howToResume(context)),
    ),
    h(
      "nav",
      { class: "q-moves", "aria-label": t("Steps") },
      button(begun ? t("Resume") : t("Begin"), () => go(begun ? context.resume() : { step: 0 })),
      begun && ownButton(context),
    ),
    !begun && h("p", { class: "q-language" }, h("a", { href: place.address({ own: true }), click: (event) => place.follow(event, { own: true }) }, t("Resume from a file"))),
    place.inAddress && h("p", { class: "q-language" }, h("a", { href: `?lang=${other[0]}`, lang: other[0], hreflang: other[0] }, other[1])),
  );
}

function howToResume({ t, session }) {
  if (session.by_group) return t("Each answer is saved as soon as you give it. Close the page, then open the link again on this device. To go on with another device, ask for your own link under “My answers”.");
  return session.on_device
    ? t("Each answer is kept on this device as soon as you give it. Close this file, then open it again here: you will find everything where you left it. At the end, you save your answers to a file and hand it over.")
    : t("Each answer is saved as soon as you give it. Close the page, then open your link again: you will find everything where you left it.");
}

/** The way to the page where answers are read, taken away and erased. */
export function ownButton({ t, go }) {
  return button(t("My answers: read, keep, erase"), () => go({ own: true }), "q-button q-quiet");
}

function whoSees({ t, data, session, role }) {
  if (session.confidential) {
    return [t("Your answers are confidential. They are shown only when grouped with those of others, never for a group of fewer than {minimum} people.", { minimum: session.minimum_group }), t("Your comments are read without your name. Neither your management nor the provider sees your own answers.")];
  }
  const named = t("Your answers will be discussed in a workshop. They will be shown there with your role ({role}), not with your name.", { role: data.roles[role] });
  if (role !== "provider") return [named, t("Outside the workshop, the provider sees only overall results and its own answers.")];
  return [named, t("Outside the workshop, you see only overall results and your own answers.")];
}

const LEADS = {
  dimension: (t, role, company) =>
    role === "provider"
      ? t("Choose what is closest to the situation at {company} today.", { company })
      : t("Choose what is closest to your situation today."),
  decisions: (t) => t("Answer according to what really happens today, not what the contract says."),
  felt: (t) => t("Choose what fits best, without thinking too long."),
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
    h("p", { class: "q-next" }, t("Next: {title}", { title: steps[rank + 1].title })),
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
  const { t, session, steps, go } = context;
  const missing = listed(steps, (card) => !context.isDone(card));
  const contested = listed(steps, (card) => card.ids.some(context.conflict));
  return h(
    "div",
    { class: "q-page" },
    heading(t("Step {step} of {steps}", { step: rank + 1, steps: steps.length }), t("Review and send")),
    missing.length === 0 ? h("p", { class: "q-lead" }, t("You have answered everything. Thank you for taking the time.")) : missingList(missing, context),
    contested.length > 0 && [h("p", { class: "q-lead" }, t("These questions were answered in two different ways. Your latest answer counts unless you choose the other one.")), linkList(contested, context)],
    h("p", {}, session.on_device ? t("You can open this file again later and change an answer.") : t("You can come back later with the same link and change an answer.")),
    h(
      "nav",
      { class: "q-moves", "aria-label": t("Steps") },
      button(t("Previous"), () => go({ step: rank - 1 }), "q-button q-quiet"),
      button(session.on_device ? t("Finish") : t("Send"), () => go({ done: true })),
    ),
  );
}

/** The steps that have cards of interest, with these cards only. */
function listed(steps, isOfInterest) {
  return steps.map((step, index) => ({ ...step, index, cards: step.cards.filter(isOfInterest) })).filter(({ cards }) => cards.length > 0);
}

function missingList(missing, context) {
  const { t } = context;
  const count = missing.reduce((sum, { cards }) => sum + cards.length, 0);
  return [
    h("p", { class: "q-lead" }, count === 1 ? t("One question has no complete answer yet. You can complete it, or send your answers as they are.") : t("{count} questions have no complete answer yet. You can complete them, or send your answers as they are.", { count })),
    linkList(missing, context),
  ];
}

function linkList(steps, { place }) {
  const link = (index, card) =>
    h("li", {}, h("a", { href: place.address({ step: index, item: card.ids[0] }), click: (event) => place.follow(event, { step: index, item: card.ids[0] }) }, card.text));
  return h("div", { class: "q-sheet" }, steps.map(({ title, index, cards }) => [h("h2", {}, title), h("ul", { class: "q-missing" }, cards.map((card) => link(index, card)))]));
}
