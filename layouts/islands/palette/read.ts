// The files of the index, as the engine wants them.
import type { Read } from "../../scripts/search/types.ts";

// readFrom reads below a folder. All files but the manifest may be kept for ever; what is compressed is opened.
export function readFrom(folder: URL): Read {
  return async (path) => {
    const response = await fetch(new URL(path, folder), path === "manifest.json" ? { cache: "no-cache" } : {});
    const bytes = await bytesOf(response);
    // Some hosts answer with a page where there is no file.
    if (!response.ok || bytes[0] === 0x3c) throw new Error(`${path}: ${response.status}`);
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
    return bytesOf(new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))));
  };
}

async function bytesOf(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await response.arrayBuffer());
}
