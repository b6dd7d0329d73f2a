import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import type { Places } from '../runner/places.ts'
import { packSite } from './packed.ts'

/**
 * Puts a built site in the place of the one before it, in one move: the place is a link, so that at no moment there is
 * none. The one before stays for pages of it that are open; those before that go.
 */
export async function replaceSite({ site, sites }: Places, built: string): Promise<void> {
  mkdirSync(sites, { recursive: true })
  for (const name of readdirSync(sites))
    if (name.endsWith('.fresh')) rmSync(join(sites, name), { recursive: true, force: true })
  const name = new Date().toISOString().replaceAll(/[-:.]/g, '')
  const fresh = join(sites, `${name}.fresh`)
  cpSync(built, fresh, { recursive: true })
  await packSite(fresh)
  renameSync(fresh, join(sites, name))

  const former = formerSite(site, sites)
  const link = `${site}.fresh`
  rmSync(link, { force: true })
  symlinkSync(relative(dirname(site), join(sites, name)), link, 'dir')
  renameSync(link, site)
  for (const other of readdirSync(sites))
    if (![name, former].includes(other)) rmSync(join(sites, other), { recursive: true, force: true })
}

/** The name of the site that is to be replaced. What earlier versions made is no link; it moves to the others. */
function formerSite(site: string, sites: string): string | undefined {
  if (!existsSync(site)) return undefined
  if (lstatSync(site).isSymbolicLink()) return basename(readlinkSync(site))
  renameSync(site, join(sites, 'before'))
  return 'before'
}
