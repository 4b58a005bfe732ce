// What the tests of runs look at, as one global. It is bundled as an island of its own, as the real ones are.
import * as cadence from "../../scripts/runs/cadence.ts";
import * as kept from "../../scripts/runs/kept.ts";
import * as record from "../../scripts/runs/record.ts";
import { open } from "../checklist/store.ts";
import * as calendar from "../handover/calendar.ts";
import * as compare from "../handover/compare.ts";
import * as files from "../handover/files.ts";
import * as link from "../handover/link.ts";

Object.assign(globalThis, { runs: { ...cadence, ...kept, ...record, ...calendar, ...compare, ...files, ...link, open } });
