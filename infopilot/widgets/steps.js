// Steps: what each role is asked, in which order, and how each answer reads in words.

import { DONT_KNOW, NOT_APPLICABLE, decisionCard, feltCard, levelCard, measureCard, questionText } from "./cards.js";

const DECISIONS_A_PAGE = 12;

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
    words: (_id, value) => question.anchors.find(({ level }) => String(level) === value)?.text ?? special(value, t),
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
    words: (id, value) => `${id.endsWith(".A") ? t("Who has the last word?") : t("Who does it?")} ${named(value)}`,
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
    words: (_id, value) => felt.labels[Number(value) - 1] ?? special(value, t),
  }));
  return { kind: "felt", title: t("How clear roles are to you"), cards };
}

function measureStep({ measures }, t) {
  const cards = measures.items.map((measure) => ({
    ids: [measure.id],
    text: measure.text,
    build: (context) => measureCard(measure, context),
    words: (_id, value) => (/^\d+$/.test(value) ? value : special(value, t)),
  }));
  return { kind: "measures", title: t("Your IT, day to day"), cards };
}

function special(value, t) {
  if (value === DONT_KNOW) return t("I do not know");
  if (value === NOT_APPLICABLE) return t("Not applicable");
  return t("no answer yet");
}
