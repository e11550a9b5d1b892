import fc from "fast-check";
import { NameIndex, nearest } from "../../../datadog/findings";

const names = ["pipeline.runs", "pipeline.errors", "pipeline.stage.duration", "Spark.jobs", "rabbitmq.queue.messages"];

test.each([
  ["pipeline.run", "pipeline.runs"],
  ["pipeline.erors", "pipeline.errors"],
  ["PIPELINE.ERRORS", "pipeline.errors"],
  ["spark.job", "Spark.jobs"],
  // a swap of neighbors counts once
  ["rabbitmq.qeueu.messages", "rabbitmq.queue.messages"],
  ["pipeline.stage.duration", "pipeline.stage.duration"],
  ["system.load.1", undefined],
  ["", undefined],
  ["x".repeat(1000), undefined],
])("%s is meant to be %s", (word, expected) => {
  const index = new NameIndex(names);
  expect(index.nearest(word)).toBe(expected);
  expect(index.nearest(word)).toBe(expected);
});

test("of equally near names the first wins, wherever it stands in the alphabet", () => {
  expect(new NameIndex(["hat", "bat"]).nearest("cat")).toBe("hat");
});

const word = fc.string({ unit: fc.constantFrom(..."abcB._1"), minLength: 0, maxLength: 14 });

test("an index answers as a look at every name does", () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), fc.array(word, { maxLength: 8 }), (known, words) => {
      const index = new NameIndex(known);
      for (const each of words) expect(index.nearest(each)).toBe(nearest(each, known));
    }),
    { numRuns: 2000 },
  );
});
