// The answer book: what was answered, what the host still has to acknowledge, what was answered twice.

import { isLevel, NOT_APPLICABLE } from "./cards.js";

const TYPING_MILLISECONDS = 350;
const NO_ENTRY = { value: "", comment: "", evidence: null };
// What an answer tells of the ones before it: enough for all that can be under way at once.
const SEEN_LIMIT = 20;

/** A random identifier; crypto.randomUUID is missing on plain-http addresses of a local network. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export const twoDigits = (number) => String(number).padStart(2, "0");

/** The local time with its offset, as in 2026-03-01T14:32:05+01:00. */
export function moment(date) {
  const minutes = -date.getTimezoneOffset();
  const offset = `${minutes < 0 ? "-" : "+"}${twoDigits(Math.floor(Math.abs(minutes) / 60))}:${twoDigits(Math.abs(minutes) % 60)}`;
  const local = new Date(date.getTime() + minutes * 60000).toISOString().slice(0, 19);
  return local + offset;
}

/** Words that every store accepts: a cut may leave half a character, a paste may bring controls. */
export const wellFormed = (words) => words.replace(/\p{Surrogate}/gu, "").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g, " ");

/** Whether an entry can be kept: a value, with its reason when the question does not apply. */
export function isComplete({ value, comment }) {
  return Boolean(value) && (value !== NOT_APPLICABLE || Boolean(comment.trim()));
}

const entryOf = ({ value, comment, evidence }) => ({ value: value ?? "", comment: comment ?? "", evidence: evidence || null });

const isSame = (a, b) => a.value === b.value && a.comment === b.comment && a.evidence === b.evidence;

/** What was answered: given by the session, changed by the respondent, acknowledged by the host. */
export class AnswerBook {
  constructor({ send, changed }) {
    this.send = send;
    this.changed = changed;
    this.typing = new Map();
    this.clear();
  }

  clear() {
    this.typing.forEach(clearTimeout);
    this.typing.clear();
    this.entries = new Map();
    this.given = new Map();
    this.seen = new Map();
    this.pending = new Map();
    this.refusals = new Map();
    this.conflicts = new Map();
  }

  entry(id) {
    return this.entries.get(id) ?? NO_ENTRY;
  }

  take(answers) {
    for (const [id, answer] of Object.entries(answers)) {
      this.entries.set(id, entryOf(answer));
      this.given.set(id, answer);
      this.see(id, answer);
    }
  }

  /** Notes which answers to a question this page knows of, so that the server can tell a conflict. */
  see(question, { id, seen = [] }) {
    const known = [...(this.seen.get(question) ?? []), ...seen, id].filter(Boolean);
    this.seen.set(question, [...new Set(known)].slice(-SEEN_LIMIT));
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
      comment: wellFormed(comment),
      evidence: isLevel(value) ? evidence : null,
      answered_at: moment(new Date()),
      seen: this.seen.get(id) ?? [],
    };
    this.given.set(id, answer);
    this.see(id, answer);
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

  /** Takes answers given elsewhere, unless something newer is under way here; tells whether any was news. */
  follow(answers) {
    const isFree = ([id]) => !this.pending.has(id) && !this.typing.has(id);
    const isNews = ([id, answer]) => !isSame(this.entry(id), entryOf(answer));
    const news = Object.entries(answers).filter(isFree).filter(isNews);
    this.take(Object.fromEntries(news));
    return news.length > 0;
  }

  /** Another answer to a question, which somebody gave elsewhere without knowing of ours. */
  contest(question, other) {
    this.see(question, other);
    if (!isSame(this.entry(question), entryOf(other))) this.conflicts.set(question, other);
  }

  /** The respondent has chosen: ours stays, or theirs becomes one more answer of ours. */
  choose(question, { other }) {
    const theirs = this.conflicts.get(question);
    this.conflicts.delete(question);
    this.send({ kind: "chosen", question });
    if (other) this.change(question, entryOf(theirs));
    else this.changed();
  }

  /** Answers of a file: they fill what is missing, and what differs is for the respondent to choose. */
  adopt(answers) {
    const news = answers.filter((answer) => !isSame(this.entry(answer.question), entryOf(answer)));
    const missing = news.filter(({ question }) => !isComplete(this.entry(question)));
    const differing = news.filter((answer) => !missing.includes(answer));
    missing.forEach(({ question, ...answer }) => this.change(question, entryOf(answer)));
    differing.forEach((answer) => this.conflicts.set(answer.question, answer));
    this.changed();
    return { added: missing.length, differing: differing.length };
  }

  /** Every answer as it stands, in the order of the questions given. */
  answers(questions) {
    return questions
      .filter((question) => isComplete(this.entry(question)))
      .map((question) => {
        const { id, answered_at: answeredAt } = this.given.get(question) ?? {};
        return { id, question, ...this.entry(question), answered_at: answeredAt };
      });
  }

  isWaiting() {
    return this.pending.size + this.typing.size > 0;
  }

  isDone({ ids }) {
    return ids.every((id) => isComplete(this.entry(id)) && !this.refusals.has(id));
  }
}
