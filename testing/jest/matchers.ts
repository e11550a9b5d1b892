import type { Simulation } from "../simulation";

/** What the matcher asks of a simulation. */
type Story = Pick<Simulation, "lines" | "timeline" | "explain">;

declare global {
  namespace jest {
    interface Matchers<R> {
      /**
       * Whether a simulation has exactly these lines, in this order. The white space at the beginning of a line and empty
       * lines do not matter; a line that ends in `…` is compared up to there.
       */
      toHaveTimeline(expected: string): R;
    }
  }
}

/** `expect(simulate(…)).toHaveTimeline("00:10 OK → Alert  0.12 …")` */
export function toHaveTimeline(story: Story, expected: string): { pass: boolean; message: () => string } {
  const wanted = linesIn(expected);
  const got = linesIn(story.timeline);
  const first = Array.from({ length: Math.max(wanted.length, got.length) }, (_, index) => index).find(
    (index) => !agree(wanted[index], got[index]),
  );
  if (first === undefined)
    return { pass: true, message: () => `The simulation has this timeline:\n\n${story.timeline}` };
  return { pass: false, message: () => difference(story, wanted, got, first) };
}

const linesIn = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

function agree(wanted: string | undefined, got: string | undefined): boolean {
  if (wanted === undefined || got === undefined) return false;
  return wanted.endsWith("…") ? got.startsWith(wanted.slice(0, -1).trimEnd()) : spaced(wanted) === spaced(got);
}

const spaced = (line: string) => line.replace(/\s+/g, " ");

function difference(story: Story, wanted: readonly string[], got: readonly string[], first: number): string {
  return ["The timelines differ.", "", sideBySide(wanted, got), "", why(story, wanted[first], got[first])].join("\n");
}

/** So wide is a column; what is longer is cut, and the first difference shown in full below. */
const COLUMN = 58;

function sideBySide(wanted: readonly string[], got: readonly string[]): string {
  const rows = alignedRows(wanted, got).map(([left = "", right = ""]) => {
    const mark = left === "" ? "+" : right === "" ? "-" : agree(left, right) ? " " : "≠";
    return `${mark} ${cut(left).padEnd(COLUMN)} │ ${cut(right)}`.trimEnd();
  });
  return [`  ${"expected".padEnd(COLUMN)} │ got`, `  ${"─".repeat(COLUMN)}─┼─${"─".repeat(COLUMN)}`, ...rows].join(
    "\n",
  );
}

const cut = (line: string) => (line.length > COLUMN ? `${line.slice(0, COLUMN - 1)}…` : line);

/** Lines of the same time and group stand beside each other. */
function alignedRows(wanted: readonly string[], got: readonly string[]): (readonly [string?, string?])[] {
  const rows: (readonly [string?, string?])[] = [];
  let [left, right] = [0, 0];
  while (left < wanted.length || right < got.length) {
    const [a, b] = [wanted[left], got[right]];
    if (a !== undefined && b !== undefined && placeOf(a) === placeOf(b)) {
      rows.push([a, b]);
      left++;
      right++;
    } else if (b === undefined || (a !== undefined && minutesOf(a) <= minutesOf(b))) {
      rows.push([a, undefined]);
      left++;
    } else {
      rows.push([undefined, b]);
      right++;
    }
  }
  return rows;
}

/** `00:10 {stage:spark}`. */
const placeOf = (line: string) => /^\S+(?: \{[^}]*\})?/.exec(line)?.[0] ?? "";

const minutesOf = (line: string) => {
  const [hours = "0", minutes = "0"] = line.split(" ", 1)[0]!.split(":");
  return Number(hours) * 60 + Number(minutes);
};

/** The first difference in full, and why the value was what it was. */
function why(story: Story, wanted: string | undefined, got: string | undefined): string {
  const line = wanted === undefined || (got !== undefined && minutesOf(got) <= minutesOf(wanted)) ? got! : wanted;
  const [, at = "", group] = /^(\S+)(?: \{([^}]*)\})?/.exec(line) ?? [];
  const shown = [`First difference, ${placeOf(line)}:`];
  if (wanted !== undefined) shown.push(`  expected ${wanted}`);
  shown.push(`  got      ${got ?? "nothing more"}`, "");
  try {
    shown.push(story.explain(at, group));
  } catch (error) {
    shown.push((error as Error).message);
  }
  return shown.join("\n");
}
