import type { TestResult } from "./run";
import type { StoryFile } from "./story-file";

/** What became of a file's tests, as promtool says it: what failed, expected, got, why. */
export function reportOf(file: StoryFile, results: readonly TestResult[]): string {
  const failed = results.filter(hasFailed);
  const body = failed.length === 0 ? ["  SUCCESS"] : failed.flatMap((result) => failureLines(file, result));
  return `${[`Unit testing: ${file.name}`, ...body].join("\n")}\n`;
}

export const hasFailed = ({ failures, mistake }: TestResult) => failures.length > 0 || mistake !== undefined;

function failureLines(file: StoryFile, { test, index, failures, mistake }: TestResult): string[] {
  const placeOf = (path: readonly PropertyKey[]) => {
    const { file: name, line, column } = file.problem(["tests", index, ...path], "");
    return `${name}:${line}:${column}`;
  };
  return [
    `  FAILED: ${test.name} (${placeOf([])})`,
    ...(mistake === undefined ? [] : indented(mistake, 4)),
    ...failures.flatMap(({ row, place, differences, why }) => [
      `    at ${row.at}${row.group === undefined ? "" : ` {${row.group}}`} (${placeOf(["expect", place])}):`,
      ...differences.map(({ key, expected, got }) => `      ${key}: expected ${expected}, got ${got}`),
      "      why:",
      ...indented(why, 8),
    ]),
  ];
}

const indented = (text: string, width: number) =>
  text.split("\n").map((line) => `${" ".repeat(width)}${line}`.trimEnd());
