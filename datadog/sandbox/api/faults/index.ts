export { Faults } from "./fault";
export { faultInjection } from "./inject";
export { faultRoutes } from "./routes";
