import type { z } from "zod";
import type { Finding } from "../findings";
import { isObject, type Json, type JsonObject, setKey } from "../json";
import type { MetricCatalog } from "../query";

/** What a rule over a monitor asks of the SLO that it alerts on. */
export interface KnownSlo {
  readonly name: string;
  readonly type: string;
  readonly thresholds: readonly { readonly timeframe: string; readonly target: number }[];
}

/** What is known beside a definition; each kind asks for what concerns it. */
export interface CheckOptions {
  /** The metrics there are. @default none: the checks that ask about metrics say nothing */
  readonly catalog?: MetricCatalog;
  /** Whom a message may name, beside e-mail addresses. @default not known: no handle is reported as unknown */
  readonly handles?: readonly string[];
  /** An SLO by its id. @default none is known */
  readonly slo?: (id: string) => KnownSlo | undefined;
  /**
   * Which keys that are not known here are reported: every one, as in files that people write, or those that are near to a
   * known one, since Datadog adds fields before they are known here.
   * @default "near" for monitors and dashboards, "all" for other kinds
   */
  readonly unknownKeys?: "all" | "near";
}

/** What Datadog adds to a definition, and in which form it keeps it. */
export interface Given {
  /**
   * The fields that Datadog sets and nobody declares: ids, times, people, states. A dot leads into an object or into each
   * item of a list: `attributes.created_at`, `widgets.id`. An export, a snapshot and a comparison leave them out, and a
   * request that sends them along does not change them.
   */
  readonly fields: readonly string[];
  /** Lists whose order means nothing: `attributes.tags`. @default none */
  readonly unordered?: readonly string[];
  /** The definition in the form in which Datadog keeps it, with its defaults. Takes one that breaks no rule. */
  readonly complete: (definition: JsonObject) => JsonObject;
}

/** A kind of object that Datadog keeps. Everything that handles definitions of any kind asks this. */
export interface DefinitionKind {
  /** What one is called in a sentence: `log pipeline`. */
  readonly name: string;
  /** Its shape; a function, so that what never asks does not load it. */
  readonly schema: () => z.ZodType;
  /** What is wrong with a definition; takes any value. */
  readonly check: (definition: unknown, options?: CheckOptions) => readonly Finding[];
  /**
   * What is wrong with some definitions of one organization together; each path begins with the index. Takes definitions with
   * which nothing else is wrong. @default nothing
   */
  readonly checkTogether?: (definitions: readonly JsonObject[]) => readonly Finding[];
  /** Whether an object is meant to be one, by the fields that only this kind has. */
  readonly recognizes: (value: JsonObject) => boolean;
  /** What people call the definition: its name, title or reference. */
  readonly nameOf: (definition: JsonObject) => string;
  readonly given: Given;
}

/** The object as it is declared: without the fields that Datadog sets. */
export function declared(given: Given, object: JsonObject): JsonObject {
  return given.fields.reduce((kept, field) => withoutField(kept, field.split(".")), object);
}

function withoutField(object: JsonObject, [step = "", ...rest]: readonly string[]): JsonObject {
  if (!Object.hasOwn(object, step)) return object;
  const kept: Record<string, Json | undefined> = {};
  for (const [key, value] of Object.entries(object)) {
    if (key !== step) setKey(kept, key, value);
    else if (rest.length > 0) setKey(kept, key, withoutInside(value, rest));
  }
  return kept;
}

function withoutInside(value: Json | undefined, field: readonly string[]): Json | undefined {
  if (Array.isArray(value)) return value.map((item: Json) => (isObject(item) ? withoutField(item, field) : item));
  return isObject(value) ? withoutField(value, field) : value;
}
