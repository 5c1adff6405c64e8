import { commonErrors, toCamel } from "@tiauth/protocol";
import {
  type ActionDescription,
  type Field,
  fieldsOf,
  isModel,
  isTimestamp,
  itemOf,
  modelsOf,
  toPascal,
  unwrapNull,
} from "./contract.ts";

/** The client's types and the names of its methods, as TypeScript. The client has no dependency, so it has its own copy. */
export const clientContract = (actions: readonly ActionDescription[]) =>
  [
    "// Generated from the contract of @tiauth/protocol by `pnpm generate`; not to be edited.",
    'import type { CallOptions } from "../call-options.ts";',
    'import type { Refusal, Success } from "../result.ts";',
    "",
    "/** The actions by their names on the wire. */",
    `export const actionNames = ${JSON.stringify(actions.map(({ name }) => name))} as const;`,
    "",
    "/** One method per action. */",
    `export interface Client {\n${actions.map(method).join("\n")}\n}`,
    "",
    "/** Codes that every action can refuse with. */",
    `export type CommonErrorCode = ${union(commonErrors)};`,
    "",
    ...modelsOf(actions).map((model) => `${interfaceOf(toPascal(model.name), fieldsOf(model.schema))}\n`),
    ...actions.map(typesOf),
  ].join("\n");

const method = ({ name, methodName, summary, ...action }: ActionDescription) => `
  /** ${summary} */
  readonly ${methodName}: (args${action.arguments.length > 0 ? "" : "?"}: ${toPascal(name)}Arguments, options?: CallOptions) => Promise<${toPascal(name)}Result>;`;

function typesOf({ name, values, errors, ...action }: ActionDescription): string {
  const type = toPascal(name);
  const success = values.length > 0 ? `Success<${type}Values>` : "Success";
  return [
    action.arguments.length > 0
      ? interfaceOf(`${type}Arguments`, action.arguments)
      : `export type ${type}Arguments = Record<never, never>;`,
    values.length > 0 ? interfaceOf(`${type}Values`, values) : "",
    `export type ${type}ErrorCode = ${["CommonErrorCode", ...errors.map((code) => JSON.stringify(code))].join(" | ")};`,
    `export type ${type}Result = ${success} | Refusal<${type}ErrorCode>;\n`,
  ].join("\n");
}

const interfaceOf = (name: string, fields: readonly Field[]) =>
  `export interface ${name} {\n${fields.map(property).join("\n")}\n}`;

const property = (field: Field) => `${comment(field)}  readonly ${toCamel(field.name)}: ${typeOf(field)};`;

function comment(field: Field): string {
  // What the contract says about the number on the wire is not true of a `Date`; what it says about `null` is.
  const { description } = isTimestamp(field) && !field.schema.anyOf ? {} : field.schema;
  return description ? `  /** ${description} */\n` : "";
}

function typeOf(field: Field): string {
  const { schema, nullable } = unwrapNull(field.schema);
  return `${notNullTypeOf({ ...field, schema })}${nullable ? " | null" : ""}`;
}

function notNullTypeOf(field: Field): string {
  const item = itemOf(field);
  if (item) return `readonly ${typeOf(item)}[]`;
  if (isModel(field)) return toPascal(field.name);
  if (isTimestamp(field)) return "Date";
  if (field.schema.enum) return union(field.schema.enum);
  if (field.schema.const !== undefined) return JSON.stringify(field.schema.const);
  if (field.schema.type === "string" && !field.schema.format) return "string";
  if (field.schema.type === "boolean") return "boolean";
  if (field.schema.type === "integer") return "number";
  throw new Error(`${field.name}: the client has no code for fields of this type yet`);
}

const union = (names: readonly string[]) => names.map((name) => JSON.stringify(name)).join(" | ");
