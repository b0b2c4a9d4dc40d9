"use strict";
// The table of products: filtered, sorted and paged here; every word is put in as text, never as markup.
const $ = (id) => document.getElementById(id);
const data = JSON.parse($("data").textContent);
const [TITLE, BRAND, NUMBER, STATUS, LOW, HIGH, BAND, FAIL, WARN, REVIEW, STANDING, D, K2, RATIO, CHANGE, NAME,
  PICTURE] = Array(17).keys();
const PAGE = 100;
const PRINTED = 2000;
const NONE = "(none)";
const FIELDS = ["q", "brand", "outcome", "rule", "from", "to", "standing", "change", "sort"];
const form = $("filters");
const compared = !$("change").closest("label").hidden;
const TONES = { good: "good", mixed: "warn", poor: "bad" };
const READ = { confirmed: ["good", "✓"], read: ["dim", "○"], doubtful: ["warn", "?"] };
const CHANGES = { worse: ["bad", "▼"], better: ["good", "▲"], changed: ["info", "↔"], new: ["dim", "+"] };
const UNSCORED = { unreadable: "could not be read", out_of_scope: "out of scope" };
let page = 0;
let found = data.rows;
let lost = "";
let texts; // of each row, made for the first search

const el = (tag, kind, ...inside) => {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  made.append(...inside);
  return made;
};
const figure = (value) => value.toLocaleString("en");
const sign = (mark, tone = "") => {
  const made = el("span", tone, mark);
  made.ariaHidden = "true";
  return made;
};
const badge = ([tone, mark], words) => el("span", `badge ${tone}`, sign(mark), ` ${words}`);

const amount = (value, unit) => {
  if (value === null) return "–";
  if (value === 0) return "none";
  return `${Array.isArray(value) ? value.map(figure).join("–") : figure(value)} ${unit}`;
};
const score = (row) => {
  if (row[LOW] === null) return [UNSCORED[data.statuses[row[STATUS]]] || "no score"];
  const band = data.bands[row[BAND]];
  const number = row[LOW] === row[HIGH] ? `${row[LOW]}` : `${row[LOW]}–${row[HIGH]}`;
  return [el("strong", "", number), " ", el("span", `band ${TONES[band.split("–")[0]] || "dim"}`, band)];
};
const findings = (row) => {
  const parts = [];
  for (const [field, tone, mark, word] of [
    [FAIL, "bad", "✕", "fails"], [WARN, "warn", "!", "warns"], [REVIEW, "info", "?", "open"],
  ]) {
    const rules = row[field];
    if (!rules.length) continue;
    const names = rules.slice(0, 4).map((rule) => data.titles[rule]).join(", ");
    const more = rules.length > 4 ? ` and ${rules.length - 4} more` : "";
    parts.push(el("p", "", sign(mark, tone), ` ${word}: ${names}${more}`));
  }
  return parts.length ? parts : [row[LOW] === null ? "–" : "nothing to act on"];
};
const product = (row) => {
  const link = el("a", "", el("bdi", "", row[TITLE]));
  link.href = `products/${row[NAME]}.html`;
  const brand = data.brands[row[BRAND]];
  const more = [row[TITLE].startsWith(brand) ? "" : brand, row[NUMBER]].filter(Boolean).join(" · ");
  const parts = [link, el("span", "fine", el("bdi", "", more))];
  if (!row[PICTURE]) return parts;
  const picture = el("img", "thumb");
  picture.loading = "lazy";
  picture.decoding = "async";
  picture.alt = "";
  picture.width = picture.height = 48;
  picture.src = `thumbnails/${row[NAME]}.jpg`;
  return [picture, el("span", "names", ...parts)];
};
const drawn = (row) => {
  const line = el("tr");
  line.setAttribute("role", "row");
  const cell = (label, ...inside) => {
    const made = el("td", "", ...inside);
    made.setAttribute("role", "cell");
    made.dataset.label = label;
    line.append(made);
  };
  const head = el("th", "product", ...product(row));
  head.scope = "row";
  head.setAttribute("role", "rowheader");
  line.append(head);
  const standing = data.standings[row[STANDING]];
  const change = data.changes[row[CHANGE]];
  cell("Score", ...score(row));
  cell("Findings", ...findings(row));
  cell("Vitamin D a day", amount(row[D], "IU"));
  cell("K2 a day", amount(row[K2], "mcg"));
  cell("K2 for 500 mg calcium", amount(row[RATIO], "mcg"));
  cell("Reading", standing ? badge(READ[standing] || ["dim", "·"], standing) : "–");
  if (compared) cell("Last run", change ? badge(CHANGES[change] || ["dim", "·"], change) : "as before");
  return line;
};

const show = (start, end, notice = "") => {
  const lines = document.createDocumentFragment();
  for (const row of found.slice(start, end)) lines.append(drawn(row));
  $("rows").replaceChildren(lines);
  const all = `${figure(found.length)} of ${figure(data.rows.length)} products`;
  $("told").textContent = `${all}${found.length ? `, ${figure(start + 1)} to ${figure(end)} shown` : ""}.${lost}${notice}`;
};
const showPage = () => {
  const pages = Math.max(Math.ceil(found.length / PAGE), 1);
  page = Math.min(Math.max(page, 0), pages - 1);
  show(page * PAGE, Math.min((page + 1) * PAGE, found.length));
  $("paging").hidden = pages === 1;
  $("place").textContent = `Page ${figure(page + 1)} of ${figure(pages)}`;
  $("back").disabled = page === 0;
  $("next").disabled = page === pages - 1;
};

const chosen = () => {
  const state = Object.fromEntries(FIELDS.map((name) => [name, $(name).value.trim()]));
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length && !texts) {
    texts = new Map(data.rows.map((row) =>
      [row, `${row[TITLE]} ${data.brands[row[BRAND]]} ${row[NUMBER]}`.toLowerCase()]));
  }
  const tests = [];
  const among = (field, list, word) => {
    if (!word) return;
    const wanted = list.indexOf(word === NONE ? "" : word);
    tests.push((row) => row[field] === wanted);
  };
  if (words.length) tests.push((row) => words.every((word) => texts.get(row).includes(word)));
  among(BRAND, data.brands, state.brand);
  among(STANDING, data.standings, state.standing);
  among(CHANGE, data.changes, state.change);
  const lists = { fail: [FAIL], warn: [WARN], review: [REVIEW], act: [FAIL, WARN] }[state.outcome];
  if (state.outcome && !lists) among(STATUS, data.statuses, state.outcome);
  if (state.rule) {
    const rule = data.rules.indexOf(state.rule);
    tests.push((row) => (lists || [FAIL, WARN, REVIEW]).some((field) => row[field].includes(rule)));
  } else if (lists) {
    tests.push((row) => lists.some((field) => row[field].length));
  }
  if (state.from) tests.push((row) => row[LOW] !== null && row[LOW] >= +state.from);
  if (state.to) tests.push((row) => row[LOW] !== null && row[LOW] <= +state.to);
  return [state, data.rows.filter((row) => tests.every((test) => test(row)))];
};
const first = (value) => (Array.isArray(value) ? value[0] : value);
const KEYS = {
  title: (row) => row[TITLE].toLowerCase(),
  score: (row) => row[LOW],
  fails: (row) => row[FAIL].length * 1000 + row[WARN].length,
  d: (row) => first(row[D]),
  k2: (row) => first(row[K2]),
  ratio: (row) => first(row[RATIO]),
  standing: (row) => ["confirmed", "read", "doubtful"].indexOf(data.standings[row[STANDING]]) + 1 || null,
};
const sorted = (rows, order) => {
  const way = order.startsWith("-") ? -1 : 1;
  const key = KEYS[order.replace("-", "")];
  if (!key) return rows;
  const keyed = rows.map((row) => [key(row), row]);
  // What has no figure stands last, whichever way.
  keyed.sort(([a], [b]) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -way : way));
  return keyed.map(([, row]) => row);
};
const choose = () => {
  const [state, rows] = chosen();
  found = sorted(rows, state.sort);
  for (const head of document.querySelectorAll("[data-sort]")) {
    const way = { [head.dataset.sort]: "ascending", [`-${head.dataset.sort}`]: "descending" }[state.sort];
    head.setAttribute("aria-sort", way || "none");
  }
  showPage();
};
const write = () => {
  const told = new URLSearchParams(FIELDS.map((name) => [name, $(name).value.trim()]).filter(([, value]) => value));
  if (page) told.set("page", page + 1);
  history.replaceState(null, "", `#${told}`);
};
const anew = () => {
  page = 0;
  choose();
  write();
};
const read = () => {
  const told = new URLSearchParams(location.hash.slice(1));
  lost = "";
  for (const name of FIELDS) {
    const value = told.get(name) || "";
    $(name).value = value;
    if (value && !$(name).value) lost += ` The address asks for ${name} “${value}”, which is not here.`;
    if (!$(name).value) $(name).value = ""; // a list without that entry would stand empty
  }
  page = (parseInt(told.get("page"), 10) || 1) - 1;
  choose();
  lost = "";
};

for (const [name, list, titles] of [["brand", data.brands, data.brands], ["rule", data.rules, data.titles]]) {
  const places = [...list.keys()].filter((n) => list[n]).sort((a, b) => titles[a].localeCompare(titles[b], "en"));
  if (name === "brand" && data.rows.some((row) => !row[BRAND])) $(name).append(new Option("no brand", NONE));
  for (const n of places) $(name).append(new Option(titles[n], list[n]));
}
for (const head of document.querySelectorAll("[data-sort]")) {
  const button = el("button", "sort", ...head.childNodes);
  button.type = "button";
  button.addEventListener("click", () => {
    const name = head.dataset.sort;
    $("sort").value = $("sort").value === name ? `-${name}` : name;
    anew();
  });
  head.append(button);
}
const turn = (by) => {
  page += by;
  showPage();
  write();
  $("found").focus();
};
$("back").addEventListener("click", () => turn(-1));
$("next").addEventListener("click", () => turn(1));
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", anew);
form.addEventListener("reset", () => setTimeout(anew)); // once the fields are empty
addEventListener("hashchange", () => {
  if (!location.hash.includes("=")) return;
  read();
  $("found").focus();
});
addEventListener("beforeprint", () => {
  const end = Math.min(found.length, PRINTED);
  const left = found.length - end;
  show(0, end, left ? ` Not printed: ${figure(left)} more; filter the table to print fewer.` : "");
});
addEventListener("afterprint", showPage);
$("unscripted").remove();
form.hidden = $("table").hidden = false;
read();
performance.mark("ready");
