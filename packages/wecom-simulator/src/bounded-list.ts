/** A first-in, first-out list that stays cheap at both ends, however long it is. */
export class BoundedList<Item> {
  private items: Item[] = [];
  /** Items before this index are gone; the array is trimmed when they are half of it. */
  private head = 0;

  get length(): number {
    return this.items.length - this.head;
  }

  push(item: Item): void {
    this.items.push(item);
  }

  /** Removes and returns the oldest item. */
  shift(): Item | undefined {
    if (this.length === 0) return undefined;
    const item = this.items[this.head];
    this.head += 1;
    if (this.head > 1024 && this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
    return item;
  }

  /** The item `index` places from the oldest. */
  at(index: number): Item | undefined {
    return index < 0 ? undefined : this.items[this.head + index];
  }

  /** A copy, oldest first. */
  toArray(): Item[] {
    return this.items.slice(this.head);
  }
}
