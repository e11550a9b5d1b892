export { type Started, startEnvironment } from "./environment";
export { type Declared, startReport } from "./report";
