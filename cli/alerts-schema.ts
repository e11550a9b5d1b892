/**
 * `npm run schema`: writes the JSON Schema of story files, which editors complete and check by.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { storiesJsonSchema } from "../testing/stories/json-schema";

const folder = join(__dirname, "..", "schemas");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "alerts.schema.json"), storiesJsonSchema());
