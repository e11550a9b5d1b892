import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromYamlFile } from "../../../../datadog/definitions/yaml";

const folder = mkdtempSync(join(tmpdir(), "monitors-"));
const file = join(folder, "many-retries.yaml");
afterAll(() => rmSync(folder, { recursive: true }));

const TEXT = `type: metric alert
query: sum(last_1h):sum:pipeline.retries{*} by {stage}.as_count() > 20
message: Stage {{stage.name}} was tried again {{value}} times.
`;

/** The message with which the file is refused, the folder left out. */
function refusal(path = file): string {
  try {
    fromYamlFile(path);
  } catch (error) {
    return (error as Error).message.replace(`${folder}/`, "").replace(folder, "FOLDER");
  }
  return "accepted";
}

describe("a monitor in a YAML file", () => {
  it("has the file's name where it has none of its own", () => {
    writeFileSync(file, TEXT);
    expect(fromYamlFile(file)).toMatchObject({ name: "Many retries", options: { thresholds: { critical: 20 } } });
  });

  it("is refused with the place of its mistake", () => {
    writeFileSync(file, TEXT.replace("stage.name", "stge.name"));
    expect(refusal()).toBe(
      'many-retries.yaml:3:18: `{{stge.name}}` is always empty: the query groups by stage. Group it by stge, or remove the variable. Did you mean "stage"?',
    );
  });

  it("is refused in one line where there is none to read", () => {
    expect(refusal(join(folder, "few-retries.yaml"))).toBe("few-retries.yaml: there is no such file");
    expect(refusal(folder)).toBe("FOLDER: it is a directory, not a file");
  });

  it("is named from the working directory on", () => {
    expect(() => fromYamlFile(join(process.cwd(), "monitors", "none.yaml"))).toThrow(
      "monitors/none.yaml: there is no such file",
    );
  });
});
