import type { Sandbox } from "../../stacks/sandbox";
import type { Findings, PreflightRequest } from "../preflight";
import { type RunTerraform, secretsHidden, type Variables } from "../terraform";
import type { Colors } from "../words";

/** What a deployment, or a look for drift, meets outside. */
export interface Outside {
  readonly env: Variables;
  readonly sandbox?: Sandbox;
  /** cdktf's output folder, in which everything was synthesized. */
  readonly outdir: string;
  readonly advice: readonly string[];
  readonly run: RunTerraform;
  readonly preflight: (request: PreflightRequest) => Promise<Findings>;
  /** Asks; undefined at the end of the input. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly print: (line: string) => void;
  /** Takes what went wrong. */
  readonly complain: (line: string) => void;
  /** Shows what is being done and how far it is until it is replaced, or taken away by an empty text. */
  readonly status: (text: string, detail?: string) => void;
  readonly width: number;
  readonly colors: Colors;
}

/** The same, with the secrets of `env` hidden in whatever is printed. */
export function hidingSecrets(outside: Outside): Outside {
  const hide = secretsHidden(outside.env);
  return {
    ...outside,
    print: (line) => outside.print(hide(line)),
    complain: (line) => outside.complain(hide(line)),
  };
}
