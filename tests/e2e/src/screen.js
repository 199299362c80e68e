// What a person can perceive on the page, by role and accessible name. Called with a query (see
// query.rs) and what to return: "look", "point", "element" or "outline".
const [query, wanted] = arguments;
const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();

const INPUT_ROLES = {
  button: "button", submit: "button", reset: "button", image: "button", checkbox: "checkbox",
  radio: "radio", range: "slider", number: "spinbutton", search: "searchbox", file: "file",
  text: "textbox", url: "textbox", email: "textbox", tel: "textbox", password: "textbox",
};
const TAG_ROLES = {
  A: "link", BUTTON: "button", TEXTAREA: "textbox", OPTION: "option", NAV: "navigation",
  MAIN: "main", ASIDE: "complementary", DIALOG: "dialog", TABLE: "table", TR: "row", TD: "cell",
  TH: "columnheader", SECTION: "region", LI: "listitem", UL: "list", OL: "list", OUTPUT: "status",
  PROGRESS: "progressbar", HR: "separator", SUMMARY: "button", FIELDSET: "group", IMG: "img", MARK: "mark",
  H1: "heading", H2: "heading", H3: "heading", H4: "heading", H5: "heading", H6: "heading",
};
const FROM_CONTENT = new Set(["button", "tab", "treeitem", "option", "menuitem", "menuitemradio",
  "menuitemcheckbox", "heading", "link", "cell", "gridcell", "columnheader", "rowheader", "radio",
  "checkbox", "switch", "tooltip"]);

function roleOf(el) {
  const said = el.getAttribute("role");
  if (said) return said.trim().split(/\s+/)[0];
  if (el.tagName === "INPUT") {
    if (el.list) return "combobox";
    return INPUT_ROLES[el.type] ?? (el.type === "hidden" ? "" : el.type);
  }
  if (el.tagName === "SELECT") return el.multiple || el.size > 1 ? "listbox" : "combobox";
  if (el.tagName === "A" && !el.hasAttribute("href")) return "";
  return TAG_ROLES[el.tagName] ?? "";
}

function hidden(el) {
  if (el.closest("[aria-hidden=true], [inert]")) return true;
  return !el.checkVisibility({ visibilityProperty: true });
}

function contentText(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  if (node.getAttribute("aria-hidden") === "true" || getComputedStyle(node).display === "none") return "";
  if (node.hasAttribute("aria-label")) return node.getAttribute("aria-label");
  if (node.tagName === "IMG") return node.alt;
  if (node.namespaceURI === "http://www.w3.org/2000/svg") {
    return node.querySelector(":scope > title")?.textContent ?? "";
  }
  const inline = getComputedStyle(node).display.startsWith("inline");
  const inner = [...node.childNodes].map(contentText).join("");
  return inline ? inner : " " + inner + " ";
}

function nameOf(el, role) {
  const by = el.getAttribute("aria-labelledby");
  if (by) {
    const texts = by.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean).map(
      (other) => other.getAttribute("aria-label") ?? contentText(other));
    if (clean(texts.join(" "))) return clean(texts.join(" "));
  }
  if (clean(el.getAttribute("aria-label"))) return clean(el.getAttribute("aria-label"));
  if (el.labels?.length) {
    const text = clean([...el.labels].map(contentText).join(" "));
    if (text) return text;
  }
  if (el.tagName === "FIELDSET") return clean(el.querySelector(":scope > legend")?.textContent);
  if (el.tagName === "TABLE" && el.caption) return clean(el.caption.textContent);
  if (el.tagName === "INPUT" && INPUT_ROLES[el.type] === "button") return clean(el.value);
  if (el.tagName === "IMG") return clean(el.alt);
  if (FROM_CONTENT.has(role)) {
    const text = clean(contentText(el));
    if (text) return text;
  }
  return clean(el.getAttribute("title")) || clean(el.getAttribute("placeholder"));
}

const matches = (wanted, text) => {
  if (!wanted || wanted.any !== undefined) return true;
  if (wanted.is !== undefined) return text === clean(wanted.is);
  if (wanted.starts !== undefined) return text.startsWith(wanted.starts);
  if (wanted.ends !== undefined) return text.endsWith(wanted.ends);
  return text.includes(wanted.has);
};

function topDialog() {
  return [...document.querySelectorAll("dialog:modal")].at(-1) ?? document;
}

function find(query) {
  const roots = query.within ? find(query.within) : [topDialog()];
  const found = [];
  for (const root of roots) {
    const elements = root.nodeType === Node.ELEMENT_NODE && !query.within ? [root] : [];
    for (const el of [...elements, ...root.querySelectorAll("*")]) {
      const role = roleOf(el);
      if (role !== query.role || (role !== "file" && hidden(el))) continue;
      if (!matches(query.name, nameOf(el, role))) continue;
      if (query.text && !matches(query.text, textOf(el))) continue;
      if (query.selected !== null && flag(el, "aria-selected", "selected") !== query.selected) continue;
      found.push(el);
    }
  }
  if (query.last) return found.slice(-1);
  return query.nth === null ? found : found.slice(query.nth, query.nth + 1);
}

function textOf(el) {
  return clean(el.innerText ?? el.textContent);
}

function flag(el, attribute, property) {
  const said = el.getAttribute(attribute);
  if (said !== null) return said === "true";
  return property && typeof el[property] === "boolean" ? el[property] : null;
}

function describe(el) {
  const role = roleOf(el);
  const by = (el.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean);
  const described = by.map((id) => textOf(document.getElementById(id) ?? document.createElement("p")));
  const editable = el.isContentEditable ? el.innerText : null;
  const chosen = el.tagName === "SELECT" ? clean(el.selectedOptions[0]?.textContent) : null;
  const number = (name) => (el.hasAttribute(name) ? Number(el.getAttribute(name)) : null);
  const box = el.getBoundingClientRect();
  return {
    role, name: nameOf(el, role), text: textOf(el), value: chosen ?? el.value?.toString() ?? editable ?? textOf(el),
    description: clean([el.getAttribute("aria-description"), ...described].join(" ")),
    expanded: flag(el, "aria-expanded"), selected: flag(el, "aria-selected", "selected"),
    checked: flag(el, "aria-checked", ["checkbox", "radio"].includes(el.type) && "checked"), pressed: flag(el, "aria-pressed"),
    disabled: el.disabled === true || el.getAttribute("aria-disabled") === "true",
    invalid: el.getAttribute("aria-invalid") === "true",
    level: number("aria-level"), set_size: number("aria-setsize"), position: number("aria-posinset"),
    focused: el === document.activeElement || el.getAttribute("id") !== null
      && document.activeElement?.getAttribute("aria-activedescendant") === el.id,
    color: getComputedStyle(el).color, tag: el.tagName.toLowerCase(),
    x: box.x, y: box.y, width: box.width, height: box.height,
  };
}

// Where to press, once the element holds still in view and nothing lies over it.
function point(el) {
  el.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  const box = el.getBoundingClientRect();
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  // Of a row that holds its children, the row itself is its first line.
  const height = roleOf(el) === "treeitem" ? Math.min(bottom - top, 24) : bottom - top;
  const x = (left + right) / 2, y = top + height / 2;
  const at = document.elementFromPoint(x, y);
  const free = at && (el.contains(at) || at.closest("label")?.control === el);
  const moves = document.getAnimations().some((it) => it.playState === "running" && it.effect?.target?.contains(el));
  const over = moves ? "nothing, but it moves" : free ? null : at ? at.outerHTML.slice(0, 200) : "nothing (out of view)";
  return { x: Math.floor(x), y: Math.floor(y), over };
}

function outline() {
  const lines = [];
  const shown = new Set([...Object.values(INPUT_ROLES), "button", "link", "heading", "alert", "status", "tab",
    "treeitem", "option", "menuitem", "dialog", "region", "combobox", "listbox", "navigation", "switch"]);
  for (const el of topDialog().querySelectorAll("*")) {
    const role = roleOf(el);
    if (!shown.has(role) || (role !== "file" && hidden(el))) continue;
    const seen = describe(el);
    const states = ["expanded", "selected", "checked", "pressed"].filter((state) => seen[state] !== null)
      .map((state) => `${state}=${seen[state]}`);
    for (const state of ["disabled", "invalid", "focused"]) if (seen[state]) states.push(state);
    if (seen.description) states.push(`description "${seen.description}"`);
    const fields = ["textbox", "searchbox", "combobox"];
    const extra = fields.includes(role) ? ` = "${seen.value.slice(0, 80)}"`
      : ["alert", "status"].includes(role) ? `: ${seen.text.slice(0, 200)}` : "";
    lines.push(`${role} "${seen.name.slice(0, 80)}"${extra} ${states.join(" ")}`.trim());
    if (lines.length > 150) return [...lines, "…"];
  }
  return lines.length ? lines : ["nothing with a role; text: " + textOf(document.body).slice(0, 500)];
}

if (wanted === "outline") return outline();
const found = find(query);
if (wanted === "look") return found.map(describe);
if (!found.length) return null;
if (wanted === "element") return found[0];
return point(found[0]);
