import type * as z from "zod/mini";
import { isRenaming, type Renaming } from "../renaming.ts";
import {
  allOf,
  always,
  both,
  isBoolean,
  isDate,
  isNumber,
  isOneOf,
  isString,
  isTrueOf,
  never,
  type Passes,
} from "./checks.ts";
import { type Field, objectStep } from "./object-step.ts";
import { changed, either, guarded, hopeless, kept, listOf, orNull, orUndefined, type Step } from "./step.ts";

export type Direction = "decode" | "encode";

const compiled = { decode: new WeakMap<z.core.$ZodType, Step>(), encode: new WeakMap<z.core.$ZodType, Step>() };

/**
 * What zod does to valid values in one direction, read off the schema once. It generates no code, so that it is as fast
 * where `new Function` is forbidden.
 */
export function stepOf(schema: z.core.$ZodType, direction: Direction): Step {
  const known = compiled[direction].get(schema);
  if (known) return known;
  compiled[direction].set(schema, hopeless); // until it is known: a schema may contain itself
  const checks = allOf(schema._zod.def.checks ?? []);
  const type = typeOf(schema);
  const step = type ? kept(both(type, checks)) : checked(changedStep(schema, direction), checks, direction);
  compiled[direction].set(schema, step);
  return step;
}

/** What a schema takes whose values are the same in both forms. */
function typeOf(schema: z.core.$ZodType): Passes | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod; // all the schemas that zod has
  switch (def.type) {
    case "string":
      return isString(formatOf(def));
    case "number":
      return isNumber(formatOf(def));
    case "boolean":
      return isBoolean;
    case "date":
      return isDate;
    case "literal":
      return isOneOf(def.values);
    case "custom":
      return isTrueOf(def.fn);
    case "unknown":
      return always;
    default:
      return undefined;
  }
}

/** zod has it in the definitions of subclasses only. */
const formatOf = (def: object) => ("format" in def ? String(def.format) : undefined);

/** Checks are of TypeScript's form of a value. */
function checked(step: Step, passes: Passes, direction: Direction): Step {
  if (step === hopeless || passes === never) return hopeless;
  if (passes === always) return step;
  return direction === "decode" ? guarded.after(step, passes) : guarded.before(passes, step);
}

function changedStep(schema: z.core.$ZodType, direction: Direction): Step {
  const { def } = (schema as z.core.$ZodTypes)._zod; // as above
  switch (def.type) {
    case "nullable":
      return orNull(stepOf(def.innerType, direction));
    case "optional":
      if (schema._zod.traits.has("$ZodExactOptional")) return hopeless; // which takes no undefined
      return orUndefined(stepOf(def.innerType, direction));
    case "array":
      return listOf(stepOf(def.element, direction));
    case "pipe":
      return pipeStep(def, direction);
    case "union":
      return unionStep(def, direction);
    case "object":
    case "intersection":
      return shapeStep(schema, direction);
    default:
      return hopeless;
  }
}

function pipeStep(def: z.core.$ZodPipeDef, direction: Direction): Step {
  const change = direction === "decode" ? def.transform : def.reverseTransform;
  const [before, after] = direction === "decode" ? [def.in, def.out] : [def.out, def.in];
  // One that takes zod's payload too may raise issues.
  if (!change || change.length > 1) return hopeless;
  if (isRenaming(change)) return shapeStep(def.in, direction, change);
  return changed(stepOf(before, direction), change as (value: unknown) => unknown, stepOf(after, direction));
}

function unionStep(def: z.core.$ZodUnionDef, direction: Direction): Step {
  const tag = "discriminator" in def ? String(def.discriminator) : "";
  const isTagged = def.options.every((option) => shapeOf(option)?.[tag]?._zod.def.type === "literal");
  return isTagged ? either(def.options.map((option) => stepOf(option, direction))) : hopeless;
}

/** The fields of an object, each with its own step, on their way to their other names if they have any. */
function shapeStep(schema: z.core.$ZodType, direction: Direction, renaming?: Renaming): Step {
  const shape = shapeOf(schema);
  if (!shape) return hopeless;
  const fields = Object.entries(shape).map(([name, field]): Field => {
    const other = renaming?.names.get(name) ?? name;
    return {
      from: direction === "decode" ? name : other,
      to: direction === "decode" ? other : name,
      step: stepOf(field, direction),
      mayBeMissing: field._zod.def.type === "optional",
    };
  });
  return objectStep(fields);
}

/** The fields of an object, or of one that is two objects at once without a field in common. */
function shapeOf(schema: z.core.$ZodType): z.core.$ZodShape | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod; // all the schemas that zod has
  if (def.type === "object") return def.catchall ? undefined : def.shape;
  if (def.type !== "intersection") return undefined;
  const [left, right] = [uncheckedShape(def.left), uncheckedShape(def.right)];
  if (!left || !right || Object.keys(left).some((name) => name in right)) return undefined;
  return { ...left, ...right };
}

/** Of one of the two: its own checks would be lost. */
const uncheckedShape = (schema: z.core.$ZodType) => (schema._zod.def.checks?.length ? undefined : shapeOf(schema));
