import fc from "fast-check";
import { checkMonitor } from "../../../../datadog/definitions";
import { monitorsFromYaml } from "../../../../datadog/definitions/yaml";
import { SourceError } from "../../../../datadog/source";

const sound: Record<string, unknown> = {
  name: "Slow stage",
  type: "metric alert",
  query: "avg(last_15m):avg:pipeline.stage.duration{*} by {stage} > 300",
  message: "{{#is_alert}}{{stage.name}} is slow{{/is_alert}} @slack-data",
  tags: ["team:data"],
  priority: 3,
  options: { thresholds: { critical: 300, warning: 200 }, scheduling_options: {}, variables: [], notify_by: ["stage"] },
};

const options = Object.keys(sound.options as object);

test("any value gets findings, never an exception, and each points into the value", () => {
  const changed = fc.oneof(
    fc.jsonValue(),
    fc
      .record({ key: fc.constantFrom(...Object.keys(sound)), value: fc.jsonValue() })
      .map(({ key, value }) => ({ ...sound, [key]: value })),
    fc.record({ key: fc.constantFrom(...options), value: fc.jsonValue() }).map(({ key, value }) => ({
      ...sound,
      options: { ...(sound.options as object), [key]: value },
    })),
    fc.record({ from: fc.nat(60), to: fc.nat(60), text: fc.string({ maxLength: 8 }) }).map(({ from, to, text }) => {
      const query = String(sound.query);
      return { ...sound, query: query.slice(0, from) + text + query.slice(to) };
    }),
  );
  fc.assert(
    fc.property(changed, (monitor) => {
      for (const { path, range, message } of checkMonitor(monitor, { handles: [] })) {
        const text = path.reduce<unknown>((value, step) => (value as Record<string, unknown>)?.[step], monitor);
        expect(message).not.toBe("");
        if (range && typeof text === "string") expect(range.end).toBeLessThanOrEqual(text.length + 1);
      }
    }),
    { numRuns: 500 },
  );
});

test("any YAML text is read or refused with a line", () => {
  const piece = fc.constantFrom(
    ..."type: query: message: name: metric alert avg(last_5m):avg:a.b{*} > 1 | >- - --- {{value}} \n \n   ' \" # & * [ ] { }".split(
      " ",
    ),
    "\n",
    "  ",
  );
  const text = fc.oneof(
    fc.string({ maxLength: 80 }),
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(" ")),
  );
  fc.assert(
    fc.property(text, (any) => {
      try {
        monitorsFromYaml(any, { file: "m.yaml" });
      } catch (error) {
        expect(error).toBeInstanceOf(SourceError);
        expect((error as Error).message).toMatch(/^m\.yaml:\d+:\d+: ./);
      }
    }),
    { numRuns: 500 },
  );
});
