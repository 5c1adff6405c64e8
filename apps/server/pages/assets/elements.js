/**
 * A copy of what is in a template of the page.
 *
 * @param {string} id of the template
 * @returns {HTMLElement}
 */
export function fromTemplate(id) {
  const template = byId(id);
  const copy =
    template instanceof HTMLTemplateElement ? template.content.firstElementChild?.cloneNode(true) : undefined;
  if (copy instanceof HTMLElement) return copy;
  throw new TypeError(`#${id} is no template with an element in it`);
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (element) return element;
  throw new TypeError(`there is no #${id}`);
}

/**
 * The element that stands for a part, by its `data-part`.
 *
 * @param {HTMLElement} root
 * @param {string} name
 * @returns {HTMLElement}
 */
export function part(root, name) {
  const element = root.querySelector(`[data-part="${name}"]`);
  if (element instanceof HTMLElement) return element;
  throw new TypeError(`there is no part ${name}`);
}

/**
 * Writes texts into parts.
 *
 * @param {HTMLElement} root
 * @param {Readonly<Record<string, string>>} texts by the name of the part
 */
export function fill(root, texts) {
  for (const [name, text] of Object.entries(texts)) part(root, name).textContent = text;
}

const timeOfDay = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/**
 * Writes a time into the `<time>` that stands for it.
 *
 * @param {HTMLElement} root
 * @param {string} at in ISO 8601
 */
export function fillTime(root, at) {
  const element = part(root, "at");
  element.textContent = timeOfDay.format(new Date(at));
  element.setAttribute("datetime", at);
}

/**
 * Writes how many there are to wherever that is shown.
 *
 * @param {string} name of the part
 * @param {number} count
 */
export function showCount(name, count) {
  for (const element of document.querySelectorAll(`[data-part="${name}"]`))
    element.textContent = count === 0 ? "" : String(count);
}
