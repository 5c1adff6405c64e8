import { expect, test } from "vitest";
import * as z from "zod/mini";
import type { AnyAction, Catalog } from "./action.ts";
import { actions, faroeActions, tiauthActions } from "./actions.ts";
import { userServerActions } from "./user-server.ts";
import { toCamel } from "./wire.ts";

const entries: readonly (readonly [string, AnyAction])[] = Object.entries({ ...actions, ...userServerActions });

type Schema = z.core.JSONSchema.BaseSchema;
const jsonSchema = (schema: z.core.$ZodType): Schema => z.toJSONSchema(schema, { io: "input" });

/** Every field under a schema, models' fields included. */
const fieldsOf = (schema: Schema): [string, Schema][] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    typeof field === "object"
      ? [[name, field] as [string, Schema], ...fieldsOf(field), ...fieldsOf(itemsOf(field))]
      : [],
  );
const itemsOf = ({ items }: Schema): Schema => Object(items);
const allFields = entries.flatMap(([, { arguments: args, values }]) => [
  ...fieldsOf(jsonSchema(args)),
  ...fieldsOf(jsonSchema(values)),
]);

test("there are 39 actions with 170 outcomes, 11 more of Tiauth's own with 36, and 7 user server actions", () => {
  const outcomesOf = (catalog: Catalog) =>
    Object.values(catalog).reduce((sum, { errors }) => sum + 1 + errors.length, 0);
  const count = (catalog: Catalog) => [Object.keys(catalog).length, outcomesOf(catalog)];
  expect([count(faroeActions), count(tiauthActions)]).toEqual([
    [39, 170],
    [11, 36],
  ]);
  expect(Object.keys(actions)).toEqual([...Object.keys(faroeActions), ...Object.keys(tiauthActions)]);
  expect(Object.keys(userServerActions)).toHaveLength(7);
});

test("no action lists a code twice, or one that every action has", () => {
  for (const [name, { errors }] of entries) {
    expect(new Set(errors).size, name).toBe(errors.length);
    expect(errors, name).not.toContain("internal_error");
    expect(errors, name).not.toContain("internal_conflict");
  }
});

test("every name is lower case with underscores, so that it survives the way to camelCase and back", () => {
  const names = [...entries.map(([name]) => name), ...allFields.map(([name]) => name)];
  for (const name of names) {
    expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(toCamel(name).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)).toBe(name);
  }
});

test("every field but a model says what it is", () => {
  const silent = allFields.filter(([, field]) => !field.properties && !field.description);
  expect(silent.map(([name]) => name)).toEqual([]);
});

test("the arguments of all actions are all strings", () => {
  const types = Object.values(actions).flatMap(({ arguments: args }) => fieldsOf(jsonSchema(args)));
  expect(new Set(types.map(([, { type }]) => type))).toEqual(new Set(["string"]));
});

/** Some value that the schema accepts. */
function sample({ type, const: only, enum: oneOf, format, anyOf, items, properties = {} }: Schema): unknown {
  if (only !== undefined) return only;
  if (oneOf) return oneOf[0];
  if (anyOf?.[0]) return sample(anyOf[0]);
  if (type === "object") {
    return Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, sample(Object(field))]));
  }
  if (type === "array") return [sample(Object(items))];
  if (type === "string") return format === "base64" ? "eA==" : "x";
  return type === "boolean" ? true : 1;
}

const decodedFields = (value: object): [string, unknown][] =>
  Object.entries(value).flatMap(([name, field]) =>
    typeof field === "object" && [Object, Array].includes(field.constructor)
      ? decodedFields(field)
      : [[name, field] as [string, unknown]],
  );

test("the timestamps, and nothing else, end in _at", () => {
  const fields = entries.flatMap(([, { arguments: args, values }]) =>
    // `sample` makes what the wire's side of the schema takes.
    [args, values].flatMap((schema) => decodedFields(Object(z.decode(schema, sample(jsonSchema(schema)) as never)))),
  );
  expect(fields.some(([, value]) => value instanceof Date)).toBe(true);
  for (const [name, value] of fields) expect(value instanceof Date, name).toBe(name.endsWith("At"));
});
