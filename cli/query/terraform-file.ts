import { own } from "../../datadog/query";
import { dashboardSubjects } from "./dashboard-subject";
import { jsonPlaces, type Path, type Places } from "./json-places";
import { type Located, terraformUnescaped } from "./located";
import { monitorSubject } from "./monitor-subject";
import type { Subject } from "./subject";
import { isObject, type Json, type JsonObject, translateMonitor } from "./terraform-monitor";

/** A resource in a Terraform document. */
interface Resource {
  readonly type: string;
  readonly address: string;
  readonly attributes: JsonObject;
  readonly path: Path;
}

/**
 * The monitors and dashboards of synthesized Terraform (`cdk.tf.json`), of a plan or a state (`terraform show -json`);
 * nothing where the document is none of these. Other resources are passed over.
 */
export function terraformSubjects(value: Json, places: Places): Subject[] | undefined {
  if (!isObject(value)) return undefined;
  const planned = isObject(value.planned_values) ? "planned_values" : isObject(value.values) ? "values" : undefined;
  if (planned !== undefined) {
    const { root_module: root } = value[planned] as JsonObject;
    // a plan holds strings as they are, a configuration as templates
    return resourcesOfModule(root, [planned, "root_module"]).flatMap((resource) =>
      resourceSubjects(resource, places, (text) => text),
    );
  }
  const isConfiguration = isObject(value.resource) || isObject(value.terraform) || isObject(value.provider);
  if (!isConfiguration) return undefined;
  return configuredResources(value.resource).flatMap((resource) =>
    resourceSubjects(resource, places, terraformUnescaped),
  );
}

function configuredResources(resource: Json): Resource[] {
  if (!isObject(resource)) return [];
  return Object.entries(resource).flatMap(([type, byName]) =>
    Object.entries(isObject(byName) ? byName : {}).flatMap(([name, attributes]) =>
      isObject(attributes) ? [{ type, address: `${type}.${name}`, attributes, path: ["resource", type, name] }] : [],
    ),
  );
}

function resourcesOfModule(module: Json, path: Path): Resource[] {
  if (!isObject(module)) return [];
  const own = Array.isArray(module.resources) ? module.resources : [];
  const children = Array.isArray(module.child_modules) ? module.child_modules : [];
  return [
    ...own.flatMap((resource: Json, index) => {
      if (!isObject(resource) || !isObject(resource.values) || typeof resource.type !== "string") return [];
      const { type, values: attributes, address } = resource;
      return [{ type, address: String(address), attributes, path: [...path, "resources", index, "values"] }];
    }),
    ...children.flatMap((child: Json, index) => resourcesOfModule(child, [...path, "child_modules", index])),
  ];
}

/** The attribute of the resources that hold a whole definition as JSON. */
const JSON_ATTRIBUTE: Readonly<Record<string, string>> = {
  datadog_dashboard_json: "dashboard",
  datadog_monitor_json: "monitor",
};

function resourceSubjects(
  { type, address, attributes, path }: Resource,
  places: Places,
  decode: (text: Located) => Located,
): Subject[] {
  if (type === "datadog_monitor") {
    const { definition, attributePath: pathInFile } = translateMonitor(attributes);
    return [monitorSubject({ definition, path, pathInFile, decode, names: [address] }, places)];
  }
  const attribute = own(JSON_ATTRIBUTE, type);
  const text = attribute === undefined ? undefined : places.string([...path, attribute]);
  return text ? embeddedSubjects(address, decode(text)) : [];
}

function embeddedSubjects(address: string, source: Located): Subject[] {
  const definition = json(source.text);
  // what is put together by Terraform is JSON only when it is applied
  if (!isObject(definition)) return [];
  const places = jsonPlaces(source);
  const found = { definition, path: [], names: [address] };
  return Array.isArray(definition.widgets) ? dashboardSubjects(found, places) : [monitorSubject(found, places)];
}

function json(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
