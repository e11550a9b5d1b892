import { createInterface } from "node:readline";
import { Interrupted, SIGNALS } from "../terraform";

/** What to do after an answer, and what to say. */
export interface Decision {
  readonly approved: boolean;
  /** @default nothing */
  readonly say?: string;
}

/**
 * What a typed answer means. Only the whole word approves, so that no stray key does.
 * @param answer the line; undefined at the end of the input (Ctrl-D)
 */
export function decisionOn(answer: string | undefined): Decision {
  const word = answer?.trim() ?? "";
  if (word === "yes") return { approved: true };
  const why = word === "" || word === "no" ? "" : `: ${JSON.stringify(word.slice(0, 40))} is not "yes"`;
  return { approved: false, say: `Nothing was changed${why}.` };
}

/**
 * Asks on a terminal, with nothing preselected.
 * @returns the line that was typed; undefined at the end of the input
 * @throws Interrupted at a Ctrl-C or a signal, at once
 */
export function typedAnswer(
  question: string,
  input: NodeJS.ReadableStream = process.stdin,
  output: NodeJS.WritableStream = process.stdout,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const reader = createInterface({ input, output });
    const interrupt = () => {
      output.write("\n");
      ended(() => reject(new Interrupted()));
    };
    const ended = (then: () => void) => {
      for (const signal of SIGNALS) process.off(signal, interrupt);
      reader.removeAllListeners().close();
      then();
    };
    for (const signal of SIGNALS) process.on(signal, interrupt);
    reader.once("SIGINT", interrupt);
    reader.once("close", () => ended(() => resolve(undefined)));
    reader.question(question, (line) => ended(() => resolve(line)));
  });
}
