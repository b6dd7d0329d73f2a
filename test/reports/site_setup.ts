import type { TestProject } from 'vitest/node'
import { demoSite } from './demo_site.ts'
import { serveSite } from './serve.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built site is served, such as http://127.0.0.1:40123. */
    siteAddress: string
    /** The snapshot that it was built from. */
    snapshotPath: string
  }
}

export default async function setup(project: TestProject) {
  const built = demoSite()
  const site = await serveSite(built.site)
  project.provide('siteAddress', site.address)
  project.provide('snapshotPath', built.snapshot)
  return async () => {
    await site.close()
    built.remove()
  }
}
