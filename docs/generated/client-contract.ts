import { commonErrors, toCamel } from "@tiauth/protocol";
import {
  type ActionDescription,
  type Field,
  fieldsOf,
  isModel,
  isTimestamp,
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

const method = ({ name, methodName, summary }: ActionDescription) => `
  /** ${summary} */
  readonly ${methodName}: (args: ${toPascal(name)}Arguments, options?: CallOptions) => Promise<${toPascal(name)}Result>;`;

function typesOf({ name, values, errors, ...action }: ActionDescription): string {
  const type = toPascal(name);
  const success = values.length > 0 ? `Success<${type}Values>` : "Success";
  return [
    interfaceOf(`${type}Arguments`, action.arguments),
    values.length > 0 ? interfaceOf(`${type}Values`, values) : "",
    `export type ${type}ErrorCode = CommonErrorCode | ${union(errors)};`,
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
  if (isModel(field)) return toPascal(field.name);
  if (isTimestamp(field)) return "Date";
  if (field.schema.const !== undefined) return JSON.stringify(field.schema.const);
  if (field.schema.type === "string" && !field.schema.format) return "string";
  if (field.schema.type === "boolean") return "boolean";
  throw new Error(`${field.name}: the client has no code for fields of this type yet`);
}

const union = (names: readonly string[]) => names.map((name) => JSON.stringify(name)).join(" | ");
