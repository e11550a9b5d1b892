import { runAlerts } from "../../cli/alerts-command";
import { testScripts } from "./scripts";

testScripts("alerts", runAlerts);
