import { Session } from "node:inspector";
import { synthesize } from "../../main";
import { contentOf } from "../../stacks/content";
import { loadEnvironment } from "../../stacks/environments";

/*
 * How often one synthesis of demo parses the queries of monitors and checks monitors, counted by V8 itself. Prints a line.
 * `node --require ./loader/register.cjs bench/synth/repeats.ts OUTDIR`
 */
const COUNTED = ["parseMonitorQuery", "checkMonitor"] as const;

const session = new Session();
session.connect();
session.post("Profiler.enable");
session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
const demo = loadEnvironment("demo");
synthesize({ environments: [demo], outdir: process.argv[2] });
session.post("Profiler.takePreciseCoverage", (error, coverage) => {
  if (error) throw error;
  const functions = coverage.result.flatMap((script) => script.functions);
  // The longest of a name is the function itself; its module's getter for it has the name too, and is counted apart.
  const calls = (name: string) =>
    functions
      .filter(({ functionName }) => functionName === name)
      .map(({ ranges: [range] }) => range!)
      .reduce((a, b) => (b.endOffset - b.startOffset > a.endOffset - a.startOffset ? b : a)).count;
  const { monitors: own, sloAlerts } = contentOf(demo);
  const monitors = own.length + sloAlerts.length;
  const [parses, checks] = COUNTED.map((name) => (calls(name) / monitors).toFixed(1));
  console.log(`one synthesis of demo, for each monitor: ${parses} parses of its query, ${checks} checks`);
});
