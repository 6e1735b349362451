// Cards: one thing to answer each, made of native controls that keyboards and screen readers know.
// A card never decides what is kept: it tells `context.change(id, patch)` what the respondent did.

export const DONT_KNOW = "dont_know";
export const NOT_APPLICABLE = "not_applicable";
const NOBODY = "PERSONNE";
const COMMENT_LIMIT = 10000;
const TYPING = { typing: true };

/** One element. Data only ever becomes text or an attribute, never markup. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function isLevel(value) {
  return Boolean(value) && value !== DONT_KNOW && value !== NOT_APPLICABLE;
}

function choice(kind, { name, value, checked, change, look = "q-choice" }, ...words) {
  return h(
    "label",
    { class: look },
    h("input", { type: kind, name, value, checked, change, autocomplete: "off" }),
    h("span", {}, words),
  );
}

/** A question: its hint, and what was refused, are read with its name. */
function card(context, ids, { legend, hint }, ...parts) {
  const refusal = ids.map((id) => context.refusal(id)).find(Boolean);
  const note = refusal && h("p", { class: "q-error", id: context.key(`${ids[0]}-refusal`) }, refusal);
  const advice = hint && h("p", { class: "q-hint", id: context.key(`${ids[0]}-hint`) }, hint);
  const described = [note, advice].filter(Boolean).map(({ id }) => id).join(" ");
  return h(
    "fieldset",
    { class: "q-card", id: context.key(ids[0]), "aria-describedby": described || null },
    h("legend", {}, legend),
    note,
    ids.map((id) => conflictBox(id, context)),
    advice,
    parts,
  );
}

/** An answer that was also given elsewhere: both are in the history, the respondent chooses. */
function conflictBox(id, context) {
  const { t, conflict, choose } = context;
  const other = conflict(id);
  if (!other) return null;
  const button = (words, pick) => h("button", { type: "button", class: "q-button q-quiet", click: () => choose(id, pick) }, words);
  return h(
    "div",
    { class: "q-conflict", role: "group", "aria-label": t("Two different answers") },
    h("p", {}, h("b", {}, t("This question was also answered in another window or on another device:"))),
    h("blockquote", {}, h("p", {}, context.words(id, other.value)), other.comment && h("p", {}, other.comment)),
    h("div", { class: "q-choose" }, button(t("Keep my answer"), { other: false }), button(t("Take the other one"), { other: true })),
  );
}

/** Shows what is wrong with a field once it was left or refused, and takes it back when mended. */
function complaint(context, id, sentence) {
  const element = h("p", { class: "q-error", id: context.key(`${id}-error`), hidden: true }, sentence);
  const show = (field) => {
    element.hidden = field.validity.valid;
    if (element.hidden) field.removeAttribute("aria-invalid");
    else field.setAttribute("aria-invalid", "true");
  };
  return { element, show };
}

/** The comment of a question, which becomes its required reason when it does not apply. */
function commentField(id, entry, context) {
  const { t } = context;
  const wrong = complaint(context, id, t("Say in a few words why this question does not apply."));
  const caution = context.session.confidential && h("p", { class: "q-hint", id: context.key(`${id}-caution`) }, t("Name nobody, so that nobody can be recognised."));
  const field = h("textarea", {
    id: context.key(`${id}-comment`),
    rows: 2,
    maxlength: COMMENT_LIMIT,
    autocomplete: "off",
    "aria-describedby": [caution && caution.id, wrong.element.id].filter(Boolean).join(" "),
    input: () => {
      judge();
      if (field.validity.valid) wrong.show(field);
      context.change(id, { comment: field.value }, TYPING);
    },
    blur: () => wrong.show(field),
    invalid: () => wrong.show(field),
  });
  field.value = entry.comment;
  const judge = () => field.setCustomValidity(field.required && !field.value.trim() ? "required" : "");
  const label = h("label", { for: field.id, class: "q-label" });
  const summary = h("summary", {}, t("Add a comment (optional)"));
  const element = h("details", { class: "q-comment", open: Boolean(entry.comment) }, summary, label, caution, field, wrong.element);
  const follow = (value) => {
    field.required = value === NOT_APPLICABLE;
    summary.hidden = field.required;
    label.classList.toggle("q-heard", !field.required);
    label.textContent = field.required ? t("Why does this question not apply? (required)") : t("Your comment");
    if (field.required) element.open = true;
    judge();
    if (field.validity.valid) wrong.show(field);
  };
  follow(entry.value);
  return { element, follow };
}

/** How well an answer is backed; asked only of those who hold the documents. */
function evidenceField(question, entry, context) {
  const { t } = context;
  const states = [
    ["declared", t("Declared"), t("on my word")],
    ["shown", t("Shown"), t("the document was shown")],
    ["verified", t("Verified"), t("somebody else checked it")],
  ];
  const radios = states.map(([value, name, meaning]) =>
    choice(
      "radio",
      {
        name: context.key(`${question.id}-evidence`),
        value,
        checked: entry.evidence === value,
        change: () => context.change(question.id, { evidence: value }),
        look: "q-chip q-pair",
      },
      h("b", {}, name),
      h("small", {}, meaning),
    ),
  );
  const states_ = h("fieldset", { class: "q-ask" }, h("legend", {}, t("What is this answer based on?")), h("div", { class: "q-chips" }, radios));
  const element = h("div", { class: "q-evidence" }, h("p", { class: "q-hint" }, h("b", {}, t("Possible evidence:")), " ", question.evidence), states_);
  const follow = (value) => {
    states_.hidden = !isLevel(value);
  };
  follow(entry.value);
  return { element, follow };
}

/** An anchored question: five texts from the least to the most mature, without number or colour. */
export function levelCard(question, context) {
  const { t, role } = context;
  const entry = context.entry(question.id);
  const followers = [commentField(question.id, entry, context)];
  if (question.evidence && (role === "it_referent" || role === "provider")) {
    followers.unshift(evidenceField(question, entry, context));
  }
  const choose = (event) => {
    followers.forEach(({ follow }) => follow(event.target.value));
    context.change(question.id, { value: event.target.value });
  };
  const radio = (value, words) =>
    choice("radio", { name: context.key(`${question.id}-value`), value, checked: entry.value === value, change: choose }, words);
  return card(
    context,
    [question.id],
    { legend: questionText(question, role), hint: question.hint },
    h("div", { class: "q-choices" }, question.anchors.map(({ level, text }) => radio(String(level), text))),
    h("div", { class: "q-aside" }, radio(DONT_KNOW, t("I do not know")), radio(NOT_APPLICABLE, t("Not applicable"))),
    followers.map(({ element }) => element),
  );
}

/** The question as this role reads it. */
export function questionText(question, role) {
  return role === "provider" && question.provider_text ? question.provider_text : question.text;
}

/** One decision of the map, in two taps: who has the last word, and who does. */
export function decisionCard(decision, context) {
  const { t } = context;
  return card(
    context,
    [`${decision.id}.A`, `${decision.id}.R`],
    { legend: decision.text, hint: decision.note },
    accountableField(`${decision.id}.A`, t("Who has the last word?"), context),
    responsibleField(`${decision.id}.R`, t("Who does it?"), context),
  );
}

function ask(context, id, legend, chips, hint) {
  return h("fieldset", { class: "q-ask", id: context.key(`${id}-ask`) }, h("legend", {}, legend, hint && [" ", h("small", {}, hint)]), h("div", { class: "q-chips" }, chips));
}

function accountableField(id, legend, context) {
  const { t, data } = context;
  const { value } = context.entry(id);
  const radio = (actor, words) =>
    choice("radio", { name: context.key(id), value: actor, checked: value === actor, change: () => context.change(id, { value: actor }), look: "q-chip" }, words);
  return ask(context, id, legend, [...data.actors.map(({ id: actor, name }) => radio(actor, name)), radio(DONT_KNOW, t("I do not know"))]);
}

function responsibleField(id, legend, context) {
  const { t, data } = context;
  const named = context.entry(id).value.split("|");
  const boxes = new Map();
  const toggle = (event) => {
    const chosen = event.target.value;
    // Nobody, or an unknown somebody, cannot be named together with anybody else.
    const alone = (value) => value === NOBODY || value === DONT_KNOW;
    if (event.target.checked) {
      boxes.forEach((box, value) => {
        if (value !== chosen && (alone(chosen) || alone(value))) box.checked = false;
      });
    }
    const values = [...boxes].filter(([, box]) => box.checked).map(([value]) => value);
    context.change(id, { value: values.join("|") });
  };
  const chip = (actor, words) => {
    const label = choice("checkbox", { name: context.key(id), value: actor, checked: named.includes(actor), change: toggle, look: "q-chip" }, words);
    boxes.set(actor, label.firstChild);
    return label;
  };
  const chips = [...data.actors.map(({ id: actor, name }) => chip(actor, name)), chip(DONT_KNOW, t("I do not know"))];
  return ask(context, id, legend, chips, t("several answers possible"));
}

/** A statement on clarity as it is felt, from never true to always true. */
export function feltCard(statement, context) {
  const { value } = context.entry(statement.id);
  const radios = context.data.felt.labels.map((label, rank) =>
    choice(
      "radio",
      {
        name: context.key(`${statement.id}-value`),
        value: String(rank + 1),
        checked: value === String(rank + 1),
        change: (event) => context.change(statement.id, { value: event.target.value }),
      },
      label,
    ),
  );
  return card(context, [statement.id], { legend: statement.text }, h("div", { class: "q-choices q-scale" }, radios));
}

/** A number that a user gives: a rating between two labelled ends, or a count. */
export function measureCard(measure, context) {
  const field = measure.kind === "rating" ? ratingField(measure, context) : countField(measure, context);
  return card(context, [measure.id], { legend: measure.text, hint: measure.hint }, field);
}

function ratingField(measure, context) {
  const { value } = context.entry(measure.id);
  const change = (event) => context.change(measure.id, { value: event.target.value });
  const radio = (each, words, look) =>
    choice("radio", { name: context.key(`${measure.id}-value`), value: each, checked: value === each, change, look }, words);
  const ends = [[measure.minimum, measure.low_label], [measure.maximum, measure.high_label]].filter(([, label]) => label);
  const labels = new Map(ends);
  const ratings = Array.from({ length: measure.maximum - measure.minimum + 1 }, (_, rank) => {
    const rating = measure.minimum + rank;
    const heard = labels.has(rating) && h("span", { class: "q-heard" }, ` ${labels.get(rating)}`);
    return radio(String(rating), [String(rating), heard], "q-rating");
  });
  return [
    h("div", { class: "q-ratings" }, ratings),
    // The ends are read with their radio; a second reading would only be noise.
    h("div", { class: "q-ends", "aria-hidden": "true" }, ends.map(([rating, label]) => h("span", {}, h("b", {}, String(rating)), ` ${label}`))),
    h("div", { class: "q-aside" }, radio(DONT_KNOW, context.t("I do not know"), "q-choice")),
  ];
}

function countField(measure, context) {
  const { t, change, key } = context;
  const { value } = context.entry(measure.id);
  const { minimum, maximum } = measure;
  const wrong = complaint(context, measure.id, t("Give a whole number from {minimum} to {maximum}.", { minimum, maximum }));
  const judge = () => {
    const fits = /^\d{1,5}$/.test(field.value.trim()) && Number(field.value) >= minimum && Number(field.value) <= maximum;
    field.setCustomValidity(fits || !field.value.trim() ? "" : "out of range");
    return fits;
  };
  const field = h("input", {
    class: "q-count",
    type: "text",
    inputmode: "numeric",
    maxlength: 5,
    autocomplete: "off",
    "aria-label": measure.text,
    "aria-describedby": wrong.element.id,
    input: () => {
      unknown.checked = false;
      const fits = judge();
      if (field.validity.valid) wrong.show(field);
      change(measure.id, { value: fits ? String(Number(field.value)) : "" }, TYPING);
    },
    blur: () => wrong.show(field),
    invalid: () => wrong.show(field),
  });
  field.value = isLevel(value) ? value : "";
  const forget = (event) => {
    field.value = "";
    judge();
    wrong.show(field);
    change(measure.id, { value: event.target.checked ? DONT_KNOW : "" });
  };
  const label = choice("checkbox", { name: key(`${measure.id}-unknown`), value: DONT_KNOW, checked: value === DONT_KNOW, change: forget }, t("I do not know"));
  const unknown = label.firstChild;
  return [h("div", { class: "q-counting" }, field, label), wrong.element];
}
