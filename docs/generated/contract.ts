import { type Catalog, toCamel } from "@tiauth/protocol";
import * as z from "zod/mini";

/** One action as the generators need it. Everything comes from the contract. */
export interface ActionDescription {
  /** As on the wire. */
  readonly name: string;
  readonly methodName: string;
  readonly summary: string;
  readonly arguments: readonly Field[];
  readonly values: readonly Field[];
  /** In alphabetical order, without the codes that every action has. */
  readonly errors: readonly string[];
}

export interface Field {
  /** As on the wire. */
  readonly name: string;
  readonly schema: Schema;
}

/** The part of JSON Schema that the contract uses. */
export interface Schema {
  readonly type?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly maximum?: number;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  /** Of a list: the name of the model that its items are. */
  readonly title?: string;
  readonly description?: string;
}

/** The actions of a catalog, in its order. */
export const describe = (catalog: Catalog): readonly ActionDescription[] =>
  Object.entries(catalog).map(([name, action]) => ({
    name,
    methodName: toCamel(name),
    summary: action.summary,
    arguments: fieldsOf(jsonSchema(action.arguments)),
    values: fieldsOf(jsonSchema(action.values)),
    errors: action.errors.toSorted(),
  }));

/** The wire's side of a schema as JSON Schema. */
export function jsonSchema(schema: z.core.$ZodType): Schema {
  const { $schema: _, ...written } = z.toJSONSchema(schema, { io: "input" });
  // `Schema` names the keywords that the contract uses; those it leaves out are only copied.
  return written as Schema;
}

export const fieldsOf = (schema: Schema): readonly Field[] =>
  Object.entries(schema.properties ?? {}).map(([name, field]) => ({ name, schema: field }));

/** The models among the values of actions, and among the items of lists: what has fields of its own, each once. */
export function modelsOf(actions: readonly ActionDescription[]): readonly Field[] {
  const models = actions.flatMap(({ values }) => values.map((field) => itemOf(field) ?? field).filter(isModel));
  return [...new Map(models.map((model) => [model.name, model])).values()];
}

/** Of a list: its items, under the name of their model if they are one. */
export const itemOf = ({ name, schema: { items, title = name } }: Field): Field | undefined =>
  items && { name: title, schema: items };

export const isModel = ({ schema }: Field) => schema.properties !== undefined;

/** Seconds on the wire, a date in TypeScript. In the contract the timestamps, and nothing else, end in `_at`. */
export const isTimestamp = ({ name }: Field) => name.endsWith("_at");

/** Whether `null` can stand there, and the schema of what else can. */
export function unwrapNull({ anyOf, ...schema }: Schema): { readonly schema: Schema; readonly nullable: boolean } {
  const nullable = anyOf?.some(({ type }) => type === "null") ?? false;
  return { schema: { ...anyOf?.find(({ type }) => type !== "null"), ...schema }, nullable };
}

/** `"user_deletion"` → `"UserDeletion"`. */
export const toPascal = (name: string) => toCamel(`_${name}`);
