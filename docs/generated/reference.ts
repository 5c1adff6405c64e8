import { commonErrors, type ErrorCode, errorCodes } from "@tiauth/protocol";
import { type ActionDescription, type Field, fieldsOf, itemOf, type Schema } from "./contract.ts";
import { sampleOf } from "./samples.ts";

/** Who answers the actions of a page, and how to call one from TypeScript. */
export interface Endpoint {
  readonly url: string;
  readonly typeScript: (action: ActionDescription) => string;
}

/** The page of one action, as Markdown. */
export const referencePage = (action: ActionDescription, endpoint: Endpoint) => `\
<!-- Generated from the contract by \`pnpm generate\`; not to be edited. -->

# \`${action.name}\`

${action.summary}

## Arguments

${action.arguments.length === 0 ? "None: `arguments` is `{}`." : table(["name", "type", ""], action.arguments.map(row))}

## Values

${values(action)}

## With curl

\`\`\`sh
curl --data '${requestBody(action)}' ${endpoint.url}
\`\`\`

## In TypeScript

\`\`\`ts
${endpoint.typeScript(action)}
\`\`\`

## Error codes

${action.errors.length === 0 ? "None of its own." : table(["code", "meaning"], action.errors.map(meaning))}

As with every action:

${table(["code", "meaning"], commonErrors.map(meaning))}
`;

/** The example request of an action, as it is posted. */
export function requestBody({ name, ...action }: ActionDescription): string {
  const args = Object.fromEntries(action.arguments.map((field) => [field.name, sampleOf(field)]));
  return JSON.stringify({ action: name, arguments: args });
}

const values = (action: ActionDescription) =>
  action.values.length === 0
    ? "None: `values` is `{}`."
    : table(
        ["name", "type", ""],
        action.values.flatMap((field) => [
          row(field),
          ...fieldsOf(field.schema).map((inner) => row(inside(field.name, inner))),
          ...fieldsOf({ ...itemOf(field)?.schema }).map((inner) => row(inside(`${field.name}[]`, inner))),
        ]),
      );

const inside = (outer: string, inner: Field): Field => ({ ...inner, name: `${outer}.${inner.name}` });

const row = (field: Field) => [`\`${field.name}\``, typeOf(field.schema), descriptionOf(field.schema)];

// The contract types every code of every action as one of `errorCodes`.
const meaning = (code: string) => [`\`${code}\``, errorCodes[code as ErrorCode]];

/** What the wire's JSON has there. */
function typeOf({ anyOf, const: only, enum: oneOf, type, items, maximum }: Schema): string {
  if (oneOf) return oneOf.map((value) => `\`${JSON.stringify(value)}\``).join(" or ");
  if (items) return `list of ${typeOf(items)}s`;
  if (anyOf) return anyOf.map(typeOf).join(" or ");
  if (only !== undefined) return `\`${JSON.stringify(only)}\``;
  return type === "integer" && maximum === 2 ** 31 - 1 ? "int32" : `${type}`;
}

const descriptionOf = ({ anyOf = [], description }: Schema): string =>
  [...anyOf.map(descriptionOf), description].filter(Boolean).join(" ");

/** A table in Markdown, its columns aligned as Biome aligns them. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  const pad = (cell: string, column: number) => cell.padEnd(widths[column] ?? 0, cell === "---" ? "-" : " ");
  return lines.map((cells) => `| ${cells.map(pad).join(" | ")} |`).join("\n");
}
