export { monitorsPage } from "./page";
