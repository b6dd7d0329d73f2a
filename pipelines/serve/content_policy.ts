/** What a browser may run, load and call. */
const base = {
  'default-src': "'self'",
  // The engine of the pages is WebAssembly, and runs in a worker.
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self' blob:",
  // The places and colours of drawings are attributes of their elements.
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': "'self' data:",
  'connect-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
}

/** The Content-Security-Policy of a page, whose own inline scripts alone are known by their hashes. */
export const contentPolicy = (scripts: readonly string[] = []): string =>
  Object.entries(base)
    .map(([what, sources]) =>
      [what, sources, ...(what === 'script-src' ? scripts.map((hash) => `'sha256-${hash}'`) : [])].join(' '),
    )
    .join('; ')
