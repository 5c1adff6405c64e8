import type { PageTexts } from "./page-texts.ts";

export const en: PageTexts = {
  start: {
    title: "Sign in on the command line",
    text: "Paste the token from the mail here. You will see who asks before anything is approved.",
    label: "Token from the mail",
    next: "Show the request",
  },
  request: {
    title: (clientName) => `Sign in to ${clientName}?`,
    text: "Somebody asks to be signed in with your email address.",
    account: "Email address",
    clientName: "Tool",
    clientLabel: "Program",
    clientAddress: "Network",
    askedAt: "Asked on",
    unknown: "unknown",
    caution: "Approve this only if you have just started it yourself.",
    approve: "Approve",
    deny: "Deny",
  },
  code: {
    title: "Your code",
    text: "Type this code where you started to sign in, on your own computer.",
    caution: "Give it to nobody: whoever types it in their tool is signed in as you.",
    copy: "Copy",
    copied: "Copied",
    selected: "Selected",
    deny: "It was not me: deny",
  },
  denied: { title: "Denied", text: "The request is over: its code signs nobody in. You can close this page." },
  gone: {
    title: "This link is no longer good",
    text: "It may be used already, or too old: it is good for ten minutes. Start to sign in again in your tool, and use the link of the new mail.",
  },
  later: {
    title: "That did not work",
    text: "Nothing was decided. Wait a moment, then try again.",
    again: "Try again",
  },
};
