/** What a page can say after a redirect: the address carries the name, never a text that somebody else wrote. */
const notices = {
  "signed-out": "You have signed out.",
  "start-again": "That took too long, or was finished in another window. Please start again.",
  "code-sent": "A new code is on its way.",
  "profile-saved": "Your profile was saved.",
  "email-address-changed": "Your e-mail address was changed.",
  "password-changed": "Your password was changed.",
  "device-signed-out": "That device is signed out.",
  "others-signed-out": "All other devices are signed out.",
} as const;

export type NoticeName = keyof typeof notices;

const known: ReadonlyMap<string, string> = new Map(Object.entries(notices));

export const noticeOf = (name: string | undefined): string | undefined => known.get(name ?? "");
