import { expect, it } from "vitest";
import { parseHtml } from "../../testing/html.ts";
import { contrast } from "./contrast.ts";
import { type Brand, fillLayout, layoutMistakes } from "./layout.ts";
import { shippedTemplates } from "./templates.ts";

const page = { language: "en", subject: "Sign-in detected", preheader: "At noon.", content: "<p>Somebody did.</p>" };
const acme: Brand = { serviceName: "Acme", color: "#ffd700", logoUrl: undefined };
const { layout } = shippedTemplates();
const filled = (brand: Partial<Brand> = {}) => parseHtml(fillLayout(layout, page, { ...acme, ...brand }));
const bandOf = ({ elements }: ReturnType<typeof parseHtml>) =>
  elements.find(({ attributes }) => attributes.style?.includes("border-top"));

it("the band on top has the service's name, in black or white", () => {
  expect(bandOf(filled())).toMatchObject({
    text: "Acme",
    attributes: { style: expect.stringMatching(/#ffd700.*; color: #000000$/) },
  });
  expect(bandOf(filled({ color: "#00008b" }))?.attributes.style).toMatch(/#00008b.*; color: #ffffff$/);
});

it("without a name the band is empty, and nothing takes its place", () => {
  expect(bandOf(filled({ serviceName: "" }))).toMatchObject({ text: "", childCount: 0 });
});

it("the logo takes the name's place and has it as its text; nothing else is loaded", () => {
  const { errors, elements } = filled({ logoUrl: "https://cdn.example.com/a.png?b=1&c=%22" });
  const images = elements.filter(({ attributes }) => "src" in attributes || "href" in attributes);
  expect(errors).toEqual([]);
  expect(images).toMatchObject([
    { name: "img", attributes: { src: "https://cdn.example.com/a.png?b=1&c=%22", alt: "Acme" } },
  ]);
});

it("what stands on the page can be read in light and in dark", () => {
  const pairs = Array.from(
    layout.matchAll(/background: (#\w{6})[^;]*; color: (#\w{6})/g),
    ([, back = "", ink = ""]) => [back, ink],
  );
  expect(pairs.length).toBeGreaterThanOrEqual(3);
  for (const [back = "", ink = ""] of pairs) expect(contrast(back, ink), `${ink} on ${back}`).toBeGreaterThan(7);
});

it("is at most 600 pixels wide, also in Outlook, and needs nothing from a style sheet but the dark colours", () => {
  expect(layout).toContain("max-width: 600px");
  expect(layout).toMatch(/<!--\[if mso\]><table role="presentation" align="center" width="600">/);
  const rules = Array.from(layout.matchAll(/<style>([\s\S]*?)<\/style>/g), ([, css = ""]) => css.trim());
  expect(rules).toEqual([
    ":root { color-scheme: light dark; }",
    expect.stringMatching(/^@media \(prefers-color-scheme: dark\) \{/),
  ]);
});

it("has a heading and a language that screen readers find", () => {
  const { elements } = filled();
  expect(elements.filter(({ name }) => name === "h1")).toMatchObject([{ text: "Sign-in detected" }]);
  expect(elements.filter(({ attributes }) => attributes.lang === "en").map(({ name }) => name)).toEqual([
    "html",
    "div",
  ]);
});

it.each([
  ["<p>{content}</p>", []],
  ["<style>p { margin: 0 } a{}</style>{content}", []],
  ["<p>{subject}</p>", ["must have {content} exactly once, where the text of the mail belongs"]],
  ["{content}{content}", ["must have {content} exactly once, where the text of the mail belongs"]],
  ["{content}{code}", [expect.stringMatching(/^has \{code\}, but a layout knows only \{language\}, .*\{onColor\}$/)]],
  ["{content}{ subject }", [expect.stringMatching(/^has \{ subject \}, but a layout/)]],
])("finds what is wrong with the layout %j", (text, mistakes) => {
  expect(layoutMistakes(text)).toEqual(mistakes);
});
