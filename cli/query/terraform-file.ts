import { own } from "../../datadog/json";
import { dashboardSubjects } from "./dashboard-subject";
import { jsonPlaces, type Path, type Places } from "./json-places";
import { type Located, terraformUnescaped } from "./located";
import { monitorSubject } from "./monitor-subject";
import type { Subject } from "./subject";
import { isObject, type Json, type JsonObject, translateMonitor } from "./terraform-monitor";
import { BLOCK_RESOURCES, blockSubjects } from "./terraform-queries";

/** A resource in a Terraform document. */
interface Resource {
  readonly type: string;
  readonly address: string;
  readonly attributes: JsonObject;
  readonly path: Path;
}

/**
 * The monitors and dashboards of synthesized Terraform (`cdk.tf.json`), of a plan or a state (`terraform show -json`, or the
 * state file itself); nothing where the document is none of these. Other resources are passed over.
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
  if (Array.isArray(value.resources)) {
    return resourcesOfState(value.resources).flatMap((resource) => resourceSubjects(resource, places, (text) => text));
  }
  const isConfiguration =
    isObject(value.resource) || Array.isArray(value.resource) || isObject(value.terraform) || isObject(value.provider);
  if (!isConfiguration) return undefined;
  return configuredResources(value.resource).flatMap((resource) =>
    resourceSubjects(resource, places, terraformUnescaped),
  );
}

/** Wherever Terraform takes an object of blocks, it takes a list of such objects. */
function configuredResources(resource: Json): Resource[] {
  return blocksIn(resource, ["resource"]).flatMap(([types, typesPath]) =>
    Object.entries(types).flatMap(([type, byName]) =>
      blocksIn(byName, [...typesPath, type]).flatMap(([names, namesPath]) =>
        Object.entries(names).flatMap(([name, body]) =>
          blocksIn(body, [...namesPath, name]).map(([attributes, path]) => ({
            type,
            address: `${type}.${name}`,
            attributes,
            path,
          })),
        ),
      ),
    ),
  );
}

/** An object, or those of a list, each with its path. */
function blocksIn(value: Json, path: Path): (readonly [JsonObject, Path])[] {
  if (isObject(value)) return [[value, path]];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: Json, index) => (isObject(item) ? [[item, [...path, index]] as const] : []));
}

/** The resources of a state file. */
function resourcesOfState(resources: readonly Json[]): Resource[] {
  return resources.flatMap((resource, index) => {
    if (!isObject(resource) || typeof resource.type !== "string") return [];
    const { type, name } = resource;
    const path = ["resources", index, "instances"];
    return blocksIn(resource.instances, path).flatMap(([instance, at]) =>
      isObject(instance.attributes)
        ? [{ type, address: `${type}.${name}`, attributes: instance.attributes, path: [...at, "attributes"] }]
        : [],
    );
  });
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
  if (BLOCK_RESOURCES.includes(type)) return blockSubjects(attributes, path, places, decode, address);
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
