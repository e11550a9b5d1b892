import { apiMonitorSchema, type DashboardDefinition, type SloDefinition, sloSchema } from "../../datadog/definitions";
import { mergeCatalogs, metricCatalog } from "../../datadog/query";
import { AlertingError, type AlertingMonitor, alertingMonitor, History } from "../../datadog/sandbox/alerting";
import { EvaluationError } from "../../datadog/sandbox/evaluate";
import { Ids } from "../../datadog/sandbox/ids";
import type { Org } from "../../datadog/sandbox/org";
import { type MonitorStory, storyOf, type View } from "../../datadog/sandbox/pages/draw";
import { catalog } from "../../metrics/catalog";
import { integrationCatalog } from "../../metrics/integrations";
import { startEnvironment } from "../start";
import { MadeStory, type StorySettings } from "./made-story";

/** What is drawn: the dashboards and the monitors of an environment, and what a made-up pipeline reported. */
export interface Scene {
  readonly dashboards: readonly DashboardDefinition[];
  readonly view: View;
  /** Of the monitors that can be evaluated, in the order of their names. */
  readonly stories: readonly MonitorStory[];
  /** Monitors that cannot be, with the reason. */
  readonly skipped: readonly string[];
}

export interface SceneSettings extends StorySettings {
  /** @default "demo" */
  readonly environment?: string;
  /** Where the stacks are written. @default `cdktf.out` */
  readonly outdir?: string;
}

/**
 * An environment as it is deployed, after a made-up pipeline reported to it. The same settings give the same scene.
 * @throws Error with one line a problem, when a file, a monitor or a dashboard breaks a rule
 */
export function sceneOf({ environment: name, outdir, ...made }: SceneSettings = {}): Scene {
  // ids are in links: the same ones each time
  const story = new MadeStory(made);
  const { org, declared } = startEnvironment(name, { outdir, ids: new Ids(), clock: story.now });
  story.reportTo(org, declared.environment);
  const { start, from, to } = story;
  const { series, events } = org;
  const slos = new Map<string, SloDefinition>(
    org.slos.all().map(({ id, definition }) => [id, sloSchema.parse(definition)]),
  );
  const monitors = [...org.monitors.values()].map((monitor) => ({
    id: String(monitor.id),
    definition: apiMonitorSchema.parse(monitor),
  }));
  const { ready, skipped } = prepared(monitors, org, slos);
  const history = new History(ready, new Map(), { from: start + 60, to });
  const metrics = mergeCatalogs(metricCatalog(catalog), integrationCatalog());
  return {
    dashboards: [...org.dashboards.values()] as unknown as DashboardDefinition[],
    view: { series, events, from, to, variables: {}, monitors, states: history.state, slos, metrics },
    stories: ready
      .map((monitor) => storyOf(history, monitor, { from, to, metrics }))
      .sort((a, b) => (a.definition.name < b.definition.name ? -1 : 1)),
    skipped,
  };
}

/** The monitors that can be evaluated here, and why the others cannot. */
function prepared(monitors: View["monitors"], { series, events }: Org, slos: View["slos"]) {
  const skipped: string[] = [];
  const ready = monitors.flatMap(({ id, definition }): AlertingMonitor[] => {
    try {
      return [alertingMonitor(id, definition, { series, events, slo: (slo) => slos.get(slo) })];
    } catch (error) {
      if (!(error instanceof AlertingError || error instanceof EvaluationError)) throw error;
      skipped.push(`${definition.name}: ${error.message.split("\n")[0]}`);
      return [];
    }
  });
  return { ready, skipped };
}
