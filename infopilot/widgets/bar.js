// What stays in sight: the step, what is saved, what went wrong; and the page for when nothing else can be shown.

import { twoDigits } from "./book.js";
import { h } from "./cards.js";

/** A sentence of the catalogue with its facts; English itself when it has no translation. */
export function translator(texts) {
  return (sentence, facts = {}) => (texts[sentence] ?? sentence).replace(/\{(\w+)\}/g, (hole, name) => facts[name] ?? hole);
}

/** The bar that stays in sight: the step, what is saved, what went wrong. */
export function bar(t) {
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

export function savedSentence(t, date, { on_device: onDevice }) {
  const time = t("{hour}:{minute}", { hour: date.getHours(), minute: twoDigits(date.getMinutes()) });
  return onDevice ? t("Kept on this device at {time}", { time }) : t("Saved at {time}", { time });
}

/** What a host tells that is not an acknowledgement, in words. */
export function noticeSentence(t, kind) {
  return {
    offline: t("You are offline. Your answers are kept on this device and will be sent when the connection is back."),
    away: t("The server is not responding. Your answers are kept on this device and will be sent again."),
    session: t("Your session has ended. Open the link of your invitation again: your answers are kept on this device."),
    invitation: t("Open the link of your invitation to reach your questionnaire. Nothing that you answered is lost."),
    fragile: t("This browser keeps nothing on this device. Leave the page open until your answers are saved."),
    unkept: t("This browser keeps nothing on this device. Save your answers to a file before you close this page."),
    left: t("You have left the questionnaire on this device. Your answers are saved. To come back, open your link again."),
    request: t("This could not be done now. Try again in a moment."),
  }[kind];
}

/** A page for the moments when there is no session to show a questionnaire with. */
export function notice(el, data, kind) {
  const t = translator(data.texts);
  el.classList.add("questionnaire");
  const sentence = kind === "loading" ? t("One moment, fetching your answers…") : noticeSentence(t, kind);
  const role = kind === "loading" ? "status" : "alert";
  el.replaceChildren(h("main", { id: "contenu", class: "q-page", tabindex: -1 }, h("h1", {}, data.title), h("p", { class: "q-lead", role }, sentence)));
}
