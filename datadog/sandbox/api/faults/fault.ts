import { isObject, type Json } from "../../../json";
import { badRequest } from "../../refusal";

/** What goes wrong with a request. */
export type Failure =
  | { readonly kind: "status"; readonly status: number /** Seconds. */; readonly reset?: number }
  /** The connection closes, before the request is carried out or after it. */
  | { readonly kind: "drop"; readonly isAfter: boolean }
  | { readonly kind: "slow"; readonly milliseconds: number }
  /** The answer ends in the middle of its body. */
  | { readonly kind: "truncated" }
  /** The answer is a page of HTML with status 200. */
  | { readonly kind: "garbage" };

/** Which of the requests that match: all, each Nth one, or the first ones. */
export type Turn = { readonly kind: "every" | "first"; readonly count: number };

/** A fault on demand, as it was written and as it is understood. */
export interface Fault {
  readonly text: string;
  readonly method: string;
  readonly path: RegExp;
  readonly failure: Failure;
  readonly turn: Turn;
}

const FORM =
  "expected METHOD PATH, then a status (500, 429 reset 5), drop before, drop after, slow 2s, truncated, or garbage, then nothing, every N, first N, or once: 'POST /api/v1/monitor 500 every 3'";

/**
 * Reads a fault: `POST /api/v1/monitor 500 every 3`. `*` stands for any method, and in a path for any characters but `/`;
 * `**` for any characters. Faults with 4xx and 5xx happen before the request is carried out, like `drop before`.
 * @throws Refusal (400) with the form that is expected
 */
export function parseFault(text: string): Fault {
  const [method = "", path = "", ...words] = text.trim().split(/\s+/);
  const wrong = (what: string) => badRequest(`Fault '${text.slice(0, 200)}': ${what}; ${FORM}`);
  if (!/^(\*|[A-Za-z]{3,7})$/.test(method)) throw wrong(`'${method}' is not a method`);
  if (!/^[/*]/.test(path)) throw wrong(`'${path}' is not a path`);
  const rest = words.join(" ").toLowerCase();
  const [, what = "", how] = /^(.*?)(?: ?\b(every \d+|first \d+|once))?$/.exec(rest) ?? [];
  const failure = failureIn(what);
  if (failure === undefined) throw wrong(what === "" ? "it does not say what goes wrong" : `'${what}' is not a fault`);
  const [word, count] = (how ?? "every 1").replace("once", "first 1").split(" ");
  if (Number(count) < 1) throw wrong(`'${how}' never happens`);
  const turn: Turn = { kind: word === "first" ? "first" : "every", count: Number(count) };
  return { text: text.trim().replace(/\s+/g, " "), method: method.toUpperCase(), path: pattern(path), failure, turn };
}

function failureIn(text: string): Failure | undefined {
  const [, status, reset] = /^([45]\d\d)(?: reset (\d{1,6}))?$/.exec(text) ?? [];
  if (status !== undefined) {
    return { kind: "status", status: Number(status), ...(reset === undefined ? {} : { reset: Number(reset) }) };
  }
  const [, number, unit] = /^slow (\d{1,7}(?:\.\d{1,3})?)(ms|s)$/.exec(text) ?? [];
  if (number !== undefined) {
    const milliseconds = Number(number) * (unit === "s" ? 1000 : 1);
    return milliseconds <= 86_400_000 ? { kind: "slow", milliseconds } : undefined;
  }
  if (text === "drop before" || text === "drop after") return { kind: "drop", isAfter: text === "drop after" };
  return text === "truncated" || text === "garbage" ? { kind: text } : undefined;
}

function pattern(path: string): RegExp {
  const parts = path.split(/(\*{1,2})/).map((part) => {
    if (part === "**") return ".*";
    return part === "*" ? "[^/]*" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`);
}

/** The faults that are on, each with the number of requests that matched it. */
export class Faults {
  private active: { readonly fault: Fault; matched: number; happened: number }[] = [];

  /** @throws Refusal (400) for one that cannot be read */
  constructor(texts: readonly string[] = []) {
    this.add(texts);
  }

  /** All of them, or none where one cannot be read. */
  add(texts: readonly string[]): void {
    const faults = texts.map(parseFault);
    this.active.push(...faults.map((fault) => ({ fault, matched: 0, happened: 0 })));
  }

  /** Takes these in place of all. */
  replace(texts: readonly string[]): void {
    const before = this.active;
    this.active = [];
    try {
      this.add(texts);
    } catch (error) {
      this.active = before;
      throw error;
    }
  }

  clear(): void {
    this.active = [];
  }

  list(): Json {
    return this.active.map(({ fault, matched, happened }) => ({ fault: fault.text, matched, happened }));
  }

  /** What goes wrong with a request; of several faults whose turn it is, the first. Every one that matches counts it. */
  next(method: string, path: string): Fault | undefined {
    const due = this.active.filter((entry) => {
      const { fault } = entry;
      if ((fault.method !== "*" && fault.method !== method) || !fault.path.test(path)) return false;
      entry.matched++;
      const { kind, count } = fault.turn;
      return kind === "every" ? entry.matched % count === 0 : entry.matched <= count;
    });
    const [first] = due;
    if (first !== undefined) first.happened++;
    return first?.fault;
  }
}

/** The faults that a body of the control endpoint names: `{"faults": ["POST …"]}`. */
export function faultsIn(body: Json): string[] {
  const texts = isObject(body) ? body.faults : undefined;
  if (!Array.isArray(texts) || !texts.every((text) => typeof text === "string")) {
    throw badRequest('expected {"faults": ["POST /api/v1/monitor 500 every 3"]}');
  }
  return texts as string[];
}
