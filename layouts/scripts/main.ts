// Every page works without this script. Each component decorates what is already there.
import "./components.ts";
import "./offline.ts";
