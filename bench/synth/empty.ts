import { synthesizeBench } from "./workload";

/** A stack without resources: what node, tsx and cdktf take by themselves. */
synthesizeBench(() => {});
