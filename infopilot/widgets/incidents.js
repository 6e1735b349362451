// The incidents page: a place to drop a file, a progress that is announced, and what Python shows.

import { h } from "./cards.js";
import { Stopped, sendFile } from "./upload.js";

const NAMES = { column: "columns", status: "statuses", priority: "priorities" };

class IncidentsPage {
  constructor(model, element) {
    this.model = model;
    this.texts = model.get("texts");
    this.build(element);
    this.listen();
    this.show();
  }

  build(element) {
    const t = this.texts;
    this.input = h("input", { type: "file", accept: this.model.get("accept"), hidden: true, tabindex: -1, "aria-hidden": "true", change: () => this.take(this.input.files[0]) });
    this.choose = h("button", { type: "button", class: "button", click: () => this.input.click() }, t.choose);
    this.dropTitle = h("h2", { id: "ip-drop-title" }, t.title);
    this.drop = h(
      "section",
      { class: "ip-drop", "aria-labelledby": "ip-drop-title" },
      this.dropTitle,
      h("p", { class: "ip-lead" }, t.lead),
      this.choose,
      this.input,
      h("p", { class: "ip-note" }, t.limits),
    );
    this.status = h("p", { class: "ip-status", role: "status" });
    this.bar = h("progress", { max: 1, value: 0, "aria-label": t.progress });
    this.amount = h("span", { class: "ip-amount" });
    this.cancel = h("button", { type: "button", class: "button quiet", click: () => this.stop() }, t.cancel);
    this.work = h("section", { class: "ip-work", hidden: true, tabindex: -1, "aria-label": t.progress }, this.bar, this.amount, this.cancel);
    this.problem = h("p", { class: "ip-problem", role: "alert" });
    this.scene = h("div", { class: "ip-scene" });
    const head = h("div", {});
    head.innerHTML = this.model.get("head");
    const top = h("div", { class: "ip-top" }, head, this.drop);
    this.page = h("div", { class: "ip-page ip-incidents", lang: this.model.get("language") }, top, this.problem, this.status, this.work, this.scene);
    element.append(this.page);
  }

  listen() {
    this.ends = [];
    const on = (target, name, act) => {
      target.addEventListener(name, act);
      this.ends.push(() => target.removeEventListener(name, act));
    };
    on(this.page, "dragover", (event) => this.hover(event, true));
    on(this.page, "dragleave", (event) => this.hover(event, false));
    on(this.page, "drop", (event) => this.dropped(event));
    on(this.scene, "click", (event) => this.clicked(event));
    on(this.scene, "change", (event) => this.changed(event));
    on(this.scene, "submit", (event) => this.submitted(event));
    this.hearView = () => this.show(true);
    this.hear = (message) => message.kind === "progress" && this.advance(message);
    this.model.on("change:view", this.hearView);
    this.model.on("msg:custom", this.hear);
  }

  leave() {
    this.ends.forEach((end) => end());
    this.model.off("change:view", this.hearView);
    this.model.off("msg:custom", this.hear);
  }

  /** Shows what Python says; after an act of the reader, its heading takes the focus. */
  show(isAnswer = false) {
    const { phase, scene } = this.model.get("view");
    this.page.dataset.phase = phase;
    this.scene.innerHTML = scene;
    const isLarge = phase === "empty" || phase === "refused";
    this.choose.classList.toggle("quiet", !isLarge);
    this.choose.textContent = { empty: this.texts.choose, imported: this.texts.another }[phase] ?? this.texts.instead;
    this.rest();
    this.status.textContent = "";
    if (isAnswer) this.scene.querySelector(".ip-moment")?.focus();
  }

  rest() {
    this.page.classList.remove("ip-busy");
    this.work.hidden = true;
    this.input.value = "";
    this.sending = null;
  }

  hover(event, isOver) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.page.classList.toggle("ip-over", isOver && !this.isBusy());
  }

  dropped(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.page.classList.remove("ip-over");
    if (this.isBusy()) return;
    if (event.dataTransfer.files.length > 1) this.complain(this.texts.several);
    else this.take(event.dataTransfer.files[0]);
  }

  isBusy() {
    return this.page.classList.contains("ip-busy");
  }

  async take(file) {
    if (!file) return;
    const t = this.texts;
    if (file.size > this.model.get("limit")) return this.complain(t.large);
    if (file.size === 0) return this.complain(t.empty);
    this.begin(t.sending, { canStop: true });
    this.sending = new AbortController();
    const advance = (sent) => this.fill(sent / file.size, t.amount.replace("{sent}", this.size(sent)).replace("{total}", this.size(file.size)));
    try {
      advance(0);
      await sendFile(this.model, file, { advance, signal: this.sending.signal });
      this.sending = null;
      if (this.isBusy()) this.begin(t.reading, { canStop: true });
    } catch (trouble) {
      // What Python refused, it shows.
      if (trouble instanceof Stopped && trouble.message === "refused") return;
      this.giveUp(trouble instanceof Stopped ? t[trouble.message] : t.unreadable);
    }
  }

  giveUp(words) {
    this.rest();
    this.status.textContent = "";
    this.complain(words);
    this.choose.focus();
  }

  /** Stops the sending, or the reading that follows it. */
  stop() {
    this.model.send({ kind: "cancel" });
    if (this.sending) this.sending.abort();
    else this.giveUp(this.texts.cancelled);
  }

  begin(words, { canStop }) {
    this.problem.textContent = "";
    this.page.classList.add("ip-busy");
    this.status.textContent = words;
    this.bar.removeAttribute("value");
    this.amount.textContent = "";
    this.cancel.hidden = !canStop;
    this.work.hidden = false;
    (canStop ? this.cancel : this.work).focus();
  }

  fill(share, words) {
    this.bar.value = share;
    this.amount.textContent = words;
  }

  advance({ stage, share }) {
    if (!this.isBusy()) return;
    if (this.status.textContent !== stage) this.status.textContent = stage;
    if (share === null) this.bar.removeAttribute("value");
    else this.fill(share, new Intl.NumberFormat(this.model.get("language"), { style: "percent" }).format(share));
  }

  complain(words) {
    this.problem.textContent = words;
    this.input.value = "";
  }

  size(bytes) {
    const units = { style: "unit", unit: bytes < 1e6 ? "kilobyte" : "megabyte", maximumFractionDigits: bytes < 1e6 ? 0 : 1 };
    return new Intl.NumberFormat(this.model.get("language"), units).format(bytes / (bytes < 1e6 ? 1e3 : 1e6));
  }

  clicked(event) {
    const act = event.target.closest("button[data-action]");
    if (!act) return;
    if (act.dataset.action === "import") {
      this.begin(this.texts.importing, { canStop: false });
      this.model.send({ kind: "import" });
    } else if (act.dataset.action === "copy") this.copy(act);
  }

  async copy(act) {
    const words = this.scene.querySelector(`[id="${act.dataset.copies}"]`);
    try {
      await navigator.clipboard.writeText(words.textContent);
      this.status.textContent = this.texts.copied;
    } catch {
      getSelection().selectAllChildren(words);
      this.status.textContent = this.texts.selected;
    }
  }

  /** The first values of the column that was chosen; those of people stay hidden. */
  changed(event) {
    const select = event.target.closest("select");
    if (!select) return;
    const place = [...this.scene.querySelectorAll("[data-sample]")].find(({ dataset }) => dataset.sample === select.name);
    const values = this.model.get("view").samples[select.value] ?? "";
    if (place) place.textContent = values && "personal" in select.dataset ? "…" : values;
  }

  submitted(event) {
    event.preventDefault();
    const choices = { columns: {}, statuses: {}, priorities: {} };
    for (const [name, value] of new FormData(event.target)) {
      const cut = name.indexOf(":");
      if (cut < 0) choices[name] = value;
      else choices[NAMES[name.slice(0, cut)]][name.slice(cut + 1)] = value;
    }
    this.begin(this.texts.reading, { canStop: true });
    this.model.send({ kind: "correct", choices });
  }
}

export default {
  render({ model, el }) {
    const page = new IncidentsPage(model, el);
    return () => page.leave();
  },
};
