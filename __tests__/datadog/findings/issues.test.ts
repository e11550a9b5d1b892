import { z } from "zod";
import { wordIssues } from "../../../datadog/findings";

const wording = (schema: z.ZodType, input: unknown) =>
  wordIssues(schema.safeParse(input).error?.issues ?? [], schema, input).map(({ message }) => message);

describe("a value that may have one of several forms", () => {
  const once = z.strictObject({ start: z.string(), end: z.string() });
  const often = z.strictObject({ rules: z.array(z.strictObject({ rule: z.string(), hours: z.number() })) });
  const schema = z.strictObject({ when: z.union([once, often]) });

  it.each([
    [{ rules: [{ rule: "daily", hours: "4" }] }, ['when.rules[0].hours is "4", not a number']],
    [{ start: "now" }, ["when.end is missing: it must be text"]],
    [{ start: "now", end: "later", stop: 1 }, ['unknown key "stop" in when; expected one of start, end, rules']],
    ["daily", ['when is "daily", not a mapping']],
    [undefined, ["when is missing: it must be a mapping"]],
  ])("%j is judged by the form that it is nearest to", (when, messages) => {
    expect(wording(schema, { when })).toEqual(messages);
  });

  it("names the values or types that it may have", () => {
    const step = z.object({ step: z.union([z.literal(60), z.literal(300)]) });
    expect(wording(step, { step: 5 })).toEqual(["step is 5, not 60 or 300"]);
    const id = z.object({ id: z.union([z.int(), z.string()], { error: "must be an id" }) });
    expect(wording(id, { id: {} })).toEqual(["id must be an id"]);
  });
});
