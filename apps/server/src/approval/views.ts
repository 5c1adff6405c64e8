import { formatDate, formatTime } from "../mail/language-formats.ts";
import type { Choice, Sent } from "./form.ts";
import { type Html, html } from "./html.ts";
import type { Content } from "./page.ts";
import type { PageLanguage } from "./texts/languages.ts";

/** A request as it is shown. */
export interface ShownRequest {
  readonly userEmailAddress: string;
  readonly clientName: string;
  /** Empty if it is not known. */
  readonly clientLabel: string;
  /** Empty if it is not known. */
  readonly clientAddress: string;
  readonly createdAt: Date;
}

/** The contents of the page, in its language. */
export const viewsIn = ({ language, texts }: PageLanguage) => ({
  start: (): Content => ({
    title: texts.start.title,
    body: html`<p>${texts.start.text}</p>
        ${pasteForm(texts.start)}`,
  }),

  request: (request: ShownRequest, approvalToken: string): Content => {
    const { title, text, caution, approve, deny, unknown, ...names } = texts.request;
    const askedAt = `${formatDate(request.createdAt, language)} ${formatTime(request.createdAt, language)}`;
    return {
      title: title(request.clientName),
      body: html`<p>${text}</p>
        <dl>
          ${row(names.account, request.userEmailAddress)}
          ${row(names.clientName, request.clientName)}
          ${request.clientLabel ? row(names.clientLabel, request.clientLabel) : undefined}
          ${row(names.clientAddress, request.clientAddress || unknown)}
          ${row(names.askedAt, askedAt)}
        </dl>
        <p class="caution">${caution}</p>
        ${decisionForm(approvalToken, html`${button("approve", approve)}${button("deny", deny)}`)}`,
    };
  },

  code: (code: string, approvalToken: string): Content => {
    const { title, text, caution, copy, copied, selected, deny } = texts.code;
    return {
      title,
      body: html`<p>${text}</p>
        <div class="code">
          <code id="code">${code}</code>
          <button id="copy" type="button" hidden>${copy}</button>
          <span id="copied" role="status" data-copied="${copied}" data-selected="${selected}"></span>
        </div>
        <p class="caution">${caution}</p>
        ${decisionForm(approvalToken, button("deny", deny))}`,
    };
  },

  denied: (): Content => telling(texts.denied),

  gone: (): Content => ({
    title: texts.gone.title,
    body: html`<p>${texts.gone.text}</p>
        ${pasteForm(texts.start)}`,
  }),

  later: ({ choice, approvalToken }: Sent): Content => ({
    title: texts.later.title,
    body: html`<p>${texts.later.text}</p>
        ${decisionForm(approvalToken, button(choice, texts.later.again))}`,
  }),
});

/** All that the page can show. */
export type Views = ReturnType<typeof viewsIn>;

const telling = ({ title, text }: { readonly title: string; readonly text: string }): Content => ({
  title,
  body: html`<p>${text}</p>`,
});

const row = (name: string, value: string): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** A relative action is right whatever folder a proxy has put the page into. Without one what is after the `#` would stay. */
const pasteForm = ({ label, next }: { readonly label: string; readonly next: string }): Html =>
  html`<form method="post" action="cli">
          <label for="approval-token">${label}</label>
          <input id="approval-token" name="approval_token" required autocomplete="off" autocapitalize="none" spellcheck="false">
          <button class="first" name="choice" value="show">${next}</button>
        </form>`;

const decisionForm = (approvalToken: string, buttons: Html): Html =>
  html`<form method="post" action="cli">
          <input type="hidden" name="approval_token" value="${approvalToken}">
          ${buttons}
        </form>`;

/** The one that goes on stands out. */
const button = (choice: Choice, text: string): Html =>
  choice === "deny"
    ? html`<button name="choice" value="${choice}">${text}</button>`
    : html`<button class="first" name="choice" value="${choice}">${text}</button>`;
