const openGroups = new Set<() => void>();

/** @param commit of a group that holds a lock; must not throw. */
export const noteOpenGroup = (commit: () => void): void => void openGroups.add(commit);
export const forgetOpenGroup = (commit: () => void): void => void openGroups.delete(commit);

/** Ends what the storages of this process have begun and would not end before its next turn, so that nobody waits for it in vain. */
export function commitOpenGroups(): void {
  for (const commit of openGroups) commit();
}
