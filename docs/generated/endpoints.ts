import { toCamel } from "@tiauth/protocol";
import type { ActionDescription, Field } from "./contract.ts";
import type { Endpoint } from "./reference.ts";
import { sampleOf } from "./samples.ts";

/** The auth server where the settings leave it. */
export const authServer: Endpoint = {
  url: "http://127.0.0.1:3777/",
  typeScript: (action) => `\
import { createClient } from "@tiauth/client";

const client = createClient("http://127.0.0.1:3777/");
const result = await client.${action.methodName}(${argumentsLiteral(action, jsonLiteral)});

${useOf(action)}`,
};

/** The application's user server where Tiauth looks for it. */
export const userServer: Endpoint = {
  url: "http://127.0.0.1:8079/invoke",
  typeScript: (action) => `\
import { createCaller, userServerActions } from "@tiauth/protocol";

const users = createCaller(userServerActions, async (body) => {
  const response = await fetch("http://127.0.0.1:8079/invoke", { method: "POST", body });
  return response.text();
});
const result = await users.${action.methodName}(${argumentsLiteral(action, literal)});

${useOf(action)}`,
};

const argumentsLiteral = (action: ActionDescription, literalOf: (field: Field) => string) =>
  action.arguments.length === 0
    ? ""
    : `{\n${action.arguments.map((field) => `  ${toCamel(field.name)}: ${literalOf(field)},\n`).join("")}}`;

const useOf = ({ values }: ActionDescription) => `\
if (result.ok) {
  console.log(${values.length === 0 ? "result.actionInvocationId" : values.map(({ name }) => `result.${toCamel(name)}`).join(", ")});
} else {
  console.log(result.errorCode);
}`;

const jsonLiteral = (field: Field) => JSON.stringify(sampleOf(field));

/** Bytes are base64 on the wire and a `Uint8Array` in TypeScript. */
const literal = (field: Field) =>
  field.schema.format === "base64"
    ? `Uint8Array.from(atob(${jsonLiteral(field)}), (character) => character.charCodeAt(0))`
    : jsonLiteral(field);
