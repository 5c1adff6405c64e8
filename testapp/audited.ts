import { type AuditedResult, auditedActions, type Presence } from "../docs/generated/audit-catalog.ts";
import type { LogLine } from "./harness/index.ts";

const catalog = new Map<string, Omit<AuditedResult, "result">>(
  auditedActions().flatMap(({ name, results }) =>
    results.map(({ result, ...ids }) => [`${name}: ${result}`, ids] as const),
  ),
);
const idNames = ["user_id", "session_id", "flow_id"] as const;
const fieldNames = ["level", "time", "msg", "action", "result", "action_invocation_id", "client_address", ...idNames];

const isAsSaid = (presence: Presence, isThere: boolean) =>
  presence === "if known" || (presence === "always") === isThere;

/** `"create_signin: ok"` */
export const decisionOf = ({ action, result }: LogLine): string => `${action}: ${result}`;

/** The decisions that the catalogue has with the results that the contract declares. */
export const declaredDecisions = [...catalog.keys()].filter(
  (decision) => !/: (internal_\w+|too_many_requests|overloaded)$/.test(decision),
);

/** What is otherwise in these audit lines than `docs/audit-events.md` says, a sentence each. */
export function differencesFromCatalog(lines: readonly LogLine[]): readonly string[] {
  return lines.flatMap((line) => {
    const decision = decisionOf(line);
    const ids = catalog.get(decision);
    if (!ids) return [`${decision} is not in the catalogue`];
    const strange = Object.keys(line).filter((name) => !fieldNames.includes(name));
    const wrong = idNames.filter((name) => !isAsSaid(ids[name], name in line));
    return [
      ...strange.map((name) => `${decision} has ${name}`),
      ...wrong.map((name) => `${decision}: ${name} is ${name in line ? "there" : "missing"}`),
    ];
  });
}
