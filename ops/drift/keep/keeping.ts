import type { Environment } from "../../../environments/schema";
import type { MetricsInCode } from "../../import/metrics-in-code";
import type { ChangedFiles } from "./files";

/** What the writing of changes into the code has in common. */
export interface Keeping {
  readonly environment: Environment;
  readonly files: ChangedFiles;
  readonly metrics: MetricsInCode;
  /** The id of a deployed object that a definition links to. */
  readonly idOf: (definition: object) => string;
  /** The names in code of monitors by their ids. */
  readonly monitorNames: ReadonlyMap<string, string>;
  /** What files exported when they were first loaded. */
  readonly loaded: Map<string, Readonly<Record<string, unknown>>>;
}

/** A change that cannot be written into the code, in one line that says why. */
export class KeepError extends Error {
  override readonly name = "KeepError";
}
