/** Things with a time, kept in order; those of the same time stay in the order in which they came. Bounded. */
export class Timeline<T extends { readonly time: number }> {
  private items: T[] = [];

  /** @param most how many are kept; of more the oldest go */
  constructor(private readonly most = 1_000_000) {}

  add(item: T): void {
    const last = this.items.at(-1);
    if (!last || last.time <= item.time) this.items.push(item);
    else this.items.splice(this.indexOf(item.time, true), 0, item);
    // dropped in blocks: to move all for each new one would be slow
    if (this.items.length > this.most * 1.1) this.items = this.items.slice(-this.most);
  }

  /** What has a time in [from, to), in UNIX seconds. */
  between(from: number, to: number): readonly T[] {
    return this.items.slice(this.indexOf(from), this.indexOf(to));
  }

  /** How many there are with a time before `time`, in UNIX seconds. */
  countBefore(time: number): number {
    return this.indexOf(time);
  }

  /** Where the first item stands whose time is `time` or later; with `after`, later. */
  private indexOf(time: number, after = false): number {
    let [low, high] = [0, this.items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = this.items[middle]!.time;
      if (at < time || (after && at === time)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
