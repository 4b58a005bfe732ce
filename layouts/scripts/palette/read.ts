// The files of the index, as the engine wants them.
import type { Read } from "../search/types.ts";

// readFrom reads below a folder. All files but the manifest may be kept for ever; what is compressed is opened.
export function readFrom(folder: URL): Read {
  return async (path) => {
    const response = await fetch(new URL(path, folder), path === "manifest.json" ? { cache: "no-cache" } : {});
    // Some hosts answer with a page where there is no file.
    if (!response.ok || /html/.test(response.headers.get("content-type") ?? "")) throw new Error(`${path}: ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
    const opened = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(opened).arrayBuffer());
  };
}
