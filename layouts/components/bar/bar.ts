// What the bar and the marks say of the reader's part follows every tab.
import { follow } from "../../scripts/roles.ts";

follow();
