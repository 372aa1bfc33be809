/** Items by one or several keys each, in the order they came. */
export class IndexedBy<Key, Item> {
  private readonly items = new Map<Key, Set<Item>>();

  constructor(
    items: Iterable<Item>,
    private readonly keysOf: (item: Item) => readonly Key[],
  ) {
    for (const item of items) this.add(item);
  }

  at(key: Key): Item[] {
    return [...(this.items.get(key) ?? [])];
  }

  add(item: Item): void {
    for (const key of this.keysOf(item)) {
      const found = this.items.get(key);
      if (found) found.add(item);
      else this.items.set(key, new Set([item]));
    }
  }

  /** Called before the item changes, because its keys tell where it stands. */
  remove(item: Item): void {
    for (const key of this.keysOf(item)) {
      const found = this.items.get(key);
      found?.delete(item);
      if (found?.size === 0) this.items.delete(key);
    }
  }
}
