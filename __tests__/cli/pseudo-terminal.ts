import { createRequire } from "node:module";
import { stripVTControlCharacters } from "node:util";

/** What is used of node-pty. */
interface Pty {
  readonly pid: number;
  onData(listener: (data: string) => void): void;
  onExit(listener: (exit: { readonly exitCode: number; readonly signal?: number }) => void): void;
  write(data: string): void;
  kill(signal?: string): void;
}
interface PtyModule {
  spawn(file: string, args: readonly string[], options: object): Pty;
}

/** cdktf's command line brings it, compiled for most machines; nothing where it is not, or on Windows. */
function ptyModule(): PtyModule | undefined {
  if (process.platform === "win32") return undefined;
  try {
    const ofCdktf = createRequire(require.resolve("cdktf-cli/package.json"));
    const module = ofCdktf("@cdktf/node-pty-prebuilt-multiarch") as PtyModule;
    // Only this loads what was compiled.
    module.spawn("true", [], {}).kill();
    return module;
  } catch {
    return undefined;
  }
}

const pty = ptyModule();

/** `describe` for tests in a pseudo-terminal; where there is none they are skipped, and that is said. */
export function describeInTerminal(name: string, body: () => void): void {
  if (pty) {
    describe(name, body);
    return;
  }
  const title = `${name}: node-pty was not built for this machine`;
  process.stderr.write(`skipped ${title}\n`);
  describe.skip(`skipped ${title}`, body);
}

/** Columns of the terminals. */
export const COLUMNS = 80;

interface Ended {
  /** As shells have it: 128 and the signal where one ended the process. */
  readonly code: number;
  /** All that was shown, without colors. */
  readonly shown: string;
}

/** A program in a terminal of its own, which a test reads and types into. Whoever starts it stops it. */
export class InTerminal {
  private readonly pty: Pty;
  private text = "";
  private exit: Ended | undefined;
  private readonly waiting = new Set<() => void>();

  /** @param seconds after which a test gives up waiting for it, and says what was shown by then */
  constructor(
    file: string,
    args: readonly string[],
    options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
    private readonly seconds = 100,
  ) {
    this.pty = (pty as PtyModule).spawn(file, args, { ...options, cols: COLUMNS, rows: 50 });
    this.pty.onData((data) => {
      this.text += data;
      this.changed();
    });
    this.pty.onExit(({ exitCode, signal = 0 }) => {
      this.exit = { code: signal > 0 ? 128 + signal : exitCode, shown: this.shown };
      this.changed();
    });
  }

  private get shown(): string {
    return stripVTControlCharacters(this.text);
  }

  private changed(): void {
    for (const each of [...this.waiting]) each();
  }

  /** Waits until it has shown a text. */
  shows(text: string): Promise<void> {
    return this.until(`shows ${JSON.stringify(text)}`, () =>
      this.shown.includes(text) ? { value: undefined } : undefined,
    );
  }

  /** Waits until it has ended. */
  ended(): Promise<Ended> {
    return this.until("ends", () => this.exit && { value: this.exit }, true);
  }

  /** Presses keys: `"yes\r"`; Ctrl-C is `"\u0003"`, Ctrl-D is `"\u0004"`. */
  types(keys: string): void {
    this.pty.write(keys);
  }

  /** Sends it a signal; SIGHUP is what a terminal sends that is closed. */
  signal(name: NodeJS.Signals): void {
    this.pty.kill(name);
  }

  private until<T>(what: string, done: () => { readonly value: T } | undefined, evenIfEnded = false): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = (then: () => void) => {
        clearTimeout(timer);
        this.waiting.delete(look);
        then();
      };
      const look = () => {
        const found = done();
        if (found) return stop(() => resolve(found.value));
        if (this.exit && !evenIfEnded) stop(() => reject(new Error(`it ended before it ${what}:\n${this.shown}`)));
      };
      const giveUp = () => stop(() => reject(new Error(`after ${this.seconds} s it has not: ${what}\n${this.shown}`)));
      const timer = setTimeout(giveUp, this.seconds * 1000);
      this.waiting.add(look);
      look();
    });
  }

  /** Ends it if it has not ended: as Ctrl-C would, so that what it runs ends too, and then by force. */
  async stop(): Promise<void> {
    for (const [signal, patience] of [
      ["SIGINT", 10_000],
      ["SIGKILL", 10_000],
    ] as const) {
      if (this.exit) return;
      killGroup(this.pty.pid, signal);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patience);
        this.waiting.add(() => {
          if (!this.exit) return;
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }
}

/** A terminal's program leads a process group. */
function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has just ended.
  }
}
