import { caretLines, type SourceRange } from "../../datadog/findings";

/** A mistake in the notation of a series; `message` shows the place with a caret. */
export class NotationError extends Error {
  override readonly name = "NotationError";

  constructor(
    /** What is wrong, without the place. */
    readonly reason: string,
    /** What was read. */
    readonly text: string,
    readonly range: SourceRange,
    /** Which series it is about. @default not known yet */
    readonly series?: string,
  ) {
    const about = series === undefined ? "" : `series ${JSON.stringify(series)}: `;
    const excerpt = caretLines(text, range)
      .split("\n")
      .map((line) => `  ${line}`);
    super(`${about}${reason}\n${excerpt.join("\n")}`);
  }

  /** The same mistake, with the name of its series. */
  of(series: string): NotationError {
    return new NotationError(this.reason, this.text, this.range, series);
  }
}

/** So many points make more than two years of minutes. */
const MOST_POINTS = 1_500_000;

/** `2x5` is six times `2`; `1+2x5` is 1, 3, 5, 7, 9, 11; `_x5` are five gaps. */
const REPEATED = "the number of repetitions must follow: 2x5 is six times 2, 1+2x5 is 1, 3, 5, 7, 9, 11";
const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;

/**
 * The values of a series in promtool's notation: `1 2 3`, `10x19` (twenty points), `1+2x5` (six points that rise by 2),
 * `8-2x3`, `_` and `stale` (a gap), `_x5` (five gaps). A gap is NaN.
 * @throws NotationError with the place
 * @see https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series
 */
export function parseValues(text: string): Float64Array {
  const values: number[] = [];
  for (const term of termsOf(text)) {
    const { first, step, count } = valuesOf(term, text);
    room(values.length + count, term, text);
    // each from the first, so that 0.1 + 0.1 + 0.1 is not what is added up
    for (let index = 0; index < count; index++) values.push(rounded(first + step * index));
  }
  return Float64Array.from(values);
}

/** Without the noise of binary fractions: 0+0.1x3 ends in 0.3. */
const rounded = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(15)) : value);

/**
 * Words in the same notation, such as the runs of a service check: `OKx9 CRITICALx5 _x20`. A gap is undefined.
 * @throws NotationError with the place
 */
export function parseWords<Word extends string>(text: string, words: readonly Word[]): (Word | undefined)[] {
  const found: (Word | undefined)[] = [];
  for (const term of termsOf(text)) {
    const [, word = "", times] = /^(.*?)(?:x(\d{1,9}))?$/s.exec(term.text) ?? [];
    const isGap = word === "_" || word === "stale";
    if (!isGap && !words.includes(word as Word)) {
      throw mistake(
        `${JSON.stringify(word)} is not one of ${words.join(", ")}, or _`,
        text,
        term.start,
        term.text.length,
      );
    }
    const count = times === undefined ? 1 : Number(times) + (isGap ? 0 : 1);
    room(found.length + count, term, text);
    for (let index = 0; index < count; index++) found.push(isGap ? undefined : (word as Word));
  }
  return found;
}

interface Term {
  readonly text: string;
  readonly start: number;
}

function termsOf(text: string): Term[] {
  return [...text.matchAll(/\S+/g)].map((match) => ({ text: match[0], start: match.index }));
}

function room(count: number, { text, start }: Term, whole: string): void {
  if (count <= MOST_POINTS) return;
  throw mistake(`a series has at most ${MOST_POINTS} points`, whole, start, text.length);
}

function valuesOf({ text, start }: Term, whole: string) {
  const fail = (reason: string, at: number) => mistake(reason, whole, start + at, Math.max(1, text.length - at));
  const gap = /^(?:_|stale)(?:x(\d{1,9}))?$/.exec(text);
  if (gap) return { first: Number.NaN, step: 0, count: gap[1] === undefined ? 1 : Number(gap[1]) };
  const first = numberAt(text, 0);
  if (!first) throw fail(`${JSON.stringify(text)} is not a value: expected a number, or _ for a gap`, 0);
  let at = first.end;
  if (at === text.length) return { first: first.value, step: 0, count: 1 };
  const step = /[-+]/.test(text[at]!) ? numberAt(text, at) : undefined;
  if (/[-+]/.test(text[at]!) && !step) throw fail("a step needs a number after its sign: 1+2x5", at);
  at = step?.end ?? at;
  if (text[at] !== "x") {
    const reason = at === text.length ? REPEATED : `${JSON.stringify(text[at])} is not expected here: ${REPEATED}`;
    throw fail(reason, Math.min(at, text.length));
  }
  const times = /^\d{1,9}$/.exec(text.slice(at + 1));
  if (!times) throw fail(REPEATED, at);
  return { first: first.value, step: step?.value ?? 0, count: Number(times[0]) + 1 };
}

function numberAt(text: string, at: number): { readonly value: number; readonly end: number } | undefined {
  NUMBER.lastIndex = at;
  const match = NUMBER.exec(text);
  return match ? { value: Number(match[0]), end: NUMBER.lastIndex } : undefined;
}

function mistake(reason: string, text: string, start: number, length: number): NotationError {
  return new NotationError(reason, text, { start, end: start + length });
}

/** A metric, or a service check, and the tags of one of its series. */
export interface SeriesName {
  readonly metric: string;
  readonly tags: readonly string[];
}

/**
 * `pipeline.runs{status:failed,user:etl}`, `pipeline.runs`.
 * @throws NotationError with the place
 */
export function parseName(text: string): SeriesName {
  const brace = text.indexOf("{");
  const metric = (brace < 0 ? text : text.slice(0, brace)).trim();
  if (!/^[A-Za-z][\w.]*$/.test(metric)) {
    const end = brace < 0 ? text.length : brace;
    throw mistake("a series starts with the metric name: pipeline.runs{status:failed}", text, 0, Math.max(1, end));
  }
  if (brace < 0) return { metric, tags: [] };
  if (!text.trimEnd().endsWith("}")) throw mistake("the tags that start here are not closed by }", text, brace, 1);
  const inside = text.trimEnd().slice(brace + 1, -1);
  const tags: string[] = [];
  let at = brace + 1;
  for (const part of inside.split(",")) {
    const tag = part.trim();
    if (tag !== "") tags.push(checkedTag(tag, text, at + part.indexOf(tag)));
    at += part.length + 1;
  }
  return { metric, tags };
}

function checkedTag(tag: string, text: string, at: number): string {
  if (tag === "*") throw mistake("a series has tags, not a scope: remove {*}", text, at, 1);
  if (/["'=]/.test(tag))
    throw mistake("a tag is written as key:value, without quotes: stage:spark", text, at, tag.length);
  return tag;
}
