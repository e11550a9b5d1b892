import { PassThrough } from "node:stream";
import { decisionOn, typedAnswer } from "../../../ops/plan/question";

describe("the question", () => {
  it("is approved by yes alone", () => {
    expect(["yes", " yes "].map(decisionOn)).toEqual([{ approved: true }, { approved: true }]);
    for (const answer of ["", "y", "Y", "YES", "Yes", "yess", "yes, do", "no", undefined]) {
      expect(decisionOn(answer).approved).toBe(false);
    }
  });

  it("says what an answer that is not understood was taken for", () => {
    expect(decisionOn("y")).toEqual({ approved: false, say: 'Nothing was changed: "y" is not "yes".' });
    expect(decisionOn("")).toEqual({ approved: false, say: "Nothing was changed." });
    expect(decisionOn(undefined)).toEqual({ approved: false, say: "Nothing was changed." });
  });

  const streams = () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    return { input, output };
  };

  it("takes a line, or the end of the input", async () => {
    const first = streams();
    const answer = typedAnswer("Deploy? ", first.input, first.output);
    first.input.write("yes\n");
    expect(await answer).toBe("yes");
    expect(String(first.output.read())).toBe("Deploy? ");
    const second = streams();
    const none = typedAnswer("Deploy? ", second.input, second.output);
    second.input.end();
    expect(await none).toBeUndefined();
  });

  it("ends at a signal, and listens to none afterwards", async () => {
    const { input, output } = streams();
    const before = process.listenerCount("SIGINT");
    const answer = typedAnswer("Deploy? ", input, output);
    process.emit("SIGINT");
    await expect(answer).rejects.toThrow("Interrupted.");
    // what is printed next has a line of its own
    expect(String(output.read())).toBe("Deploy? \n");
    expect(process.listenerCount("SIGINT")).toBe(before);
  });
});
