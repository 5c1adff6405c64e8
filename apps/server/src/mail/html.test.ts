import type { Mail } from "@tiauth/server";
import { expect, it } from "vitest";
import { parseHtml } from "../../testing/html.ts";
import { mails, mailTo } from "../../testing/mails.ts";
import { compose } from "./compose.ts";
import { escapeHtml } from "./html.ts";
import { createRendering } from "./rendering.ts";

const rendering = createRendering();
const shapeOf = (mail: Mail, options = rendering) => {
  const { errors, elements } = parseHtml(compose(mail, options).html);
  return { errors, shape: elements.map(({ name, attributes }) => `${name} ${Object.keys(attributes).join()}`) };
};

const hostile = [
  "<script>alert(1)</script>",
  `"><img src=x onerror=alert(1)>`,
  "'onmouseover='alert(1)",
  "</p></div></body><h1>Win",
  "</title></style><style>*{display:none}",
  "<!-- ",
  "]]> -->",
  "&lt;b&gt; &amp; &#60;",
  "<a href=https://evil.example>",
  "{code}{content}{subject} $& $1",
];

it.each(hostile)("a display name %s is only text", (displayName) => {
  const mail = mailTo({ displayName });
  expect(shapeOf(mail)).toEqual(shapeOf(mails.password_reset));
  expect(parseHtml(compose(mail, rendering).html).text).toContain(`Hello ${displayName.trim()},`);
});

it.each(hostile)("an address %s is only text", (newEmailAddress) => {
  const mail = { ...mails.email_updated, newEmailAddress };
  expect(shapeOf(mail)).toEqual(shapeOf(mails.email_updated));
  expect(parseHtml(compose(mail, rendering).html).text).toContain(`It is now ${newEmailAddress}.`);
});

it.each(hostile)("a tool's name %s is only text, in the subject and on the button too", (clientName) => {
  const mail = { ...mails.cli_signin_approval, clientName, clientLabel: clientName };
  expect(shapeOf(mail)).toEqual(shapeOf(mails.cli_signin_approval));
  const { html, subject } = compose(mail, rendering);
  expect(subject).toBe(`Sign in to ${clientName.trim()}`);
  const { elements } = parseHtml(html);
  expect(elements.find(({ name }) => name === "a")).toMatchObject({
    text: subject,
    attributes: { href: mail.link },
  });
});

it("the link is a button in the service's colour, and text that can be read and copied", () => {
  const { elements } = parseHtml(compose(mails.cli_signin_approval, createRendering({ color: "#ffd700" })).html);
  const [button, text] = elements.filter(({ name }) => name === "a");
  expect(button?.attributes.style).toMatch(/background: #ffd700; color: #000000;/);
  expect(text?.text).toBe(mails.cli_signin_approval.link);
});

it.each(hostile)("a service's name %s is only text, also as the text of the logo", (serviceName) => {
  const logoUrl = "https://example.com/logo.png";
  const name = serviceName.trim();
  for (const logo of [undefined, logoUrl]) {
    const { errors, shape } = shapeOf(mails.password_reset, createRendering({ serviceName, logoUrl: logo }));
    const benign = shapeOf(mails.password_reset, createRendering({ serviceName: "Acme", logoUrl: logo }));
    expect({ errors, shape }).toEqual(benign);
  }
  const { elements } = parseHtml(compose(mails.password_reset, createRendering({ serviceName, logoUrl })).html);
  expect(elements.find(({ name }) => name === "img")?.attributes.alt).toBe(name);
});

it("an address too long for the page can be broken", () => {
  const newEmailAddress = `${"a".repeat(64)}@${"b".repeat(180)}.example`;
  const { elements } = parseHtml(compose({ ...mails.email_updated, newEmailAddress }, rendering).html);
  expect(elements.some(({ attributes }) => attributes.style?.includes("overflow-wrap: break-word"))).toBe(true);
});

it("the code stands big, alone and in one piece in its element, with no full stop after it", () => {
  const { elements } = parseHtml(compose(mails.password_reset, rendering).html);
  const [code, ...others] = elements.filter(({ name }) => name === "code");
  expect(others).toEqual([]);
  expect(code).toMatchObject({ text: "STUVWXYZ2345", childCount: 1 });
  for (const rule of ["28px", "monospace", "letter-spacing", "user-select: all", "display: block"])
    expect(code?.attributes.style).toContain(rule);
  const paragraph = elements.find(({ name, text }) => name === "p" && text.includes("STUVWXYZ2345"));
  expect(paragraph?.text).toBe("Your password reset temporary password is STUVWXYZ2345");
});

it("escapes what means something in an element or an attribute", () => {
  expect(escapeHtml(`<a b="c" d='e'>&`)).toBe("&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
});
