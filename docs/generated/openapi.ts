import { type ActionName, actions, commonErrors } from "@tiauth/protocol";
import {
  type ActionDescription,
  describe,
  type Field,
  isModel,
  itemOf,
  jsonSchema,
  modelsOf,
  toPascal,
} from "./contract.ts";

const reference = (component: string) => ({ $ref: `#/components/schemas/${component}` });
const object = (properties: object) => ({ type: "object", required: Object.keys(properties), properties });
const json = (schema: object) => ({ "application/json": { schema } });

const invocationId = {
  type: "string",
  description: "24 letters and digits, new for every invocation; also in the server's log.",
};

/** The auth server's endpoint as an OpenAPI 3.1 document. */
export function openApi(version: string): object {
  const all = describe(actions);
  return {
    openapi: "3.1.1",
    info: {
      title: "Tiauth",
      version,
      description: "The action invocation endpoint. Generated from the contract by `pnpm generate`; not to be edited.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "http://127.0.0.1:3777" }],
    security: [],
    paths: { "/": { post: invoke(all) } },
    components: { schemas: schemas(all) },
  };
}

const invoke = (all: readonly ActionDescription[]) => ({
  operationId: "invokeAction",
  summary: "Invoke an action.",
  description: "Any content type is accepted. Unknown fields, in the body or in `arguments`, are ignored.",
  requestBody: { required: true, content: json(oneOfRequests(all)) },
  responses: {
    200: {
      description: "The action succeeded or refused.",
      content: json({ anyOf: all.map(({ name }) => reference(`${toPascal(name)}Answer`)) }),
    },
    400: notTaken("Not a request to an action that this endpoint takes."),
    413: notTaken("The body is over the limit."),
    429: notTaken("Too many requests from this client address.", retryAfter),
    503: notTaken("Overloaded or stopping.", retryAfter),
  },
});

const oneOfRequests = (all: readonly ActionDescription[]) => ({
  oneOf: all.map(({ name }) => reference(`${toPascal(name)}Request`)),
  discriminator: {
    propertyName: "action",
    mapping: Object.fromEntries(all.map(({ name }) => [name, reference(`${toPascal(name)}Request`).$ref])),
  },
});

const retryAfter = { "Retry-After": { description: "Seconds to wait.", schema: { type: "integer", minimum: 0 } } };

const notTaken = (description: string, headers: object = {}) => ({
  description,
  headers,
  content: json(reference("RequestError")),
});

const schemas = (all: readonly ActionDescription[]) => ({
  RequestError: object({ error: object({ code: { type: "string" }, message: { type: "string" } }) }),
  ...Object.fromEntries(modelsOf(all).map(({ name, schema }) => [toPascal(name), schema])),
  ...Object.fromEntries(all.flatMap((action) => [requestOf(action), answerOf(action)])),
});

const requestOf = ({ name, summary }: ActionDescription) => [
  `${toPascal(name)}Request`,
  {
    description: `${summary} Answered with \`${toPascal(name)}Answer\`.`,
    // `describe` got the name from the same catalog.
    ...object({ action: { const: name }, arguments: jsonSchema(actions[name as ActionName].arguments) }),
  },
];

const answerOf = ({ name, values, errors }: ActionDescription) => [
  `${toPascal(name)}Answer`,
  {
    oneOf: [
      object({ ok: { const: true }, action_invocation_id: invocationId, values: object(valuesOf(values)) }),
      object({
        ok: { const: false },
        action_invocation_id: invocationId,
        error_code: { enum: [...errors, ...commonErrors] },
      }),
    ],
  },
];

const valuesOf = (values: readonly Field[]) =>
  Object.fromEntries(
    values.map((field) => [field.name, isModel(field) ? reference(toPascal(field.name)) : listOf(field)]),
  );

const listOf = ({ name, schema }: Field) => {
  const item = itemOf({ name, schema });
  return item && isModel(item) ? { ...schema, items: reference(toPascal(item.name)) } : schema;
};
