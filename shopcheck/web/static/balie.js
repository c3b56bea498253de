// Say how many letters are chosen, and let one box choose all of this page. Without this the list works the same.
const form = document.querySelector("[data-batch]");
if (form) {
  const boxes = [...form.querySelectorAll("input[name=share]")];
  const count = form.querySelector("[data-count]");
  const before = [...count.childNodes];
  const all = Object.assign(document.createElement("input"), { type: "checkbox", id: "kies-alle", className: "govuk-checkboxes__input" });
  const label = Object.assign(document.createElement("label"), { htmlFor: "kies-alle", className: "govuk-label govuk-checkboxes__label" });
  const words = Object.assign(document.createElement("span"), { className: "pc-vh", textContent: "Kies alle checks op deze bladzijde" });
  const item = Object.assign(document.createElement("div"), { className: "govuk-checkboxes__item" });
  label.append(words);
  item.append(all, label);
  form.querySelector("thead th").replaceChildren(item);
  count.setAttribute("aria-live", "polite");
  const tell = () => {
    const chosen = boxes.filter((one) => one.checked).length;
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && !all.checked;
    const strong = Object.assign(document.createElement("strong"), { textContent: `${chosen} gekozen` });
    count.replaceChildren(...(chosen ? [strong, ` van ${count.dataset.total}`] : before));
  };
  all.addEventListener("change", () => {
    for (const one of boxes) one.checked = all.checked;
    tell();
  });
  form.addEventListener("change", tell);
  tell();
}
