// "My answers": what a respondent may do with what is theirs: read, take away, take up, erase.

import { h } from "./cards.js";
import { openAnswerFile, problemSentence, readThrough, saveFile, savePage } from "./file.js";
import { about, button, heading } from "./pages.js";

const QUIET = "q-button q-quiet";

export function ownPage(context) {
  const { t, session, go, answered } = context;
  const none = answered() === 0;
  return h(
    "div",
    { class: "q-page" },
    heading("", t("My answers")),
    h("p", { class: "q-lead" }, none ? t("You have not answered anything yet.") : t("They are yours: read them, keep a copy, erase them.")),
    !none && h("details", { class: "q-sheet q-reading" }, h("summary", {}, t("Read my answers")), readThrough(context, "h2")),
    h("section", { class: "q-sheet" }, none ? null : keeping(context), takingUp(context)),
    context.offers("link") && h("section", { class: "q-sheet" }, otherDevice(context)),
    context.offers("leave") && h("section", { class: "q-sheet" }, leaving(context)),
    !none && context.offers("erase") && h("section", { class: "q-sheet" }, erasing(context)),
    h("nav", { class: "q-moves", "aria-label": t("Steps") }, button(session.on_device || !none ? t("Back to the questionnaire") : t("Begin"), () => go(context.resume()))),
  );
}

function keeping(context) {
  const { t } = context;
  return [
    about(t("Keep a copy"), t("A page to read or print, or a file from which you can resume.")),
    h("p", { class: "q-choose" }, button(t("Page to read"), () => savePage(context), QUIET), button(t("Answer file"), () => saveFile(context), QUIET)),
  ];
}

function takingUp(context) {
  const { t } = context;
  const outcome = h("p", { role: "status" });
  const take = async () => {
    const { answers, problem } = await openAnswerFile(field.files[0], context);
    outcome.className = problem ? "q-error" : "";
    outcome.textContent = problem ? problemSentence(t, problem) : adopted(t, context.adopt(answers));
    field.value = "";
  };
  // The browser's own button speaks the language of the browser, not that of the page.
  const field = h("input", { type: "file", class: "q-heard", accept: ".json,application/json", change: take });
  return [
    about(t("Resume from a file"), t("Choose an answer file that you saved earlier. Answers that differ are shown to you, and you choose.")),
    h("p", {}, h("label", { class: "q-button q-quiet q-file" }, t("Choose an answer file (.json)"), field)),
    outcome,
  ];
}

function adopted(t, { added, differing }) {
  if (added + differing === 0) return t("Everything in this file is already here.");
  return [t("Answers taken from the file: {added}.", { added }), differing > 0 && t("Answers to choose between: {differing}. You will find them on the review page.", { differing })].filter(Boolean).join(" ");
}

function otherDevice({ t, ask, link }) {
  const title = about(t("Go on with another device"), t("This link opens your own questionnaire. Keep it to yourself."));
  if (!link()) return [title, h("p", {}, button(t("Show my link"), () => ask("link"), QUIET))];
  const { url, qr } = link();
  return [
    title,
    h("p", {}, h("img", { class: "q-qr", src: `data:image/svg+xml;utf8,${encodeURIComponent(qr)}`, alt: t("QR code of this link") })),
    h("p", {}, h("a", { class: "q-url", href: url }, url)),
  ];
}

function leaving({ t, ask, waiting }) {
  return [
    about(t("Leave this device"), t("If others use this device, leave the questionnaire here: your answers stay saved, and the next person does not see them. To come back, you will need a link.")),
    h("p", {}, button(t("Leave"), () => ask("leave"), QUIET)),
    waiting() && h("p", { class: "q-hint" }, t("Your last answers are still on their way. Wait until they are saved.")),
  ];
}

/** Erasing takes two presses, and the second one says what will be gone. */
function erasing({ t, ask, session }) {
  const confirm = h(
    "div",
    { hidden: true },
    h("p", {}, h("b", {}, session.on_device ? t("All your answers will be erased from this device. This cannot be undone.") : t("All your answers will be erased, here and on the server. This cannot be undone."))),
    h("p", { class: "q-choose" }, button(t("Erase for good"), () => ask("erase"), "q-button q-danger"), button(t("Keep my answers"), () => reveal(false), QUIET)),
  );
  const first = button(t("Erase my answers"), () => reveal(true), QUIET);
  const reveal = (isAsked) => {
    confirm.hidden = !isAsked;
    first.hidden = isAsked;
    (isAsked ? confirm.querySelector("button:last-of-type") : first).focus();
  };
  return [about(t("Erase"), t("You may answer again afterwards.")), h("p", {}, first), confirm];
}
