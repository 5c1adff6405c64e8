/** Codes, temporary passwords and passwords that are nobody's. */
export const wrongCode = "AAAAAAAA";
export const wrongTemporaryPassword = "AAAAAAAAAAAA";
export const wrongPassword = "this is not the password";

/** New passwords that are refused. */
export const shortPassword = "too short";
export const weakPassword = "password123";

/** Acts as often as any limit lets it. */
export async function useUp(act: () => Promise<unknown>): Promise<void> {
  for (let left = 5; left > 0; left--) await act();
}
