import type { TestProject } from 'vitest/node'
import { demoSite } from './demo_site.ts'
import { serveSite } from './plain_host.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built site is served, such as http://localhost:40123. */
    siteAddress: string
    /** Its folder. */
    siteFolder: string
    /** The snapshot that it was built from. */
    snapshotPath: string
  }
}

export default async function setup(project: TestProject) {
  const built = demoSite()
  const site = await serveSite(built.site)
  project.provide('siteAddress', new URL(site.address).origin)
  project.provide('siteFolder', built.site)
  project.provide('snapshotPath', built.snapshot)
  return async () => {
    site.end()
    built.remove()
  }
}
