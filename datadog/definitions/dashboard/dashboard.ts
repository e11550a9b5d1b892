import { type Ignore, noted } from "../notes";
import { flow } from "./layout";
import type { DashboardDefinition, TemplateVariable, TemplateVariablePreset, UnplacedWidget } from "./types";
import { narrowedBy, templateVariable, type VariableUse } from "./variables";

/** What a dashboard is made of. */
export interface DashboardSpec {
  readonly title: string;
  /** What it is for, in a sentence or two. */
  readonly description: string;
  /** From left to right and top to bottom; positions follow from sizes and groups. */
  readonly widgets: readonly UnplacedWidget[];
  /** Template variables in addition to `env`, which every dashboard has. @default none */
  readonly variables?: readonly TemplateVariable[];
  /**
   * The variables that filter metric and event queries, so that queries do not have to list them; by a name, all of them.
   * @default ["env"]
   */
  readonly narrowedBy?: readonly (string | VariableUse)[];
  /** Named choices of the variables. @default none */
  readonly presets?: readonly TemplateVariablePreset[];
  /** The team that owns the dashboard: `["team:data-platform"]`. Datadog accepts only `team:` tags. @default none */
  readonly tags?: readonly string[];
  /** Checks to ignore for this dashboard, each with a reason. Not part of the JSON. @default none */
  readonly ignore?: readonly Ignore[];
}

/**
 * A dashboard in the shape that Datadog keeps unchanged: the fields are written that Datadog would add, and the widgets
 * have their places. There is always a variable `$env`.
 *
 * @throws LayoutError when a widget does not fit in its position
 * @throws RangeError when a query cannot be parsed
 */
export function dashboard(spec: DashboardSpec): DashboardDefinition {
  const { title, description, widgets, variables = [], narrowedBy: narrowing = ["env"], presets, tags } = spec;
  const hasEnv = variables.some(({ name }) => name === "env");
  const definition: DashboardDefinition = {
    title,
    description,
    layout_type: "ordered",
    // With "auto" Datadog moves widgets together and the places below would differ from those that it keeps.
    reflow_type: "fixed",
    widgets: flow(widgets),
    template_variables: [...(hasEnv ? [] : [templateVariable("env")]), ...variables],
    ...(presets === undefined ? {} : { template_variable_presets: presets }),
    notify_list: [],
    ...(tags === undefined ? {} : { tags }),
  };
  return noted(narrowedBy(definition, narrowing), spec.ignore);
}
