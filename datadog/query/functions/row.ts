/**
 * What is known of a function, a modifier or a link of a monitor's chain: one row each. Parser, checks, explanation,
 * builder and evaluator ask the row; what it does not say, nobody knows.
 */

/** What an argument is. The rules of each kind stand in `values.ts`. */
export type ParameterKind =
  /** Something that computes a series: a metric, a call, arithmetic, a formula's name. */
  | "series"
  /** A series or a number. */
  | "operand"
  | "number"
  /** A whole number. */
  | "integer"
  /** A whole number of seconds, as a number. */
  | "seconds"
  /** Seconds by which time moves; negative is the past. */
  | "shift"
  /** A word, quoted or not. */
  | "word"
  | "boolean"
  /** A length of time: `5m`, `1h`, `7d`. */
  | "duration"
  /** Seconds as a number, or a length of time. */
  | "interval"
  /** The end of a monitor's window: `last_15m`. */
  | "window"
  /** `-1d`, `-2w`, `-1mo`. */
  | "calendarShift"
  /** An IANA time zone, or `UTC`. */
  | "timeZone"
  /** Tag keys in braces: `{host,env}`. */
  | "keys"
  /** Anything at all: where Datadog documents nothing. */
  | "any";

/** One parameter, in the order in which arguments are given. */
export interface Parameter {
  /** What it is called; an argument may be given by this name where `named` says so. */
  readonly name: string;
  readonly kind: ParameterKind;
  /**
   * The values that Datadog takes. Words beside a kind of numbers are taken besides: `fill` takes a number or `linear`.
   * @default any of the kind
   */
  readonly values?: readonly (string | number)[];
  /** Other forms that a word may have beside `values`, such as `pc95`. @default none */
  readonly pattern?: RegExp;
  /** What `pattern` takes, in words: `a percentile such as pc95`. */
  readonly patternText?: string;
  /** The smallest number; the number itself is taken. @default any */
  readonly minimum?: number;
  /** The largest number; the number itself is taken. @default any */
  readonly maximum?: number;
  /** Whether the smallest number itself is refused. @default false */
  readonly exclusive?: boolean;
  /** Whether it may be left out. @default false */
  readonly optional?: boolean;
  /** What Datadog takes where it is left out. @default not documented */
  readonly default?: string | number | boolean;
  /** Whether it is given by name (`direction='both'`) and not by place. @default false */
  readonly named?: boolean;
  /** Whether several may be given, one after the other. @default false */
  readonly repeated?: boolean;
  /** The parameter, and its values, beside which this one may be left out. @default none: `optional` alone says */
  readonly optionalBeside?: Readonly<Record<string, readonly string[]>>;
  /** Of which words one must be among those that are given. @default none */
  readonly includes?: readonly string[];
  /** How many may be given, commas inside a word counted. @default any number */
  readonly most?: number;
  /** The parameter that must be given as a word for this one to be allowed. @default none */
  readonly afterWord?: string;
  /** Whether words may be written in any case. @default false */
  readonly anyCase?: boolean;
  /** How a value is said in a sentence: `{ desc: "highest" }`. @default as it is written */
  readonly words?: Readonly<Record<string, string>>;
  /** How a value that is not among `words` is said, `{}` in its place: `filled with {}`. @default as it is written */
  readonly otherwise?: string;
  /** What it is called in messages. @default its name, with spaces */
  readonly called?: string;
}

/** What takes arguments. */
export interface Signature {
  readonly parameters: readonly Parameter[];
  /**
   * What it yields, for explanations: the first form of which all parameters are given. They stand in braces; `{settings}`
   * is all that is not the series, as it is written.
   */
  readonly sentences: readonly string[];
  /** The page of Datadog's documentation. */
  readonly page: string;
}

/** What becomes of the groups of the input. */
export type Groups =
  | "kept"
  /** One series is left. */
  | "dropped"
  /** Grouped by the keys that are given; without keys, series are combined group by group. */
  | "regrouped";

/** When Datadog computes it, seen from the aggregation over space; the aggregation over time always comes before. */
export type Evaluated = "before space aggregation" | "after space aggregation";

/**
 * The values of the result, told by those of the input:
 * `kept` among them or between them; `kept or zero`; `at least`, `at most` cut off at the limit that is given;
 * `not negative`; `fraction` from 0 to 1; `any`.
 */
export type Values = "kept" | "kept or zero" | "at least" | "at most" | "not negative" | "fraction" | "any";

/** A function: `top(q, 10, 'mean', 'desc')`. Every function yields series. */
export interface FunctionRow extends Signature {
  readonly groups: Groups;
  readonly evaluated: Evaluated;
  readonly values: Values;
  /** Whether the result has the unit of the input. */
  readonly keepsUnit: boolean;
  /** Whether it makes a rate, a difference or a count of what it is given, so that a raw counter fits into it. */
  readonly takesCounters: boolean;
  /** Whether the query of a monitor may have it. */
  readonly inMonitors: boolean;
  /** Whether it may stand inside `forecast()`. */
  readonly inForecasts: boolean;
  /** Whether the input must be grouped. */
  readonly needsGroups: boolean;
  /** Whether Datadog's documentation has it: of the others only the name is known, from real queries. */
  readonly documented: boolean;
}

type Facts = Partial<Omit<FunctionRow, keyof Signature>>;

/** A row with what most functions have: groups kept, computed after space aggregation, allowed everywhere. */
export function row(
  page: string,
  parameters: readonly Parameter[],
  sentences: string | readonly string[],
  facts: Facts = {},
): FunctionRow {
  return {
    parameters,
    sentences: typeof sentences === "string" ? [sentences] : sentences,
    page,
    groups: "kept",
    evaluated: "after space aggregation",
    values: "any",
    keepsUnit: facts.values !== undefined && KEEPING.has(facts.values),
    takesCounters: false,
    inMonitors: true,
    inForecasts: true,
    needsGroups: false,
    documented: true,
    ...facts,
  };
}

const KEEPING: ReadonlySet<Values> = new Set(["kept", "kept or zero", "at least", "at most"]);

/** The rows of one statement: `family("ewma_", [3, 5], (span) => …)` has the rows `ewma_3` and `ewma_5`. */
export function family<const Prefix extends string, const Member extends string | number>(
  prefix: Prefix,
  members: readonly Member[],
  of: (member: Member) => FunctionRow,
): Readonly<Record<`${Prefix}${Member}`, FunctionRow>> {
  const rows = members.map((member) => [`${prefix}${member}`, of(member)] as const);
  return Object.fromEntries(rows) as Record<`${Prefix}${Member}`, FunctionRow>;
}

const FUNCTIONS_PAGE = "https://docs.datadoghq.com/dashboards/functions/";

/** The page of a group of functions: `rank`. */
export const functionsPage = (name: string) => `${FUNCTIONS_PAGE}${name}/`;

/** The query that a function is given. */
export const SERIES: Parameter = { name: "series", kind: "series", called: "query" };

/** Parameters of what nobody has documented. */
export const UNDOCUMENTED: readonly Parameter[] = [
  { name: "series", kind: "any", called: "query" },
  { name: "settings", kind: "any", optional: true, repeated: true },
];
