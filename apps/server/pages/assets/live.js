/**
 * @template T
 * @typedef {object} Follower
 * @property {(items: readonly T[]) => void} snapshot gets all there are, the oldest first, at the beginning and
 *   whenever the connection is made anew
 * @property {(item: T) => void} put gets a new item, or another one in the place of the one with its id
 * @property {() => void} cleared
 * @property {(isLive: boolean) => void} connected
 */

/**
 * Follows server-sent events for as long as the page can be seen: a browser opens six connections to a server at most,
 * and pages in the background would keep them from the others.
 *
 * @template T
 * @param {string} url
 * @param {string} name of the event of one item
 * @param {Follower<T>} follower
 */
export function followWhileVisible(url, name, follower) {
  /** @type {EventSource | undefined} */
  let source;
  const update = () => {
    source?.close();
    source = document.hidden ? undefined : open(url, name, follower);
  };
  document.addEventListener("visibilitychange", update);
  update();
}

/**
 * @template T
 * @param {string} url
 * @param {string} name
 * @param {Follower<T>} follower
 */
function open(url, name, { snapshot, put, cleared, connected }) {
  const source = new EventSource(url);
  source.addEventListener("snapshot", ({ data }) => snapshot(JSON.parse(data)));
  source.addEventListener(name, ({ data }) => put(JSON.parse(data)));
  source.addEventListener("cleared", cleared);
  source.addEventListener("open", () => connected(true));
  source.addEventListener("error", () => connected(false)); // it tries again by itself
  return source;
}
