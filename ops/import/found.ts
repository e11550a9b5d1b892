import type { JsonObject } from "../../datadog/json";
import type { ImportKind } from "./kinds";

/** An object as it was read: what Datadog keeps of it, with what Datadog set. */
export interface Found {
  readonly kind: ImportKind;
  readonly definition: JsonObject;
  /** Where it was read, for messages: `export.json`, `monitor 123`. */
  readonly from: string;
  /** By which Datadog knows it. @default not known: nothing can be taken over, only made again */
  readonly id?: string;
}

/** Something that is not brought into code, and why, in a sentence. */
export interface LeftOut {
  /** What it is: `downtime in export.json`. */
  readonly what: string;
  readonly why: string;
}

/** A mistake in what was asked for, in one line that says what to do. */
export class ImportError extends Error {
  override readonly name = "ImportError";
}
