import { byId, fill, fillTime, fromTemplate, part, showCount } from "./elements.js";
import { keyedList } from "./keyed-list.js";

/**
 * @typedef {object} Mail
 * @property {number} id
 * @property {string} at
 * @property {readonly string[]} to
 * @property {string} subject
 * @property {string} text
 * @property {string} [html]
 * @property {string} [code]
 * @property {string} [link]
 */

const filter = /** @type {HTMLInputElement} */ (byId("filter")); // which it is in the page

/** The inbox: follows the mails, for {@link import("./live.js").followWhileVisible}. */
export function mailList() {
  let count = 0;
  const list = keyedList({
    list: byId("mails"),
    create: createMail,
    counted: (now) => {
      count = now;
      applyFilter(count);
    },
  });
  filter.addEventListener("input", () => applyFilter(count));
  byId("clear-mails").addEventListener("click", () => void fetch("/inbox/mails", { method: "DELETE" }));
  return {
    snapshot: list.replaceAll,
    cleared: list.clear,
    /** @param {Mail} mail */
    put: (mail) => {
      list.put(mail);
      tell(mail);
    },
  };
}

/** @param {Mail} mail */
function createMail(mail) {
  const element = fromTemplate("mail");
  element.dataset.to = mail.to.join(" ").toLowerCase();
  element.dataset.new = String(Date.now() - Date.parse(mail.at) < 3000);
  fill(element, { subject: mail.subject, to: mail.to.join(", "), code: mail.code ?? "", text: mail.text.trimEnd() });
  fill(element, { "copied-code": ` ${mail.code ?? ""}` });
  fillTime(element, mail.at);
  part(element, "code-row").hidden = mail.code === undefined;
  part(element, "link-row").hidden = mail.link === undefined;
  if (mail.link !== undefined) part(element, "link").setAttribute("href", mail.link);
  part(element, "copy").addEventListener("click", () => void copy(element, mail.code ?? ""));
  offerForms(element, mail);
  return element;
}

/**
 * Where the browser forbids it the code is selected instead.
 *
 * @param {HTMLElement} element
 * @param {string} code
 */
async function copy(element, code) {
  const state = part(element, "copy-state");
  const isCopied = await navigator.clipboard.writeText(code).then(
    () => true,
    () => false,
  );
  if (!isCopied) getSelection()?.selectAllChildren(part(element, "code"));
  state.textContent = isCopied ? "Copied" : "Selected";
  byId("news").textContent = state.textContent;
  setTimeout(() => {
    state.textContent = "Copy";
  }, 2000);
}

/**
 * HTML first, if the mail has it. It is not loaded before somebody looks.
 *
 * @param {HTMLElement} element
 * @param {Mail} mail
 */
function offerForms(element, mail) {
  const [html, text] = [part(element, "html"), part(element, "text")];
  const [showHtml, showText] = [part(element, "show-html"), part(element, "show-text")];
  /** @param {"html" | "text"} form */
  const choose = (form) => {
    html.hidden = form === "text";
    text.hidden = form === "html";
    showHtml.setAttribute("aria-pressed", String(form === "html"));
    showText.setAttribute("aria-pressed", String(form === "text"));
  };
  showHtml.addEventListener("click", () => choose("html"));
  showText.addEventListener("click", () => choose("text"));
  part(element, "forms").hidden = mail.html === undefined;
  choose(mail.html === undefined ? "text" : "html");
  part(element, "content").addEventListener("toggle", () => {
    if (mail.html !== undefined && !html.hasChildNodes()) html.append(frameOf(mail));
  });
}

/**
 * The mail as HTML, in a frame that runs no scripts; of this origin, so that its height can be measured.
 *
 * @param {Mail} mail
 */
function frameOf({ id, subject }) {
  const frame = document.createElement("iframe");
  frame.title = `The mail “${subject}”`;
  frame.setAttribute("sandbox", "allow-same-origin allow-popups allow-popups-to-escape-sandbox");
  frame.addEventListener("load", () => {
    const height = frame.contentDocument?.documentElement.scrollHeight;
    if (height) frame.style.height = `${height + 2}px`; // with its borders
  });
  frame.src = `/inbox/mails/${id}/html`;
  return frame;
}

/** @param {Mail} mail */
function tell({ to, subject, code }) {
  byId("news").textContent = `New mail to ${to.join(", ")}: ${subject}. ${code ? `Code ${[...code].join(" ")}.` : ""}`;
}

/** @param {number} count of all mails */
function applyFilter(count) {
  const wanted = filter.value.trim().toLowerCase();
  const items = [...byId("mails").children].filter((item) => item instanceof HTMLElement);
  for (const item of items) item.hidden = !(item.dataset.to ?? "").includes(wanted);
  const shown = items.filter((item) => !item.hidden).length;
  showCount("mail-count", shown);
  byId("no-mails").hidden = count > 0;
  byId("no-match").hidden = count === 0 || shown > 0;
}
