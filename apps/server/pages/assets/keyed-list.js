/**
 * @template {{ readonly id: number }} T
 * @typedef {object} ListOptions
 * @property {HTMLElement} list
 * @property {(item: T) => HTMLElement} create makes the element of an item
 * @property {(element: HTMLElement, item: T) => void} [update] for an item that came again with the same id
 * @property {(count: number) => void} counted is told how many there are whenever that changes
 */

/** As the server keeps. */
const maxItems = 500;

/**
 * A list with the newest item on top, in which every item keeps its element.
 *
 * @template {{ readonly id: number }} T
 * @param {ListOptions<T>} options
 */
export function keyedList({ list, create, update, counted }) {
  /** @type {Map<number, HTMLElement>} */
  const elements = new Map();

  /** @param {T} item */
  const put = (item) => {
    const known = elements.get(item.id);
    if (known) return update?.(known, item);
    const element = create(item);
    elements.set(item.id, element);
    list.prepend(element);
    if (elements.size > maxItems) remove(Math.min(...elements.keys()));
    counted(elements.size);
  };

  /** @param {number} id */
  const remove = (id) => {
    elements.get(id)?.remove();
    elements.delete(id);
    counted(elements.size);
  };

  /**
   * Puts these items and removes all others.
   *
   * @param {readonly T[]} items the oldest first
   */
  const replaceAll = (items) => {
    const ids = new Set(items.map(({ id }) => id));
    for (const id of [...elements.keys()]) if (!ids.has(id)) remove(id);
    for (const item of items) put(item);
  };

  return { put, replaceAll, clear: () => replaceAll([]) };
}
