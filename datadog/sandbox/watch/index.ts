export { type Evaluated, type MonitorOverview, Watch } from "./watch";
