/** A body, and what it is. */
export type Body = readonly [title: string, body: string | Uint8Array];

/** Stands in every body that has room for it: no answer and no line of the log may repeat it. */
export const canary = "canary3b1f";

const token = `"session_token": "${canary}"`;
const request = `{ "action": "get_session", "arguments": { ${token} } }`;
/** The request, with these bytes at the end of its token. */
const withBytes = (...bytes: readonly number[]) => {
  const [before = "", after = ""] = request.split(canary);
  return Buffer.concat([Buffer.from(before + canary), Buffer.from(bytes), Buffer.from(after)]);
};
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

/** Not JSON, or JSON that is no request. */
export const refusedBodies: readonly Body[] = [
  ["nothing", ""],
  ["white space", " \r\n\t "],
  ["no JSON", `hello ${canary}`],
  ["half of it", request.slice(0, -3)],
  ["trailing data", `${request} {"${canary}":1}`],
  ["a second request behind it", request + request],
  ["a trailing comma", `{ "action": "get_session", "arguments": { ${token}, } }`],
  ["single quotes", request.replaceAll('"', "'")],
  ["a comment", `${request} // ${canary}`],
  ["a control character in a string", request.replace(canary, `${canary}\u0001`)],
  ["an array", `[${request}]`],
  ["a string", `"${canary}"`],
  ["null", "null"],
  ["a number", "-1"],
  ["true", "true"],
  ["NaN", "NaN"],
  ["a byte order mark", `\uFEFF${request}`],
  ["UTF-16", Buffer.from(request, "utf16le")],
  ["invalid UTF-8: a lone continuation byte", withBytes(0x80)],
  ["invalid UTF-8: a byte that never occurs", withBytes(0xff)],
  ["invalid UTF-8: a character that is cut off", withBytes(0xe2, 0x82)],
  ["invalid UTF-8: an overlong slash", withBytes(0xc0, 0xaf)],
  ["invalid UTF-8: a surrogate", withBytes(0xed, 0xa0, 0x80)],
  ["gzip", Uint8Array.of(0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0)],
  ["a form", `action=get_session&session_token=${canary}`],
  ["nothing but nesting", nested(8000)],
  ["no action", `{ "arguments": { ${token} } }`],
  ["an action that is a number", request.replace('"get_session"', "-1")],
  ["an action that is null", request.replace('"get_session"', "null")],
  ["an action that is an array", request.replace('"get_session"', '["get_session"]')],
  ["an unknown action", request.replace("get_session", canary)],
  ["an action of the user server", request.replace("get_session", "get_user")],
  ["an action in camel case", request.replace("get_session", "getSession")],
  ["an action in upper case", request.replace("get_session", "GET_SESSION")],
  ["an action with a blank", request.replace("get_session", "get_session ")],
  ["an action with a null character", request.replace("get_session", "get_session\\u0000")],
  ["no name at all", request.replace("get_session", "")],
  ["H1: __proto__ as an action", request.replace("get_session", "__proto__")],
  ["H1: constructor as an action", request.replace("get_session", "constructor")],
  ["H1: toString as an action", request.replace("get_session", "toString")],
  ["no arguments", '{ "action": "get_session" }'],
  ["arguments that are null", '{ "action": "get_session", "arguments": null }'],
  ["arguments that are an array", `{ "action": "get_session", "arguments": ["${canary}"] }`],
  ["arguments that are a string", `{ "action": "get_session", "arguments": "${canary}" }`],
  ["a missing argument", '{ "action": "get_session", "arguments": {} }'],
  ["an argument in camel case", request.replace("session_token", "sessionToken")],
  ["an argument that is null", request.replace(`"${canary}"`, "null")],
  ["an argument that is negative", request.replace(`"${canary}"`, "-1")],
  ["an argument that is huge", request.replace(`"${canary}"`, "1e999")],
  ["an argument that is true", request.replace(`"${canary}"`, "true")],
  ["an argument that is an array", request.replace(`"${canary}"`, `["${canary}"]`)],
  ["an argument that is an object", request.replace(`"${canary}"`, `{ "${canary}": 1 }`)],
  ["an argument that is deeply nested", request.replace(`"${canary}"`, nested(7000))],
  ["H1: an argument with a lone surrogate", request.replace(canary, `${canary}\\ud800`)],
  ["H1: an argument with surrogates in the wrong order", request.replace(canary, `${canary}\\udc00\\ud800`)],
  ["H1: the argument hidden in __proto__", `{ "action": "get_session", "arguments": { "__proto__": { ${token} } } }`],
  ["the request hidden in __proto__", `{ "__proto__": ${request} }`],
  ["a duplicate key whose last value is wrong", request.replace(token, `${token}, "session_token": 1`)],
  ["duplicate arguments of which the last are empty", request.replace(/\}$/, ', "arguments": {} }')],
];

/** Valid, if odd: the action is reached, and refuses the token. */
export const acceptedBodies: readonly Body[] = [
  ["a request", request],
  ["white space around it", `\r\n\t ${request}\n`],
  ["escaped names", request.replace("action", "\\u0061ction").replace("get_session", "get\\u005fsession")],
  ["unknown fields", request.replace("{", `{ "version": -1.5e-7, "${canary}": null,`)],
  ["unknown arguments", request.replace(token, `${token}, "remember": true, "user": { "id": 7 }`)],
  ["an unknown field of any depth", request.replace("{", `{ "nested": ${nested(7000)},`)],
  ["a number that no float can hold", request.replace("{", '{ "number": -1e999,')],
  ["H1: __proto__, constructor and toString as fields", request.replace("{", `{ ${named("__proto__")},`)],
  ["H1: __proto__, constructor and toString as arguments", request.replace(token, `${token}, ${named("__proto__")}`)],
  ["a duplicate key whose last value is right", request.replace(token, `"session_token": 1, ${token}`)],
  ["a pair of surrogates, escaped", request.replace(canary, "\\ud83d\\ude00")],
  ["characters of four bytes", request.replace(canary, "😀𝕏")],
  ["a null character", request.replace(canary, "\\u0000")],
  ["the names of objects' own things as a token", request.replace(canary, "__proto__.constructor")],
];

function named(first: string): string {
  return [first, "constructor", "toString"].map((name) => `"${name}": { "polluted": true }`).join(", ");
}
