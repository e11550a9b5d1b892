import { appHost } from "../../constructs/guidance";
import type { Environment } from "../../environments/schema";
import { type Dependencies, inRounds, readDependencies } from "../../stacks/dependencies";
import { resourcesIn, targetOf, targetText } from "../preflight";
import { Interrupted, type PlanMode, refuseOldTerraform, Stack, type Workplace } from "../terraform";
import { wrapped } from "../words";
import { readBundle, writeBundle } from "./bundle";
import { linkLines } from "./links";
import { hidingSecrets, type Outside } from "./outside";
import { type Applying, applyAll, inPlanFolder, planAll, type SavedPlan } from "./plans";
import { decisionOn } from "./question";
import { nameIn, type PlannedObject } from "./read";
import { planReport, totalsText } from "./report";

/** What is asked for. */
export interface DeploymentRequest {
  readonly command: "diff" | "deploy" | "destroy";
  readonly environment: Environment;
  /** Stacks in the order in which they are deployed. */
  readonly stacks: readonly string[];
  /** Whether to apply without a question. */
  readonly yes?: boolean;
  /** Whether to show Terraform's own text too. */
  readonly full?: boolean;
  /** Whether to end with the plan. @default diff does */
  readonly planOnly?: boolean;
  /** A file for the plan. @default the plan is not kept */
  readonly out?: string;
  /** A file with a plan to apply. @default a new plan is made */
  readonly plan?: string;
  /** @default true */
  readonly preflight?: boolean;
}

/** Exit codes, as `terraform plan -detailed-exitcode` has them; 130 is what shells have for Ctrl-C. */
const EXIT = { unchanged: 0, failed: 1, changes: 2, interrupted: 130 } as const;

/**
 * Plans, shows, asks, and applies what was shown.
 * @returns the exit code. `diff` and `--plan-only`: 0 without changes, 2 with, 1 where a stack could not be planned.
 * `deploy` and `destroy`: 0 when all was applied, or nothing was to be, or the answer was no; 1 else; 130 at a Ctrl-C.
 */
export function deployment(request: DeploymentRequest, outside: Outside): Promise<number> {
  return new Deployment(request, hidingSecrets(outside)).run();
}

/** Plans that are shown and applied together. */
interface Round {
  readonly saved: readonly SavedPlan[];
  /** Stacks that look up what these plans create or rename. */
  readonly later: readonly string[];
}

/** Whether a plan creates, removes or renames something, by whose name another stack may look it up. */
function changesNames(saved: SavedPlan | undefined): boolean {
  const renamed = ({ before, after }: PlannedObject) => nameIn(before) !== nameIn(after);
  return saved?.plan.objects.some((object) => object.action !== "update" || renamed(object)) ?? false;
}

class Deployment {
  private readonly workplace: Workplace;

  constructor(
    private readonly request: DeploymentRequest,
    private readonly outside: Outside,
  ) {
    const { run, outdir, sandbox, env } = outside;
    this.workplace = { run, outdir, ...targetOf(request.environment, sandbox, env) };
  }

  async run(): Promise<number> {
    const { outside, request } = this;
    try {
      await refuseOldTerraform(outside.run);
      const refused = await this.refused();
      if (refused.length > 0) return this.failed(refused, "Nothing was changed.");
      return await inPlanFolder(async (folder) => {
        if (request.plan !== undefined) return (await this.decided(await this.read(request.plan, folder))).code;
        return this.untilAllApplied(folder);
      });
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      outside.status("");
      outside.print(`${error.message} Nothing was changed.`);
      return EXIT.interrupted;
    } finally {
      outside.status("");
    }
  }

  /** What makes it pointless to begin: keys, permissions, metrics that Datadog does not know. */
  private async refused(): Promise<readonly string[]> {
    const { request, outside, workplace } = this;
    const resources = resourcesIn(outside.outdir, request.stacks);
    if (request.preflight === false || resources.length === 0) return [];
    outside.status("Checking the keys and permissions");
    const { problems } = await outside.preflight({
      ...workplace,
      env: outside.env,
      resources,
      writes: request.command === "deploy" && !request.planOnly,
    });
    return problems;
  }

  /** Plans and applies what can be planned, then what looks up objects that were made by it, until nothing is left. */
  private async untilAllApplied(folder: string): Promise<number> {
    let waiting = this.request.stacks;
    for (;;) {
      const round = await this.planned(waiting, folder);
      if (!round) return EXIT.failed;
      const { code, applied } = await this.decided(round);
      if (!applied || round.later.length === 0) return code;
      waiting = round.later;
      this.outside.print("");
    }
  }

  /** The plans of stacks; nothing where one of them cannot be planned, which is said. */
  private async planned(ids: readonly string[], folder: string): Promise<Round | undefined> {
    const { request, outside } = this;
    const mode: PlanMode = request.command === "destroy" ? "destroy" : "changes";
    const saved = new Map<string, SavedPlan>();
    const problems: string[] = [];
    const later = new Set<string>();
    // What is destroyed is looked up while it is still there.
    const dependencies: Dependencies = mode === "destroy" ? new Map() : readDependencies(outside.outdir);
    const waits = (id: string) =>
      (dependencies.get(id) ?? []).some((other) => later.has(other) || changesNames(saved.get(other)));
    const left = new Set(ids);
    for (const together of inRounds(ids, dependencies)) {
      for (const id of together.filter(waits)) later.add(id);
      const stacks = together.filter((id) => !later.has(id)).map((id) => new Stack(id, this.workplace));
      const show = () => outside.status("Planning", [...left].join(", "));
      show();
      const planning = await planAll(stacks, folder, mode, (id) => {
        left.delete(id);
        if (left.size > 0) show();
      });
      for (const each of planning.saved) saved.set(each.stack.id, each);
      problems.push(...planning.problems);
      for (const id of together) left.delete(id);
    }
    outside.status("");
    const round = { saved: ids.flatMap((id) => saved.get(id) ?? []), later: ids.filter((id) => later.has(id)) };
    if (problems.length === 0) return round;
    // A diff is worth reading even where a part is missing; what is deployed is all that was asked for.
    if (request.command === "diff") await this.show(round);
    this.failed([...new Set(problems)], request.command === "diff" ? "" : "Nothing was changed.");
    return undefined;
  }

  private async read(file: string, folder: string): Promise<Round> {
    this.outside.status(`Reading ${file}`);
    const stackOf = (id: string) => new Stack(id, this.workplace);
    const saved = await readBundle(file, this.request.environment.name, stackOf, folder);
    this.outside.status("");
    return { saved, later: [] };
  }

  /** Shows the plans, and applies them if that is what is wanted. */
  private async decided(round: Round): Promise<{ readonly code: number; readonly applied: boolean }> {
    const { request, outside } = this;
    const { command, out } = request;
    const { saved } = round;
    await this.show(round);
    const changed = saved.filter(({ plan }) => plan.applies);
    const ended = (code: number) => ({ code, applied: false });
    if (out !== undefined) {
      writeBundle(out, request.environment.name, saved);
      outside.print(
        `\nThe plan is in ${out}. It can contain secrets: only you can read it, and it should not be kept.`,
      );
    }
    if (command === "diff" || request.planOnly) return ended(changed.length > 0 ? EXIT.changes : EXIT.unchanged);
    if (changed.length === 0) return ended(EXIT.unchanged);
    outside.print("");
    if (!request.yes) {
      const { approved, say } = decisionOn(await outside.ask(this.question()));
      if (say !== undefined) outside.print(say);
      if (!approved) return ended(EXIT.unchanged);
    }
    const code = await this.applied(command === "destroy" ? [...changed].reverse() : changed);
    return { code, applied: code === EXIT.unchanged };
  }

  private question(): string {
    const { command, environment } = this.request;
    const verb = command === "destroy" ? "Destroy all of this in" : "Deploy this to";
    return `${verb} ${environment.name}? Type yes to approve: `;
  }

  private async show({ saved, later }: Round): Promise<void> {
    const { outside, request } = this;
    const { print, width, colors } = outside;
    const advice = request.command === "destroy" ? [] : outside.advice;
    const report = planReport(
      saved.map(({ plan }) => plan),
      { target: targetText(request.environment, outside.sandbox), width, colors, advice },
    );
    for (const line of report) print(line);
    if (later.length > 0) {
      const why = "looks up objects that this deployment creates or renames, and is planned once they exist";
      print(["", ...wrapped(`Not shown: ${later.join(", ")} ${why}.`, width)].join("\n"));
    }
    if (!request.full) return;
    for (const { stack, file } of saved) {
      print(`\n${colors.bold(`Terraform's own plan of ${stack.id}`)}`);
      print(await stack.planText(file));
    }
  }

  private async applied(saved: readonly SavedPlan[]): Promise<number> {
    const { outside } = this;
    let done: string | undefined;
    const finished = new Map(saved.map(({ stack, plan }) => [stack.id, totalsText(plan.objects)]));
    const say = (stack: string) => {
      outside.status("");
      outside.print(`${stack}: done (${finished.get(stack)})`);
    };
    let applying: Applying;
    try {
      applying = await applyAll(saved, (stack, count, of) => {
        if (done !== undefined && done !== stack) say(done);
        done = stack;
        outside.status(
          `${this.request.command === "destroy" ? "Destroying" : "Deploying"} ${stack}`,
          `${count} of ${of}`,
        );
      });
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      outside.status("");
      const rest = `npm run diff -- ${this.request.environment.name}`;
      outside.print(
        `${error.message} Operations in progress were completed, and the state is saved: ${rest} shows what is left.`,
      );
      return EXIT.interrupted;
    }
    outside.status("");
    if (applying.problems.length === 0 && done !== undefined) say(done);
    this.showLinks(saved, applying);
    if (applying.problems.length === 0) return 0;
    const skipped = applying.skipped.length === 0 ? "" : ` Not started: ${applying.skipped.join(", ")}.`;
    return this.failed(applying.problems, `Only part was deployed.${skipped}`);
  }

  private showLinks(saved: readonly SavedPlan[], { applied }: Applying): void {
    const { outside, request } = this;
    if (outside.sandbox || request.command === "destroy") return;
    const { site, name } = request.environment;
    const plans = saved.map(({ plan }) => plan);
    const links = linkLines(plans, applied, `https://${appHost(site)}`, `env:${name}`);
    if (links.length > 0) outside.print(["", ...links].join("\n"));
  }

  private failed(problems: readonly string[], last: string): number {
    const { complain, status, width, colors } = this.outside;
    status("");
    for (const line of problems.flatMap((problem) => wrapped(problem, width))) complain(colors.red(line));
    if (last !== "") complain(last);
    return EXIT.failed;
  }
}
