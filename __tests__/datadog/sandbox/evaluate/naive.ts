/**
 * A second evaluator, slow and plain, to hold the real one to: one window at a time, one bucket at a time, from lists of
 * points. It shares no code with the real one and knows part of the language: metric queries with scope, grouping,
 * as_count and as_rate, rollup and fill; arithmetic; abs, clamp_min, cumsum, diff and default_zero.
 */

export type NaiveType = "gauge" | "count" | "rate";

export interface NaiveSeries {
  readonly metric: string;
  readonly type: NaiveType;
  readonly tags: Readonly<Record<string, string>>;
  /** Seconds that a value stands for. */
  readonly interval: number;
  readonly points: readonly (readonly [time: number, value: number])[];
}

export type Method = "avg" | "sum" | "min" | "max";

export interface NaiveMetric {
  readonly kind: "metric";
  readonly metric: string;
  readonly space: Method;
  /** `key` must have `value`, or must not; a value may end in `*`. */
  readonly scope: readonly { readonly key: string; readonly value: string; readonly not: boolean }[];
  readonly by: readonly string[];
  readonly reads?: "as_count" | "as_rate";
  readonly rollup?: { readonly method: Method; readonly seconds: number };
  readonly fill?: "null" | "zero" | "last" | "linear";
}

export type NaiveExpression =
  | NaiveMetric
  | { readonly kind: "number"; readonly value: number }
  | {
      readonly kind: "arithmetic";
      readonly operator: "+" | "-" | "*" | "/";
      readonly left: NaiveExpression;
      readonly right: NaiveExpression;
    }
  | {
      readonly kind: "call";
      readonly name: "abs" | "cumsum" | "diff" | "clamp_min";
      readonly operand: NaiveExpression;
      readonly limit?: number;
    };

export interface NaiveMonitor {
  readonly aggregator: Method;
  /** Minutes. */
  readonly window: number;
  readonly expression: NaiveExpression;
}

type Row = (number | undefined)[];
/** Rows by group. Groups are written `key:value,key:value`. */
interface Table {
  readonly rows: Map<string, Row>;
  readonly by: readonly string[];
  /** Missing values are 0 beside another operand. */
  readonly zero: boolean;
  readonly constant?: number;
}

// ---------------------------------------------------------------------------------------------------- text

export function textOf(expression: NaiveExpression): string {
  switch (expression.kind) {
    case "number":
      return String(expression.value);
    case "arithmetic":
      return `(${textOf(expression.left)} ${expression.operator} ${textOf(expression.right)})`;
    case "call": {
      const limit = expression.name === "clamp_min" ? `, ${expression.limit}` : "";
      return `${expression.name}(${textOf(expression.operand)}${limit})`;
    }
    case "metric": {
      const { space, metric, scope, by, reads, rollup, fill } = expression;
      const inside = scope.map(({ key, value, not }) => `${not ? "!" : ""}${key}:${value}`).join(",") || "*";
      const grouped = by.length > 0 ? ` by {${by.join(",")}}` : "";
      const modifiers = [
        reads ? `.${reads}()` : "",
        rollup ? `.rollup(${rollup.method}, ${rollup.seconds})` : "",
        fill ? `.fill(${fill})` : "",
      ];
      return `${space}:${metric}{${inside}}${grouped}${modifiers.join("")}`;
    }
  }
}

export const monitorText = ({ aggregator, window, expression }: NaiveMonitor) =>
  `${aggregator}(last_${window}m):${textOf(expression)} > 0`;

// -------------------------------------------------------------------------------------------------- numbers

function combine(values: readonly number[], method: Method): number | undefined {
  if (values.length === 0) return undefined;
  const sum = values.reduce((before, value) => before + value, 0);
  if (method === "sum") return sum;
  if (method === "avg") return sum / values.length;
  return method === "min" ? Math.min(...values) : Math.max(...values);
}

function calculate(operator: string, a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  const value = operator === "+" ? a + b : operator === "-" ? a - b : operator === "*" ? a * b : a / b;
  return Number.isFinite(value) ? value : undefined;
}

// ------------------------------------------------------------------------------------------------ one metric

interface Window {
  /** Seconds: the starts of the buckets. */
  readonly starts: readonly number[];
  readonly step: number;
  /** Points from then on are not there yet. */
  readonly now: number;
  readonly aggregator: Method;
}

function matches(series: NaiveSeries, query: NaiveMetric): boolean {
  if (series.metric !== query.metric) return false;
  return query.scope.every(({ key, value, not }) => {
    const has = series.tags[key];
    const same = has !== undefined && (value.endsWith("*") ? has.startsWith(value.slice(0, -1)) : has === value);
    return same !== not;
  });
}

/** The points of one series in one bucket, as one value. */
function bucketOf(series: NaiveSeries, query: NaiveMetric, start: number, window: Window): number | undefined {
  const inside = series.points.filter(([time]) => time >= start && time < start + window.step && time < window.now);
  const values = inside.map(([, value]) => value);
  const usual = query.rollup ? query.rollup.method : window.aggregator;
  if (series.type === "gauge" || query.reads === undefined) return combine(values, usual);
  const counts = values.map((value) => (series.type === "rate" ? value * series.interval : value));
  if (query.reads === "as_count") return combine(counts, query.rollup?.method ?? "sum");
  const rates = counts.map((count) => count / series.interval);
  if (query.rollup && query.rollup.method !== "sum") return combine(rates, query.rollup.method);
  const total = combine(counts, "sum");
  return total === undefined ? undefined : total / window.step;
}

/** A gap's value on the straight line between the points about it, if the one before is near enough. */
function straight(row: Row, index: number, step: number): number | undefined {
  let before = index - 1;
  while (before >= 0 && row[before] === undefined) before--;
  let after = index + 1;
  while (after < row.length && row[after] === undefined) after++;
  if (before < 0 || after >= row.length || (index - before) * step > 300) return undefined;
  return row[before]! + ((row[after]! - row[before]!) * (index - before)) / (after - before);
}

function filled(row: Row, query: NaiveMetric, step: number): Row {
  return row.map((value, index) => {
    if (value !== undefined || query.fill === "null") return value;
    if (query.fill === "linear") return straight(row, index, step);
    let before = index - 1;
    while (before >= 0 && row[before] === undefined) before--;
    if (before < 0 || (index - before) * step > 300) return undefined;
    return query.fill === "zero" ? 0 : row[before];
  });
}

function metric(query: NaiveMetric, all: readonly NaiveSeries[], window: Window, early?: (row: Row) => Row): Table {
  const matching = all.filter((series) => matches(series, query));
  // a series without a tag of the grouping is as if it were not there
  const found = matching.filter(({ tags }) => query.by.every((key) => tags[key] !== undefined));
  // fill() sees five minutes more
  const before = query.fill && query.fill !== "null" ? Math.ceil(300 / window.step) : 0;
  const first = window.starts[0] ?? 0;
  const starts = [
    ...Array.from({ length: before }, (_, index) => first - (before - index) * window.step),
    ...window.starts,
  ];
  let rows = found.map((series) => starts.map((start) => bucketOf(series, query, start, window)));
  if (query.fill) rows = rows.map((row) => filled(row, query, window.step));
  else {
    const gauges = rows.filter((_, index) => found[index]!.type === "gauge");
    rows = rows.map((row, which) =>
      row.map((value, index) => {
        if (value !== undefined || found[which]!.type !== "gauge") return value;
        const another = gauges.some((other) => other !== row && other[index] !== undefined);
        return another ? straight(row, index, window.step) : undefined;
      }),
    );
  }
  rows = rows.map((row) => row.slice(before));
  if (early) rows = rows.map(early);
  const groups = new Map<string, Row[]>();
  if (query.by.length === 0) groups.set("", []);
  found.forEach((series, index) => {
    const name = query.by.map((key) => `${key}:${series.tags[key]}`).join(",");
    groups.set(name, [...(groups.get(name) ?? []), rows[index]!]);
  });
  const result = new Map<string, Row>();
  for (const [name, members] of groups) {
    const row = window.starts.map((_, index) =>
      combine(
        members.flatMap((member) => (member[index] === undefined ? [] : [member[index]!])),
        query.space,
      ),
    );
    result.set(name, row);
  }
  const zero = query.reads !== undefined && matching.every(({ type }) => type !== "gauge");
  return { rows: result, by: query.by, zero };
}

// ------------------------------------------------------------------------------------------------ expressions

function cumulative(row: Row): Row {
  let sum = 0;
  return row.map((value) => {
    if (value === undefined) return undefined;
    sum += value;
    return sum;
  });
}

function differences(row: Row): Row {
  let before: number | undefined;
  return row.map((value) => {
    if (value === undefined) return undefined;
    const difference = before === undefined ? undefined : value - before;
    before = value;
    return difference;
  });
}

/** The row of a group, bucket by bucket, from what either side has. */
function pairedRow(operator: string, sides: readonly [Table, Table], rows: readonly [Row?, Row?], length: number): Row {
  const [left, right] = sides;
  const constants = left.constant !== undefined || right.constant !== undefined;
  return Array.from({ length }, (_, index) => {
    const one = left.constant ?? rows[0]?.[index];
    const other = right.constant ?? rows[1]?.[index];
    if (!constants && one === undefined && other !== undefined && left.zero) return calculate(operator, 0, other);
    if (!constants && other === undefined && one !== undefined && right.zero) return calculate(operator, one, 0);
    return calculate(operator, one, other);
  });
}

/** Which groups of two tables belong together: equal ones; one without groups belongs to all. */
function pairedNames(left: Table, right: Table): readonly (readonly [name: string, left: string, right: string])[] {
  const names = (table: Table) => [...table.rows.keys()];
  if (right.constant !== undefined) return names(left).map((name) => [name, name, ""]);
  if (left.constant !== undefined) return names(right).map((name) => [name, "", name]);
  if (left.by.length === right.by.length)
    return [...new Set([...names(left), ...names(right)])].map((name) => [name, name, name]);
  return left.by.length > 0
    ? names(left).map((name) => [name, name, ""])
    : names(right).map((name) => [name, "", name]);
}

/** Two tables by an operation. */
function paired(operator: string, left: Table, right: Table, length: number): Table {
  const by = left.by.length >= right.by.length ? left.by : right.by;
  const zero = (left.constant !== undefined || left.zero) && (right.constant !== undefined || right.zero);
  if (left.constant !== undefined && right.constant !== undefined) {
    return { rows: new Map(), by, zero, constant: calculate(operator, left.constant, right.constant) };
  }
  const rows = new Map<string, Row>();
  for (const [name, one, other] of pairedNames(left, right)) {
    rows.set(name, pairedRow(operator, [left, right], [left.rows.get(one), right.rows.get(other)], length));
  }
  return { rows, by, zero };
}

function evaluate(expression: NaiveExpression, all: readonly NaiveSeries[], window: Window): Table {
  switch (expression.kind) {
    case "number":
      return { rows: new Map(), by: [], zero: true, constant: expression.value };
    case "metric":
      return metric(expression, all, window);
    case "arithmetic": {
      const left = evaluate(expression.left, all, window);
      const right = evaluate(expression.right, all, window);
      return paired(expression.operator, left, right, window.starts.length);
    }
    case "call": {
      const { name, operand, limit = 0 } = expression;
      if (name === "diff" && operand.kind === "metric")
        return { ...metric(operand, all, window, differences), zero: false };
      const table = evaluate(operand, all, window);
      const change = (row: Row): Row => {
        if (name === "cumsum") return cumulative(row);
        if (name === "diff") return differences(row);
        return row.map((value) =>
          value === undefined ? undefined : name === "abs" ? Math.abs(value) : Math.max(value, limit),
        );
      };
      const rows = new Map([...table.rows].map(([group, row]) => [group, change(row)]));
      const one = table.constant;
      const constant =
        one === undefined
          ? undefined
          : name === "abs"
            ? Math.abs(one)
            : name === "clamp_min"
              ? Math.max(one, limit)
              : one;
      return { ...table, rows, constant };
    }
  }
}

// --------------------------------------------------------------------------------------------------- monitors

const parts = (expression: NaiveExpression): readonly NaiveExpression[] =>
  expression.kind === "arithmetic"
    ? [expression, ...parts(expression.left), ...parts(expression.right)]
    : expression.kind === "call"
      ? [expression, ...parts(expression.operand)]
      : [expression];

function windowFor(expression: NaiveExpression, monitor: NaiveMonitor, step: number, time: number): Window {
  const from = time - monitor.window * 60;
  const rollups = parts(expression).flatMap((part) =>
    part.kind === "metric" && part.rollup ? [part.rollup.seconds] : [],
  );
  const length = rollups.length > 0 ? Math.max(...rollups) : step;
  const starts: number[] = [];
  for (let start = rollups.length > 0 ? Math.ceil(from / length) * length : from; start < time; start += length)
    starts.push(start);
  return { starts, step: length, now: time, aggregator: rollups.length > 0 ? "avg" : monitor.aggregator };
}

/** As many values as groups; arithmetic with as_count() goes over totals. */
function totals(
  expression: NaiveExpression,
  monitor: NaiveMonitor,
  all: readonly NaiveSeries[],
  step: number,
  time: number,
  onTotals = parts(expression).some((part) => part.kind === "arithmetic"),
): Table {
  const inner = (part: NaiveExpression) => totals(part, monitor, all, step, time, onTotals);
  if (onTotals && expression.kind === "arithmetic")
    return paired(expression.operator, inner(expression.left), inner(expression.right), 1);
  if (onTotals && expression.kind === "call" && (expression.name === "abs" || expression.name === "clamp_min")) {
    const table = inner(expression.operand);
    const change = (value: number | undefined) =>
      value === undefined
        ? undefined
        : expression.name === "abs"
          ? Math.abs(value)
          : Math.max(value, expression.limit ?? 0);
    const rows = new Map([...table.rows].map(([group, row]) => [group, row.map(change)]));
    return { ...table, rows, constant: change(table.constant) };
  }
  if (expression.kind === "number")
    return evaluate(expression, all, { starts: [0], step, now: time, aggregator: "avg" });
  const table = evaluate(expression, all, windowFor(expression, monitor, step, time));
  const rows = new Map(
    [...table.rows].map(([group, row]) => [
      group,
      [
        combine(
          row.filter((value) => value !== undefined),
          monitor.aggregator,
        ),
      ] as Row,
    ]),
  );
  return { ...table, rows };
}

/** The value of each group that has one, at a time in seconds; `*` without grouping. */
export function naive(
  monitor: NaiveMonitor,
  all: readonly NaiveSeries[],
  step: number,
  time: number,
): Record<string, number> {
  const all_parts = parts(monitor.expression);
  const counts = all_parts.some((part) => part.kind === "metric" && part.reads === "as_count");
  const arithmetic = all_parts.some((part) => part.kind === "arithmetic");
  let table: Table;
  if (counts && arithmetic) table = totals(monitor.expression, monitor, all, step, time);
  else {
    const whole = evaluate(monitor.expression, all, windowFor(monitor.expression, monitor, step, time));
    const rows = [...whole.rows].map(([group, row]): [string, Row] => {
      const present = row.filter((value) => value !== undefined);
      return [group, [combine(present, monitor.aggregator)]];
    });
    table = { ...whole, rows: new Map(rows) };
  }
  return Object.fromEntries(
    [...table.rows].flatMap(([group, [value]]) => (value === undefined ? [] : [[group || "*", value]])),
  );
}
