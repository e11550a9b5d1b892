import { isObject, type Json } from "../json";
import { TerraformProblem } from "./problem";

/** `[*]`: the rest of a reference, of each item of a list. */
const EACH = Symbol("[*]");

/** `datadog_monitor.cpu.id` in steps: names, places in lists, and `[*]`. */
export type Reference = readonly (string | number | typeof EACH)[];

/** The reference that an expression is, or a problem that says what it is instead. */
export function referenceIn(expression: string, place: string): Reference {
  const steps = /^[A-Za-z_][\w-]*((\.[\w-]+|\[(\d+|\*|"[^"\\]*")\]))*$/.test(expression)
    ? [...expression.matchAll(/\[(\d+)\]|\["([^"\\]*)"\]|\[(\*)\]|([\w-]+)/g)]
    : [];
  if (steps.length === 0) throw new TerraformProblem(place, whatItIs(expression));
  return steps.map(([, index, key, each, name]) => {
    if (each !== undefined) return EACH;
    return index === undefined ? (key ?? name ?? "") : Number(index);
  });
}

function whatItIs(expression: string): string {
  const shown = expression.length > 80 ? `${expression.slice(0, 80)}…` : expression;
  const name = /^([A-Za-z_]\w*)\(/.exec(expression)?.[1];
  if (name !== undefined) {
    return `the Terraform function ${name}() is not evaluated here: ${shown}. Replace it with its result, or load a plan (terraform show -json).`;
  }
  return `only references and variables are evaluated here, not ${shown}. Replace it with the value, or load a plan (terraform show -json).`;
}

/** The expression of a value that is one literal, `"text"`, `12` or `true`; undefined for anything else. */
export function literalIn(expression: string): Json | undefined {
  if (!/^("([^"\\$%]|\\["\\nrt])*"|-?\d+(\.\d+)?|true|false|null)$/.test(expression)) return undefined;
  return JSON.parse(expression) as Json;
}

/** Follows the remaining steps into a value; undefined where a step leads nowhere. */
export function follow(value: Json | undefined, steps: Reference): Json | undefined {
  let current = value;
  for (const [at, step] of steps.entries()) {
    if (step === EACH) {
      if (!Array.isArray(current)) return undefined;
      return (current as readonly Json[]).map((item) => follow(item, steps.slice(at + 1)) ?? null);
    }
    if (Array.isArray(current)) current = (current as readonly Json[])[Number(step)];
    else if (isObject(current)) current = Object.hasOwn(current, String(step)) ? current[String(step)] : undefined;
    else return undefined;
  }
  return current;
}
