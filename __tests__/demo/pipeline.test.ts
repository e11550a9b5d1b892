import { INCIDENT, MINUTES, pipelineHour } from "../../demo/pipeline";
import { catalog } from "../../metrics/catalog";
import { components } from "../../metrics/components";
import { seriesOf } from "../../testing/series/input";

const series = seriesOf(pipelineHour(), { step: 60 });

describe("the made-up hour of the pipeline", () => {
  it("is the same for the same seed, and another one for another", () => {
    expect(pipelineHour(7)).toEqual(pipelineHour(7));
    expect(pipelineHour(7)).not.toEqual(pipelineHour(8));
  });

  it("reports metrics of the catalog, with tags that they have there", () => {
    const wrong = series.flatMap(({ metric, tags, name }) => {
      const known = catalog.find((one) => one.name === metric);
      const foreign = tags.filter((tag) => ![...(known?.tags ?? []), "service"].includes(tag.split(":", 1)[0]!));
      return known && foreign.length === 0 ? [] : [name];
    });
    expect(wrong).toEqual([]);
  });

  it("has a value for every minute, none of them negative", () => {
    for (const { name, values } of series) {
      expect([name, values.length]).toEqual([name, MINUTES]);
      expect([name, Array.from(values).every((value) => value >= 0)]).toEqual([name, true]);
    }
  });

  it("is about all six components", () => {
    const metrics = series.map(({ name }) => name).join(" ");
    for (const { service } of Object.values(components)) expect(metrics).toContain(service);
  });

  it("has fewer successful runs in the incident than before", () => {
    const succeeded = pipelineHour()["pipeline.runs{status:success,user:scheduler}"]!;
    const most = Math.max(...succeeded.slice(INCIDENT.from, INCIDENT.to));
    expect(most).toBeLessThan(Math.min(...succeeded.slice(0, INCIDENT.from)));
  });
});
