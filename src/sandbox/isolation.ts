/**
 * Isolates this site's pages where the host cannot send the headers for it (GitHub Pages): a service worker adds them
 * to every answer, which takes effect at the next load, so the page loads again once.
 *
 * Resolves to whether the page is isolated; false where there are no service workers (a private window of Firefox) or
 * where they do not help. Call it only for what needs isolation: everything else works without.
 */
export async function isolate(): Promise<boolean> {
  if (crossOriginIsolated) return true;
  if (!('serviceWorker' in navigator) || !isSecureContext) return false;
  const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');
  try {
    await navigator.serviceWorker.register(`${base}isolation-worker.js`, { scope: base });
    await navigator.serviceWorker.ready;
  } catch {
    return false;
  }
  return loadAgain();
}

/** Once for each tab: if the headers did not help the first time, they won't the second. */
function loadAgain(): boolean | Promise<boolean> {
  const key = 'isolation-loaded-again';
  try {
    if (sessionStorage.getItem(key)) return false;
    sessionStorage.setItem(key, 'yes');
  } catch {
    // Without storage nothing tells a second load from the first one.
    return false;
  }
  location.reload();
  // Nothing more is to happen on this page.
  return new Promise(() => {});
}
