import { readFileSync } from "node:fs";
import { loadTerraform, Org } from "../../datadog/sandbox";
import { Ids } from "../../datadog/sandbox/ids";
import { decodeText, whyUnreadable } from "../../datadog/source";
import { TerraformProblem } from "../../datadog/terraform";
import { counted } from "../words";

/**
 * An org to serve, with what Terraform JSON declares.
 * @param files configurations, or what `terraform show -json` prints
 * @param print is given how much was loaded, and what was not
 * @throws Error naming the file that cannot be read, or what the org refuses of it
 */
export function loadedOrg(files: readonly string[], print: (line: string) => void): Org {
  const org = new Org({ ids: Ids.random() });
  loadFiles(org, files, print);
  return org;
}

/** Loads Terraform JSON into an org, as `loadedOrg` does. */
export function loadFiles(org: Org, files: readonly string[], print: (line: string) => void): void {
  for (const file of files) for (const line of loadFile(org, file)) print(line);
}

/** Loads Terraform JSON into the org; returns what was loaded and what was skipped. */
function loadFile(org: Org, file: string): string[] {
  try {
    const { objects, warnings, others } = loadTerraform(org, jsonOf(file));
    const passed = others.length === 0 ? "" : `, ${counted(others.length, "resource")} of other providers skipped`;
    return [`${counted(objects.length, "object")} loaded${passed}`, ...warnings].map((line) => `${file}: ${line}`);
  } catch (error) {
    if (error instanceof TerraformProblem) throw new Error(`${file}: ${error.message}`);
    throw error;
  }
}

function jsonOf(file: string): unknown {
  const bytes = bytesOf(file);
  // A saved plan is a zip archive, and so begins with its makers' initials.
  if (bytes.subarray(0, 2).toString("latin1") === "PK") {
    throw new Error(`${file}: a saved plan is binary; use the output of \`terraform show -json PLAN\` instead`);
  }
  const { text } = decodeText(file, bytes);
  if (text.trim() === "")
    throw new Error(`${file}: it is empty; use cdk.tf.json, or the output of terraform show -json`);
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = (error as Error).message.replace(/\s+/g, " ");
    throw new Error(`${file}: not valid JSON: ${why}`);
  }
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`${file}: ${whyUnreadable(error)}`);
  }
}
