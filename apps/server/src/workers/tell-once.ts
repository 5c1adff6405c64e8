/** Calls `tell` once for all that is noted within a turn of the event loop. */
export function tellOnce(tell: () => void): () => void {
  let isTelling = false;
  return () => {
    if (isTelling) return;
    isTelling = true;
    setImmediate(() => {
      isTelling = false;
      tell();
    });
  };
}
