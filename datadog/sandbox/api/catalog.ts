import type { Context } from "hono";
import { type JsonObject, objectOf } from "../../json";
import { deleteEntity, entityAnswer, entitySchema, listEntities, upsertEntity } from "../objects/catalog";
import type { Org } from "../org";
import { readText } from "./body";
import { answer, listQuery, noContent, numberQuery, param, type Routes } from "./routes";

/** @see https://docs.datadoghq.com/api/latest/software-catalog/ */
export function catalogRoutes(org: Org): Routes {
  return {
    "/api/v2/catalog/entity": {
      get: (context) => listed(context, org),
      post: async (context) => {
        const entity = upsertEntity(org, await readText(context));
        const included = [{ id: entity.id, type: "schema", attributes: { schema: entitySchema(entity) } }];
        const data = [{ ...entityAnswer(entity), relationships: relation("schema", entity) }];
        return answer(context, { data, meta: { count: 1, includeCount: 1 }, included }, 202);
      },
    },
    "/api/v2/catalog/entity/:entity{.+}": {
      delete: (context) => {
        deleteEntity(org, param(context, "entity"));
        return noContent(context);
      },
    },
  };
}

/** A page of entities; `include=schema` or `raw_schema` adds their definitions. */
function listed(context: Context, org: Org): Response {
  const filter = (name: string) => context.req.query(`filter[${name}]`);
  const found = listEntities(org, {
    ref: filter("ref"),
    name: filter("name"),
    kind: filter("kind"),
    owner: filter("owner"),
  });
  const limit = Math.min(numberQuery(context, "page[limit]") ?? 100, 1000);
  const offset = numberQuery(context, "page[offset]") ?? 0;
  const entities = found.slice(offset, offset + limit);
  const kinds = listQuery(context, "include").filter((kind) => kind === "schema" || kind === "raw_schema");
  const included = entities.flatMap((entity) => kinds.map((kind) => includedIn(kind, entity)));
  const data = entities.map((entity) => ({
    ...entityAnswer(entity),
    ...(kinds.length > 0
      ? { relationships: Object.assign({}, ...kinds.map((kind) => relation(typeOf(kind), entity))) }
      : {}),
  }));
  return answer(context, {
    data,
    meta: { count: found.length, includeCount: included.length },
    links: { self: `${context.req.path}?page[limit]=${limit}&page[offset]=${offset}` },
    ...(included.length > 0 ? { included } : {}),
  });
}

const typeOf = (kind: string) => (kind === "raw_schema" ? "rawSchema" : "schema");

function includedIn(kind: string, entity: JsonObject): JsonObject {
  const attributes = kind === "raw_schema" ? { rawSchema: entity.raw } : { schema: entitySchema(entity) };
  return { id: entity.id, type: typeOf(kind), attributes: objectOf(attributes) };
}

function relation(type: string, entity: JsonObject): JsonObject {
  return { [type]: { data: { id: entity.id, type } } };
}
