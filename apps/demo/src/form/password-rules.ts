/** In code points. The least is a setting of the server, `TIAUTH_PASSWORD_MIN_LENGTH`. */
export const minPasswordLength = 10;
export const maxPasswordLength = 100;

/** As the server has them: shorter parts of an address do not count, and so much has to be left without them. */
const minWordLength = 4;
const minRestLength = 6;

/** People's idea of a character where UTF-16 counts two: 😀 is one. */
export const lengthOf = (password: string) => [...password].length;

/** What can be told about a new password without the server, which also knows the common and the stolen ones. */
export function passwordRules(password: string, emailAddress: string) {
  const length = lengthOf(password);
  return [
    {
      name: "length",
      text: `${minPasswordLength} to ${maxPasswordLength} characters`,
      isMet: length >= minPasswordLength && length <= maxPasswordLength,
    },
    { name: "address", text: "More than your e-mail address", isMet: length > 0 && !isMadeOf(password, emailAddress) },
  ] as const;
}

function isMadeOf(password: string, emailAddress: string): boolean {
  const lowerCase = password.toLowerCase();
  return [emailAddress, emailAddress.split("@")[0] ?? ""]
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= minWordLength)
    .some((word) => lowerCase.includes(word) && lowerCase.replaceAll(word, "").length < minRestLength);
}
