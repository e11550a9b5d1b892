/** How many different warnings are kept. */
const MOST = 50;

/** What whoever runs the sandbox should know: each thing once, in the order in which it came up. Bounded. */
export class Warnings {
  private readonly texts = new Map<string, string>();
  private listener: (text: string) => void = () => undefined;

  /** Calls `listener` with each warning from now on; one listener at a time. */
  listen(listener: (text: string) => void): void {
    this.listener = listener;
  }

  /** @param subject what it is about: of one subject only the first warning counts */
  add(subject: string, text: string): void {
    if (this.texts.has(subject) || this.texts.size >= MOST) return;
    this.texts.set(subject, text);
    this.listener(text);
  }

  all(): readonly string[] {
    return [...this.texts.values()];
  }
}
