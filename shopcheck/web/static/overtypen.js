// Say beside the lines what each one means, from the list of codes on the page. The server reads it anew, and decides.
const box = document.getElementById("getypt");
const rows = document.getElementById("gelezen-regels");
const last = document.getElementById("gelezen-laatst");
const known = new Map([...document.querySelectorAll("[data-code]")].map((one) => [one.dataset.code, one]));
const starts = new Set([...known.keys()].map((code) => code.slice(0, 3)));

function meaning(code, value) {
  const asked = known.get(code);
  if (!asked) return "?";
  if (!value) return "…";
  if (/^[-–]$/.test(value)) return "leeg";
  if (!asked.querySelector("[data-letter]")) return value;
  const one = (letter) => asked.querySelector(`[data-letter="${CSS.escape(letter)}"]`)?.lastChild.data.trim();
  const signs = value.toLowerCase().split(/[\s,./+&]+/).flatMap((part) => (one(part) ? [part] : [...part]));
  return signs.map((sign) => one(sign) ?? `${sign}?`).join(" en ");
}

function items(text) {
  const found = [];
  for (const word of text.split(/[\s;]+/)) {
    const head = /^([a-z]+\d+)[=:]?(.*)$/i.exec(word) ?? (starts.has(word.slice(0, 3).toLowerCase()) && [word, word, ""]);
    if (head) found.push([head[1].toLowerCase(), head[2]]);
    else if (found.length) found.at(-1)[1] = `${found.at(-1)[1]} ${word}`.trim();
  }
  return found;
}

function show() {
  const said = items(box.value).map(([code, value]) => `${code} → ${meaning(code, value)}`);
  rows.replaceChildren(...said.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  if (/\s$/.test(box.value)) last.textContent = said.at(-1) ?? "";
}

if (box && known.size) {
  document.getElementById("gelezen").hidden = false;
  box.addEventListener("input", show);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) box.form.requestSubmit();
  });
  show();
}
