// The answer file: one's own answers as a document that infopilot reads again, or that anybody reads.

import { wellFormed } from "./book.js";
import { h } from "./cards.js";

const FORMAT = "infopilot-answers";
const VERSION = 1;
const FIELDS = ["id", "question", "value", "comment", "evidence", "answered_at"];
const LARGEST_FILE = 2_000_000;
const SHEET =
  "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1b2530}" +
  "h1{line-height:1.25}h2{margin:2rem 0 .5rem;border-bottom:1px solid #ccd3d8}dt{font-weight:600;margin-top:1rem}dd{margin:0}blockquote{margin:.25rem 0 0;padding-left:.75rem;border-left:3px solid #ccd3d8;white-space:pre-wrap}";

/** CRC-32 (ISO 3309) of a text in UTF-8, as eight hexadecimal digits: tells a damaged file, not a forged one. */
export function crc32(text) {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
}

/** What the check of a file is computed on: the same text here and where infopilot reads it. */
function checked({ campaign, respondent, role, department, questionnaire, answers }) {
  const rows = answers.map((answer) => FIELDS.map((field) => answer[field] ?? "").join("\u001f"));
  return [[campaign, respondent, role, department, questionnaire.hash].join("\u001f"), ...rows].join("\u001e");
}

function answerFile({ data, session, answers }) {
  const file = {
    format: FORMAT,
    version: VERSION,
    questionnaire: { id: data.id, version: data.version, hash: data.hash },
    engagement: session.company,
    campaign: session.campaign,
    respondent: session.respondent,
    role: session.role,
    department: session.department ?? "",
    answers: answers().map((answer) => Object.fromEntries(FIELDS.map((field) => [field, answer[field] ?? ""]))),
  };
  return { ...file, check: crc32(checked(file)) };
}

/** The answers of a file, or the reason why it cannot be taken. */
export function readAnswerFile(text, { data, session }) {
  let file = null;
  try {
    file = JSON.parse(text);
    if (file.format !== FORMAT) return { problem: "unknown" };
    if (file.version !== VERSION || file.questionnaire.hash !== data.hash) return { problem: "version" };
    if (file.check !== crc32(checked(file))) return { problem: "damaged" };
  } catch {
    return { problem: file?.format === FORMAT ? "damaged" : "unknown" };
  }
  if (file.role !== session.role || file.campaign !== session.campaign) return { problem: "other" };
  return { answers: file.answers.map((answer) => Object.fromEntries(FIELDS.map((field) => [field, String(answer[field] ?? "")]))) };
}

/** Reads a file that the respondent chose; one that is far too large is not read at all. */
export async function openAnswerFile(file, context) {
  if (file.size > LARGEST_FILE) return { problem: "unknown" };
  return readAnswerFile(await file.text(), context);
}

export function problemSentence(t, problem) {
  return {
    unknown: t("This is not a file of answers saved here. Choose the file whose name ends in .json. Nothing was changed."),
    damaged: t("This file is incomplete or was altered. Choose another copy of it. Nothing was changed."),
    version: t("This file was made for another version of this questionnaire. Nothing was changed."),
    other: t("This file belongs to another questionnaire or to another role. Nothing was changed."),
  }[problem];
}

/** Saves the answers as a file that infopilot reads again. */
export function saveFile(context) {
  hand(JSON.stringify(answerFile(context), null, 1), "application/json", nameOf(context, "json"));
}

/** Saves the answers as a page that any device shows, with nothing in it that could run. */
export function savePage(context) {
  // The strict policy of this page reaches documents made by it: their style is added as text.
  const page = new XMLSerializer().serializeToString(readable(context)).replace("</head>", () => `<style>${SHEET}</style></head>`);
  hand(`<!doctype html>\n${page}`, "text/html;charset=utf-8", nameOf(context, "html"));
}

function nameOf({ t, session }, ending) {
  return `${t("my-answers")}-${session.campaign}.${ending}`;
}

function hand(text, type, name) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function readable(context) {
  const { data, session } = context;
  const page = document.implementation.createHTMLDocument(`${data.title} · ${session.company}`);
  page.documentElement.lang = data.language;
  page.head.prepend(h("meta", { charset: "utf-8" }));
  page.head.append(h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }));
  page.body.append(h("h1", {}, data.title), h("p", {}, [session.company, session.campaign, data.roles[session.role]].join(" · ")), ...readThrough(context, "h2"));
  return page;
}

/** Every question that has an answer, with the answer in words. */
export function readThrough({ t, steps, entry, words, isAnswered }, headingTag) {
  const answer = (id) => h("dd", {}, words(id, entry(id).value), evidenceWords(t, entry(id).evidence), entry(id).comment.trim() && h("blockquote", {}, readably(entry(id).comment)));
  return steps
    .map(({ title, cards }) => ({ title, cards: cards.filter(({ ids }) => ids.some(isAnswered)) }))
    .filter(({ cards }) => cards.length > 0)
    .flatMap(({ title, cards }) => [h(headingTag, {}, title), h("dl", { class: "q-read" }, cards.map(({ text, ids }) => [h("dt", {}, text), ...ids.filter(isAnswered).map(answer)]))]);
}

function evidenceWords(t, evidence) {
  const words = { declared: t("Declared"), shown: t("Shown"), verified: t("Verified") }[evidence];
  return words ? ` (${words.toLowerCase()})` : null;
}

/** Words as every page can hold them, without the controls that turn the direction of others. */
function readably(words) {
  return wellFormed(words).replace(/[\u0080-\u009f\u202a-\u202e\u2066-\u2069]/g, "");
}
