// The last page: what has arrived, what happens next, and what one's own answers say.

import { DONT_KNOW, h, isLevel } from "./cards.js";
import { saveFile } from "./file.js";
import { about, button, heading, ownButton } from "./pages.js";

export function donePage(context) {
  const { t, session, go } = context;
  const { title, lead } = arrival(context);
  return h(
    "div",
    { class: "q-page" },
    heading("", title),
    h("p", { class: "q-lead" }, lead),
    session.on_device && h("p", { class: "q-handing" }, button(t("Save my answer file"), () => saveFile(context))),
    h(
      "div",
      { class: "q-sheet" },
      about(t("What happens next"), session.confidential ? t("The consultant groups everybody’s answers. Results are never shown for a group of fewer than {minimum} people.", { minimum: session.minimum_group }) : t("The consultant compares what each side says, and prepares a workshop on the points that matter most.")),
      unknownList(context),
    ),
    !session.confidential && profile(context),
    h("nav", { class: "q-moves", "aria-label": t("Steps") }, button(t("Change an answer"), () => go({ step: 0 }), "q-button q-quiet"), ownButton(context)),
  );
}

function arrival({ t, session, waiting, answered }) {
  if (answered() === 0 && !waiting()) return { title: t("You have not answered anything yet."), lead: t("You can come back later with the same link and change an answer.") };
  if (session.on_device) return { title: t("Thank you, one last thing"), lead: t("Your answers are on this device only. Save them to a file, then hand this file to the person who sent you the questionnaire.") };
  if (waiting()) return { title: t("Almost there"), lead: t("Your last answers are still on their way. Keep this page open: it will tell you when they have arrived.") };
  return { title: t("Thank you, your answers have arrived"), lead: t("You have nothing else to do. You can close this page.") };
}

function unknownList({ t, role, steps, entry }) {
  const unknown = steps.flatMap(({ cards }) => cards).filter((card) => card.ids.some((id) => entry(id).value === DONT_KNOW));
  if (unknown.length === 0) return null;
  const title = role === "provider" ? t("What you could check with your client") : t("What you could ask, now or in the workshop");
  return [
    about(title, t("You answered “I do not know” here. That is useful: it shows where information is missing.")),
    h("ul", {}, unknown.map(({ text }) => h("li", {}, text))),
  ];
}

/** One's own answers, dimension by dimension, each a dot on the five levels: no average, no comparison. */
function profile(context) {
  const { t, data, role, steps } = context;
  const dimensions = steps.filter(({ kind }) => kind === "dimension").map((step) => ({ title: step.title, levels: levelsOf(step, context) }));
  const answered = dimensions.filter(({ levels }) => levels.length > 0);
  if (answered.length === 0) return null;
  return h(
    "section",
    { class: "q-sheet q-profile" },
    about(
      t("What your own answers say"),
      role === "provider" ? t("Each dot is one of your answers about this client, from {lowest} to {highest}.", ends(data)) : t("Each dot is one of your answers, from {lowest} to {highest}.", ends(data)),
      t("It is your own point of view; it is not compared with anybody’s."),
    ),
    h("ol", { class: "q-scale-names" }, data.levels.map((name) => h("li", {}, name))),
    h("dl", {}, answered.map(({ title, levels }) => [h("dt", {}, title), h("dd", {}, strip(levels, data), h("span", { class: "q-heard" }, inWords(levels, data)))])),
  );
}

const ends = ({ levels }) => ({ lowest: levels[0], highest: levels.at(-1) });

function levelsOf({ cards }, { entry }) {
  return cards.map((card) => entry(card.ids[0]).value).filter(isLevel).map(Number);
}

function strip(levels, { levels: names }) {
  const dots = (rank) => levels.filter((level) => level === rank + 1).map(() => h("i", {}));
  return h("div", { class: "q-strip", "aria-hidden": "true" }, names.map((_name, rank) => h("span", {}, dots(rank))));
}

function inWords(levels, { levels: names }) {
  const count = (rank) => levels.filter((level) => level === rank + 1).length;
  return names.map((name, rank) => [name, count(rank)]).filter(([, number]) => number > 0).map(([name, number]) => `${name} × ${number}`).join(", ");
}
