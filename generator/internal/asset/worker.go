package asset

// Worker is the path of the service worker. Its name is always the same, for by its name browsers know it.
const Worker = "sw.js"

// RemoveWorker is a service worker that takes the one before it away, with all that it kept: for handbooks that want
// none any more, and for serve, whose port another site may have had. How caches are named is said in
// layouts/worker/kept.ts.
const RemoveWorker = `self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(remove()));
async function remove() {
  const { scope } = self.registration;
  for (const name of await caches.keys()) {
    if (name.startsWith("baton ") && name.endsWith(" " + scope)) await caches.delete(name);
  }
  await self.registration.unregister();
}
`

// worker makes the service worker: the one that keeps pages, or the one that removes it.
func (b *bundler) worker(offline bool) error {
	if !offline {
		b.out[Worker] = []byte(RemoveWorker)
		return nil
	}
	data, err := b.bundle("worker/worker.ts")
	b.out[Worker] = data
	return err
}
