export { compatibilityPage } from "./page";
export { documentedRules, exampleFile } from "./table";
