import type { DashboardDefinition, Widget } from "./types";

/** What Datadog gives a dashboard, and nobody declares. */
const GIVEN = new Set(["id", "url", "author_handle", "author_name", "created_at", "modified_at"]);

/**
 * A dashboard as it is declared: without the ids, times and authors that an exported one carries, so that it can be made
 * anew elsewhere and does not differ from itself.
 */
export function withoutIds(dashboard: DashboardDefinition): DashboardDefinition {
  const declared = Object.entries(dashboard).filter(([field]) => !GIVEN.has(field));
  return {
    ...(Object.fromEntries(declared) as unknown as DashboardDefinition),
    widgets: dashboard.widgets.map(withoutId),
  };
}

function withoutId({ id, ...widget }: Widget): Widget {
  const { definition } = widget;
  if (definition.type !== "group") return widget;
  const widgets = (definition.widgets as readonly Widget[]).map(withoutId);
  return { ...widget, definition: { ...definition, widgets } };
}
