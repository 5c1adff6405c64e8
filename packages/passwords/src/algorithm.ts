import type { PasswordAlgorithm, PasswordHasher } from "@tiauth/server";

export type Parameters<Name extends string> = { readonly [N in Name]: number };

/**
 * An algorithm as a row of the table. Its ids are its name and its parameters, with dots in between, all of them whole
 * decimal numbers without leading zeros: `scrypt.16384.8.1.64`.
 */
export interface Algorithm<Name extends string> {
  readonly name: string;
  /** In the order of the id, each with the least and the most that is accepted. */
  readonly parameters: { readonly [N in Name]: readonly [least: number, most: number] };
  /** What has to hold between them. Bounds what one hash may cost, in memory and in time. */
  readonly isAllowed: (parameters: Parameters<Name>) => boolean;
  readonly hasher: (id: string, parameters: Parameters<Name>) => PasswordHasher;
}

/** The algorithm as the port wants it: an id that is malformed, or that asks for too much, is not one of its own. */
export function passwordAlgorithm<Name extends string>(algorithm: Algorithm<Name>): PasswordAlgorithm {
  return (id) => {
    const parameters = readId(algorithm, id);
    return parameters && algorithm.hasher(id, parameters);
  };
}

/** @throws {RangeError} if the algorithm would not accept that id itself. */
export function formatId<Name extends string>(algorithm: Algorithm<Name>, parameters: Parameters<Name>): string {
  const id = [algorithm.name, ...parameterNames(algorithm).map((name) => parameters[name])].join(".");
  if (!readId(algorithm, id) || !algorithm.isAllowed(parameters)) throw new RangeError(`${id} is not accepted`);
  return id;
}

function readId<Name extends string>(algorithm: Algorithm<Name>, id: string): Parameters<Name> | undefined {
  const names = parameterNames(algorithm);
  const [name, ...texts] = id.split(".");
  if (name !== algorithm.name || texts.length !== names.length) return undefined;
  const numbers = texts.map((text) => (/^[1-9]\d{0,9}$/.test(text) ? Number(text) : Number.NaN));
  // As many numbers as names, as checked above.
  const parameters = Object.fromEntries(names.map((name, i) => [name, numbers[i]])) as Parameters<Name>;
  return isInRange(algorithm, parameters) && algorithm.isAllowed(parameters) ? parameters : undefined;
}

function isInRange<Name extends string>(algorithm: Algorithm<Name>, parameters: Parameters<Name>): boolean {
  return parameterNames(algorithm).every((name) => {
    const [least, most] = algorithm.parameters[name];
    return parameters[name] >= least && parameters[name] <= most; // false for NaN
  });
}

// Object.keys forgets the type of the keys of an object literal.
const parameterNames = <Name extends string>({ parameters }: Algorithm<Name>) => Object.keys(parameters) as Name[];
