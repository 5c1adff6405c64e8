/** Passes each message on the first time it comes. They have to be of a few kinds: all are remembered. */
export function eachOnce(tell: (message: string) => void): (message: string) => void {
  const told = new Set<string>();
  return (message) => {
    if (told.has(message)) return;
    told.add(message);
    tell(message);
  };
}
