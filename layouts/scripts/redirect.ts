// A page that has moved. A meta refresh would lose the fragment of the address, so this script goes there
// instead and takes it along. Without script, the refresh and the plain link of the page remain.
const script = document.currentScript as HTMLScriptElement;
const to = new URL(script.dataset.to!, location.href);
if (location.hash) to.hash = location.hash;
location.replace(to);
