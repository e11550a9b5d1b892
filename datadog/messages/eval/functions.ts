import type { EvalNumber, EvalValue } from "./nodes";

/** A function of `{{eval "…"}}`. */
interface EvalFunction {
  /** The fewest and the most arguments. */
  readonly arguments: readonly [number, number];
  readonly apply: (args: readonly EvalValue[]) => EvalValue;
}

/**
 * Every function there is.
 * @see https://docs.datadoghq.com/monitors/guide/template-variable-evaluation/#functions
 */
const FUNCTIONS: Readonly<Record<string, EvalFunction>> = {
  humanize_bytes: ofNumber(({ value }) => humanized(value, 1024, ["B", "KB", "MB", "GB", "TB", "PB", "EB"])),
  humanize_bits: ofNumber(({ value }) => humanized(value, 1000, ["b", "Kb", "Mb", "Gb", "Tb", "Pb", "Eb"])),
  abs: ofNumber(({ value, isFloat }) => ({ value: Math.abs(value), isFloat })),
  int: toInteger(Math.trunc),
  trunc: toInteger(Math.trunc),
  float: toFloat((value) => value),
  dec: toFloat((value) => withoutNoise(value - Math.trunc(value))),
  round: { arguments: [1, 2], apply: ([value, digits]) => rounded(value, digits) },
  ceil: toInteger(Math.ceil),
  floor: toInteger(Math.floor),
  sgn: toInteger(Math.sign),
  to_bool: ofNumber(({ value }) => (value === 1 ? true : value === 0 ? false : undefined)),
  exp: toFloat(Math.exp),
  log10: toFloat(Math.log10),
  sin: toFloat(Math.sin),
  sinh: toFloat(Math.sinh),
  asin: toFloat(Math.asin),
  asinh: toFloat(Math.asinh),
  cos: toFloat(Math.cos),
  cosh: toFloat(Math.cosh),
  acos: toFloat(Math.acos),
  acosh: toFloat(Math.acosh),
  tan: toFloat(Math.tan),
  tanh: toFloat(Math.tanh),
  atan: toFloat(Math.atan),
  atan2: { arguments: [2, 2], apply: ([y, x]) => ofTwo(y, x, Math.atan2) },
  atanh: toFloat(Math.atanh),
  upper: ofText((text) => text.toUpperCase()),
  lower: ofText((text) => text.toLowerCase()),
  substring: { arguments: [2, 3], apply: ([text, start, end]) => substring(text, start, end) },
  strip: { arguments: [1, 2], apply: ([text, characters]) => strip(text, characters) },
};

/** The function `name`, if there is one. */
export function evalFunction(name: string): EvalFunction | undefined {
  return Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
}

/** The names of all functions. */
export const EVAL_FUNCTIONS: readonly string[] = Object.keys(FUNCTIONS);

/** A number as an argument or an operand: a tag's value counts when it reads as one. */
export function numberOf(value: EvalValue): EvalNumber | undefined {
  if (typeof value === "object") return Number.isFinite(value.value) ? value : undefined;
  if (typeof value !== "string" || !/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value)) return undefined;
  return { value: Number(value), isFloat: /[.e]/i.test(value) };
}

function ofNumber(apply: (number: EvalNumber) => EvalValue): EvalFunction {
  return {
    arguments: [1, 1],
    apply: ([argument]) => {
      const number = numberOf(argument);
      return number && apply(number);
    },
  };
}

function toInteger(compute: (value: number) => number): EvalFunction {
  return ofNumber(({ value }) => ({ value: compute(value), isFloat: false }));
}

function toFloat(compute: (value: number) => number): EvalFunction {
  return ofNumber(({ value }) => ({ value: compute(value), isFloat: true }));
}

function ofTwo(a: EvalValue, b: EvalValue, compute: (a: number, b: number) => number): EvalValue {
  const [left, right] = [numberOf(a), numberOf(b)];
  return left && right && { value: compute(left.value, right.value), isFloat: true };
}

function ofText(compute: (text: string) => string): EvalFunction {
  return { arguments: [1, 1], apply: ([text]) => (typeof text === "string" ? compute(text) : undefined) };
}

/** `round(12.376, 2)` is 12.38; without digits the nearest whole number. */
function rounded(value: EvalValue, digits: EvalValue): EvalValue {
  const number = numberOf(value);
  if (!number) return undefined;
  const places = digits === undefined ? 0 : Math.trunc(numberOf(digits)?.value ?? 0);
  // through its decimal form: 1.005 is to become 1.01, and 1.005 * 100 is less than 100.5
  const shifted = shift(Math.round(shift(Math.abs(number.value), places)), -places);
  return { value: Math.sign(number.value) * shifted, isFloat: digits !== undefined && number.isFloat };
}

function shift(value: number, places: number): number {
  const [digits, exponent = "0"] = String(value).split("e");
  return Number(`${digits}e${Number(exponent) + places}`);
}

function substring(text: EvalValue, start: EvalValue, end: EvalValue): EvalValue {
  const from = numberOf(start)?.value;
  if (typeof text !== "string" || from === undefined) return undefined;
  return text.slice(from, numberOf(end)?.value);
}

/** `strip("abchost:Eabc", "abc")` is `host:E`: characters of the second text go at both ends, white space without one. */
function strip(text: EvalValue, characters: EvalValue): EvalValue {
  if (typeof text !== "string") return undefined;
  if (typeof characters !== "string") return text.trim();
  let start = 0;
  let end = text.length;
  while (start < end && characters.includes(text[start]!)) start++;
  while (end > start && characters.includes(text[end - 1]!)) end--;
  return text.slice(start, end);
}

/** `1.5 GB`: the largest unit of which there is one, two decimals at most. */
function humanized(value: number, step: number, units: readonly string[]): string {
  let unit = 0;
  let amount = Math.abs(value);
  for (; amount >= step && unit < units.length - 1; unit++) amount /= step;
  return `${value < 0 ? "-" : ""}${Math.round(amount * 100) / 100} ${units[unit]}`;
}

/** Without the noise of binary fractions: 12.345 - 12 is 0.345. */
export function withoutNoise(value: number): number {
  const isExact = Number.isInteger(value) && Math.abs(value) < 1e12;
  return isExact || !Number.isFinite(value) ? value : Number(value.toPrecision(12));
}
