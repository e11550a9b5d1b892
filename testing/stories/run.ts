import type { MonitorDefinition, SloDefinition } from "../../datadog/definitions";
import { AlertingError } from "../../datadog/sandbox/alerting";
import { EvaluationError } from "../../datadog/sandbox/evaluate";
import { SourceError } from "../../datadog/source";
import { memberIds } from "../composite";
import { checkRuns, downtimeDefinition, storedLines } from "../happenings";
import { refuseMismatch, SeriesMismatch } from "../mismatch";
import { play, type StoryMonitor } from "../play";
import { metricQueriesOf, sloOf } from "../queries";
import { seriesOf } from "../series/input";
import { NotationError } from "../series/notation";
import { lastMinute, startOf } from "../simulate";
import { Simulation } from "../simulation";
import { timeOf } from "../times";
import { compareRow, type RowFailure } from "./compare";
import type { StoryTest } from "./schema";
import type { StoryFile } from "./story-file";

/** What became of one test. */
export interface TestResult {
  readonly test: StoryTest;
  /** Its place among the tests of its file. */
  readonly index: number;
  /** Nothing where the monitor cannot be simulated. */
  readonly simulation?: Simulation;
  /** The rows that do not hold. */
  readonly failures: readonly RowFailure[];
  /** Why the test failed as a whole. @default it did not */
  readonly mistake?: string;
}

/**
 * Runs every test of a file.
 * @throws SourceError with the place of each mistake in a series or a time, before any test is run
 */
export function runStories(file: StoryFile): readonly TestResult[] {
  const problems = file.tests.flatMap((test, index) => {
    try {
      prepared(file, test, index);
      return [];
    } catch (error) {
      if (error instanceof AlertingError) return []; // said when the test is run
      if (!(error instanceof SourceError)) throw error;
      return error.problems;
    }
  });
  if (problems.length > 0) throw new SourceError(problems);
  return file.tests.map((test, index) => runTest(file, test, index));
}

function runTest(file: StoryFile, test: StoryTest, index: number): TestResult {
  const rows = test.expect ?? [];
  try {
    const { story, id } = prepared(file, test, index);
    const simulation = new Simulation(play(story), id);
    const mistake =
      rows.length === 0 ? "it has no expected rows; alerts test --update writes the actual results" : undefined;
    const hint = typeHint(file, test);
    const failures = rows.flatMap((row, place) => compareRow(simulation, row, place, hint) ?? []);
    return { test, index, simulation, failures, ...(mistake ? { mistake } : {}) };
  } catch (error) {
    // what cannot be simulated, or goes on for too long, fails its test
    if (!(error instanceof AlertingError || error instanceof EvaluationError || error instanceof RangeError))
      throw error;
    return { test, index, failures: [], mistake: error.message };
  }
}

/** The story of a test. @throws SourceError with the place of a mistake */
function prepared(file: StoryFile, test: StoryTest, index: number) {
  const step = timeOf(test.interval ?? "1m");
  const at = (path: readonly PropertyKey[], message: string, place = {}) =>
    new SourceError([file.problem(["tests", index, ...path], message, place)]);
  if (step < 10 || step % 10 !== 0)
    throw at(["interval"], "the interval must be a multiple of 10 s, the agent's interval");
  const monitors = monitorsOf(file, test);
  const series = placed(() => seriesOf(test.series ?? {}, { step }), "series", at);
  const checks = placed(() => checkRuns(test.checks, step), "checks", at);
  const slos = slosOf(file, test);
  const definitions = monitors.map(({ definition }) => definition);
  placed(() => refuseMismatch(definitions, { series, checks }, slos), "series", at);
  const events = [...storedLines("logs", test.logs), ...storedLines("events", test.events)];
  const start = placed(() => startOf(test.start), "start", at);
  const rows = (test.expect ?? []).map((row, place) => {
    const seconds = timeOf(row.at);
    if (seconds > 0 && seconds % 60 === 0) return { end: seconds };
    throw at(
      ["expect", place, "at"],
      `there is no evaluation at ${row.at}: evaluations run at whole minutes from 00:01`,
    );
  });
  const story = {
    monitors,
    series,
    sentAs: (metric: string) => test.types?.[metric] ?? "gauge",
    step,
    checks: checks.flatMap(({ runs }) => runs),
    events,
    downtimes: (test.downtimes ?? []).map((one) =>
      downtimeDefinition(one, start, one.monitor === undefined ? undefined : file.monitorCalled(one.monitor)!.id),
    ),
    slos,
    start,
    until: lastMinute([...series, ...checks, ...rows], events),
  };
  return { story, id: file.monitorCalled(test.monitor)!.id };
}

type At = (path: readonly PropertyKey[], message: string, place?: { atKey?: boolean; offset?: number }) => SourceError;

/** What the notation of a series, or its metric, is refused for, at its place in the file. */
function placed<T>(read: () => T, section: "series" | "checks" | "start", at: At): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotationError) {
      const isName = error.text === error.series;
      throw at([section, error.series!], error.reason, isName ? { atKey: true } : { offset: error.range.start });
    }
    if (error instanceof SeriesMismatch) {
      const path = error.series === undefined ? [error.section] : [error.section, error.series];
      throw at(path, error.message, { atKey: error.series !== undefined });
    }
    if (error instanceof RangeError) throw at([section], error.message);
    throw error;
  }
}

/** The monitor of a test, and those that it is made of: a composite's, an SLO's. */
function monitorsOf(file: StoryFile, test: StoryTest): readonly StoryMonitor[] {
  const own = file.monitorCalled(test.monitor)!;
  const called = [own.id, ...memberIds(own.definition)];
  const all = called.flatMap((id) => {
    const monitor = file.monitors[Number(id) - 1]!;
    const slo = test.slos?.[sloOf(monitor.definition) ?? ""];
    return [...(slo?.monitor_ids ?? []).map((name) => file.monitorCalled(String(name))!), monitor];
  });
  return [...new Set(all)];
}

function slosOf(file: StoryFile, { slos = {} }: StoryTest): ReadonlyMap<string, SloDefinition> {
  return new Map(
    Object.entries(slos).map(([id, { name = id, monitor_ids: ids, ...rest }]) => {
      const monitors = ids?.map((one) => Number(file.monitorCalled(String(one))!.id));
      return [id, { ...rest, name, ...(monitors ? { monitor_ids: monitors } : {}) }];
    }),
  );
}

/** A counter that the test forgot to name as one: `as_count()` then does nothing. */
function typeHint(file: StoryFile, { monitor, types = {} }: StoryTest): string | undefined {
  const { definition } = file.monitorCalled(monitor) as { definition: MonitorDefinition };
  const counted = metricQueriesOf(definition).find(
    ({ metric, modifiers }) => modifiers.some(({ name }) => name === "as_count") && types[metric] === undefined,
  );
  return (
    counted &&
    `${counted.metric} is sent as a gauge here, so as_count() has no effect. If it is a counter, set types: { ${counted.metric}: counter }.`
  );
}
