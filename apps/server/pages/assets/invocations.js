import { byId, fill, fillTime, fromTemplate, part, showCount } from "./elements.js";
import { keyedList } from "./keyed-list.js";

/**
 * @typedef {object} Call
 * @property {string} action
 * @property {string} outcome
 * @property {number} durationMilliseconds
 */

/**
 * @typedef {object} Invocation
 * @property {number} id
 * @property {string} at
 * @property {string} [action]
 * @property {readonly { readonly name: string, readonly value: string }[]} arguments
 * @property {number} status
 * @property {string} outcome
 * @property {string} [message]
 * @property {string} [actionInvocationId]
 * @property {number} durationMilliseconds
 * @property {readonly Call[]} userServerCalls
 */

/** The flow inspector: follows the invocations, for {@link import("./live.js").followWhileVisible}. */
export function invocationList() {
  const list = keyedList({
    list: byId("invocations"),
    create: createInvocation,
    update: fillInvocation,
    counted: (count) => {
      showCount("invocation-count", count);
      byId("no-invocations").hidden = count > 0;
    },
  });
  const clear = () => void fetch("/inspector/invocations", { method: "DELETE" });
  byId("clear-invocations").addEventListener("click", clear);
  return { snapshot: list.replaceAll, put: list.put, cleared: list.clear };
}

/** @param {Invocation} invocation */
function createInvocation(invocation) {
  const element = fromTemplate("invocation");
  element.dataset.new = String(Date.now() - Date.parse(invocation.at) < 3000);
  fillInvocation(element, invocation);
  return element;
}

/**
 * @param {HTMLElement} element
 * @param {Invocation} invocation
 */
function fillInvocation(element, invocation) {
  fill(element, {
    brief: briefly(invocation),
    duration: milliseconds(invocation.durationMilliseconds),
    message: invocation.message ?? "",
    "invocation-id": invocation.actionInvocationId ?? "none: no action was invoked",
  });
  fillTime(element, invocation.at);
  part(element, "action").replaceChildren(...breakable(invocation.action ?? "not an action"));
  showOutcome(element, invocation.status === 200 ? invocation.outcome : `${invocation.status} ${invocation.outcome}`);
  part(element, "arguments").replaceChildren(...invocation.arguments.map(argumentOf));
  part(element, "calls").replaceChildren(...callsOf(invocation));
}

/**
 * The address that it is about, else the first id.
 *
 * @param {Invocation} invocation
 */
function briefly({ arguments: given }) {
  const values = given.map(({ value }) => value.replace(/\.?•+$/, ""));
  return values.find((value) => value.includes("@")) ?? values[0] ?? "";
}

/** @param {{ readonly name: string, readonly value: string }} argument */
function argumentOf({ name, value }) {
  const element = fromTemplate("argument");
  fill(element, { name, value });
  return element;
}

/** @param {Invocation} invocation */
function callsOf({ userServerCalls }) {
  if (userServerCalls.length > 0) return userServerCalls.map(callOf);
  const none = document.createElement("li");
  none.textContent = "not asked";
  return [none];
}

/** @param {Call} call */
function callOf({ action, outcome, durationMilliseconds }) {
  const element = fromTemplate("call");
  fill(element, { duration: milliseconds(durationMilliseconds) });
  part(element, "action").replaceChildren(...breakable(action));
  showOutcome(element, outcome);
  return element;
}

/**
 * @param {HTMLElement} element
 * @param {string} outcome
 */
function showOutcome(element, outcome) {
  const shown = part(element, "outcome");
  shown.replaceChildren(...breakable(outcome));
  shown.dataset.outcome = kindOf(outcome);
}

/** @param {string} outcome */
function kindOf(outcome) {
  if (outcome === "ok") return "ok";
  return outcome === "failed" || outcome === "internal_error" || outcome.startsWith("5") ? "broken" : "refused";
}

/**
 * A name that may continue on the next line after each of its words.
 *
 * @param {string} name
 */
const breakable = (name) =>
  name.split(/(?<=_)/).flatMap((word, index) => (index === 0 ? [word] : [document.createElement("wbr"), word]));

/** @param {number} duration */
const milliseconds = (duration) => `${duration < 10 ? duration : Math.round(duration)} ms`;
