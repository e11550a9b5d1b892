import fc from "fast-check";
import { z } from "zod";
import { accepts, choosing } from "../../../datadog/definitions/accepts";
import { dashboardSchema } from "../../../datadog/definitions/dashboard/schema";
import { apiMonitorSchema, monitorSchema } from "../../../datadog/definitions/monitor/schema";
import { contentOf } from "../../../stacks/content";
import { loadEnvironment } from "../../../stacks/environments";

const { monitors, dashboards } = contentOf(loadEnvironment("demo"));
const made: readonly (readonly [z.ZodType, object])[] = [
  ...monitors.flatMap(({ definition }) => [
    [apiMonitorSchema, definition] as const,
    [monitorSchema, definition] as const,
  ]),
  ...dashboards.map(({ definition }) => [dashboardSchema, definition] as const),
];

/** What a plain test takes, zod takes as well, and gives it back unchanged. */
function expectAgreement(schema: z.ZodType, value: unknown): void {
  if (!accepts(schema, value)) return;
  expect(schema.safeParse(value)).toEqual({ success: true, data: value });
}

/** Every place in a value, by the container and the key. */
function placesIn(value: unknown): { readonly inside: Record<string, unknown>; readonly key: string }[] {
  if (typeof value !== "object" || value === null) return [];
  const inside = value as Record<string, unknown>;
  return Object.keys(inside).flatMap((key) => [{ inside, key }, ...placesIn(inside[key])]);
}

test("everything that is deployed is taken without zod", () => {
  expect(made.length).toBeGreaterThan(20);
  const others = made.flatMap(([schema, definition]) => (accepts(schema, definition) ? [] : [definition]));
  expect(others).toEqual([]);
});

test("a definition with something else in one place is taken only if zod takes it", () => {
  const other = fc.oneof(
    fc.anything(),
    fc.constantFrom("", "team:a", "group", "timeseries", "1", 1.5, Number.NaN, -1, null, undefined, [], {}, [
      undefined,
    ]),
  );
  fc.assert(
    fc.property(
      fc.nat(made.length - 1),
      fc.nat(),
      fc.oneof(fc.string(), fc.constant("__proto__")),
      other,
      (which, at, key, value) => {
        const [schema, definition] = made[which]!;
        const changed: unknown = structuredClone(definition);
        const places = placesIn(changed);
        const place = places[at % places.length]!;
        if (at % 3 === 0) place.inside[place.key] = value;
        else if (at % 3 === 1) delete place.inside[place.key];
        else if (!Array.isArray(place.inside)) {
          Object.defineProperty(place.inside, key, { value, enumerable: true, writable: true, configurable: true });
        }
        expectAgreement(schema, changed);
      },
    ),
    { numRuns: 1000 },
  );
});

const even = z.number().refine((value) => value % 2 === 0);
const SCHEMAS: readonly z.ZodType[] = [
  z.string(),
  z.string().min(2),
  z.string().regex(/^a/),
  z.email(),
  z.number(),
  z.number().min(1),
  z.number().gt(1),
  z.number().max(1),
  z.int(),
  z.int().min(0),
  even,
  z.boolean(),
  z.unknown(),
  z.null(),
  z.enum(["a", "b"]),
  z.literal([1, "a"]),
  z.string().nullish(),
  z.string().default("a"),
  z.array(z.string()),
  z.array(z.int()).min(1).max(2).readonly(),
  z.record(z.string(), z.number().nullable()),
  z.union([z.string(), z.number()]),
  z.object({ a: z.string() }),
  z.strictObject({ a: z.string().optional() }),
  z.looseObject({ a: z.string().optional(), b: z.unknown() }),
  z.lazy(() => even),
  z.preprocess((value) => (value === "1" ? 1 : value), z.number()),
  z.string().transform((text) => text.trim()),
  choosing(z.looseObject({ a: z.string() }), ({ a }) => (a === "" ? undefined : z.looseObject({ b: z.int() }))),
];

test("a value of any form is taken only if zod takes it", () => {
  const leaf = fc.oneof(
    fc.anything(),
    fc.constantFrom("", "a", "ab", "1", 0, 1, 2, 1.5, true, null, undefined, new Array(1)),
  );
  const object = fc.record({ a: leaf, b: leaf }, { requiredKeys: [] });
  const value = fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), object);
  fc.assert(
    fc.property(fc.nat(SCHEMAS.length - 1), value, (which, given) => expectAgreement(SCHEMAS[which]!, given)),
    { numRuns: 5000 },
  );
});

test("forms without anything that only zod knows are taken", () => {
  expect(accepts(z.array(z.int()).min(1).max(2).readonly(), [1, 2])).toBe(true);
  expect(accepts(z.lazy(() => even).nullish(), 4)).toBe(true);
  expect(accepts(z.record(z.string(), z.literal(1)), { a: 1 })).toBe(true);
  expect(accepts(z.looseObject({ a: z.string().optional() }), { b: 1 })).toBe(true);
});
