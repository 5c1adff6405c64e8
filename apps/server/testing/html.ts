import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

export interface ParsedHtml {
  /** What a browser would have had to mend (HTML Living Standard, "parse errors"). */
  readonly errors: readonly string[];
  readonly elements: readonly ParsedElement[];
  /** Everything that a reader could come to see, the title and what is hidden included; no styles, no comments. */
  readonly text: string;
}

export interface ParsedElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Of the element and all in it. */
  readonly text: string;
  readonly childCount: number;
}

/** Reads a document as a browser does. */
export function parseHtml(html: string): ParsedHtml {
  const errors: string[] = [];
  const document = parse(html, { onParseError: ({ code, startLine }) => errors.push(`${code} in line ${startLine}`) });
  return { errors, elements: elementsIn(document).map(toParsed), text: textOf(document) };
}

const toParsed = (element: Element): ParsedElement => ({
  name: element.tagName,
  attributes: Object.fromEntries(element.attrs.map(({ name, value }) => [name, value])),
  text: textOf(element),
  childCount: element.childNodes.length,
});

const childrenOf = (node: Node) => ("childNodes" in node ? node.childNodes : []);

const elementsIn = (node: Node): Element[] =>
  childrenOf(node).flatMap((child) => [
    ...(defaultTreeAdapter.isElementNode(child) ? [child] : []),
    ...elementsIn(child),
  ]);

function textOf(node: Node): string {
  if (defaultTreeAdapter.isTextNode(node)) return node.value;
  const isStyle = defaultTreeAdapter.isElementNode(node) && node.tagName === "style";
  return isStyle ? "" : childrenOf(node).map(textOf).join("");
}
