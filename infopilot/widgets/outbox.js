// The outbox: an answer stays here, in the browser's own storage, until the server says it has it.

const SHORTEST_WAIT = 500;
const LONGEST_WAIT = 4000;
const LONGEST_WAIT_UNSEEN = 15000;
const PATIENCE = 4000;
// Browsers let 64 KB leave with `keepalive`: two batches of this size, one under way and a last one.
const BATCH_BYTES = 30000;
const REFUSALS = new Set([400, 409, 413, 422]);

const sizeOf = (answer) => new TextEncoder().encode(JSON.stringify(answer)).length;

/** Storage with one key per entry, so that two tabs of one respondent never overwrite each other. */
export class Shelf {
  constructor(prefix) {
    this.prefix = `${prefix}:`;
    this.isDurable = true;
  }

  /** Storage may be forbidden or full; the memory of the page is then all that is left. */
  attempt(action, otherwise) {
    try {
      return action(window.localStorage);
    } catch {
      this.isDurable = false;
      return otherwise;
    }
  }

  put(name, value) {
    this.attempt((storage) => storage.setItem(this.prefix + name, JSON.stringify(value)));
  }

  drop(name) {
    this.attempt((storage) => storage.removeItem(this.prefix + name));
  }

  clear() {
    const own = (storage) => Object.keys(storage).filter((key) => key.startsWith(this.prefix));
    this.attempt((storage) => own(storage).forEach((key) => storage.removeItem(key)));
  }

  /** Everything under `kind`, as [name without kind, value]. */
  all(kind) {
    const start = `${this.prefix}${kind}:`;
    const read = (storage) =>
      Object.keys(storage)
        .filter((key) => key.startsWith(start))
        .map((key) => [key.slice(start.length), JSON.parse(storage.getItem(key))]);
    return this.attempt(read, []);
  }
}

/** Sends answers in order, a batch at a time, again and again under the same ids until acknowledged. */
export class Outbox {
  constructor({ shelf, post, tell }) {
    this.shelf = shelf;
    this.post = post;
    this.tell = tell;
    this.flying = new Set();
    this.alone = new Set();
    this.failures = 0;
    this.order = 0;
    const kept = shelf.all("answer").sort(([, a], [, b]) => a.order - b.order);
    this.queue = new Map(kept.map(([id, { answer }]) => [id, answer]));
  }

  add(answer) {
    for (const [id, older] of this.queue) {
      if (older.question === answer.question && !this.flying.has(id)) this.forget(id);
    }
    this.order = Math.max(this.order + 1, Date.now());
    this.queue.set(answer.id, answer);
    this.shelf.put(`answer:${answer.id}`, { order: this.order, answer });
    this.shelf.drop(`draft:${answer.question}`);
    this.flush({ leaving: document.visibilityState === "hidden" });
  }

  /** What is not an answer yet (a reason still to give, words being typed) must survive a reload too. */
  keepDraft(question, draft) {
    this.shelf.put(`draft:${question}`, { ...draft, at: Date.now() });
  }

  /** The newest answer awaited for each question. */
  awaited() {
    return Object.fromEntries([...this.queue.values()].map((answer) => [answer.question, answer]));
  }

  /** Drafts that no later answer, from this device or another, has replaced. */
  drafts(answers) {
    const isNewer = ([question, { at }]) => !(Date.parse(answers[question]?.answered_at) > at + 1000);
    return Object.fromEntries(this.shelf.all("draft").filter(isNewer));
  }

  /** Sends nothing more, and returns once nothing is under way. */
  async pause() {
    this.isStopped = true;
    clearTimeout(this.timer);
    while (this.flying.size > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  /** Forgets all that this device keeps of the respondent. */
  clear() {
    this.queue.clear();
    this.alone.clear();
    this.shelf.clear();
  }

  forget(id) {
    this.queue.delete(id);
    this.alone.delete(id);
    this.shelf.drop(`answer:${id}`);
  }

  /** Tries again at once: the page is back in sight, the network is back, the session may be. */
  wake() {
    this.failures = 0;
    this.isStopped = false;
    this.flush();
  }

  async flush({ leaving = false } = {}) {
    const batch = this.nextBatch();
    if (batch.length === 0 || this.isStopped || (this.flying.size > 0 && !leaving)) return;
    clearTimeout(this.timer);
    batch.forEach(({ id }) => this.flying.add(id));
    const silence = setTimeout(() => this.isAway(), PATIENCE);
    const reply = await this.post(batch);
    clearTimeout(silence);
    batch.forEach(({ id }) => this.flying.delete(id));
    this.hear(reply, batch);
  }

  nextBatch() {
    const batch = [];
    let bytes = 0;
    for (const [id, answer] of this.queue) {
      if (this.flying.has(id)) continue;
      bytes += sizeOf(answer);
      if (batch.length > 0 && (bytes > BATCH_BYTES || this.alone.has(id))) break;
      batch.push(answer);
      if (this.alone.has(id)) break;
    }
    return batch;
  }

  hear({ status, body }, batch) {
    if (status === 200 && Array.isArray(body?.saved)) this.hearSaved(body, batch);
    else if (status === 401) this.hearClosed();
    else if (REFUSALS.has(status) && body?.error) this.hearRefused(body, batch);
    else this.retry();
  }

  hearSaved({ saved, conflicts = {} }, batch) {
    const ids = batch.map(({ id }) => id).filter((id) => saved.includes(id));
    ids.forEach((id) => this.forgetUpTo(id));
    if (ids.length === 0) return this.retry();
    this.failures = 0;
    // An acknowledgement that was already on its way may arrive after the network has gone.
    this.tell({ kind: "connection", state: navigator.onLine ? "online" : "offline" });
    this.tell({ kind: "saved", ids });
    this.hearConflicts(conflicts);
    return this.flush();
  }

  /** Answers that others of ours replaced unseen: kept here until the respondent has chosen. */
  hearConflicts(conflicts) {
    const others = Object.entries(conflicts);
    others.forEach(([question, other]) => this.shelf.put(`conflict:${question}`, other));
    if (others.length > 0) this.tell({ kind: "conflicts", conflicts });
  }

  /** An older answer to the same question that is still queued must not arrive after this one. */
  forgetUpTo(saved) {
    const question = this.queue.get(saved)?.question;
    for (const [id, answer] of this.queue) {
      if (answer.question === question) this.forget(id);
      if (id === saved) break;
    }
  }

  /** The session has ended, or belongs to somebody else: what is here waits for its owner. */
  hearClosed() {
    this.isStopped = true;
    this.tell({ kind: "failed", ids: [], reason: "session", will_retry: true });
  }

  /** A refusal that names a whole batch may come from one answer only: each is then tried alone. */
  hearRefused({ error, refused = [] }, batch) {
    const ids = batch.map(({ id }) => id);
    const named = batch.length === 1 ? ids : ids.filter((id) => refused.includes(id));
    if (named.length === 0 || (named.length === batch.length && batch.length > 1)) {
      ids.forEach((id) => this.alone.add(id));
    } else {
      named.forEach((id) => this.forget(id));
      this.tell({ kind: "failed", ids: named, message: error, will_retry: false });
    }
    this.flush();
  }

  retry() {
    this.failures += 1;
    if (this.failures > 1) this.isAway();
    const longest = document.visibilityState === "hidden" ? LONGEST_WAIT_UNSEEN : LONGEST_WAIT;
    const wait = Math.min(longest, SHORTEST_WAIT * 2 ** (this.failures - 1));
    clearTimeout(this.timer);
    // Jitter: eighty phones that lost the same server must not come back in the same instant.
    this.timer = setTimeout(() => this.flush(), Math.max(SHORTEST_WAIT, wait * (0.5 + Math.random() / 2)));
  }

  isAway() {
    this.tell({ kind: "connection", state: navigator.onLine ? "away" : "offline" });
    if (!this.shelf.isDurable) this.tell({ kind: "failed", ids: [], reason: "fragile", will_retry: true });
  }
}
